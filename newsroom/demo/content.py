"""The words the demo stories are written in, kept free of Django and Wagtail.

Stories are plain data, so that they can be read, checked and counted without a
database; the demo builder turns them into pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

Block = tuple[str, object]


@dataclass(frozen=True, kw_only=True)
class Ref:
    """One source a story leans on.

    ``published`` counts back from the first build, as a story's ``age`` does, so
    that a source stays older than the story that clips it.
    """

    url: str
    title: str = ""
    author: str = ""
    published: timedelta | None = None
    role: str = "report"  # report | document | data | social | interview


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A change readers are told about; ``age`` counts back from the first build."""

    text: str
    kind: str = "correction"  # correction | clarification | update
    age: timedelta


@dataclass(frozen=True, kw_only=True)
class Story:
    """One demo story, with everything the builder needs to publish it."""

    key: str
    category: str
    headline: str
    standfirst: str = ""
    kicker: str = ""
    card_headline: str = ""
    story_type: str = "news"  # news | analysis | opinion | explainer | sponsored
    paid_for_by: str = ""
    language: str = "en"
    hashtags: tuple[str, ...] = ()
    sources: tuple[Ref, ...] = ()
    original_reporting: bool = False
    authors: tuple[str, ...] = ()
    picture: str = ""
    picture_alt: str = ""
    picture_caption: str = ""
    picture_credit: str = ""
    age: timedelta = timedelta()
    # published | draft | submitted | scheduled | embargoed
    state: str = "published"
    # How long after the build a scheduled or embargoed story goes out.
    ahead: timedelta = timedelta()
    corrections: tuple[Correction, ...] = ()
    # Headline and standfirst of its first version, which had no correction yet.
    formerly: tuple[str, str] | None = None
    share_text: str = ""
    # Keys of stories, built before, that editors want readers to go on to.
    picks: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()


def _list(tag: str, items: tuple[str, ...]) -> str:
    """Wrap items as one HTML list, the only markup the list blocks hold."""
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<{tag}>{inner}</{tag}>"


def h2(text: str) -> Block:
    """A section heading."""
    return ("heading", {"level": "h2", "text": text})


def h3(text: str) -> Block:
    """A heading inside a section."""
    return ("heading", {"level": "h3", "text": text})


def p(html: str) -> Block:
    """One paragraph; ``html`` may hold only b, i and a."""
    return ("paragraph", f"<p>{html}</p>")


def quote(text: str, by: str = "", url: str = "") -> Block:
    """Words somebody said, with the address where they can be checked."""
    return (
        "quote",
        {"text": text, "attribution": by, "source_url": url, "style": "block"},
    )


def pull(text: str, by: str = "") -> Block:
    """A line of the story set large to break up a long read."""
    return (
        "quote",
        {"text": text, "attribution": by, "source_url": "", "style": "pull"},
    )


def bullets(*items: str) -> Block:
    """A list whose order does not matter."""
    return ("bulleted_list", _list("ul", items))


def numbers(*items: str) -> Block:
    """A list whose order does matter."""
    return ("numbered_list", _list("ol", items))


def image(picture: str, alt: str, caption: str = "", credit: str = "") -> Block:
    """A picture inside the body, by its key in PICTURES."""
    return (
        "image",
        {"picture": picture, "alt_text": alt, "caption": caption, "credit": credit},
    )


def table(caption: str, header: tuple[str, ...], *rows: tuple[str, ...]) -> Block:
    """A small table with one header row."""
    return (
        "table",
        {
            "caption": caption,
            "header": list(header),
            "rows": [list(row) for row in rows],
        },
    )


def key_points(*items: str) -> Block:
    """The story in a few lines for readers who stop there."""
    return ("key_points", {"title": "Key points", "points": _list("ul", items)})


def facts(title: str, *paragraphs: str) -> Block:
    """Background set apart from the news."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return ("fact_box", {"title": title, "text": text})


def divider() -> Block:
    """A pause between two parts."""
    return ("divider", None)


def embed(url: str, *, still: str = "", **facts: str) -> Block:
    """A card for a page elsewhere: its title, author, provider and text.

    A film at ``www.reelhouse.example/w/`` plays in the story; ``still`` is the key of
    the picture that it shows until then, in PICTURES.
    """
    return ("embed", {"url": url, "still": still, **facts})


def related(key: str) -> Block:
    """A card for another story of the same running story."""
    return ("related_story", key)
