"""What the text of a standard page is made of."""

from news.blocks import BodyBlock
from news.blocks.list import BulletedListBlock, NumberedListBlock
from news.blocks.paragraph import ParagraphBlock
from news.blocks.rich_text import BULLETED, INLINE_FEATURES, NUMBERED

# A document is public by the stories that link to it, and by nothing else.
FEATURES = [name for name in INLINE_FEATURES if name != "document-link"]


class PageTextBlock(BodyBlock):
    """A story's body, less what is public or private by the story it stands in."""

    paragraph = ParagraphBlock(features=FEATURES)
    bulleted_list = BulletedListBlock(features=[BULLETED, *FEATURES])
    numbered_list = NumberedListBlock(features=[NUMBERED, *FEATURES])
    quote = None
    image = None
    embed = None
    table = None
    key_points = None
    fact_box = None
    related_story = None

    unwritten = "Write the page before you publish it."
