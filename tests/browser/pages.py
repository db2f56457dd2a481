"""Every type of page that a reader can meet, once, on the demo newsroom."""

from dataclasses import dataclass

from django.utils import timezone

from newsroom.demo.content import Story
from newsroom.demo.stories import STORIES
from newsroom.demo.world import AUTHORS


@dataclass(frozen=True)
class PageType:
    """Where one page of a type is, and the status it answers with.

    ``template``: no address leads there at will; the page is what the template gives.
    """

    name: str
    address: str
    status: int = 200
    template: str = ""


PUBLISHED = [story for story in STORIES if story.state == "published"]


def _kinds_of_block(story: Story) -> int:
    return len({name for name, _ in story.body})


def _address(story: Story) -> str:
    return f"/{story.category.lower()}/{story.key}/"


def _month(story: Story) -> str:
    return f"{timezone.localtime(timezone.now() - story.age):%Y-%m}"


FLAGSHIP = max(
    (story for story in PUBLISHED if story.language == "en" and story.picture),
    key=_kinds_of_block,
)
WITHOUT_HERO = max(
    (story for story in PUBLISHED if not story.picture), key=lambda story: story.age
)
ARABIC = next(story for story in PUBLISHED if story.language == "ar")
MOST_AUTHORS = max(PUBLISHED, key=lambda story: len(story.authors))
CORRECTED = next(story for story in PUBLISHED if story.formerly)

PAGES = {
    page.name: page
    for page in (
        PageType("front", "/"),
        PageType("article", _address(FLAGSHIP)),
        PageType("article-without-hero", _address(WITHOUT_HERO)),
        PageType("article-arabic", _address(ARABIC)),
        PageType("article-most-authors", _address(MOST_AUTHORS)),
        PageType("article-corrected", _address(CORRECTED)),
        PageType("history", f"{_address(CORRECTED)}history/"),
        PageType("version", f"{_address(CORRECTED)}history/1/"),
        PageType("difference", f"{_address(CORRECTED)}history/1..2/"),
        PageType("category", f"/{FLAGSHIP.category.lower()}/"),
        PageType("hashtag", f"/hashtags/{FLAGSHIP.hashtags[0].lower()}/"),
        PageType("author", f"/authors/{AUTHORS[0]['slug']}/"),
        PageType("outlet", "/outlets/averne-courier/"),
        PageType("hashtags", "/hashtags/"),
        PageType("archive", "/archive/"),
        PageType("archive-month", f"/archive/{_month(FLAGSHIP)}/"),
        PageType("corrections", "/corrections/"),
        PageType("standard", "/about/"),
        PageType("feeds", "/feeds/"),
        PageType("following", "/following/"),
        PageType("saved", "/saved/"),
        PageType("offline", "/offline/"),
        PageType("search", "/search/"),
        PageType("search-results", "/search/?q=river"),
        PageType("search-filtered", "/search/?q=river&category=technology&order=date"),
        PageType("search-corrected", "/search/?q=rivver"),
        PageType("search-hashtag", f"/search/?q=%23{FLAGSHIP.hashtags[0]}"),
        PageType("search-nothing", "/search/?q=xyzzyplugh"),
        PageType("404", "/nowhere/", status=404),
        PageType("500", "/500.html", status=500, template="pages/500.html"),
    )
}
