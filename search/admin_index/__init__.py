"""The index of searches in the admin, which no public surface reads.

``documents`` says what of an object is looked up, ``queries`` reads what editors type,
``stored`` writes and asks; one module a database holds what only that one understands.
"""
