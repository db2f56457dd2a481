"""Feeds as RSS 2.0 (https://www.rssboard.org/rss-specification)."""

import re

from django.conf import settings
from django.templatetags.static import static
from django.utils.feedgenerator import Rss201rev2Feed, rfc2822_date, rfc3339_date

from syndication.entries import Entry, Picture
from syndication.feeds import Feed
from syndication.forms import FORMS

STYLE = "css/feed.css"
NAMESPACES = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}
# What begins a tag or a character reference: any other of these signs is itself.
_MEANS_MORE = re.compile("<|&(?=[#A-Za-z0-9])")


def as_rss(feed: Feed, address: str) -> bytes:
    """The feed as an XML document, which was asked for at ``address``.

    A description is HTML by the specification, so the plain summary is escaped once
    for that, and once more as XML.
    """
    document = Rss(
        title=feed.title,
        link=feed.page,
        description=_as_html(feed.description),
        language=settings.LANGUAGE_CODE,
        feed_url=address,
        icon=feed.icon,
        hubs=feed.hubs,
        stylesheets=[static(STYLE)],
    )
    for entry in feed.entries:
        document.add_item(
            title=entry.title,
            link=entry.address,
            description=None,
            updateddate=entry.modified,
            entry=entry,
        )
    return document.writeString("utf-8").encode()


def _as_html(text: str) -> str:
    """Plain text as HTML; as few characters as can be are another way of writing one.

    A browser shows the markup of a feed as it is.
    """
    return _MEANS_MORE.sub(lambda sign: {"<": "&lt;", "&": "&amp;"}[sign[0]], text)


class Rss(Rss201rev2Feed):
    """Django's RSS with all that an entry says, and an icon."""

    def rss_attributes(self) -> dict:
        return super().rss_attributes() | NAMESPACES

    def add_root_elements(self, handler) -> None:
        """Replaces Django's, which dates a feed without stories by the clock.

        Such a feed would be another one at each request.
        """
        feed = self.feed
        for name in ("title", "link", "description", "language"):
            handler.addQuickElement(name, feed[name])
        itself = {
            "rel": "self",
            "type": FORMS["rss"].media_type,
            "href": feed["feed_url"],
        }
        handler.addQuickElement("atom:link", None, itself)
        for hub in feed["hubs"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": hub})
        if self.items:
            latest = rfc2822_date(self.latest_post_date())
            handler.addQuickElement("lastBuildDate", latest)
        handler.startElement("image", {})
        handler.addQuickElement("url", feed["icon"])
        handler.addQuickElement("title", feed["title"])
        handler.addQuickElement("link", feed["link"])
        for side in ("width", "height"):  # as large as RSS lets it be
            handler.addQuickElement(side, "144")
        handler.endElement("image")

    def add_item_elements(self, handler, item) -> None:
        entry: Entry = item["entry"]
        handler.addQuickElement("title", entry.title)
        handler.addQuickElement("link", entry.address)
        handler.addQuickElement("guid", entry.id, {"isPermaLink": "false"})
        handler.addQuickElement("pubDate", rfc2822_date(entry.published))
        handler.addQuickElement("atom:updated", rfc3339_date(entry.modified))
        for name, _ in entry.authors:
            handler.addQuickElement("dc:creator", name)
        for hashtag in entry.hashtags:
            handler.addQuickElement("category", hashtag)
        handler.addQuickElement("dc:language", entry.language)
        for address in entry.sources[:1]:  # an item has one dc:source at most
            handler.addQuickElement("dc:source", address)
        for address in entry.sources:
            handler.addQuickElement("atom:link", None, {"rel": "via", "href": address})
        handler.addQuickElement("description", _as_html(entry.summary))
        if entry.content:
            handler.addQuickElement("content:encoded", entry.content)
        if entry.picture:
            add_picture(handler, entry.picture)


def add_picture(handler, picture: Picture) -> None:
    """The picture as Media RSS has it (https://www.rssboard.org/media-rss)."""
    shown = {
        "url": picture.address,
        "type": "image/jpeg",
        "medium": "image",
        "width": str(picture.width),
        "height": str(picture.height),
    }
    handler.startElement("media:content", shown)
    if picture.credit:
        handler.addQuickElement("media:credit", picture.credit)
    handler.endElement("media:content")
