"""Feeds as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json

from django.conf import settings

from syndication.entries import Entry
from syndication.feeds import Feed


def as_json_feed(feed: Feed, address: str) -> bytes:
    """The feed as a JSON document, which was asked for at ``address``."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": address,
        "description": feed.description,
        "icon": feed.icon,
        "language": settings.LANGUAGE_CODE,
        "authors": [{"name": feed.by, "url": feed.by_address}],
        "items": [_item(entry) for entry in feed.entries],
    }
    if feed.hubs:
        told["hubs"] = [{"type": "WebSub", "url": hub} for hub in feed.hubs]
    return json.dumps(told, ensure_ascii=False).encode()


def _item(entry: Entry) -> dict:
    """One story; the specification has a reader show its content, and wants some.

    What the newsroom knows beyond it is in ``_newsclip``.
    """
    item = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.modified.isoformat(),
        "tags": entry.hashtags,
        "authors": [{"name": name, "url": url} for name, url in entry.authors],
        "language": entry.language,
        "_newsclip": {
            "category": entry.category,
            "outlet": entry.outlet,
            "reading_minutes": entry.reading_minutes,
            "sources": entry.sources,
        },
    }
    kind = "content_html" if entry.content else "content_text"
    item[kind] = entry.content or entry.summary or entry.title
    if entry.picture:
        item["image"] = entry.picture.address
    return item
