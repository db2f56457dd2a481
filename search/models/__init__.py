from search.models.document import StoryDocument
from search.models.word import Misspelling, Word

__all__ = ["Misspelling", "StoryDocument", "Word"]
