"""Which story lies at an address that somebody names, as a reader would find it."""

from collections.abc import Callable
from functools import cached_property
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.db.models import F
from django.http import Http404, HttpResponse
from django.http.request import validate_host
from django.shortcuts import redirect
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
        return self._moved(ArticlePage.objects.published())

    def withdrawn_story(self) -> ArticlePage | None:
        """The story that lies there, where readers may know that it was withdrawn."""
        return _withdrawn(self._lying(ArticlePage.objects.all()))

    def lead_on(self, address_of: Callable[[ArticlePage], str]) -> HttpResponse:
        """To the address, by ``address_of``, of the story that lay there before.

        Raises Http404 for none that is public or openly withdrawn.
        """
        story = self.moved_story() or _withdrawn(self._moved(ArticlePage.objects.all()))
        if story is None:
            raise Http404("No story lies here that readers may see.")
        return redirect(address_of(story), permanent=self._former.is_permanent)

    def asks_who_is_there(self) -> bool:
        """Whether the story there answers anybody with a password form or sign-in."""
        return self._lying(ArticlePage.objects.behind_a_wall()) is not None

    def _moved(self, stories) -> ArticlePage | None:
        if self._former is None:
            return None
        return _told(stories.filter(pk=self._former.redirect_page_id))

    @cached_property
    def _former(self) -> Redirect | None:
        """What leads from there to a page; the site's own before one of all sites."""
        path = f"/{'/'.join(self._slugs)}"
        written = [
            Redirect.normalise_path(path),
            Redirect.normalise_path(quote(path), decode_unicode=False),
        ]
        found = Redirect.get_for_site(self._site).filter(old_path__in=written)
        found = found.exclude(redirect_page=None)
        return found.order_by(F("site").desc(nulls_last=True)).first()

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


def _withdrawn(story: ArticlePage | None) -> ArticlePage | None:
    return story if story and story.is_openly_withdrawn else None


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
