"""Pages travel compressed, where that can tell nobody a secret."""

from django.conf import settings
from django.middleware.gzip import GZipMiddleware

from delivery.caching import ASKED_QUERY, KEEP

TEXTS = ("text/", "application/json", "application/xml", "application/javascript")


class CompressionForReaders(GZipMiddleware):
    """Compresses text for whoever has no session and no CSRF token.

    The length of a compressed page can betray a secret in it (https://breachattack.com).
    A reader's page holds none: without a session or a form's token all are served
    alike. Everybody else's travels as it is, and the admin's always.
    """

    # Against that attack Django adds random bytes, which here would only be weight.
    max_random_bytes = None

    def process_response(self, request, response):
        """``response``, compressed where the reader takes gzip, or as it was."""
        kind = response.get("Content-Type", "")
        if _holds_a_secret(request, response) or not is_text(kind):
            return response
        if {KEEP, ASKED_QUERY} <= request.META.keys():
            return response  # the page cache keeps it in each encoding
        return super().process_response(request, response)


def _holds_a_secret(request, response) -> bool:
    secrets = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    return bool(
        request.path_info.startswith("/admin/")
        or response.cookies
        or secrets & request.COOKIES.keys()
    )


def is_text(content_type: str) -> bool:
    """Whether it gains by being compressed: pictures and archives are already."""
    kind = content_type.partition(";")[0]
    return kind.startswith(TEXTS) or kind.endswith(("+xml", "+json"))
