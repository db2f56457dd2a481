"""The twin's address: the story's own, with `.md` in the place of its last slash."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page, require_safe

from home.furniture import open_site
from news.models import ArticlePage
from syndication.addresses import Place
from syndication.markdown.twin import twin, twin_of, withdrawn

SHOWN_WITH = ("category", "outlet", "hero_image")


@require_safe
@conditional_page
def markdown(request: HttpRequest, category: str, slug: str) -> HttpResponse:
    """The story as Markdown, where any reader may open it; a former address leads on.

    A withdrawn one's is a 410 with the reason, as its page is; all else is a 404. That
    a page asks who is there makes no difference: a twin is for everybody or nobody.
    """
    site = open_site(request).site
    lies_there = {
        "slug": slug,
        "url_path": f"{site.root_page.url_path}{category}/{slug}/",
    }
    stories = ArticlePage.objects.published().filter(**lies_there)
    story = stories.select_related(*SHOWN_WITH).first()
    if story is not None:
        return _answer(twin(story, site.root_url), story)
    place = Place(site, f"{category}/{slug}")
    if story := place.withdrawn_story():
        return _answer(withdrawn(story), story, status=410)
    return place.lead_on(lambda story: twin_of(story.get_url(request)))


def _answer(text: str, story: ArticlePage, status: int = 200) -> HttpResponse:
    return HttpResponse(
        text,
        status=status,
        content_type="text/markdown; charset=utf-8",
        headers={
            "Link": f'<{story.full_url}>; rel="canonical"',
            # Searches are to show the page, not this.
            "X-Robots-Tag": "noindex",
        },
    )
