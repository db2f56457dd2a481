"""The forms that every feed has."""

from typing import NamedTuple


class Form(NamedTuple):
    """What a feed's address ends with in this form, its media type, what it is called.

    The address begins with that of the page that shows the same.
    """

    ending: str
    media_type: str
    label: str


# By the name that `?format=` gives them; the order is that of links to them.
FORMS = {
    "rss": Form("feed/", "application/rss+xml", "RSS"),
    "atom": Form("feed.atom", "application/atom+xml", "Atom"),
    "json": Form("feed.json", "application/feed+json", "JSON Feed"),
}
