"""A story's body block by block: what each kind of block is as data."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

from pydantic import Field

from news.models import ArticlePage
from news.text import soup_of
from syndication.api.pictures import picture_of
from syndication.api.shapes import Elsewhere, Picture, Shape, StoryNamed
from syndication.bodies import Bodies


class Paragraph(Shape):
    type: Literal["paragraph"] = "paragraph"
    html: str = Field(description="`p` elements; in them `b`, `i` and `a`.")


class Heading(Shape):
    type: Literal["heading"] = "heading"
    level: Literal[2, 3]
    text: str


class Quote(Shape):
    type: Literal["quote"] = "quote"
    text: str = Field(description="Plain text; an empty line parts paragraphs.")
    attribution: str
    source_url: Elsewhere = Field(description="Where it was said, or empty.")
    style: Literal["block", "pull"]


class List(Shape):
    type: Literal["list"] = "list"
    ordered: bool
    items: list[str] = Field(description="HTML: text with `b`, `i` and `a`.")


class PictureShown(Shape):
    type: Literal["picture"] = "picture"
    picture: Picture


class Embed(Shape):
    """A post, video or page elsewhere, and what it said of itself when last read."""

    type: Literal["embed"] = "embed"
    url: Elsewhere
    title: str
    author: str
    provider: str
    text: str
    gone: bool = Field(description="Whether its site says that it is no more.")


class Column(Shape):
    heading: str
    type: Literal["text", "number", "html"]


class Table(Shape):
    type: Literal["table"] = "table"
    caption: str
    columns: list[Column]
    rows: list[list[str]] = Field(
        description="A cell for each column, as the column's type has it: plain text, "
        "a decimal number, or HTML. Empty cells are empty."
    )


class KeyPoints(Shape):
    type: Literal["key_points"] = "key_points"
    title: str
    items: list[str] = Field(description="HTML: text with `b`, `i` and `a`.")


class FactBox(Shape):
    type: Literal["fact_box"] = "fact_box"
    title: str
    html: str


class Divider(Shape):
    type: Literal["divider"] = "divider"


class RelatedStory(Shape):
    """One of our own stories; there only while readers can see that story."""

    type: Literal["related_story"] = "related_story"
    story: StoryNamed


Block = Annotated[
    Paragraph
    | Heading
    | Quote
    | List
    | PictureShown
    | Embed
    | Table
    | KeyPoints
    | FactBox
    | Divider
    | RelatedStory,
    Field(discriminator="type"),
]
Clean = Callable[[str], str]


def blocks_of(story: ArticlePage, bodies: Bodies, root: str) -> list[Block]:
    """The blocks of the story's body; a picture that has no files yet is left out."""
    clean = partial(bodies.cleaned, story)
    with bodies.open(story) as body:
        made = [_block(child, clean, root) for child in body]
    return [block for block in made if block is not None]


def _block(child, clean: Clean, root: str) -> Block | None:
    value = child.value
    match child.block_type:
        case "paragraph":
            return Paragraph(html=clean(child.block.render(value)))
        case "heading":
            return Heading(level=int(value["level"][1]), text=value["text"])
        case "quote":
            return Quote(**{name: value[name] or "" for name in value})
        case "bulleted_list" | "numbered_list" as kind:
            items = _items(clean(child.block.render(value)))
            return List(ordered=kind == "numbered_list", items=items)
        case "image":
            return _picture(value, root)
        case "embed":
            return _embed(child)
        case "table":
            return _table(value, clean)
        case "key_points":
            html = clean(child.block.child_blocks["points"].render(value["points"]))
            return KeyPoints(title=value["title"], items=_items(html))
        case "fact_box":
            html = clean(child.block.child_blocks["text"].render(value["text"]))
            return FactBox(title=value["title"], html=html)
        case "divider":
            return Divider()
        case "related_story":
            return _related(child)
    raise TypeError(f"There is no data for a block {child.block_type!r}.")


def _items(html: str) -> list[str]:
    lines = soup_of(html).find_all("li")
    return [line.decode_contents().strip() for line in lines]


def _picture(value, root: str) -> PictureShown | None:
    if value["image"] is None:
        return None
    words = value.shown_alt, value.shown_caption, value.shown_credit
    picture = picture_of(value["image"], *words, root)
    return picture and PictureShown(picture=picture)


def _embed(child) -> Embed | None:
    """What its card says; of one that was never read, its address alone."""
    if not child.value.link:
        return None
    card = child.block.get_context(child.value)["card"]
    said = {n: getattr(card, n, "") for n in ("title", "author", "provider", "text")}
    return Embed(url=child.value.link, **said, gone=bool(card and card.gone_at))


def _table(value, clean: Clean) -> Table:
    names = {"rich_text": "html"}
    columns = [
        Column(
            heading=c["heading"] or "", type=names.get(c["block"].name, c["block"].name)
        )
        for c in value.columns
    ]
    rows = [[_cell(bound, clean) for bound in row] for row in value.rows]
    return Table(caption=value.caption or "", columns=columns, rows=rows)


def _cell(bound, clean: Clean) -> str:
    if bound.value in (None, ""):
        return ""
    if bound.block.name == "rich_text":
        return clean(bound.block.render(bound.value))
    return str(bound.value)


def _related(child) -> RelatedStory | None:
    story = child.block.get_context(child.value)["story"]
    return story and RelatedStory(story=story_named(story))


def story_named(story: ArticlePage) -> StoryNamed:
    """The story in a few words."""
    return StoryNamed(id=story.pk, headline=story.title, url=story.full_url)
