"""A story as IPTC ninjs 3.1 (https://iptc.org/standards/ninjs/)."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.text import get_text_list

from news.models import ArticlePage
from news.text import count_words, soup_of
from syndication.api.blocks import PictureShown, RelatedStory
from syndication.api.shapes import Picture
from syndication.api.story import Story

ENDING = ".ninjs.json"
STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
CORRECTIONS = "http://cv.iptc.org/newscodes/trustindicator/correctionsPolicy"
PLAIN, HTML, MARKDOWN = "text/plain", "text/html", "text/markdown"
PASSAGES = ("p", "h2", "h3", "li", "caption", "tr", "hr")


def ninjs_address(story: ArticlePage) -> str:
    """Where the story's ninjs lies: beside its page."""
    return f"{story.full_url.removesuffix('/')}{ENDING}"


def as_ninjs(story: ArticlePage, said: Story, root: str, publisher: str) -> dict:
    """The story as a ninjs object; ``said`` is what the API says of it.

    Its ``uri`` is its address in the API, which stays when the page moves.
    """
    created = story.first_published_at or story.published_at
    document = {
        "uri": said.links.api,
        "standard": STANDARD,
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "firstCreated": _moment(created),
        "versionCreated": _moment(max(created, story.last_published_at or created)),
        "contentCreated": _moment(said.published),
        "language": said.language,
        "title": said.short_headline,
        "slugline": story.slug,
        "by": get_text_list([line.name for line in said.authors], "and"),
        "copyrightHolder": publisher,
        "headlines": _texts(main=said.headline, kicker=said.kicker),
        "descriptions": [
            *_texts(summary=said.summary, label=said.label),
            *_texts(sponsor=said.paid_for_by),
            *(text for each in said.corrections for text in _corrected(each)),
        ],
        "bodies": _bodies(said),
        "people": [
            {"name": line.name, "rel": line.role or "author", "uri": line.url}
            for line in said.authors
        ],
        "subjects": list(_subjects(said)),
        "genres": [{"name": story.get_story_type_display(), "literal": said.type}],
        "infoSources": [
            {
                "name": cited.outlet.name,
                "role": cited.role,
                "uri": iri_to_uri(cited.url),
                "literal": cited.title or cited.canonical,
            }
            for cited in said.sources
        ],
        "associations": list(_associations(said, root)),
        "renditions": [
            {"name": "web", "href": said.links.html, "contentType": HTML},
            {"name": "text", "href": said.links.markdown, "contentType": MARKDOWN},
        ],
        "altIds": [
            {"role": "canonical", "value": said.links.html},
            {"role": "guid", "value": str(story.translation_key)},
        ],
        "trustIndicators": [
            {
                "role": CORRECTIONS,
                "title": "Corrections",
                "href": f"{root}{reverse('corrections')}",
            }
        ],
        "expires": _moment(story.expire_at) if story.expire_at else None,
    }
    return {name: value for name, value in document.items() if value}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _texts(kind: str = PLAIN, **by_role: str) -> list[dict]:
    """Plain texts with their roles, without the empty ones."""
    return [
        {"role": role, "contentType": kind, "value": value}
        for role, value in by_role.items()
        if value
    ]


def _corrected(correction) -> list[dict]:
    return _texts(**{correction.kind: correction.text})


def _bodies(said: Story) -> list[dict]:
    text = _text(said.body_html)
    counted = {"wordCount": count_words(text), "charCount": len(text)}
    return [
        {"role": "html", "contentType": HTML, **counted, "value": said.body_html},
        {"role": "text", "contentType": PLAIN, **counted, "value": text},
    ]


def _text(html: str) -> str:
    """The text of a body, a paragraph a passage; without pictures' captions."""
    soup = soup_of(html)
    for caption in soup.select("figure:has(img)"):
        caption.decompose()
    for br in soup.find_all("br"):
        br.replace_with("\n")
    passages = [
        " ".join(each.get_text(" " if each.name == "tr" else "").split())
        for each in soup.find_all(_is_a_passage)
    ]
    return "\n\n".join(passage for passage in passages if passage)


def _is_a_passage(element) -> bool:
    """Whether its text is one: an element that holds no smaller passage itself."""
    if element.name in PASSAGES:
        return element.find(PASSAGES) is None
    return element.name == "figcaption"


def _subjects(said: Story) -> Iterator[dict]:
    if said.category:
        named = said.category
        yield {"name": named.name, "rel": "category", "uri": named.url}
    for named in said.hashtags:
        yield {"name": named.name, "rel": "hashtag", "uri": named.url}


def _associations(said: Story, root: str) -> Iterator[dict]:
    """The story's pictures, and the stories of ours that its body points to."""
    if said.picture:
        yield _picture("hero", said.picture, said)
    for number, block in enumerate(said.body, 1):
        if isinstance(block, PictureShown):
            yield _picture(f"body-{number}", block.picture, said)
        elif isinstance(block, RelatedStory):
            yield {
                "name": f"body-{number}",
                "rel": "related",
                "uri": f"{root}{reverse('api-1:story', args=[block.story.id])}",
                "type": "text",
                "representationType": "partial",
                "headlines": _texts(main=block.story.headline),
            }


def _picture(name: str, picture: Picture, said: Story) -> dict:
    document = {
        "name": name,
        "rel": "picture",
        "uri": f"{said.links.api}#{name}",
        "type": "picture",
        "representationType": "full",
        "by": picture.credit,
        "descriptions": _texts(caption=picture.caption, alt=picture.alt),
        "renditions": [
            {
                "name": f"{file.shape}-{file.width}-{file.type.partition('/')[2]}",
                "href": file.url,
                "contentType": file.type,
                "width": file.width,
                "height": file.height,
            }
            for file in picture.files
        ],
    }
    return {key: value for key, value in document.items() if value}
