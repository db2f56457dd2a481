"""Which Content-Security-Policy a response carries."""

from django.conf import settings
from django.middleware.csp import ContentSecurityPolicyMiddleware


class ContentSecurityPolicy(ContentSecurityPolicyMiddleware):
    """The strict policy of public pages everywhere, the admin's under ``/admin/``."""

    def process_response(self, request, response):
        """``response`` with its policy header; a view's own override is kept."""
        if request.path_info.startswith("/admin/") and not hasattr(
            response, "_csp_config"
        ):
            response._csp_config = settings.ADMIN_CSP
        return super().process_response(request, response)
