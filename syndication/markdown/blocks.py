"""The blocks of a story's body as Markdown: one function a block."""

from collections.abc import Iterator
from urllib.parse import urljoin

from wagtail.rich_text import expand_db_html

from delivery.tags import picture_tag, tag
from images.models import NewsImage
from news.models import ArticlePage
from syndication.bodies import Bodies
from syndication.markdown.rich_text import blocks_of, line_of
from syndication.markdown.text import emphasised, heading, inline, line, lines, link
from syndication.pictures import largest


def body_of(story: ArticlePage, root: str) -> Iterator[str]:
    """The blocks of Markdown of the story's body, in two queries.

    What a reader may not see is not there: of a link only its words are.
    """
    # An address may lead to a part of the story.
    place = urljoin(root, story.url).rstrip("/")
    with Bodies([story], root).open(story) as body:
        for child in body:
            yield from BLOCKS[child.block_type](child, place)


def picture(
    image: NewsImage | None, alt: str, caption: str, credit: str, root: str
) -> list[str]:
    """A picture and what stands under it; nothing while its files are not made."""
    file = largest(image, "body")
    if file is None:
        return []
    tag(picture_tag(image.pk))
    words = " ".join(part for part in (caption, credit) if part)
    shown = f"!{link(inline(alt).strip(' ') or ' ', file.path, root)}"
    return [shown, *([emphasised(inline(words), "*")] if words.strip() else [])]


def _rich_text(child, root: str) -> list[str]:
    return blocks_of(expand_db_html(child.value.source), root)


def _heading(child, root: str) -> list[str]:
    text, level = child.value["text"], child.value["level"]
    return [heading(text, int(level[1:]))] if text.strip() else []


def _quote(child, root: str) -> list[str]:
    value = child.value
    said = lines(value["text"])
    if not said:
        return []
    who, where = inline(value["attribution"]).strip(" "), value["source_url"]
    if who or where:
        said.append(f"— {link(who or inline(where), where, root)}")
    return ["\n>\n".join(f"> {paragraph}" for paragraph in said)]


def _image(child, root: str) -> list[str]:
    value = child.value
    if value["image"] is None:
        return []
    words = value.shown_alt, value.shown_caption, value.shown_credit
    return picture(value["image"], *words, root)


def _embed(child, root: str) -> list[str]:
    """A link with what the page there says of itself."""
    value = child.value
    if not value:
        return []
    card = child.block.get_context(value)["card"]
    if card is None:
        return [link(inline(value.link), value.link, root)] if value.link else []
    title = inline(card.title or card.url).strip(" ")
    provider = inline(card.provider).strip(" ")
    shown = title if card.gone_at else link(title, value.link, root)
    if card.gone_at:
        provider = f"no longer available at {provider}"
    return [f"{shown} ({provider})" if provider else shown, *lines(card.text)]


def _table(child, root: str) -> list[str]:
    value = child.value
    if not value or not value.columns:
        return []
    head = [inline(column["heading"] or "").strip(" ") for column in value.columns]
    rows = [[_cell(bound, root) for bound in row] for row in value.rows]
    above = [f"**{inline(value.caption).strip(' ')}**"] if value.caption else []
    marks = ["---:" if _is_number(column) else "---" for column in value.columns]
    return [*above, "\n".join(map(_row, [head, marks, *rows]))]


def _is_number(column: dict) -> bool:
    return column["block"].name == "number"


def _cell(bound, root: str) -> str:
    if bound.value is None:
        return ""
    if bound.block.name == "rich_text":
        return line_of(expand_db_html(bound.value.source), root)
    return inline(str(bound.value)).strip(" ")


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _titled(title: str, html: str, root: str) -> list[str]:
    shown = emphasised(inline(title), "**").strip(" ")
    return [*([shown] if shown else []), *blocks_of(expand_db_html(html), root)]


def _key_points(child, root: str) -> list[str]:
    points = child.value["points"].source
    return _titled(child.value["title"], points, root) if points else []


def _fact_box(child, root: str) -> list[str]:
    return _titled(child.value["title"], child.value["text"].source, root)


def _divider(child, root: str) -> list[str]:
    return ["***"]


def _related_story(child, root: str) -> list[str]:
    story = child.block.get_context(child.value)["story"] if child.value else None
    if story is None:
        return []
    kinds = ["Related", "Retracted" if story.is_retracted else "", story.label]
    kind = ", ".join(filter(None, kinds))
    return [f"{kind}: {link(line(story.title), story.full_url, root)}"]


BLOCKS = {
    "paragraph": _rich_text,
    "heading": _heading,
    "quote": _quote,
    "bulleted_list": _rich_text,
    "numbered_list": _rich_text,
    "image": _image,
    "embed": _embed,
    "table": _table,
    "key_points": _key_points,
    "fact_box": _fact_box,
    "divider": _divider,
    "related_story": _related_story,
}
