"""Addresses that open a network's own form, with a story filled in."""

import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from news.text import shorten

MOST_HASHTAGS = 3
# Characters beside an address: X takes 280 in all, and counts an address as 23.
MOST_WORDS = 200
MOST_TEXT = 250

Links = list[tuple[str, str]]


@dataclass(frozen=True)
class Sharing:
    """Where a story can be shared: ``(network, address)`` pairs, and what is said.

    ``first`` are in sight, ``more`` behind 'More'. ``text`` is the words with their
    hashtags, for networks that a reader's own browser has to find; ``address`` is the
    story's canonical one.
    """

    first: Links
    more: Links
    text: str
    address: str


def share_links(story) -> Sharing:
    """Links that carry the canonical address, the share text or else the headline.

    And the first three hashtags that no network would break, where it takes any and
    they fit beside the words.
    """
    address = story.full_url or ""  # none yet in the preview of a new story
    words = shorten(story.share_text or story.title, MOST_WORDS)
    names = _hashtags(story, MOST_TEXT - len(words))
    text = " ".join([words, *(f"#{name}" for name in names)])
    post = {"text": words, "url": address}
    if names:
        post["hashtags"] = ",".join(names)
    first = [
        ("X", _link("https://x.com/intent/post", **post)),
        ("Facebook", _link("https://www.facebook.com/sharer/sharer.php", u=address)),
        (
            "LinkedIn",
            _link("https://www.linkedin.com/sharing/share-offsite/", url=address),
        ),
    ]
    together = f"{text} {address}"
    more = [
        ("Bluesky", _link("https://bsky.app/intent/compose", text=together)),
        (
            "Threads",
            _link("https://www.threads.com/intent/post", text=text, url=address),
        ),
        ("WhatsApp", _link("https://wa.me/", text=together)),
        ("Telegram", _link("https://t.me/share/url", url=address, text=text)),
        ("Reddit", _link("https://www.reddit.com/submit", url=address, title=words)),
        ("E-mail", _link("mailto:", subject=words, body=address)),
    ]
    return Sharing(first, more, text, address)


def _hashtags(story, room: int) -> list[str]:
    """The first three names that networks take whole and that fit in ``room``."""
    names = []
    for name in (tag.name for tag in story.public_hashtags if _is_whole(tag.name)):
        room -= len(f" #{name}")
        if room < 0 or len(names) == MOST_HASHTAGS:
            break
        names.append(name)
    return names


def _is_whole(name: str) -> bool:
    """Networks end a hashtag at what is no letter, mark, digit or _, and take no number
    for one.
    """
    kinds = {unicodedata.category(char)[0] if char != "_" else "_" for char in name}
    return kinds <= {"L", "M", "N", "_"} and "L" in kinds


def _link(form: str, **fields: str) -> str:
    """The form's address with the fields filled in; a space is ``%20`` (RFC 6068)."""
    return f"{form}?{urlencode(fields, quote_via=quote)}"
