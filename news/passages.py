"""A version's text as passages: what stands where, in the order in which it is read."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hashtags.models import Hashtag
from news.links import visible_pages
from news.mentions import mentions_of
from news.models import ArticlePage
from news.models.author import Author
from news.models.parts import Correction
from news.text import soup_of

BLOCKS = {
    "paragraph": "Paragraph",
    "heading": "Heading",
    "quote": "Quote",
    "bulleted_list": "List",
    "numbered_list": "List",
    "image": "Picture",
    "embed": "Embed",
    "table": "Table",
    "key_points": "Key points",
    "fact_box": "Fact box",
    "related_story": "Related story",
}
# Of a block's stored value, what readers see of it, in reading order.
SHOWN = ("title", "text", "points", "attribution", "caption", "credit", "alt_text")
FIELDS = (
    ("Kicker", "kicker"),
    ("Headline", "title"),
    ("Headline on cards", "card_headline"),
    ("Standfirst", "standfirst"),
    ("Text of a shared link", "share_text"),
    ("Title for search engines", "seo_title"),
    ("Description for search engines", "search_description"),
)
# What the editor marks paragraphs with, for itself.
MARKS = re.compile(r' data-block-key=\\?"[^"\\]*\\?"')


@dataclass(frozen=True)
class Passage:
    """A headline, a paragraph, a caption: one thing that readers read.

    ``key`` tells it from others of its version; a block keeps its own when it is moved.
    ``shows`` is the picture or the story that it puts there, ``stored`` all of a block.
    """

    place: str
    key: str
    text: str
    shows: int | None = None
    stored: str = ""


@dataclass(frozen=True)
class VersionText:
    """What a version said: before its body, in it, and after it; its hero picture."""

    head: list[Passage]
    body: list[Passage]
    foot: list[Passage]
    hero: int | None


def version_texts(*contents: dict) -> list[VersionText]:
    """The text of each version; the names in all of them are four queries at most.

    Headlines and addresses of our own pages are there while readers may open them.
    """
    tags = {line["tag"] for each in contents for line in each.get("tagged_items", [])}
    authors = {line["author"] for each in contents for line in each.get("bylines", [])}
    tags = Hashtag.objects.select_related("merged_into").in_bulk(tags)
    names = {pk: tag.resolved for pk, tag in tags.items()}
    authors = Author.objects.in_bulk(authors)
    pages = _pages_in(contents)
    return [_text(each, names, authors, pages) for each in contents]


def _pages_in(contents: Iterable[dict]) -> dict:
    """The pages that the bodies show or link to and readers may open, by their keys."""
    field = ArticlePage._meta.get_field("body")
    bodies = [field.to_python(each.get("body") or "[]") for each in contents]
    named = [mentions.related | mentions.pages for mentions in map(mentions_of, bodies)]
    pks = set().union(*named)
    return visible_pages(pks) if pks else {}


def label_of(content: dict) -> str:
    """'Sponsored', with who paid; '' for what readers need not know before."""
    kind, payer = content.get("story_type", ""), content.get("paid_for_by", "")
    story = ArticlePage(story_type=kind, paid_for_by=payer)
    paid = story.is_sponsored and payer
    return f"{story.label}, paid for by {payer}" if paid else story.label


def _text(content: dict, hashtags: dict, authors: dict, pages: dict) -> VersionText:
    label = label_of(content)
    head = [Passage("Label", "label", label)] if label else []
    head += [
        Passage(place, place, text)
        for place, name in FIELDS
        if (text := content.get(name))
    ]
    lines = [
        Passage("Byline", f"author-{line['author']}", _byline(line, authors))
        for line in content.get("bylines", [])
        if line["author"] in authors
    ]
    caption = content.get("hero_caption")
    captions = [Passage("Caption", "hero", caption)] if caption else []
    alt = content.get("hero_image") and content.get("hero_alt")
    if alt and not content.get("hero_decorative"):
        captions.append(Passage("Alt text", "hero-alt", alt))
    return VersionText(
        head + lines + captions,
        list(_of_body(content, pages)),
        list(_of_foot(content, hashtags)),
        content.get("hero_image"),
    )


def _byline(line: dict, authors: dict) -> str:
    name = authors[line["author"]].name
    return f"{name} ({line['role']})" if line.get("role") else name


def _of_body(content: dict, pages: dict) -> Iterator[Passage]:
    for number, block in enumerate(json.loads(content.get("body") or "[]")):
        kind, value = block["type"], block["value"]
        text = "\n".join(filter(None, _worded(kind, value, pages)))
        if kind in BLOCKS and text:
            key = block.get("id") or f"{kind}-{number}"
            shows = value.get("image") if kind == "image" else None
            shows = value if kind == "related_story" else shows
            stored = MARKS.sub("", json.dumps(value, sort_keys=True))
            yield Passage(BLOCKS[kind], key, text, shows, stored)


def _worded(kind: str, value, pages: dict) -> Iterator[str]:
    """The lines of a block, as plain text."""
    if kind == "embed":
        yield value or ""
    elif kind == "related_story":
        page = pages.get(value)
        if value:
            yield page.title if page else "A story that readers may not open now."
    elif kind == "image" and value.get("image"):
        yield from _lines(value, pages) if any(map(value.get, SHOWN)) else ["No words."]
    else:
        yield from _lines(value, pages)


def _lines(value, pages: dict) -> Iterator[str]:
    if isinstance(value, str):
        yield _plain(value, pages)
    elif isinstance(value, dict) and "columns" in value:
        yield _plain(value.get("caption") or "", pages)
        yield " | ".join(column.get("heading") or "" for column in value["columns"])
        for row in value["rows"]:
            cells = (_plain(str(cell or ""), pages) for cell in row["values"])
            yield " | ".join(cells)
    elif isinstance(value, dict):
        for name in SHOWN:
            yield from _lines(value.get(name), pages)
        if value.get("source_url"):
            yield f"[{value['source_url']}]"


def _plain(html: str, pages: dict) -> str:
    """Its text; each item of a list, and each paragraph, on a line.

    After what is linked, in brackets, the address that it leads to.
    """
    if "<" not in html and "&" not in html:
        return html.strip()
    soup = soup_of(html)
    for link in soup.find_all("a"):
        page = pages.get(int(pk)) if (pk := link.get("id", "")).isdecimal() else None
        is_page = link.get("linktype") == "page"
        target = (page and page.url) if is_page else link.get("href")
        if target and target != link.get_text():
            link.append(f" [{target}]")
    for end in soup.find_all(["br", "li", "p"]):
        end.append("\n")
    lines = (" ".join(line.split()) for line in soup.get_text("").splitlines())
    return "\n".join(filter(None, lines))


def _of_foot(content: dict, hashtags: dict) -> Iterator[Passage]:
    seen = set()
    for line in content.get("tagged_items", []):
        tag = hashtags.get(line["tag"])
        if tag and tag.status == tag.Status.ACTIVE and tag.pk not in seen:
            seen.add(tag.pk)
            yield Passage("Hashtag", f"hashtag-{tag.pk}", f"#{tag.name}")
    for source in content.get("source_references", []):
        about = [source.get("title"), source.get("author"), source.get("url")]
        if source.get("url"):
            key = f"source-{source['url']}"
            yield Passage("Source", key, ", ".join(filter(None, about)))
    kinds = dict(Correction.Kind.choices)
    for note in content.get("corrections", []):
        place = kinds.get(note["kind"], "Correction")
        yield Passage(place, f"correction-{note['pk']}", note["text"])
