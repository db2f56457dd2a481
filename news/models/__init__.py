from news.models.article import ArticlePage
from news.models.author import Author
from news.models.base import BasePage
from news.models.category import CategoryIndexPage
from news.models.listing import Listing, ListingKind, StoryListing
from news.models.parts import Byline, Correction, SourceReference, StoryHashtag

__all__ = [
    "ArticlePage",
    "Author",
    "BasePage",
    "Byline",
    "CategoryIndexPage",
    "Correction",
    "Listing",
    "ListingKind",
    "SourceReference",
    "StoryHashtag",
    "StoryListing",
]
