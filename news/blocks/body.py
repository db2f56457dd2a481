import threading

from wagtail.blocks import StreamBlock, StreamBlockValidationError, StreamValue

from news.blocks.divider import DividerBlock
from news.blocks.embed import EmbedBlock
from news.blocks.fact_box import FactBoxBlock
from news.blocks.heading import HeadingBlock
from news.blocks.image import PictureBlock
from news.blocks.key_points import KeyPointsBlock
from news.blocks.list import BulletedListBlock, NumberedListBlock
from news.blocks.paragraph import ParagraphBlock
from news.blocks.quote import QuoteBlock
from news.blocks.related_story import RelatedStoryBlock
from news.blocks.table import DataTableBlock

# Deferring validation sets flags on blocks, which all threads of a process share: a
# draft being saved could switch off the checks of a story being published.
_cleaning = threading.RLock()


class BodyBlock(StreamBlock):
    """A story's body. A draft may be unfinished; publishing drops what is empty."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    quote = QuoteBlock()
    bulleted_list = BulletedListBlock()
    numbered_list = NumberedListBlock()
    image = PictureBlock()
    embed = EmbedBlock()
    table = DataTableBlock()
    key_points = KeyPointsBlock()
    fact_box = FactBoxBlock()
    divider = DividerBlock()
    related_story = RelatedStoryBlock()

    # What an editor is told who submits or publishes it without any text.
    unwritten = "The story has no text yet. Write it here, then submit or publish it."

    def clean_deferred(self, value):
        with _cleaning:
            return super().clean_deferred(value)

    def clean(self, value):
        """``value`` cleaned; when publishing, without the blocks that were left empty.

        Raises StreamBlockValidationError, keyed to the block, or if there is no text.
        """
        with _cleaning:
            if self.is_deferred_validation:
                return super().clean(value)
            cleaned = super().clean(value) if len(value) else value
        written = _written(cleaned)
        if _says_nothing(written):
            raise StreamBlockValidationError(non_block_errors=[self.unwritten])
        return StreamValue(
            self, [(child.block_type, child.value, child.id) for child in written]
        )

    def is_empty(self, value) -> bool:
        """Whether nothing is written."""
        return _says_nothing(_written(value))

    class Meta:
        template = "blocks/body.html"


def _written(blocks) -> list:
    return [child for child in blocks if not _is_empty(child)]


def _says_nothing(written) -> bool:
    return all(child.block_type == "divider" for child in written)


def _is_empty(child) -> bool:
    is_empty = getattr(child.block, "is_empty", None)
    return is_empty is not None and is_empty(child.value)
