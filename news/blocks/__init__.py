"""What a story's body is made of: one block a file, `body.py` puts them together."""

from news.blocks.body import BodyBlock

__all__ = ["BodyBlock"]
