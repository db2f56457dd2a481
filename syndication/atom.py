"""Feeds as Atom 1.0 (RFC 4287)."""

from django.conf import settings
from django.templatetags.static import static
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from syndication.entries import Entry
from syndication.feeds import Feed
from syndication.forms import FORMS
from syndication.rss import NAMESPACES, STYLE, add_picture


def as_atom(feed: Feed, address: str) -> bytes:
    """The feed as an XML document, which was asked for at ``address``."""
    document = Atom(
        title=feed.title,
        link=feed.page,
        description=None,
        language=settings.LANGUAGE_CODE,
        feed=feed,
        feed_url=address,
        stylesheets=[static(STYLE)],
    )
    for entry in feed.entries:
        document.add_item(
            title=entry.title, link=entry.address, description=None, entry=entry
        )
    return document.writeString("utf-8").encode()


class Atom(Atom1Feed):
    """Django's frame of a document, filled with what a feed and its entries say."""

    def write(self, outfile, encoding) -> None:
        """As Django does, and the style sheet, which it has for RSS alone."""
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for stylesheet in self.feed["stylesheets"]:
            handler.processingInstruction("xml-stylesheet", stylesheet)
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def root_attributes(self) -> dict:
        return super().root_attributes() | {"xmlns:media": NAMESPACES["xmlns:media"]}

    def add_root_elements(self, handler) -> None:
        feed: Feed = self.feed["feed"]
        handler.addQuickElement("id", feed.page)
        handler.addQuickElement("title", feed.title)
        handler.addQuickElement("subtitle", feed.description)
        handler.addQuickElement("updated", rfc3339_date(feed.updated))
        _link(handler, "self", self.feed["feed_url"], FORMS["atom"].media_type)
        _link(handler, "alternate", feed.page, "text/html")
        for hub in feed.hubs:
            _link(handler, "hub", hub)
        _author(handler, feed.by, feed.by_address)
        handler.addQuickElement("icon", feed.icon)

    def item_attributes(self, item) -> dict:
        return {"xml:lang": item["entry"].language}

    def add_item_elements(self, handler, item) -> None:
        entry: Entry = item["entry"]
        handler.addQuickElement("id", entry.id)
        handler.addQuickElement("title", entry.title)
        handler.addQuickElement("published", rfc3339_date(entry.published))
        handler.addQuickElement("updated", rfc3339_date(entry.modified))
        _link(handler, "alternate", entry.address, "text/html")
        for address in entry.sources:
            _link(handler, "via", address)
        for author in entry.authors:
            _author(handler, *author)
        for hashtag in entry.hashtags:
            handler.addQuickElement("category", None, {"term": hashtag})
        if entry.summary:
            handler.addQuickElement("summary", entry.summary)
        if entry.content:
            handler.addQuickElement("content", entry.content, {"type": "html"})
        if entry.picture:
            add_picture(handler, entry.picture)


def _link(handler, relation: str, address: str, media_type: str = "") -> None:
    kind = {"type": media_type} if media_type else {}
    handler.addQuickElement("link", None, {"rel": relation, "href": address} | kind)


def _author(handler, name: str, address: str) -> None:
    handler.startElement("author", {})
    handler.addQuickElement("name", name)
    handler.addQuickElement("uri", address)
    handler.endElement("author")
