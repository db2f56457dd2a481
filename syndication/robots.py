"""`robots.txt`: what crawlers are asked to leave alone, and where the sitemaps lie."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from home.furniture import furniture_of

SITEMAPS = ("sitemap", "sitemap-news")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """RFC 9309: everything may be read but the admin and searches.

    With the newsroom's policy for machines that learn from what they read, in a
    ``Content-Signal`` and by the names of their crawlers. It tells of nothing that is
    hidden: no more paths are named.
    """
    policy = settings.AI_POLICY
    groups = [["User-agent: *"]]
    if policy.signals:
        groups[0].append(f"Content-Signal: {policy}")
    groups[0] += ["Disallow: /admin/", "Disallow: /search/"]
    if policy.unwelcome:
        named = [f"User-agent: {name}" for name in policy.unwelcome]
        groups.append([*named, "Disallow: /"])
    site = furniture_of(request).site
    if site is not None:
        groups.append([f"Sitemap: {site.root_url}{reverse(n)}" for n in SITEMAPS])
    lines = "\n\n".join("\n".join(group) for group in groups)
    return HttpResponse(f"{lines}\n", content_type="text/plain; charset=utf-8")
