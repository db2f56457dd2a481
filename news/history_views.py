"""A story's history: its versions, one of them, and what changed between two."""

from functools import wraps

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from wagtail.models import Site

from delivery.tags import story_tag, tag
from news.at_hand import at_hand
from news.differences import are_equal, differences
from news.gone import gone
from news.history import grouped, history_is_public, versions_of
from news.listings import page_or_404
from news.models import ArticlePage, StoryVersion
from news.passages import version_texts
from news.version_shown import VersionShown

VERSIONS_A_PAGE = 100
# What any number is written with that a version can have.
DIGITS = 9


def _of_story(view):
    """A view of the story that lies at ``category`` and ``slug``.

    404 where readers may not see the story, as if it never was; of one that was
    withdrawn, what its own address says.
    """

    @require_safe
    @wraps(view)
    def of_story(request: HttpRequest, category: str, slug: str, **numbers):
        site = Site.find_for_request(request)
        above = site.root_page.url_path if site else ""
        lies_there = {"slug": slug, "url_path": f"{above}{category}/{slug}/"}
        stories = ArticlePage.objects.with_history().filter(**lies_there)
        story = stories.defer("body").first()
        if story is not None:
            return view(request, story, **numbers)
        story = ArticlePage.objects.filter(**lies_there).defer("body").first()
        if story is not None and story.is_openly_withdrawn and history_is_public():
            return gone(request, story)
        raise Http404("No story with a history lies here.")

    return of_story


@_of_story
def history(request: HttpRequest, story: ArticlePage) -> HttpResponse:
    """Every version, newest first; ``?from=&to=`` leads on to a difference."""
    if "from" in request.GET or "to" in request.GET:
        return _to_difference(request, story)
    versions = versions_of(story.pk).order_by("-number")
    page = page_or_404(Paginator(versions, VERSIONS_A_PAGE), request.GET.get("page"))
    context = {"page_of_versions": page, "groups": grouped(page)}
    return _shown(request, "pages/history.html", story, **context)


@_of_story
def version(request: HttpRequest, story: ArticlePage, number: int) -> HttpResponse:
    """A version as readers saw it; where its text was destroyed, when and why."""
    (found,) = _versions_or_404(story, number)
    context = {"version": found, **_beside(story, found)}
    if found.withheld_at:
        return _shown(request, "pages/version_withheld.html", story, **context)
    shown = VersionShown(found)
    with at_hand(shown.found()):
        return _shown(request, "pages/version.html", story, **context, shown=shown)


@_of_story
def difference(
    request: HttpRequest, story: ArticlePage, former: int, later: int
) -> HttpResponse:
    """What changed between two versions, word by word."""
    if former >= later:
        raise Http404("The former version comes first.")
    first, second = _versions_or_404(story, former, later)
    context = {"former": first, "later": second}
    withheld = next((one for one in (first, second) if one.withheld_at), None)
    if withheld:
        context |= {"version": withheld}
        return _shown(request, "pages/version_withheld.html", story, **context)
    changes = differences(*version_texts(first.content, second.content))
    context["changes"] = changes
    context["nothing"] = all(change.how == "same" for change in changes)
    context["equal"] = are_equal(first.content, second.content)
    context["language"] = second.content["language"]
    return _shown(request, "pages/difference.html", story, **context)


def _versions_or_404(story: ArticlePage, *numbers: int) -> list[StoryVersion]:
    versions = versions_of(story.pk).defer(None).filter(number__in=numbers)
    found = {version.number: version for version in versions}
    if found.keys() != set(numbers):
        raise Http404("The story has no such version.")
    return [found[number] for number in numbers]


def _to_difference(request: HttpRequest, story: ArticlePage) -> HttpResponse:
    """The address of the difference that a reader asked for by the form."""
    asked = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(one.isascii() and one.isdecimal() for one in asked):
        raise Http404("A version is asked for by its number.")
    former, later = sorted(int(one[:DIGITS]) for one in asked)
    both = f"{former}..{later}" if former < later else later
    return redirect(f"{story.get_url(request)}history/{both}/")


def _beside(story: ArticlePage, version: StoryVersion) -> dict:
    """The numbers of the versions before and after, for the links between them."""
    numbers = versions_of(story.pk).values_list("number", flat=True)
    return {
        "before": numbers.filter(number__lt=version.number).last(),
        "after": numbers.filter(number__gt=version.number).first(),
    }


def _shown(request, template: str, story: ArticlePage, **context) -> HttpResponse:
    """A page that caches keep as the story's own, and search engines do not list."""
    tag(story_tag(story.pk), until=story.expire_at)
    response = render(request, template, {"story": story, **context})
    response["X-Robots-Tag"] = "noindex"
    return response
