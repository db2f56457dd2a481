"""Django's WSGI handler, where a request's own header could make it fail."""

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

# Digits of a body's length; Python reads no more at once than has nineteen.
LONGEST_LENGTH = 18


class Request(WSGIRequest):
    """What is sent to us is UTF-8, as our pages are, whatever its sender says.

    Django takes any codec that Python knows, ``rot13`` too, which decodes no text: that
    fails before there is a request whose error could be answered.
    """

    def __init__(self, environ):
        if len(environ.get("CONTENT_LENGTH", "")) > LONGEST_LENGTH:
            environ["CONTENT_LENGTH"] = "0"  # nobody sends so much
        super().__init__(environ)

    def _set_content_type_params(self, meta):
        try:
            kind, said = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            kind, said = "", {}
        said.pop("charset", None)
        self.content_type, self.content_params = kind, said


class Handler(WSGIHandler):
    """Django's application, asked with ``Request``."""

    request_class = Request
