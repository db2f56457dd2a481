"""What machines read first."""

from django.http import HttpRequest, HttpResponse

ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /search/
"""


def robots(request: HttpRequest) -> HttpResponse:
    """`robots.txt` (RFC 9309): everything may be read but the admin and searches."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
