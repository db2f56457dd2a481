from search.models.admin_document import AdminDocument
from search.models.count import SearchCount
from search.models.document import StoryDocument
from search.models.pin import PromotedStory, Promotion
from search.models.word import Misspelling, Word

__all__ = [
    "AdminDocument",
    "Misspelling",
    "PromotedStory",
    "Promotion",
    "SearchCount",
    "StoryDocument",
    "Word",
]
