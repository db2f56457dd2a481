"""`/.well-known/security.txt`: whom to tell of a hole in the site (RFC 9116)."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

# The RFC asks for less than a year; what is computed is never out of date.
VALID = timedelta(days=180)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """The contacts of NEWSCLIP_SECURITY_CONTACT; 404 where there is none."""
    if not settings.SECURITY_CONTACTS:
        raise Http404("Nobody is named.")
    ends = datetime.combine((timezone.now() + VALID).date(), time(), UTC)
    lines = [
        *(f"Contact: {each}" for each in settings.SECURITY_CONTACTS),
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.BASE_URL}{request.path}",
    ]
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
