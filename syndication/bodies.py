"""Bodies of stories as HTML that stands by itself, wherever it is read."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

import nh3
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from delivery.tags import picture_tag, tag
from images.models import NewsImage
from news.at_hand import at_hand
from news.mentions import mentions_of
from news.models import ArticlePage
from news.named import found_of, keys_named, parts_named
from news.together import Together
from syndication.pictures import largest
from syndication.settling import settled

# What is left of the site's own markup: what it means, not how it looks there.
TAGS = {
    *("p", "h2", "h3", "ul", "ol", "li", "blockquote", "b", "i", "strong", "em", "a"),
    *("br", "hr", "figure", "figcaption", "img", "aside", "section"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href"},
    "blockquote": {"cite"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope"},
    "aside": {"lang", "dir"},
    "div": {"lang", "dir"},
}
SCHEMES = {"http", "https", "mailto", "tel"}

# White space, and the mark of a byte order, which the next reader would drop.
_AROUND = re.compile(r"^[\s\ufeff]+|[\s\ufeff]+$")

_named_together = Together(parts_named)


def clean(written: str, place: str, tags: Iterable[str] = TAGS) -> SafeString:
    """HTML with these tags alone, and absolute addresses.

    ``place`` is the address of the page that it stands on: some lead to a part of that.
    """

    def once(html: str) -> str:
        cleaned = nh3.clean(
            html,
            tags=set(tags),
            attributes=attributes,
            url_schemes=SCHEMES,
            url_relative=("rewrite_with_base", place),
            link_rel=None,
        )
        return _AROUND.sub("", cleaned)

    attributes = {name: ATTRIBUTES[name] for name in tags if name in ATTRIBUTES}
    return SafeString(settled(once, written))


class Bodies:
    """The bodies of some stories: three queries at most, however many they are.

    The first only where the stories came without their bodies, as cards do. ``root``
    is the site's address, which addresses of its own begin with.
    """

    def __init__(self, stories: Iterable[ArticlePage], root: str):
        self._root = root
        stories = list(stories)
        self._bodies = {s.pk: s.body for s in stories if _has_body(s)}
        rest = [story.pk for story in stories if story.pk not in self._bodies]
        if rest:
            rows = ArticlePage.objects.filter(pk__in=rest)
            self._bodies |= dict(rows.values_list("pk", "body"))
        named = mentions_of(*self._bodies.values())
        rows = _named_together(**keys_named(named))
        linked = ArticlePage.objects.published().filter(pk__in=named.stories)
        self._found = found_of(named, rows, linked.for_cards() if named.stories else ())

    def html(self, story: ArticlePage) -> SafeString:
        """The story's body as clean HTML; every address in it is absolute.

        No class, no script, nothing that only the site's own style sheet makes sense
        of. Pictures are JPEG, as large as there are.
        """
        with self.open(story) as body:
            return self.cleaned(story, "".join(_html(child) for child in body))

    def cleaned(self, story: ArticlePage, written: str) -> SafeString:
        """What blocks of the story wrote, as ``html`` has it."""
        return clean(written, urljoin(self._root, story.url))

    @contextmanager
    def open(self, story: ArticlePage) -> Iterator[StreamValue]:
        """The story's body; inside, its blocks ask for nothing that they name."""
        with at_hand(self._found):
            yield self._bodies[story.pk]


def _has_body(story: ArticlePage) -> bool:
    return "body" not in story.get_deferred_fields()


def _html(child) -> str:
    if child.block_type == "image":
        return _figure(child.value)
    if child.block_type == "quote":
        return _quote(child.value)
    # Without the child's id, which links to a place on the story's own page.
    return child.block.render(child.value)


def _quote(value) -> str:
    """A quote and whose words it is: one figure, so that importers know both."""
    text, source = value["text"], value["source_url"]
    said = format_html(
        "<blockquote{}>{}</blockquote>",
        format_html(' cite="{}"', source) if source else "",
        SafeString(linebreaks(text, autoescape=True)),
    )
    whose = value["attribution"] or source
    if source:
        whose = format_html('<a href="{}">{}</a>', source, whose)
    caption = format_html("<figcaption>{}</figcaption>", whose) if whose else ""
    return format_html("<figure>{}{}</figure>", said, caption) if text else ""


def _figure(value) -> SafeString:
    return figure(
        value["image"], value.shown_alt, value.shown_caption, value.shown_credit
    )


def figure(picture: NewsImage | None, alt: str, *under: str) -> SafeString:
    """A picture with what stands under it; '' while its files are not made yet."""
    file = largest(picture, "body")
    if file is None:
        return SafeString("")
    tag(picture_tag(picture.pk))
    words = " ".join(filter(None, under))
    caption = format_html("<figcaption>{}</figcaption>", words) if words else ""
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}">{}</figure>',
        *(file.path, alt, file.width, file.height),
        caption,
    )
