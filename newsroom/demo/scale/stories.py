"""A batch of generated stories, as rows of every table that a story is in."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from hashtags.folding import in_words
from news.models import (
    ArticlePage,
    Byline,
    ListingKind,
    SourceReference,
    StoryHashtag,
    StoryListing,
)
from news.text import WORDS_A_MINUTE, shorten
from newsroom.demo.scale import documents
from newsroom.demo.scale.bulk import Table, next_keys
from newsroom.demo.scale.cast import SHARES, Cast
from newsroom.demo.scale.text import Text, write
from newsroom.demo.scale.words import draw, headline
from search.admin_index.stored import put
from search.documents import Document
from search.indexes import index
from sources.models import Source

SPAN = timedelta(days=3652)
# With 1 there were as many stories in each year; with this, more in the later ones.
GROWTH = 1.25
KINDS = ("news", "analysis", "opinion", "explainer"), (80, 8, 6, 6)
ROLES = ("report", "document", "data", "social"), (70, 12, 10, 8)


@dataclass(frozen=True)
class Plan:
    """What all batches share: ``total`` stories in the ten years before ``now``."""

    cast: Cast
    now: datetime
    total: int
    owner: int | None


@dataclass(frozen=True)
class Batch:
    """Stories ``first`` and following of the plan, one for each of ``pks``.

    ``places`` are the first free places below each category.
    """

    first: int
    pks: list[int]
    places: list[int]


def categories_of(pks: list[int]) -> list[int]:
    """The number of the category that each of these stories is in."""
    chance = Random(f"categories from {pks[0]}")
    return chance.choices(range(len(SHARES)), SHARES, k=len(pks))


class Rows:
    """The rows of one batch, by table, and what they change beside."""

    def __init__(self, plan: Plan, batch: Batch):
        self.plan, self.batch = plan, batch
        self.chance = Random(f"stories from {batch.pks[0]}")
        self.places = list(batch.places)
        self.of: dict[type, list[tuple]] = {model: [] for model in _TABLES}
        self.children: Counter[int] = Counter()
        self.listed: Counter[int] = Counter()
        self.sources: list[tuple] = []
        self.documents: list[Document] = []
        self.source_keys = iter(next_keys(Source, 2 * len(batch.pks)))
        for number, (pk, category) in enumerate(
            zip(batch.pks, categories_of(batch.pks), strict=True)
        ):
            self._add(pk, category, self._published_at(batch.first + number))

    def write(self) -> None:
        """Write all rows, also of both indexes, but nothing that counts them."""
        for model, (varying, alike) in _TABLES.items():
            Table(model, varying, **alike(self.plan)).write(self.of[model])
        index().add(self.documents)
        titles = ((row[0], row[2]) for row in self.of[Page])
        put([Page(pk=pk, title=title, draft_title=title) for pk, title in titles])

    def _published_at(self, number: int) -> datetime:
        """Later for each next story: the last is published just now."""
        before = self.plan.total - number - 1 + self.chance.random()
        return self.plan.now - SPAN * (before / self.plan.total) ** GROWTH

    def _add(self, pk: int, category: int, published_at: datetime) -> None:
        text = write(self.chance, pk)
        section = self.plan.cast.categories[category]
        moment = connection.ops.adapt_datetimefield_value(published_at)
        self._add_page(pk, category, text, moment)
        hashtags, authors = self._add_hashtags(pk), self._add_bylines(pk)
        sources = self._add_sources(pk, published_at)
        outlets = list(dict.fromkeys(outlet for _, outlet in sources))
        picture, alt, caption = self._picture()
        said = "\n".join(text.said)
        words = len(said.split())
        self.of[ArticlePage].append(
            (
                *(pk, moment, text.standfirst, self.chance.choices(*KINDS)[0]),
                *(picture, alt, text.body, section.pk, outlets[0][0], words),
                *(max(1, round(words / WORDS_A_MINUTE)), shorten(text.opening)),
            )
        )
        self._list(pk, published_at, moment, section.pk, hashtags, authors, outlets)
        named = [name for _, name in hashtags]
        named += [split for name in named if (split := in_words(name)) != name]
        texts = {
            "title": text.headline,
            "hashtag_names": "\n".join(named),
            "author_names": "\n".join(name for _, name in authors),
            "outlet_names": "\n".join(f"{name}\n{host}" for _, name, host in outlets),
            "standfirst": text.standfirst,
            "shown_hero_caption": caption,
            "body": said,
        }
        filed = [f"c:{section.pk}", *(f"h:{key}" for key, _ in hashtags)]
        filed += [f"a:{key}" for key, _ in authors]
        filed += [f"o:{key}" for key, *_ in outlets]
        filed += dict.fromkeys(f"s:{key}" for key, _ in sources)
        self.documents.append(documents.document(pk, published_at, texts, filed))

    def _list(self, pk, published_at, moment, section, hashtags, authors, outlets):
        month = timezone.localtime(published_at).strftime("%Y-%m")
        lists = [(ListingKind.FRONT, ""), (ListingKind.MONTH, month)]
        lists.append((ListingKind.CATEGORY, section))
        lists += [(ListingKind.HASHTAG, key) for key, _ in hashtags]
        lists += [(ListingKind.AUTHOR, key) for key, _ in authors]
        lists += [(ListingKind.OUTLET, key) for key, *_ in outlets]
        for kind, key in lists:
            listing = self.plan.cast.listings[kind, str(key)]
            self.listed[listing] += 1
            self.of[StoryListing].append((listing, pk, moment))

    def _add_page(self, pk: int, category: int, text: Text, moment) -> None:
        section = self.plan.cast.categories[category]
        place, self.places[category] = self.places[category], self.places[category] + 1
        path = Page._get_path(section.path, section.depth + 1, place)
        slug = f"{text.headline.lower().replace(' ', '-')}-{pk}"
        address = f"{section.url_path}{slug}/"
        translation = f"{self.chance.getrandbits(128):032x}"
        self.children[section.pk] += 1
        self.of[Page].append(
            (
                *(pk, path, text.headline, text.headline, slug, address, translation),
                *(moment, moment, moment),
            )
        )

    def _add_hashtags(self, pk: int) -> list[tuple[int, str]]:
        found = self.plan.cast.some_hashtags(self.chance, self.chance.randint(2, 5))
        self.of[StoryHashtag] += [(pk, key, n) for n, (key, _) in enumerate(found)]
        return found

    def _add_bylines(self, pk: int) -> list[tuple[int, str]]:
        number = self.chance.choices((1, 2), (4, 1))[0]
        found = self.chance.sample(self.plan.cast.authors, number)
        self.of[Byline] += [(pk, key, n) for n, (key, _) in enumerate(found)]
        return found

    def _add_sources(self, pk: int, published_at: datetime) -> list[tuple]:
        """One report or two, each new, or one that another story of the batch cites.

        Returns primary keys, each with the outlet.
        """
        cited = []
        for number in range(self.chance.choices((1, 2), (2, 1))[0]):
            if self.sources and self.chance.random() < 0.1:
                cited.append(self.chance.choice(self.sources))
            else:
                cited.append(self._new_source(f"{pk}-{number}", published_at))
        for number, (key, _, url, title) in enumerate(cited):
            day = published_at - timedelta(hours=self.chance.randrange(72))
            day = connection.ops.adapt_datefield_value(day.date())
            role = self.chance.choices(*ROLES)[0]
            self.of[SourceReference].append((pk, key, number, url, role, title, day))
        return [(key, outlet) for key, outlet, *_ in cited]

    def _new_source(self, name: str, published_at: datetime) -> tuple:
        outlet = self.chance.choice(self.plan.cast.outlets)
        words = draw(self.chance, self.chance.randint(5, 9))
        where = f"{published_at:%Y/%m}/{'-'.join(words[:3])}-{name}"
        address = f"{outlet[2]}/{where}"
        # What `sources.addresses` says of it, which takes longer than all the rest.
        canonical = f"https://{address}"
        digest = sha256(canonical.encode()).hexdigest()
        url, title = f"https://www.{address}", headline(words)
        now = connection.ops.adapt_datetimefield_value(self.plan.now)
        pk = next(self.source_keys)
        self.of[Source].append((pk, outlet[0], url, canonical, digest, title, now))
        self.sources.append((pk, outlet, url, title))
        return self.sources[-1]

    def _picture(self) -> tuple[int | None, str, str]:
        pictures = self.plan.cast.pictures
        if pictures and self.chance.random() < 0.4:
            return self.chance.choice(pictures)
        return None, "", ""


def _of_a_page(plan: Plan) -> dict:
    section = plan.cast.categories[0]
    return {
        "depth": section.depth + 1,
        "numchild": 0,
        "live": True,
        "has_unpublished_changes": False,
        "content_type_id": ContentType.objects.get_for_model(ArticlePage).pk,
        "locale_id": section.locale_id,
        "owner_id": plan.owner,
    }


def _nothing(plan: Plan) -> dict:
    return {}


# By model: the columns in which its rows differ, as ``Rows`` fills them in, and those
# in which they are like no others.
_TABLES = {
    Page: (
        "id path title draft_title slug url_path translation_key first_published_at "
        "last_published_at latest_revision_created_at",
        _of_a_page,
    ),
    ArticlePage: (
        "page_ptr_id published_at standfirst story_type hero_image_id hero_alt body "
        "category_id outlet_id word_count reading_minutes excerpt",
        _nothing,
    ),
    StoryHashtag: ("content_object_id tag_id sort_order", _nothing),
    Byline: ("article_id author_id sort_order", _nothing),
    Source: ("id outlet_id url canonical key title created_at", _nothing),
    SourceReference: (
        "article_id source_id sort_order url role title published",
        _nothing,
    ),
    StoryListing: ("listing_id story_id published_at", _nothing),
}
