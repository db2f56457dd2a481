"""`llms.txt` (https://llmstxt.org): what is where, for machines that read text."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from home.furniture import Furniture, open_site
from news.listings import StoryList
from news.models import ListingKind
from syndication.feeds import feed_path, in_xml
from syndication.forms import FORMS
from syndication.markdown.text import heading, inline, line, link
from syndication.markdown.twin import twin_of

# What is to be found where, beside categories and pages.
PLACES = (
    ("Search", "search", "add `?q=` and words; `&format=json` gives a JSON Feed"),
    ("Hashtags", "hashtags", "every subject, A to Z"),
    ("Archive", "archive", "every story, by month"),
    ("Corrections", "corrections", "what was put right, newest first"),
    ("Sitemap", "sitemap", "the address of every public page"),
    ("News sitemap", "sitemap-news", "what was published in the last two days"),
    ("API", "api-1:openapi-json", "every story as JSON, described in OpenAPI"),
)


@require_safe
@conditional_page
def llms(request: HttpRequest) -> HttpResponse:
    """The newsroom on a page of Markdown: three queries, and never a body."""
    furniture = open_site(request)
    text = "\n\n".join(_parts(furniture)) + "\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _parts(furniture: Furniture) -> Iterator[str]:
    brand, root = furniture.brand, furniture.site.root_url
    yield heading(brand.name, 1)
    if brand.tagline.strip():
        yield f"> {line(brand.tagline)}"
    yield (
        "Every story is also there as Markdown, with its sources and corrections: "
        "write `.md` in the place of the last slash of its address."
    )
    if settings.AI_POLICY.signals:
        yield f"What machines may use it for: `{settings.AI_POLICY}`."
    for title, entries in _sections(furniture, root):
        if entries:
            yield heading(title, 2)
            yield "\n".join(entries)


def _sections(furniture: Furniture, root: str) -> Iterator[tuple[str, list[str]]]:
    newest = StoryList(ListingKind.FRONT).newest()
    yield (
        "Newest stories",
        [_entry(s.title, twin_of(s.full_url), s.summary, root) for s in newest],
    )
    categories = furniture.categories
    yield (
        "Categories",
        [_entry(c.title, c.full_url, c.introduction, root) for c in categories],
    )
    feeds = [
        _entry(label, root + feed_path(None, form), "the newest stories", root)
        for form, (_, _, label) in FORMS.items()
    ]
    feeds.append(_entry("All feeds", root + reverse("feeds"), "", root))
    places = [_entry(name, root + reverse(to), "", root) for name, to, _ in PLACES]
    told = [f"{at}: {what}" for at, (*_, what) in zip(places, PLACES, strict=True)]
    yield "Feeds and lists", feeds + told
    pages = {page.pk: page for page in furniture.pages}
    pages |= {page.pk: page for page in furniture.policies.values()}
    yield "About", [_entry(p.title, p.full_url, "", root) for p in pages.values()]


def _entry(name: str, address: str, about: str, root: str) -> str:
    shown = link(inline(name).strip(" "), address, root)
    words = inline(in_xml(about)).strip(" ")
    return f"- {shown}: {words}" if words else f"- {shown}"
