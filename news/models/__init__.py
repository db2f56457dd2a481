from news.models.article import ArticlePage
from news.models.author import Author
from news.models.base import BasePage, NotSaved, PageGone, hold_all
from news.models.category import CategoryIndexPage
from news.models.embed import Embed
from news.models.history_settings import HistorySettings
from news.models.listing import Listing, ListingKind, StoryListing
from news.models.parts import (
    Byline,
    Correction,
    RelatedPick,
    SourceReference,
    StoryHashtag,
)
from news.models.rising import RisingHashtag
from news.models.schedule import ScheduleProblem
from news.models.timing import TimedPage, TypedEmbargo
from news.models.version import StoryVersion

__all__ = [
    "ArticlePage",
    "Author",
    "BasePage",
    "Byline",
    "CategoryIndexPage",
    "Correction",
    "Embed",
    "HistorySettings",
    "Listing",
    "ListingKind",
    "NotSaved",
    "PageGone",
    "RelatedPick",
    "RisingHashtag",
    "ScheduleProblem",
    "SourceReference",
    "StoryHashtag",
    "StoryListing",
    "StoryVersion",
    "TimedPage",
    "TypedEmbargo",
    "hold_all",
]
