"""Feeds as RSS 2.0 (https://www.rssboard.org/rss-specification)."""

from django.conf import settings
from django.utils.feedgenerator import Rss201rev2Feed, rfc2822_date
from django.utils.html import escape

from syndication.feeds import Feed


def as_rss(feed: Feed) -> bytes:
    """The feed as an XML document.

    A description is HTML by the specification, so the plain summary is escaped once
    for that, and once more as XML.
    """
    document = Rss(
        title=feed.title,
        link=feed.page,
        description=escape(feed.description),
        language=settings.LANGUAGE_CODE,
        feed_url=feed.address,
        icon=feed.icon,
        hubs=feed.hubs,
    )
    for entry in feed.entries:
        document.add_item(
            title=entry.title,
            link=entry.address,
            description=escape(entry.summary),
            unique_id=entry.address,
            unique_id_is_permalink=True,
            pubdate=entry.published,
            updateddate=entry.modified,
            categories=entry.hashtags,
            entry=entry,
        )
    return document.writeString("utf-8").encode()


class Rss(Rss201rev2Feed):
    """Django's RSS with each author, each story's language, its picture, an icon."""

    def rss_attributes(self) -> dict:
        return super().rss_attributes() | {
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_root_elements(self, handler) -> None:
        """Replaces Django's, which dates a feed without stories by the clock.

        Such a feed would be another one at each request.
        """
        feed = self.feed
        for name in ("title", "link", "description", "language"):
            handler.addQuickElement(name, feed[name])
        itself = {
            "rel": "self",
            "type": "application/rss+xml",
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
        handler.endElement("image")

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        entry = item["entry"]
        for name, _ in entry.authors:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("dc:language", entry.language)
        if entry.picture:
            shown = {
                "url": entry.picture.address,
                "type": "image/jpeg",
                "medium": "image",
                "width": str(entry.picture.width),
                "height": str(entry.picture.height),
            }
            handler.addQuickElement("media:content", None, shown)
