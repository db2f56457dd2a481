"""Which story lies at an address that somebody names, as a reader would find it."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http.request import validate_host
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from news.models import ArticlePage


class Place:
    """A place on one of the newsroom's sites, with the stories that lie there.

    Each comes with what a card shows of it and its authors, without its body.
    """

    def __init__(self, site: Site, path: str):
        self._site = site
        self._slugs = [slug for slug in path.split("/") if slug]

    def story(self) -> ArticlePage | None:
        """The public story that lies there."""
        return self._lying(ArticlePage.objects.published())

    def moved_story(self) -> ArticlePage | None:
        """The public story that lay there before, and is at another address now."""
        path = Redirect.normalise_path(f"/{'/'.join(self._slugs)}")
        former = Redirect.get_for_site(self._site).filter(old_path=path)
        pages = former.exclude(redirect_page=None).values("redirect_page")
        return _told(ArticlePage.objects.published().filter(pk__in=pages))

    def withdrawn_story(self) -> ArticlePage | None:
        """The story that lies there, where readers may know that it was withdrawn."""
        story = self._lying(ArticlePage.objects.all())
        return story if story and story.is_openly_withdrawn else None

    def asks_who_is_there(self) -> bool:
        """Whether the story there answers anybody with a password form or sign-in."""
        return self._lying(ArticlePage.objects.behind_a_wall()) is not None

    def _lying(self, stories) -> ArticlePage | None:
        if not self._slugs:
            return None
        above = self._site.root_page.url_path
        url_path = above + "".join(f"{slug}/" for slug in self._slugs)
        # Only slugs have an index.
        return _told(stories.filter(slug=self._slugs[-1], url_path=url_path))


def place_of(url: str) -> Place | None:
    """The place that an address names, whatever its scheme, query and fragment.

    None for what is no address, or that of another host.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:  # such as brackets that hold no IPv6 address
        return None
    path = unquote(parts.path)
    site = _site_at(host) if parts.scheme in ("http", "https") else None
    return None if site is None or "\0" in path else Place(site, path)


def _told(stories) -> ArticlePage | None:
    stories = stories.defer("body").select_related("category", "outlet", "hero_image")
    return stories.prefetch_related("bylines__author").first()


def _site_at(host: str) -> Site | None:
    """The site of that host; the default one of any other that is the newsroom's."""
    sites = list(Site.objects.select_related("root_page").order_by("-is_default_site"))
    own = next((site for site in sites if site.hostname == host), None)
    ours = [name for name in settings.ALLOWED_HOSTS if name != "*"]
    if own is None and sites and validate_host(host, ours):
        own = sites[0]
    return own
