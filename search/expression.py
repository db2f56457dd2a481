"""What a story must have to be found: what every index looks up, each in its way."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A stemmed word; ``headline``: in the headline."""

    term: str
    headline: bool = False


@dataclass(frozen=True)
class Phrase:
    """Stemmed words beside each other, two at least."""

    terms: tuple[str, ...]


@dataclass(frozen=True)
class Filed:
    """What the story is filed by: a letter for the kind, and a key.

    c: category, h: hashtag, a: author, o: outlet, s: source (primary keys);
    y: year, m: month ('2026-01'), in the newsroom's zone.
    """

    kind: str
    key: str

    def __str__(self):
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True)
class All:
    """Every part; everything if there is none."""

    parts: tuple


@dataclass(frozen=True)
class Any:
    """One part or more; nothing if there is none."""

    parts: tuple


@dataclass(frozen=True)
class Not:
    """What does not match the part."""

    part: object


Expression = Term | Phrase | Filed | All | Any | Not


def leaves(expression: Expression) -> list:
    """The terms, phrases and filings of an expression, in order."""
    if isinstance(expression, All | Any):
        return [leaf for part in expression.parts for leaf in leaves(part)]
    if isinstance(expression, Not):
        return leaves(expression.part)
    return [expression]


def terms(expression: Expression) -> set[str]:
    """The terms that what matches may have."""
    match expression:
        case Term(term):
            return {term}
        case Phrase(several):
            return set(several)
        case All(parts) | Any(parts):
            return {term for part in parts for term in terms(part)}
    return set()
