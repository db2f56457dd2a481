"""Whom and what generated stories name: hashtags, authors, outlets, pictures, lists.

Made where they are missing, and the same each time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from random import Random

from django.db.models import Q
from django.utils.text import slugify

from hashtags.folding import fold, slug_for
from hashtags.models import Hashtag
from images.models import NewsImage
from news.models import ArticlePage, CategoryIndexPage, Listing, ListingKind
from newsroom.demo import builders
from newsroom.demo.build import CATEGORIES
from newsroom.demo.scale.words import name, vocabulary
from sources.models import Outlet, OutletDomain

HASHTAGS, AUTHORS, OUTLETS, PICTURES = 2_000, 50, 300, 100
# How often each category of the demo is written for.
SHARES = (22, 18, 15, 13, 9, 7, 8, 8)
PAPERS = "Courier", "Dispatch", "Gazette", "Herald", "Post", "Record", "Times", "Wire"


@dataclass(frozen=True)
class Cast:
    """Rows that stories refer to; ``listings`` are primary keys by kind and key."""

    categories: list[CategoryIndexPage]
    hashtags: list[tuple[int, str]]
    authors: list[tuple[int, str]]
    outlets: list[tuple[int, str, str]]
    pictures: list[tuple[int, str, str]]
    listings: dict[tuple[str, str], int]

    def some_hashtags(self, chance: Random, number: int) -> list[tuple[int, str]]:
        """That many different ones, the first of all far more often than the last."""
        found: dict[int, str] = {}
        while len(found) < number:
            found.update(chance.choices(self.hashtags, cum_weights=_RANKS, k=number))
        return list(found.items())[:number]


_RANKS = list(accumulate(1 / rank for rank in range(1, HASHTAGS + 1)))


def assemble(months: Iterable[str]) -> Cast:
    """The cast, in the database; ``months`` ('2026-01') are those written about."""
    categories = [builders.make_category(name) for name in CATEGORIES]
    hashtags, authors, outlets = _hashtags(), _authors(), _outlets()
    names = {ListingKind.FRONT: [""], ListingKind.MONTH: months}
    names[ListingKind.CATEGORY] = [str(category.pk) for category in categories]
    named = (ListingKind.HASHTAG, ListingKind.AUTHOR, ListingKind.OUTLET)
    for kind, rows in zip(named, (hashtags, authors, outlets), strict=True):
        names[kind] = [str(pk) for pk, *_ in rows]
    listings = _listings(names)
    return Cast(categories, hashtags, authors, outlets, _pictures(), listings)


def months_between(first: date, last: date) -> list[str]:
    """'2026-01' and so on, of each month that those days and all between lie in."""
    numbers = range(first.year * 12 + first.month, last.year * 12 + last.month + 1)
    return [f"{(n - 1) // 12}-{(n - 1) % 12 + 1:02}" for n in numbers]


def _hashtags() -> list[tuple[int, str]]:
    """Of one or two words that are neither the commonest nor rare."""
    chance = Random("hashtags")
    names: dict[str, str] = {}
    while len(names) < HASHTAGS:
        words = chance.sample(vocabulary()[200:8_000], chance.randint(1, 2))
        said = "".join(word.capitalize() for word in words)
        names.setdefault(fold(said), said)
    there = dict(Hashtag.objects.filter(folded__in=names).values_list("folded", "pk"))
    Hashtag.objects.bulk_create(
        Hashtag(name=said, folded=folded, slug=slug_for(said))
        for folded, said in names.items()
        if folded not in there
    )
    there = dict(Hashtag.objects.filter(folded__in=names).values_list("folded", "pk"))
    return [(there[folded], said) for folded, said in names.items()]


def _authors() -> list[tuple[int, str]]:
    found = []
    for number in range(AUTHORS):
        first = vocabulary()[100 + number].capitalize()
        author = builders.make_author(f"{first} {name(-1 - number)}")
        found.append((author.pk, author.name))
    return found


def _outlets() -> list[tuple[int, str, str]]:
    found = []
    for number in range(OUTLETS):
        said = f"{name(-1_000 - number)} {PAPERS[number % len(PAPERS)]}"
        domain = f"{slugify(said)}.example"
        outlet, made = Outlet.objects.get_or_create(name=said)
        if made:
            OutletDomain.objects.create(domain=domain, outlet=outlet)
        found.append((outlet.pk, said, domain))
    return found


def _pictures() -> list[tuple[int, str, str]]:
    """Pictures that readers see above a story already: what they show, and captions."""
    published = ArticlePage.objects.published()
    found = []
    for picture in NewsImage.objects.order_by("pk")[:PICTURES]:
        shown = published.filter(hero_image=picture).order_by()
        alts = shown.values_list("hero_alt", flat=True)[:1]
        found += [(picture.pk, alt, picture.caption) for alt in alts]
    return found


def _listings(names: dict[str, Iterable[str]]) -> dict[tuple[str, str], int]:
    wanted = [(str(kind), key) for kind, keys in names.items() for key in keys]
    Listing.objects.bulk_create(
        [Listing(kind=kind, key=key) for kind, key in wanted], ignore_conflicts=True
    )
    rows = Listing.objects.filter(Q(kind__in=names)).values_list("kind", "key", "pk")
    there = {(kind, key): pk for kind, key, pk in rows}
    return {listing: there[listing] for listing in wanted}
