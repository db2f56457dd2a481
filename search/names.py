"""Names that readers narrow a search by: categories, hashtags, authors, outlets."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache as cache_of
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from hashtags.folding import fold
from hashtags.models import Hashtag
from news.listings import newest_rows, with_stories
from news.models import Author, CategoryIndexPage, Listing, ListingKind
from news.prepared import Prepared
from search import query as typed
from search.analysis import words
from search.expression import Any, Expression, Filed
from search.memory import remembered_for
from sources.addresses import address_key, registrable_domain
from sources.models import Outlet, Source

# Names that one word of a query can stand for: 'author:smith'.
MOST_NAMED = 20
# Hashtags that begin with the same letters are compared with a word, so many at most.
ALIKE, MOST_ALIKE = 3, 50


@dataclass(frozen=True)
class Kind:
    """A kind of name: its letter in the index, and what readers call it.

    ``rows`` gives those that readers can know of, as far as their own row tells; their
    names are in ``column``. A year has no rows. ``listing`` is the listing that has to
    have a story before readers know of the name.
    """

    letter: str
    name: str
    label: str
    rows: Callable[[], QuerySet] | None = None
    column: str = "name"
    listing: ListingKind | None = None

    def known(self, pks: Iterable[int]) -> list[int]:
        """Those of the primary keys that readers know of, because a story has them.

        Of none, too, the database is asked: an answer that came sooner would tell
        a name that nobody has from one that only hidden stories have.
        """
        return known_of({self: list(pks)})[self]

    def shown(self, name: str) -> str:
        """The name as readers meet it."""
        return f"#{name}" if self is HASHTAG else name


CATEGORY = Kind(
    "c", "category", "Category", lambda: CategoryIndexPage.objects.published(), "title"
)
HASHTAG = Kind(
    "h",
    "hashtag",
    "Hashtag",
    lambda: Hashtag.objects.active(),
    listing=ListingKind.HASHTAG,
)
AUTHOR = Kind("a", "author", "Author", Author.objects.all, "name", ListingKind.AUTHOR)
OUTLET = Kind("o", "outlet", "Outlet", Outlet.objects.all, listing=ListingKind.OUTLET)
YEAR = Kind("y", "year", "Year")
KINDS = (CATEGORY, HASHTAG, AUTHOR, OUTLET, YEAR)


def known_of(names: dict[Kind, list[int]]) -> dict[Kind, list[int]]:
    """Of several kinds, ``Kind.known``, in one query."""
    listed = {kind.listing: map(str, pks or [0]) for kind, pks in names.items()}
    listed.pop(None, None)
    keys = with_stories(listed) if listed else set()
    return {
        kind: [pk for pk in pks if not kind.listing or (kind.listing, str(pk)) in keys]
        for kind, pks in names.items()
    }


class Name(NamedTuple):
    """A name as readers meet it, and its folded words."""

    slug: str
    label: str
    words: tuple[str, ...]


@remembered_for(seconds=60)
def remembered(kind: Kind) -> dict[int, Name]:
    """Every name of a kind that has not very many, by primary key, A to Z.

    As they were in the last minute: they are not read more often than that.
    """
    rows = kind.rows().order_by(kind.column).values_list("pk", "slug", kind.column)
    return {pk: Name(slug, name, tuple(words(name))) for pk, slug, name in rows}


class Names:
    """Looks names up, as readers type them or as they stand in an address.

    For one search: what a kind has, and a hashtag, is read once, however often it is
    asked for.
    """

    def __init__(self):
        self._names = cache_of(remembered)
        self.open_hashtag = cache_of(open_hashtag)

    def filed(self, kind: str, value: str) -> Expression | None:
        """What a story is filed by that has this name; None where there is no such.

        ``kind`` is 'author', 'category' or 'from'. A name that readers cannot know of,
        because only drafts have it, is none.
        """
        if kind == "from":
            found = self._from(value)
        else:
            found = self._called({"author": AUTHOR, "category": CATEGORY}[kind], value)
        return Any(tuple(found)) if found else None

    def hashtag(self, name: str) -> Expression | None:
        """The stories of a hashtag, however it is spelled; None where none is open."""
        found = self.open_hashtag(name)
        return Filed(HASHTAG.letter, str(found.pk)) if found else None

    def unknown(self, part: typed.Named) -> str:
        """What to tell readers of a name that there is not."""
        thing = {"author": "author", "category": "category", "from": "outlet"}
        return (
            f"We ignored {typed.written(part)}: "
            f"we know no {thing[part.kind]} “{part.value}”."
        )

    def _called(self, kind: Kind, value: str) -> list[Filed]:
        """Those of that name or slug; where there is none, those with its words."""
        known = self._names(kind).items()
        names = [(pk, name.label, name.slug) for pk, name in known]
        # A name that only drafts have stands in no other's way.
        return _filed(kind, _same(names, value)) or _filed(
            kind, _with_words(names, value)
        )

    def _from(self, value: str) -> list[Filed]:
        """A report's address, an outlet's domain, or its name."""
        if "://" in value:
            # Of a report that only a draft cites, as of one that nobody does: nothing.
            source = _source(value)
            return [Filed("s", str(source.pk if source else 0))]
        outlet = _at_domain(value)
        found = _filed(OUTLET, [outlet.pk] if outlet else [])
        return found or self._called(OUTLET, value)


def open_hashtag(name: str) -> Hashtag | None:
    """The hashtag readers are shown for this spelling; None if only drafts use it."""
    folded = fold(name)
    found = next(iter(_spelled(folded=folded, now=timezone.now())), None)
    if found is None or not folded:
        return None
    shown, used = found.resolved, found.is_used
    if shown.pk not in (found.pk, found.merged_into_id):
        used = HASHTAG.known([shown.pk])  # merged again
    return shown if used and shown.status == Hashtag.Status.ACTIVE else None


@Prepared
def _spelled(folded, now):
    """The hashtag, and whether it, or what it was merged into, has a public story."""
    pk = Coalesce(OuterRef(OuterRef("merged_into")), OuterRef(OuterRef("pk")))
    key = Cast(pk, Listing.key.field)
    rows = newest_rows(Listing.objects.filter(kind=ListingKind.HASHTAG, key=key), now)
    spelled = Hashtag.objects.filter(folded=folded).select_related("merged_into")
    return spelled.annotate(is_used=Exists(rows))


def hashtags_like(words: Iterable[str], limit: int = 6) -> list[Hashtag]:
    """Hashtags that readers know of and that are spelled most like one of the words."""
    words = [word for word in words if len(word) >= ALIKE]
    begins = Q(pk__in=[])
    for word in words:
        begins |= Q(folded__startswith=word[:ALIKE])
    near = list(Hashtag.objects.active().filter(begins).order_by("folded")[:MOST_ALIKE])
    near.sort(
        key=lambda each: max(
            SequenceMatcher(None, each.folded, word).ratio() for word in words
        ),
        reverse=True,
    )
    known = set(HASHTAG.known([each.pk for each in near]))
    return [each for each in near if each.pk in known][:limit]


def _source(address: str) -> Source | None:
    try:
        return Source.objects.filter(key=address_key(address)).first()
    except ValidationError:
        return None


def _at_domain(value: str) -> Outlet | None:
    try:
        domain = registrable_domain(f"https://{value}/")
    except ValidationError:
        return None
    return Outlet.objects.at_domain(domain)


def _same(names: Iterable[tuple], value: str) -> list[int]:
    folded = fold(value)
    return [pk for pk, name, slug in names if folded in (_folded(name), _folded(slug))]


def _with_words(names: Iterable[tuple], value: str) -> list[int]:
    """Those whose name has every word of ``value``."""
    words = {fold(word) for word in value.split()}
    found = (pk for pk, name, _ in names if words <= {_folded(w) for w in name.split()})
    return list(islice(found, MOST_NAMED))


@lru_cache(maxsize=50_000)
def _folded(name: str) -> str:
    """Names are folded for every search that asks for one, and seldom change."""
    return fold(name)


def _filed(kind: Kind, pks: Iterable[int]) -> list[Filed]:
    return [Filed(kind.letter, str(pk)) for pk in kind.known(pks)]
