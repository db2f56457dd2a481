"""What stands on every page of the site: the newsroom's name, its menus, its banner."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Page, Site
from wagtail.models.sites import (
    SITE_ROOT_PATHS_CACHE_KEY,
    SITE_ROOT_PATHS_CACHE_VERSION,
    SiteRootPath,
)

from delivery.remembered import Remembered
from delivery.tags import picture_tag, story_tag, tag
from home.models.banner import BreakingBanner
from home.models.brand import BrandSettings
from news.models import ArticlePage, BasePage, CategoryIndexPage
from news.prepared import Prepared
from news.querysets import SectionQuerySet


def furniture_of(request: HttpRequest) -> "Furniture":
    """The furniture of the page that answers ``request``, asked for once."""
    if not hasattr(request, "_furniture"):
        request._furniture = Furniture(request)
    return request._furniture


def open_site(request: HttpRequest) -> "Furniture":
    """The furniture of a request to a site; raises Http404 where there is no site."""
    furniture = furniture_of(request)
    if furniture.site is None:
        raise Http404("There is no site here yet.")
    return furniture


class Furniture:
    """Two queries: the site with its brand and banner, and its sections when shown.

    Sections are the categories and pages in menus, and the pages that are a policy.

    The first also answers what Wagtail would ask for itself: which site is asked
    (``Site.find_for_request``), its settings, and where addresses begin.
    """

    def __init__(self, request: HttpRequest):
        self._later = getattr(request, "shown_at", None)
        self._now = self._later or timezone.now()
        sites = _sites(self._later) if self._later else _sites_now()
        if len(sites) == 1 and sites[0].is_default_site:
            request._wagtail_site = sites[0]
        asked = Site.find_for_request(request)
        # With its brand and banner, which Wagtail's own row lacks.
        self.site = next((site for site in sites if site == asked), None)
        self.brand = brand_of(self.site)
        setattr(request, BrandSettings.get_cache_attr_name(), self.brand)

    @property
    def banner(self) -> BreakingBanner | None:
        """The breaking banner, while it lasts and readers may see its story, if any.

        The page being made must be gone when it ends.
        """
        banner = getattr(self.site, "breakingbanner", None)
        if banner is None or banner.ends_at is None or banner.ends_at <= self._now:
            return None
        tag(until=banner.ends_at)
        if banner.text:
            return banner
        if banner.story_id is None:
            return None
        tag(story_tag(banner.story_id), until=banner.story.expire_at)
        return banner if self.site.banner_is_open else None

    @cached_property
    def _sections(self) -> list[BasePage]:
        if self.site is None:
            return []
        find = _sections_of if self._later else _sections_now
        return find(self.site.root_page)

    @cached_property
    def categories(self) -> list[CategoryIndexPage]:
        """The categories that editors show in the menu, in the page tree's order."""
        return [page for page in self._sections if _is_category(page)]

    @cached_property
    def pages(self) -> list[BasePage]:
        """The other pages below the front that editors show in menus, likewise."""
        others = [page for page in self._sections if not _is_category(page)]
        return [page for page in others if page.show_in_menus]

    @property
    def policies(self) -> dict[str, BasePage]:
        """Public pages that editors say are a policy, by ``StandardPage.Policy``.

        In menus or not; of two that are the same one, the first.
        """
        found = {}
        for page in self._sections:
            if not _is_category(page) and page.policy:
                found.setdefault(page.policy, page)
        return found


def _sections_of(root: Page) -> list[BasePage]:
    # Types have an index, and stories are no sections: below the root alone lie all of
    # them, each of which would be read.
    types = root.cached_content_type.model_class().allowed_subpage_models()
    types = ContentType.objects.get_for_models(*types, for_concrete_models=False)
    first, last = Page._get_children_path_interval(root.path)
    pages = _sections(
        types=[found.pk for found in types.values()],
        first=first,
        last=last,
        depth=root.depth + 1,
    )
    sections = [getattr(page, page.specific_class._meta.model_name) for page in pages]
    for section in sections:
        section.keeps_its_place = True
    return sections


_sections_now = Remembered(_sections_of)


@Prepared
def _sections(types, first, last, depth):
    sections = (
        SectionQuerySet(Page)
        .published()
        .filter(
            Q(show_in_menus=True) | Q(standardpage__policy__gt=""),
            content_type__in=types,
            path__range=(first, last),
            depth=depth,
        )
    )
    sections = sections.select_related("categoryindexpage", "standardpage")
    return sections.order_by("path").defer(
        "standardpage__introduction", "standardpage__body"
    )


def _is_category(page: BasePage) -> bool:
    return isinstance(page, CategoryIndexPage)


def brand_of(site: Site | None) -> BrandSettings:
    """The site's brand; Newsclip's own until an editor has saved one."""
    return getattr(site, "brandsettings", None) or BrandSettings(site=site)


@Remembered
def _sites_now() -> list[Site]:
    """The sites with their brands and banners; another once a banner's story is."""
    now = timezone.now()
    sites = _sites(now)
    for site in sites:
        if logo := brand_of(site).logo_id:
            tag(picture_tag(logo))
        banner = getattr(site, "breakingbanner", None)
        if story := banner and banner.story:
            times = [story.embargo_until, story.expire_at]
            until = min((at for at in times if at and at > now), default=None)
            tag(story_tag(story.pk), until=until)
    return sites


def _sites(now: datetime) -> list[Site]:
    """All sites, their roots told to Wagtail's cache if it does not hold them."""
    version = SITE_ROOT_PATHS_CACHE_VERSION
    known = cache.get(SITE_ROOT_PATHS_CACHE_KEY, version=version)
    sites = _all_sites(now=now)
    roots = [_root_of(site) for site in sites]
    if known != roots:  # another process may have changed them
        cache.set(SITE_ROOT_PATHS_CACHE_KEY, roots, 3600, version=version)
    return sites


@Prepared
def _all_sites(now):
    open_stories = ArticlePage.objects.published(now).order_by()
    sites = (
        Site.objects.select_related(
            "root_page__locale", "brandsettings__logo", "breakingbanner__story"
        )
        .defer("breakingbanner__story__body")
        .annotate(
            banner_is_open=Exists(
                open_stories.filter(pk=OuterRef("breakingbanner__story"))
            )
        )
    )
    # The order in which Wagtail tries them for a page's address.
    return sites.order_by("-root_page__url_path", "-is_default_site", "hostname")


def _root_of(site: Site) -> SiteRootPath:
    page = site.root_page
    return SiteRootPath(
        site.pk, page.url_path, site.root_url, page.locale.language_code
    )
