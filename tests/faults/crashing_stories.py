"""What is done to a story, where a process may be killed.

``state()`` is what one transaction decides, ``follows()`` what has to follow it: the
search index, public files, and the pages that readers are shown. Both are free of
primary keys, so that one undisturbed run says what is so after any.
"""

import urllib.error
import urllib.request
from itertools import count
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F
from PIL import Image
from wagtail.models import PageLogEntry

from delivery.models import Effect
from desk.withdrawing import withdraw
from hashtags.models import Hashtag
from images.models import ShownPicture
from news.models import (
    ArticlePage,
    Correction,
    Listing,
    StoryListing,
    StoryVersion,
)
from news.verification import faults
from newsroom.demo import builders
from search.models import AdminDocument, StoryDocument

NUMBERS = count(1)
WRONG = "We were wrong about the berth."


def read(path: str) -> tuple[int, str]:
    """What a reader is answered by the newsroom's web server."""
    try:
        with urllib.request.urlopen(f"{settings.BASE_URL}{path}", timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")


def wrong_counters() -> int:
    counters = Listing.objects.annotate(rows_there=Count("rows"))
    return counters.exclude(count=F("rows_there")).count()


class OfAStory:
    """A story with a picture, that something is done to; another one each time."""

    def make(self) -> None:
        self.number = next(NUMBERS)
        drawing = Image.new("RGB", (24, 16))
        picture = builders.make_picture(f"Berth {self.number}", drawing)
        story = builders.make_article(
            self.old,
            slug=f"berth-{self.number}",
            hashtags=[f"Berth{self.number}"],
            sources=["https://paper.example/berth"],
            hero_image=picture,
            hero_decorative=True,
            publish=False,
        )
        self.pk, self.picture = story.pk, picture
        self.prepare(story)
        self.path = ArticlePage.objects.get(pk=self.pk).url
        self.tagged = Hashtag.objects.get(name=f"Berth{self.number}").url

    @property
    def old(self) -> str:
        return f"Harbour board votes on berth {self.number}"

    @property
    def new(self) -> str:
        return f"Harbour board corrects berth {self.number}"

    def prepare(self, story) -> None:
        """What is so before."""

    def state(self) -> dict:
        story = ArticlePage.objects.get(pk=self.pk)
        versions = StoryVersion.objects.of(self.pk).values_list("number", "change")
        logs = PageLogEntry.objects.filter(page=self.pk).exclude(action__contains=".c")
        listings = StoryListing.objects.filter(story=self.pk)
        effects = Effect.objects.filter(payload__story=self.pk)
        live = story.live_revision_id
        return {
            "headline": self._known(story.title),
            "live": story.live,
            "shows its newest revision": live == story.latest_revision_id,
            "edits wait": story.has_unpublished_changes,
            "withdrawn": story.withdrawn_because,
            "versions": [list(each) for each in versions],
            "faults of its versions": list(faults(self.pk)),
            "corrections": Correction.objects.filter(article=self.pk).count(),
            "logs": sorted(logs.values_list("action", flat=True)),
            "listings": sorted(listings.values_list("listing__kind", flat=True)),
            "wrong counters": wrong_counters(),
            "effects": sorted(effects.values_list("step", flat=True)),
        }

    def _known(self, text: str) -> str:
        return {self.old: "old", self.new: "new"}.get(text, text)

    def pages(self) -> dict:
        """What readers are shown: which headline stands at which address."""
        status, page = read(self.path)
        tagged = read(self.tagged)
        return {
            "its address": [status, self._says(page), WRONG in page],
            "front": self._says(read("/")[1]),
            "hashtag": [tagged[0], self._says(tagged[1])],
        }

    def _says(self, page: str) -> str:
        for name in ("new", "old"):
            if getattr(self, name) in page:
                return name
        return "nothing"

    def follows(self) -> dict:
        known = StoryDocument.objects.filter(pk=self.pk).first()
        listed = AdminDocument.objects.filter(object_id=str(self.pk))
        public = Path(settings.PUBLIC_MEDIA_ROOT)
        files = [(public / file["file"]).exists() for file in self.picture.ready_files]
        return {
            "readers' index": known and self._says(known.named),
            "editors' index": listed.count(),
            "public files": "all" if all(files) else any(files) and "some",
            "shown": ShownPicture.objects.filter(picture=self.picture).exists(),
            "undone": Effect.objects.filter(payload__story=self.pk, done_at=None)
            .exclude(step__in=["share card", "caches again", "caches at last"])
            .count(),
        }


class FirstPublish(OfAStory):
    def do(self) -> None:
        ArticlePage.objects.get(pk=self.pk).get_latest_revision().publish()


class Republish(OfAStory):
    """With a correction: a new headline, and a note to readers."""

    def prepare(self, story):
        story.get_latest_revision().publish()
        story = ArticlePage.objects.get(pk=self.pk)
        story.title = self.new
        story.corrections = [Correction(text="Berth 2, not 1.")]
        story.save_revision()

    def do(self):
        ArticlePage.objects.get(pk=self.pk).get_latest_revision().publish()


class Unpublish(OfAStory):
    def prepare(self, story):
        story.get_latest_revision().publish()

    def do(self):
        ArticlePage.objects.get(pk=self.pk).unpublish()


class Withdraw(OfAStory):
    """With the reason that readers see, as the admin does it in one transaction."""

    def prepare(self, story):
        story.get_latest_revision().publish()

    def do(self):
        with transaction.atomic():
            withdraw([self.pk], WRONG, user=None)
            ArticlePage.objects.get(pk=self.pk).unpublish()
