"""The demo newsroom: invented stories of one invented world, built like an editor's."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from images.models import NewsImage
from news.models import ArticlePage, Author, CategoryIndexPage
from newsroom.demo import builders
from newsroom.demo.content import Story
from newsroom.demo.pictures import PICTURES
from newsroom.demo.standard_pages import build_standard_pages
from newsroom.demo.stories import STORIES
from newsroom.demo.world import AUTHORS, OUTLETS
from sources.models import Outlet

CATEGORIES = {
    "General": ("#A6192E", "#FF8A94", "What everybody talks about today."),
    "World": ("#1F4E8C", "#8FBCF7", "Beyond our own borders."),
    "Politics": ("#6B2C91", "#D3A4F0", "Parliament, parties and those they govern."),
    "Business": ("#0B6B57", "#5CCFB0", "Work, money and trade."),
    "Technology": ("#2D3FC7", "#A3ADFF", "Machines, networks and what they change."),
    "Science": ("#00677F", "#62C9E0", "What we have found out."),
    "Culture": ("#A3420B", "#F5A26B", "Books, stages, screens and music."),
    "Sport": ("#3F6212", "#A9CF6B", "Matches, races and records."),
}

CREDIT = "Illustration: Newsclip"


def build(
    editor, now: datetime | None = None, say: Callable[[str], None] = lambda line: None
) -> int:
    """Build what is missing of the demo newsroom; returns how many stories were new.

    Dates count back from ``now``. ``editor`` owns the stories; ``say`` hears of
    progress.
    """
    now = now or timezone.now()
    categories = {
        name: builders.make_category(
            name, accent_light=light, accent_dark=dark, introduction=introduction
        )
        for name, (light, dark, introduction) in CATEGORIES.items()
    }
    build_standard_pages()
    known = set(ArticlePage.objects.values_list("slug", flat=True))
    missing = sorted(
        (story for story in STORIES if story.key not in known),
        key=lambda story: story.age,
        reverse=True,
    )
    if not missing:
        return 0
    pictures = _pictures(say)
    authors = _authors(pictures)
    for number, story in enumerate(missing, start=1):
        say(f"Story {number} of {len(missing)}: {story.headline}")
        _make(story, categories[story.category], pictures, authors, editor, now)
    _name_outlets()
    return len(missing)


def _pictures(say) -> dict[str, NewsImage]:
    """The library's pictures by key, drawn where they are missing."""
    titles = {key: key.replace("-", " ").capitalize() for key in PICTURES}
    there = {
        picture.title: picture
        for picture in NewsImage.objects.filter(title__in=titles.values())
    }
    missing = {
        key: NewsImage(title=title, credit=CREDIT, licence="Own work")
        for key, title in titles.items()
        if title not in there
    }

    def draw(key: str) -> None:
        scene = PICTURES[key]
        builders.draw_on(missing[key], scene.draw(), scene.focus)

    # Drawing and encoding are most of the building, and Pillow does them in C.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        drawn = zip(missing, pool.map(draw, missing), strict=True)
        for number, (key, _) in enumerate(drawn, start=1):
            say(f"Picture {number} of {len(missing)}: {key}")
            missing[key].save()
    return {key: missing.get(key) or there[title] for key, title in titles.items()}


def _authors(pictures) -> dict[str, Author]:
    return {
        author["slug"]: builders.make_author(
            **author | {"photo": pictures.get(author.get("photo"))}
        )
        for author in AUTHORS
    }


def _name_outlets() -> None:
    """Give the outlets that the stories cite the names they have in this world."""
    for domain, name in OUTLETS.items():
        for outlet in Outlet.objects.filter(domains__domain=domain):
            outlet.name = name
            outlet.save()


@transaction.atomic
def _make(story: Story, category: CategoryIndexPage, pictures, authors, editor, now):
    at = now - story.age
    out = timezone.now() + story.ahead
    hero = pictures.get(story.picture)
    page = builders.make_article(
        story.headline,
        slug=story.key,
        category=category,
        card_headline=story.card_headline,
        standfirst=story.standfirst,
        kicker=story.kicker,
        story_type=story.story_type,
        paid_for_by=story.paid_for_by,
        language=story.language,
        hashtags=story.hashtags,
        sources=[_reference(source, now) for source in story.sources],
        original_reporting=story.original_reporting,
        authors=[authors[slug] for slug in story.authors],
        corrections=[
            {"kind": note.kind, "text": note.text, "made_at": now - note.age}
            for note in story.corrections
        ],
        share_text=story.share_text,
        picks=[ArticlePage.objects.get(slug=key) for key in story.picks],
        hero_image=hero,
        hero_alt=story.picture_alt if hero else "",
        hero_caption=story.picture_caption if hero else "",
        body=[_stored(block, pictures) for block in story.body],
        published_at=at if story.state == "published" else None,
        first_published_at=at if story.state == "published" else None,
        go_live_at=out if story.state == "scheduled" else None,
        embargo_until=out if story.state == "embargoed" else None,
        publish=story.state not in ("draft", "submitted"),
        user=editor,
    )
    if story.state == "submitted":
        page.get_workflow().start(page, editor)
    Page.objects.filter(pk=page.pk).update(latest_revision_created_at=at)


def _reference(source, now) -> dict:
    return {
        "url": source.url,
        "title": source.title,
        "author": source.author,
        "published": (now - source.published).date() if source.published else None,
        "role": source.role,
    }


def _stored(block, pictures) -> tuple[str, object]:
    """A block of a demo story as the database holds it."""
    name, value = block
    if name == "image":
        value = {**value, "image": pictures[value["picture"]].pk, "decorative": False}
        del value["picture"]
    elif name == "table":
        value = {
            "columns": [
                {"type": "text", "heading": heading} for heading in value["header"]
            ],
            "rows": [{"values": row} for row in value["rows"]],
            "caption": value["caption"],
        }
    elif name == "embed":
        value = builders.make_embed(**value | {"still": _still(value, pictures)}).url
    elif name == "related_story":
        value = ArticlePage.objects.filter(slug=value).values_list("pk", flat=True)[0]
    return name, value


def _still(value: dict, pictures) -> bytes:
    """The picture file that an embed's still is made from; empty for none."""
    if not value["still"]:
        return b""
    with pictures[value["still"]].open_file() as file:
        return file.read()
