"""What the search indexes of a story: its words where they stand, what it is filed by.

Wagtail's ``search_fields`` of the story say which texts count, and ``boost`` how much.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from zlib import crc32

from django.utils import timezone

from news.models import ArticlePage
from news.text import plain_text
from search.analysis import tokens

# Shown with every result, so that no excerpt is made of them.
NAMED = {"title", "kicker", "hashtag_names", "author_names", "outlet_names"}
# Words of two fields do not stand beside each other: so far apart are the fields.
GAP = 10
# A word's weight in a story: x / (x + SATURATION), x being what its uses add up to.
SATURATION = 3.0
STEPS = 60
# Of one use in the body, which is not stored.
LEAST = round(STEPS / (1 + SATURATION))
PAIRS = 1 << 20
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.get_fixed_timezone(0))
STORIES_A_MILLISECOND = 1 << 20
FURTHEST = 2**43 - 1
FIRST, LAST = -(2**63), 2**63 - 1


@dataclass(frozen=True)
class Field:
    """A text of a story, and how much a word in it counts; one in the body counts 1."""

    name: str
    text: str
    boost: float


@dataclass
class Document:
    """A story as every index takes it.

    ``positions`` are of each term; ``headline`` those that stand there; ``filed``
    'c:3', 'm:2026-01', …; ``pairs`` neighbouring words as ``pair`` writes them;
    ``words`` the term of each folded word.
    """

    story: int
    place: int
    filed: list[str]
    named: str = ""
    text: str = ""
    positions: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    headline: set[str] = field(default_factory=set)
    pairs: set[str] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)
    impact: str = ""

    @property
    def facets(self) -> str:
        """What readers can narrow results by, as it is stored."""
        shown = (each for each in self.filed if each[0] in "chaoy")
        return " ".join(each.replace(":", "") for each in shown)


def document_of(story: ArticlePage) -> Document:
    """The document of a story that listings may propose.

    Reads its body and relations: see ``indexing.with_parts`` for many.
    """
    return make_document(
        story.pk, story.published_at, list(_fields_of(story)), _filed(story)
    )


def make_document(
    story: int, published_at: datetime, fields: Iterable[Field], filed: Iterable[str]
) -> Document:
    """The document of a story with these texts; ``filed`` lacks the dates' part."""
    local = timezone.localtime(published_at)
    dates = [f"y:{local.year}", f"m:{local:%Y-%m}"]
    made = Document(story, place_of(published_at, story), [*filed, *dates])
    weights: dict[str, float] = defaultdict(float)
    position, named, texts = 0, [], []
    for each in fields:
        position = _take(made, each, position + GAP, weights)
        (named if each.name in NAMED else texts).append(each.text)
    made.named, made.text = "\n".join(named), "\n".join(texts)
    made.impact = _impact(weights, made.headline)
    return made


def place_of(published_at: datetime, story: int) -> int:
    """One number that orders stories by date, and by primary key at one moment.

    Those before 1692 or after 2248 are as of then.
    """
    milliseconds = (published_at - EPOCH) // timedelta(milliseconds=1)
    milliseconds = min(max(milliseconds, -FURTHEST), FURTHEST)
    return milliseconds * STORIES_A_MILLISECOND + story % STORIES_A_MILLISECOND


def published_seconds(place: int) -> float:
    """When a story of that place was published, in seconds since 1970."""
    return place / STORIES_A_MILLISECOND / 1000


def month_of(place: int) -> str:
    """The newsroom's month in which a story of that place was published: '2026-01'."""
    published_at = EPOCH + timedelta(seconds=published_seconds(place))
    return f"{timezone.localtime(published_at):%Y-%m}"


def pair(first: str, second: str) -> str:
    """Two neighbouring terms in five characters; few others have the same."""
    return f"{crc32(f'{first} {second}'.encode()) % PAIRS:05x}"


def _take(made: Document, text: Field, position: int, weights: dict) -> int:
    """Add a text's words to the document; returns the position after them."""
    found = tokens(text.text)
    for token in found:
        made.positions[token.term].append(position)
        made.words[token.word] = token.term
        weights[token.term] += text.boost
        position += 1
    made.pairs |= {pair(a.term, b.term) for a, b in pairwise(found)}
    if text.name == "title":
        made.headline |= {token.term for token in found}
    return position


def _impact(weights: dict[str, float], headline: set[str]) -> str:
    """' harbour!K vote:C ': terms that weigh more than one use in the body.

    '!' marks those of the headline; the weight is a character, '0' and up.
    """
    parts = []
    for term, sum_of_boosts in weights.items():
        weight = round(STEPS * sum_of_boosts / (sum_of_boosts + SATURATION))
        if weight > LEAST + 2 or term in headline:
            mark = "!" if term in headline else ":"
            parts.append(f"{term}{mark}{chr(ord('0') + weight)}")
    return f" {' '.join(parts)} "


def _fields_of(story: ArticlePage) -> Iterator[Field]:
    for each in story.get_searchable_search_fields():
        text = "\n".join(plain_text(part) for part in _texts(each.get_value(story)))
        if text:
            yield Field(each.field_name, text, each.boost or 1.0)


def _texts(value) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _filed(story: ArticlePage) -> Iterator[str]:
    if story.category_id:
        yield f"c:{story.category_id}"
    yield from (f"h:{hashtag.pk}" for hashtag in story.public_hashtags)
    yield from dict.fromkeys(f"a:{line.author_id}" for line in story.bylines.all())
    cited = [each.source for each in story.source_references.all() if each.source]
    yield from dict.fromkeys(f"o:{source.outlet_id}" for source in cited)
    yield from dict.fromkeys(f"s:{source.pk}" for source in cited)
