"""The newsroom that a story is planted in, with all that may show it."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from desk.models import DraftLink
from home.models import BreakingBanner, Slot
from news import rising
from news.models import ArticlePage, Listing, RelatedPick
from newsroom.demo import builders
from search.models import PromotedStory, Promotion
from tests.accounts.people import member
from tests.leaks.planted import HOUR

QUERY = "harbour promoted"
NAMING = ["link", "block", "picked", "hashtag"]


@dataclass
class Scene:
    """A planted story, what is said of it elsewhere, and who asks.

    ``story`` holds the words: a draft, or a newer version of what is live.
    ``beside`` are public stories and addresses of theirs, by what they show of it.
    """

    story: ArticlePage
    beside: dict[str, str] = field(default_factory=dict)
    draft_link: str = ""
    contributor: Client | None = None


def build_newsroom() -> None:
    """Public stories that will name the planted one, and a past for the newsroom."""
    home = builders.front_page()
    world, author = builders.make_category("World"), builders.make_author("Ada Marsh")
    builders.make_category("General")
    long_ago = timezone.now() - 5 * rising.SPAN
    builders.make_article("Old", published_at=long_ago, hashtags=["Old"])
    for name in NAMING:
        builders.make_article(
            f"Naming by {name}",
            slug=f"naming-{name}",
            standfirst="It names another.",
            category=world,
            authors=[author],
            hashtags=["NATO"] if name == "hashtag" else [],
            body=[("paragraph", "<p>See it.</p>")],
        )
    builders.make_article("Naming by category", slug="naming-category")
    Slot.objects.create(page=home, sort_order=0, pinned=True)
    Promotion.objects.create(query=QUERY)


def set_scene(story: ArticlePage) -> Scene:
    """Let everything name ``story`` that can."""
    naming = {name: _naming(name) for name in [*NAMING, "category"]}
    link = f'<p>See <a linktype="page" id="{story.pk}">it</a>.</p>'
    _write(naming["link"], [("paragraph", link)])
    _write(naming["block"], [("related_story", story.pk)])
    RelatedPick.objects.create(article=naming["picked"], story_id=story.pk)
    Slot.objects.update(story=story.pk)
    promotion = Promotion.objects.get(query=QUERY)
    PromotedStory.objects.create(promotion=promotion, story_id=story.pk)
    # So that one story with a common hashtag is related.
    Listing.objects.filter(kind="front").update(count=1_000)
    user = builders.make_user("sharing")
    scene = Scene(
        story,
        {name: each.url for name, each in naming.items()} | {"banner": "/archive/"},
        DraftLink.make(story, user, days=3).get_absolute_url(),
        Client(),
    )
    scene.contributor.force_login(member("Contributor"))
    return scene


def revoke_links() -> None:
    DraftLink.objects.all().delete()


def _naming(name: str) -> ArticlePage:
    return ArticlePage.objects.get(slug=f"naming-{name}")


def _write(story: ArticlePage, blocks: list[tuple]) -> None:
    """Into the story as it is live, and nowhere else."""
    story.body = builders.stream(blocks)
    story.save(clean=False)


@contextmanager
def banner_up(scene: Scene):
    """A breaking banner of the story, on every page."""
    banner = BreakingBanner.objects.create(
        site=Site.objects.get(),
        story=ArticlePage.objects.filter(pk=scene.story.pk).first(),
        ends_at=timezone.now() + HOUR,
    )
    yield
    banner.delete()


def eager(monkeypatch) -> None:
    """A single story makes its hashtag rise, and a single hashtag makes a list."""
    for name in ("LEAST_STORIES", "AT_LEAST", "TIMES"):
        monkeypatch.setattr(rising, name, 1)
    monkeypatch.setattr("news.shown.AT_LEAST", 1)
    assert timedelta() < rising.SPAN


def what_rises() -> None:
    rising.refresh_rising(timezone.now())
