"""The demo newsroom: invented stories of one invented world, built like an editor's."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from images.models import NewsImage
from news.models import ArticlePage, Author, CategoryIndexPage, Correction
from newsroom.demo import builders
from newsroom.demo.content import Story
from newsroom.demo.pictures import PICTURES
from newsroom.demo.standard_pages import build_standard_pages
from newsroom.demo.stories import STORIES
from newsroom.demo.world import ARCHIVED_COPY, AUTHORS, DEAD_SOURCE, OUTLETS
from sources.link_health import AGAIN, LinkState
from sources.models import Outlet, Source

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
    _take_down_a_source(now)
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


def _take_down_a_source(now: datetime) -> None:
    """As checks of its link would have found it. Later ones keep it so."""
    Source.objects.filter(url=DEAD_SOURCE).update(
        link_state=LinkState.DEAD,
        link_note="The site answered 410.",
        gone_since=now - AGAIN,
        checked_at=now,
        next_check_at=now + AGAIN,
        archive_url=ARCHIVED_COPY,
    )


@transaction.atomic
def _make(story: Story, category: CategoryIndexPage, pictures, authors, editor, now):
    hero = pictures.get(story.picture)
    corrections = [
        {"kind": note.kind, "text": note.text, "made_at": now - note.age}
        for note in story.corrections
    ]
    headline, standfirst = story.formerly or (story.headline, story.standfirst)
    page = builders.make_article(
        headline,
        slug=story.key,
        category=category,
        card_headline=story.card_headline,
        standfirst=standfirst,
        kicker=story.kicker,
        story_type=story.story_type,
        paid_for_by=story.paid_for_by,
        language=story.language,
        hashtags=story.hashtags,
        sources=[_reference(source, now) for source in story.sources],
        original_reporting=story.original_reporting,
        authors=[authors[slug] for slug in story.authors],
        corrections=[] if story.formerly else corrections,
        share_text=story.share_text,
        picks=[ArticlePage.objects.get(slug=key) for key in story.picks],
        hero_image=hero,
        hero_alt=story.picture_alt if hero else "",
        hero_caption=story.picture_caption if hero else "",
        body=[_stored(block, pictures) for block in story.body],
        **_times(story, now),
        publish=story.state not in ("draft", "submitted"),
        user=editor,
    )
    if story.formerly:
        page.title, page.standfirst = story.headline, story.standfirst
        page.corrections = [Correction(**each) for each in corrections]
        page.save_revision(user=editor, log_action=True).publish(user=editor)
    if story.state == "submitted":
        page.get_workflow().start(page, editor)
    Page.objects.filter(pk=page.pk).update(latest_revision_created_at=now - story.age)


def _times(story: Story, now: datetime) -> dict[str, datetime]:
    """When readers saw it first, or will: what its state has of that."""
    at, out = now - story.age, timezone.now() + story.ahead
    match story.state:
        case "published":
            return {"published_at": at, "first_published_at": at}
        case "scheduled":
            return {"go_live_at": out}
        case "embargoed":
            return {"embargo_until": out}
    return {}


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
