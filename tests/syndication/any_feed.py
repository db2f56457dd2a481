"""Feeds of any text, for properties of the forms."""

from django.utils import timezone
from hypothesis import strategies as st

from syndication.entries import Entry, Picture, in_xml
from syndication.feeds import Feed

MARKUP = ["]]>", "<![CDATA[", "&", "&amp;", "&#38", "<b>"]
pieces = st.characters() | st.sampled_from(
    [*MARKUP, "\x00", "\ufffe", "\u202e", "👩\u200d🚀"]
)
anything = st.lists(pieces).map("".join)


def feed_with(title: str, summary: str, name: str) -> Feed:
    """A feed of one story, with a picture; ``name`` is that of everything it names."""
    now = timezone.now().replace(microsecond=0)
    there = "https://news.example/"
    title, summary, name = map(in_xml, (title, summary, name))
    entry = Entry(
        id="urn:uuid:5eb6a5ea-5e1d-4f0e-8f5c-000000000000",
        address=f"{there}a/",
        title=title,
        summary=summary,
        content=summary,
        published=now,
        modified=now,
        language="en",
        hashtags=[name],
        authors=[(name, f"{there}b/")],
        picture=Picture(f"{there}c.jpg", 3, 2, credit=name),
        category=name,
        outlet=name,
        sources=[f"{there}d/"],
        reading_minutes=1,
    )
    return Feed(name, summary, there, there, name, there, [entry])


def as_parsed(text: str) -> str:
    """What an XML parser makes of a text: each way to end a line is one (2.11)."""
    return in_xml(text).replace("\r\n", "\n").replace("\r", "\n")
