"""What makes two spellings one search, for promoted stories and for the counts."""

from hashtags.folding import fold

LONGEST = 100
# A query is read this far: hostile ones are megabytes.
_READ = 400
# What people put around words; inside ('U.S.', 'from:bbc.com', '-oil') it counts.
_AROUND = "\"'“”„«»‘’?!.,;:…()[]{}"


def fold_query(text: str) -> str:
    """The key of a query: 'Gas  Prices', '“gas prices”' and 'ｇａｓ prices?' are one.

    Case, width, accents, a hashtag's '#', spaces and signs around words do not count.
    At most ``LONGEST`` characters that any database stores; '' where no word is left.
    Folding twice is folding once.
    """
    text = text[:_READ].encode(errors="ignore").decode()
    while (folded := _fold_once(text)) != text:
        text = folded
    return folded


def _fold_once(text: str) -> str:
    words = [fold(word.strip(_AROUND)) for word in text.split()]
    return " ".join(word for word in words if word)[:LONGEST].rstrip()
