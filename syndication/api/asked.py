"""What a client may ask with: the parameters of each address, and no others."""

from datetime import UTC, date, datetime
from enum import Enum, StrEnum

from ninja import Schema
from pydantic import (
    AwareDatetime,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from news.languages import LANGUAGES
from news.models import ArticlePage
from syndication.api import cursors
from syndication.api.problems import Refused

MOST = 100
Language = Enum("Language", {code: code for code, _ in LANGUAGES}, type=str)
Type = Enum("Type", {value: value for value in ArticlePage.Type.values}, type=str)


class Order(StrEnum):
    """How the answer to a search is ordered."""

    RELEVANCE = "relevance"
    DATE = "date"


class Asked(Schema):
    """Parameters of an address; any other one, or one given twice, is refused."""

    @model_validator(mode="before")
    @classmethod
    def _nothing_else(cls, values, info: ValidationInfo):
        given = info.context["request"].GET
        known = {field.alias or name for name, field in cls.model_fields.items()}
        for name, each in given.lists():
            if name not in known:
                raise Refused(400, "There is no such parameter here.", name[:50])
            if len(each) > 1:
                raise Refused(400, "It may be given once.", name)
            if "\x00" in each[0]:
                raise Refused(400, "It holds a NUL character.", name)
        return values


class FieldsAsked(Asked):
    fields: str | None = Field(
        None,
        max_length=1_000,
        description="The properties wanted of each story, with commas between; `id` is "
        "always there. Without it, all.",
        examples=["headline,url,published"],
    )


class PageAsked(Asked):
    cursor: str | None = Field(
        None,
        max_length=cursors.LONGEST,
        description="Where to go on: of the `next` address of the page before.",
    )
    limit: int = Field(
        20, ge=1, le=MOST, description="How many on a page, at most.", examples=[20]
    )


class StoriesAsked(PageAsked, FieldsAsked):
    q: str | None = Field(
        None,
        min_length=1,
        max_length=500,
        description="What to search for, in the language of the search page: words, "
        '`"a phrase"`, `-without`, `#hashtag`, `author:`, `category:`, `from:` an '
        "outlet, `after:` and `before:` a day.",
        examples=["harbour vote"],
    )
    order: Order | None = Field(
        None, description="With `q` alone: best first, or newest first."
    )
    category: str | None = Field(
        None, max_length=255, description="A category's slug.", examples=["world"]
    )
    hashtag: str | None = Field(
        None, max_length=255, description="A hashtag's slug.", examples=["nato"]
    )
    author: str | None = Field(
        None, max_length=255, description="An author's slug.", examples=["ada-marsh"]
    )
    outlet: str | None = Field(
        None,
        max_length=255,
        description="The slug of an outlet that the stories cite.",
        examples=["harbour-news"],
    )
    month: str | None = Field(
        None,
        pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$",
        description="A month in the newsroom's time zone, in place of `from` and `to`.",
        examples=["2026-01"],
    )
    first: date | None = Field(
        None,
        alias="from",
        description="The first day of publication, in the newsroom's time zone.",
        examples=["2026-01-01"],
    )
    last: date | None = Field(
        None,
        alias="to",
        description="The last day of publication, in the newsroom's time zone.",
        examples=["2026-01-31"],
    )
    language: Language | None = Field(
        None, description="What the stories are written in.", examples=["en"]
    )
    type: Type | None = Field(None, description="What kind the stories are of.")
    updated_since: AwareDatetime | None = Field(
        None,
        description="Stories that were published, or published again, at that time or "
        "later; in that order, the earliest first: whoever copies them misses none.",
        examples=["2026-01-07T12:00:00Z"],
    )

    @field_validator("updated_since")
    @classmethod
    def _in_utc(cls, moment: datetime | None) -> datetime | None:
        try:
            return moment and moment.astimezone(UTC)
        except OverflowError as error:
            raise ValueError("No calendar of ours has that moment.") from error

    @property
    def names(self) -> dict[str, str]:
        """The filters by name that are set."""
        names = ("category", "hashtag", "author", "outlet")
        return {name: value for name in names if (value := getattr(self, name))}


class SourcesAsked(PageAsked):
    url: str | None = Field(
        None,
        max_length=2_000,
        description="The address of a report, in any spelling: that source alone.",
        examples=["https://harbour.example/report?utm_source=feed"],
    )
    outlet: str | None = Field(
        None, max_length=255, description="An outlet's slug.", examples=["harbour-news"]
    )
