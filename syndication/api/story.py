"""What the API says of a story: in lists, and whole."""

from datetime import date, datetime
from typing import Literal

from pydantic import ConfigDict, Field

from syndication.api.blocks import Block
from syndication.api.shapes import (
    Address,
    Count,
    Elsewhere,
    Named,
    Page,
    Picture,
    Pk,
    Shape,
)


def only_the_id(schema: dict) -> None:
    """Of a story a client may have asked for some properties alone: see ``fields``."""
    schema["required"] = ["id"]


class Byline(Named):
    """An author of a story."""

    role: str = Field(
        description="What they did for it, if not writing: `Photographs`; or empty."
    )


class Links(Shape):
    """Where a story is, in each form."""

    api: Address = Field(description="The story here, with its body. It never changes.")
    html: Address = Field(description="Its page; the canonical address.")
    ninjs: Address = Field(description="The story as IPTC ninjs 3.1.")
    markdown: Address = Field(description="The story as Markdown.")
    feeds: list[Address] = Field(
        description="RSS and JSON Feed of its category, or of the site."
    )


class StoryCard(Shape):
    """A story as lists show it. With `fields`, only those properties and `id`."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=only_the_id)

    id: Pk = Field(description="Its key, which never changes.")
    headline: str = Field(examples=["Harbour board postpones its vote"])
    short_headline: str = Field(description="For small places; else the headline.")
    kicker: str = Field(description="Words before the headline, or empty.")
    standfirst: str = Field(description="One sentence under the headline, or empty.")
    summary: str = Field(description="The standfirst, or else the first lines.")
    type: Literal["news", "analysis", "opinion", "explainer", "sponsored"]
    label: str = Field(
        description="What readers must be told of its kind: `Opinion`, `Analysis`, "
        "`Sponsored`; else empty."
    )
    paid_for_by: str = Field(description="Who paid for a sponsored story, or empty.")
    retracted: bool = Field(description="Whether the newsroom took it back.")
    language: str = Field(description="A BCP 47 tag.", examples=["en"])
    direction: Literal["ltr", "rtl"]
    published: datetime
    updated: datetime = Field(
        description="When readers were last told of a change; else as `published`."
    )
    word_count: Count
    reading_minutes: Count
    category: Named | None
    outlet: Named | None = Field(description="Who reported it first.")
    hashtags: list[Named]
    authors: list[Byline]
    picture: Picture | None = Field(description="The story's own picture.")
    links: Links


class SourceCited(Shape):
    """A report that a story clips, as the story gives it."""

    id: Pk = Field(description="The source's key in this API.")
    url: Elsewhere
    canonical: str = Field(
        description="One spelling of the address, for comparing; no working link."
    )
    role: Literal["report", "document", "data", "social", "interview"]
    title: str
    author: str
    outlet: Named
    published: date | None = Field(description="The day it was published there.")


class Correction(Shape):
    """What readers were told of a story after it was published."""

    kind: Literal["update", "correction", "clarification", "retraction"]
    made: datetime
    text: str


class Story(StoryCard):
    """A story, whole. With `fields`, only those properties and `id`."""

    body_html: str = Field(
        description="The body as clean HTML that stands by itself: no class, no "
        "script, every address absolute."
    )
    body: list[Block] = Field(description="The same, block by block.")
    sources: list[SourceCited]
    corrections: list[Correction] = Field(description="The newest first.")


class StoryPage(Page[StoryCard]):
    """A page of stories."""

    notices: list[str] = Field(
        description="Of a search, how it was understood: what was left out of it, or "
        "corrected. A sentence each."
    )
