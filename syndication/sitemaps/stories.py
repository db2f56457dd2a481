"""Every public story, in files of one range of primary keys each."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from operator import itemgetter
from urllib.parse import quote

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from images.models import NewsImage
from news.models import ArticlePage
from news.prepared import Prepared
from news.querysets import PART, PART_LENGTH, modified
from syndication.pictures import largest
from syndication.sitemaps import xml
from syndication.sitemaps.ranges import batches

VARIANT = "body"


def part_of(pk: int) -> int:
    """The number of the file that the story with this primary key is in, from 1."""
    return pk // PART_LENGTH + 1


def files(now: datetime) -> Iterator[tuple[int, datetime]]:
    """Each file that has a public story, and when the newest of them was modified.

    A query for the last story, and one for each file: a look at an index.
    """
    last = ArticlePage.objects.order_by("-pk").values_list("pk", flat=True).first()
    for number in range(1, part_of(last or 0) + 1):
        for (changed,) in _newest(now=now, part=number - 1):
            yield number, changed


@Prepared
def _newest(now, part):
    stories = _stories(now).alias(part=PART).filter(part=part)
    changed = modified()
    return stories.order_by(changed.desc()).values_list(changed)[:1]


def _stories(now):
    return ArticlePage.objects.published(now).filter(alias_of=None)


class StoryFile:
    """The file with that number: its stories in the order of their primary keys.

    A query for each 2,000 stories, and two for the pictures in their bodies.
    """

    def __init__(self, number: int, request: HttpRequest, root: str):
        self._request = request
        self._root = root
        rows = _stories(timezone.now()).values_list(
            *("pk", "url_path", "published_at", "updated_at"),
            *("hero_image", f"hero_image__picture_set__{VARIANT}"),
        )
        self._batches = batches(rows, number, key=itemgetter(0))
        self._first = next(self._batches, None)
        # Asked in turn what they would say of each row: to load them takes ten times
        # as long.
        self._sections: dict[str, str | None] = {}
        self._story, self._picture = ArticlePage(), NewsImage(collection=None)

    @property
    def is_empty(self) -> bool:
        """Whether no reader may see any story of the range."""
        return self._first is None

    def entries(self) -> Iterator[str]:
        """Its XML, 2,000 stories at a time; once only."""
        for rows in chain([self._first], self._batches):
            shown = _pictures_in_bodies([row[0] for row in rows])
            yield "".join(self._entry(*row, shown.get(row[0], {})) for row in rows)

    def _entry(self, pk, url_path, published_at, updated_at, hero, made, shown) -> str:
        address = self._address(url_path)
        if not address:
            return ""
        story = self._story
        story.published_at, story.updated_at = published_at, updated_at
        pictures = dict.fromkeys(
            at for files in ({hero: made} | shown).values() if (at := self._jpeg(files))
        )
        return xml.url(address, story.modified_at, pictures)

    def _address(self, url_path: str) -> str:
        """What the story's page says is its address; '' of one below no site.

        Wagtail is asked once for each section: it takes longer than all the rest.
        """
        section, _, slug = url_path.rstrip("/").rpartition("/")
        if section not in self._sections:
            self._story.url_path = f"{section}/"
            self._sections[section] = self._story.get_full_url(self._request)
        above = self._sections[section]
        return f"{above}{quote(slug)}/" if above else ""

    def _jpeg(self, files: list[dict] | None) -> str:
        self._picture.picture_set = {VARIANT: files or []}
        file = largest(self._picture, VARIANT)
        return f"{self._root}{file.path}" if file else ""


def _pictures_in_bodies(stories: list[int]) -> dict[int, dict[int, list[dict]]]:
    """By story, the files of each picture in its body, by picture.

    As Wagtail's index of references has them, which is written from what readers see.
    """
    references = ReferenceIndex.objects.filter(
        Q(model_path__startswith="body"),
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(NewsImage),
        object_id__in=[str(pk) for pk in stories],
    )
    named = references.order_by("pk").values_list("object_id", "to_object_id")
    named = [(int(story), int(picture)) for story, picture in named]
    pictures = NewsImage.objects.filter(pk__in={picture for _, picture in named})
    made = dict(pictures.values_list("pk", f"picture_set__{VARIANT}")) if named else {}
    found: dict[int, dict[int, list[dict]]] = {}
    for story, picture in named:
        if picture in made:
            found.setdefault(story, {})[picture] = made[picture]
    return found
