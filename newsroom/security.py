"""Which security headers a response carries, and which requests get none.

What is said here nginx says of its own answers in ``deploy/nginx.conf``; a test
compares the two, and the page cache's with both.
"""

from django.conf import settings
from django.http import Http404
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.utils.csp import CSP, build_policy

from syndication.forms import FORMS
from syndication.urls import FEEDS

RESOURCES = "Cross-Origin-Resource-Policy"
FEATURES = "Permissions-Policy"
PICTURES = ("rendition", "still")
# What is made to be shown on other sites, by its route's name.
FOR_OTHERS = frozenset(
    {
        *(*PICTURES, "story-card", "site-card"),
        *("embedded", "accents", "oembed", "ninjs", "markdown", "llms"),
        *(f"{kind}-{form}" for kind, *_ in FEEDS for form in FORMS),
    }
)


def strict_headers(scheme: str = "https") -> dict[str, str]:
    """What middleware says of a public page, for an answer that comes by none."""
    headers = {
        CSP.HEADER_ENFORCE.value: build_policy(settings.SECURE_CSP),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        RESOURCES: "same-origin",
        FEATURES: settings.PERMISSIONS_POLICY,
    }
    if scheme == "https" and settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = (
            f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
        )
    return headers


class ContentSecurityPolicy(ContentSecurityPolicyMiddleware):
    """The strict policy of public pages everywhere, the admin's under ``/admin/``.

    With it, which features of a browser a page may use, and whose pages may show what
    is answered. The rest Django's own middleware says.
    """

    def process_response(self, request, response):
        """``response`` with its policy header; a view's own override is kept."""
        is_admin = request.path_info.startswith("/admin/")
        if is_admin and not hasattr(response, "_csp_config"):
            # A preview comes with the header of the public page that it is.
            is_preview = response.headers.pop(CSP.HEADER_ENFORCE, None)
            response._csp_config = (
                settings.PREVIEW_CSP if is_preview else settings.ADMIN_CSP
            )
        features = settings.ADMIN_FEATURES if is_admin else settings.PERMISSIONS_POLICY
        response.headers[FEATURES] = features
        response.headers.setdefault(RESOURCES, _shown_by(request, response))
        return super().process_response(request, response)


def _shown_by(request, response) -> str:
    """Whose pages may show it: any site's, what was made for that and is public."""
    if request.path_info.startswith(settings.STATIC_URL):
        return "cross-origin"
    match = request.resolver_match
    if match is None or not (
        match.url_name in FOR_OTHERS or "api-1" in match.namespaces
    ):
        return "same-origin"
    # A picture that is not public yet; lists keep their header, however late they come.
    is_hidden = match.url_name in PICTURES and "private" in response["Cache-Control"]
    return "same-origin" if is_hidden else "cross-origin"


def refuse_null_characters(get_response):
    """Middleware: an address with a NUL in it is a 404; PostgreSQL raises on it."""

    def middleware(request):
        if "\x00" in request.path_info:
            raise Http404("No address holds a NUL character.")
        return get_response(request)

    return middleware
