"""Feeds as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from django.conf import settings

from syndication.feeds import Entry, Feed

CONTENT_TYPE = "application/feed+json"


def as_json_feed(feed: Feed) -> dict:
    """The feed as a JSON document's object."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "description": feed.description,
        "icon": feed.icon,
        "language": settings.LANGUAGE_CODE,
        "items": [_item(entry) for entry in feed.entries],
    }
    if feed.hubs:
        document["hubs"] = [{"type": "WebSub", "url": hub} for hub in feed.hubs]
    return document


def _item(entry: Entry) -> dict:
    """One story; the specification has a reader show ``content_text``, and wants one.

    What the newsroom knows beyond it is in ``_newsclip``.
    """
    item = {
        "id": entry.address,
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary,
        "content_text": entry.summary,
        "date_published": entry.published.isoformat(timespec="seconds"),
        "date_modified": entry.modified.isoformat(timespec="seconds"),
        "tags": entry.hashtags,
        "authors": [{"name": name, "url": url} for name, url in entry.authors],
        "language": entry.language,
        "_newsclip": {
            "category": entry.category,
            "outlet": entry.outlet,
            "reading_minutes": entry.reading_minutes,
        },
    }
    if entry.picture:
        item["image"] = entry.picture.address
    return item
