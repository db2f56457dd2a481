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

    # What an editor is told who publishes it without any text.
    unwritten = "Write the story before you publish it."

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
        written = [child for child in cleaned if not _is_empty(child)]
        if all(child.block_type == "divider" for child in written):
            raise StreamBlockValidationError(non_block_errors=[self.unwritten])
        return StreamValue(
            self, [(child.block_type, child.value, child.id) for child in written]
        )

    class Meta:
        template = "blocks/body.html"


def _is_empty(child) -> bool:
    is_empty = getattr(child.block, "is_empty", None)
    return is_empty is not None and is_empty(child.value)
