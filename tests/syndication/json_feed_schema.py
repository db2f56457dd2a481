"""JSON Feed 1.1 as a JSON Schema, written from https://www.jsonfeed.org/version/1.1/."""

from jsonschema import Draft202012Validator

ADDRESS = {"type": "string", "pattern": r"^https?://[^/\s]+/[\x21-\x7e]*$"}
TEXT = {"type": "string"}
# RFC 3339, as the specification asks for.
MOMENT = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
}
AUTHORS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"name": TEXT, "url": ADDRESS, "avatar": ADDRESS},
        "minProperties": 1,
        "additionalProperties": False,
    },
}
# What else there is, is an extension: an object, whose name begins so.
EXTENSION = {"^_[A-Za-z][^.]*$": {"type": "object"}}
ITEM = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "url": ADDRESS,
        "external_url": ADDRESS,
        "title": TEXT,
        "content_html": TEXT,
        "content_text": TEXT,
        "summary": TEXT,
        "image": ADDRESS,
        "banner_image": ADDRESS,
        "date_published": MOMENT,
        "date_modified": MOMENT,
        "authors": AUTHORS,
        "tags": {"type": "array", "items": TEXT},
        "language": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
        "attachments": {"type": "array"},
    },
    "patternProperties": EXTENSION,
    "additionalProperties": False,
    "required": ["id"],
    "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
}
FEED = {
    "type": "object",
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "description": TEXT,
        "user_comment": TEXT,
        "next_url": ADDRESS,
        "icon": ADDRESS,
        "favicon": ADDRESS,
        "authors": AUTHORS,
        "language": TEXT,
        "expired": {"type": "boolean"},
        "hubs": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"type": TEXT, "url": ADDRESS},
                "required": ["type", "url"],
            },
        },
        "items": {"type": "array", "items": ITEM},
    },
    "patternProperties": EXTENSION,
    "additionalProperties": False,
    "required": ["version", "title", "items"],
}
_VALIDATOR = Draft202012Validator(FEED)


def hold(feed: dict) -> None:
    """Assert that the feed is as the specification says, and each id its item's own."""
    faults = [
        f"{fault.json_path}: {fault.message}" for fault in _VALIDATOR.iter_errors(feed)
    ]
    assert faults == []
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids)
