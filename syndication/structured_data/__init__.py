"""What pages tell machines of themselves, as JSON-LD in the words of schema.org.

``things`` says what each thing is, ``pages`` which of them a page tells of, ``script``
how it is written into the page.
"""
