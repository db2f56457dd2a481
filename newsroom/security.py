"""Which Content-Security-Policy a response carries, and which requests get none."""

from django.conf import settings
from django.http import Http404
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.utils.csp import CSP, build_policy


def strict_headers() -> dict[str, str]:
    """What middleware says of a public page, for an answer that comes by none."""
    return {
        CSP.HEADER_ENFORCE.value: build_policy(settings.SECURE_CSP),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    }


class ContentSecurityPolicy(ContentSecurityPolicyMiddleware):
    """The strict policy of public pages everywhere, the admin's under ``/admin/``."""

    def process_response(self, request, response):
        """``response`` with its policy header; a view's own override is kept."""
        if request.path_info.startswith("/admin/") and not hasattr(
            response, "_csp_config"
        ):
            # A preview comes with the header of the public page that it is.
            is_preview = response.headers.pop(CSP.HEADER_ENFORCE, None)
            response._csp_config = (
                settings.PREVIEW_CSP if is_preview else settings.ADMIN_CSP
            )
        return super().process_response(request, response)


def refuse_null_characters(get_response):
    """Middleware: an address with a NUL in it is a 404; PostgreSQL raises on it."""

    def middleware(request):
        if "\x00" in request.path_info:
            raise Http404("No address holds a NUL character.")
        return get_response(request)

    return middleware
