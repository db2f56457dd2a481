"""What is done to hashtags, and by imports, where a process may be killed.

See ``crashing_stories.py`` for what ``state``, ``follows`` and ``pages`` are.
"""

import shutil
from pathlib import Path

from crashing_stories import NUMBERS, read, wrong_counters
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from delivery.models import Effect
from hashtags import operations
from hashtags.models import Hashtag, HashtagChange, HashtagOperation
from images.models import NewsImage
from images.publicity import in_public_use
from news.models import ArticlePage, StoryListing, StoryVersion
from newsroom.demo import builders
from search.models import AdminDocument, StoryDocument
from syndication.importing.models import ImportedPicture, ImportedStory
from tests.syndication.exporting.emptied import empty_the_database
from tests.syndication.importing.exports import WXR, item

PIXEL = "https://old.example/berth-{}.jpg"


class Merge:
    """Of one hashtag into another, each with a story."""

    def make(self) -> None:
        self.number = next(NUMBERS)
        self.names = [f"{kind}{self.number}" for kind in ("Quay", "Wharf")]
        self.stories = [
            builders.make_article(f"About {name}", slug=name.lower(), hashtags=[name])
            for name in self.names
        ]
        self.tags = [Hashtag.objects.get(name=name) for name in self.names]
        self.events = Effect.objects.filter(event__startswith="hashtags:").count()

    def do(self) -> None:
        operations.merge([self.tags[0]], self.tags[1])

    def state(self) -> dict:
        changes = HashtagChange.objects.filter(hashtag__in=self.tags)
        done = HashtagOperation.objects.filter(changes__hashtag__in=self.tags)
        keys = [str(tag.pk) for tag in self.tags]
        listed = StoryListing.objects.filter(
            story__in=self.stories, listing__kind="hashtag"
        )
        told = Effect.objects.filter(event__startswith="hashtags:")
        return {
            "merged": list(
                Hashtag.objects.filter(pk=self.tags[0].pk).values_list(
                    "merged_into__name", flat=True
                )
            )
            == [self.names[1]],
            "journal": sorted(done.values_list("kind", flat=True)),
            "undone": done.exclude(undone_at=None).count(),
            "changes": changes.count(),
            "listed": sorted(
                [keys.index(key), self._place(story)]
                for key, story in listed.values_list("listing__key", "story")
            ),
            "wrong counters": wrong_counters(),
            "effects": told.count() - self.events,
        }

    def _place(self, pk: int) -> int:
        return [story.pk for story in self.stories].index(pk)

    def pages(self) -> dict:
        """Which of the stories stand at the two hashtags' addresses."""
        found = {}
        for place, tag in enumerate(self.tags):
            status, page = read(tag.url)
            titles = [f"About {each}" in page for each in self.names]
            found[str(place)] = [status, titles]
        return found

    def follows(self) -> dict:
        waiting = Effect.objects.filter(event__startswith="hashtags:", done_at=None)
        return {"undone": waiting.filter(step="caches").count()}


class Undo(Merge):
    def make(self):
        super().make()
        self.operation = operations.merge([self.tags[0]], self.tags[1])
        self.events = Effect.objects.filter(event__startswith="hashtags:").count()

    def do(self):
        operations.undo(self.operation)


class ImportStories:
    """Two posts, one with a picture, published: each all or nothing.

    What was left by a process that died is taken up by the next run of the command.
    """

    MARKS = ("one", "two")

    def make(self) -> None:
        self.number = next(NUMBERS)
        self.folder = Path(settings.VAR) / f"import-{self.number}"
        self.folder.mkdir()
        picture = f"berth-{self.number}.jpg"
        colour = (self.number * 37 % 256, self.number // 7 % 256, 90)
        drawing = builders.Image.new("RGB", (240, 160), colour)
        drawing.save(self.folder / picture, "JPEG")
        shown = f'<p>It met.</p><img src="{PIXEL.format(self.number)}" alt="A berth">'
        posts = [
            item(
                self.number * 10 + place,
                self._title(mark),
                text=shown if mark == "two" else "<p>The board met.</p>",
                slug=f"imported-{mark}-{self.number}",
                tags=[f"Imported{self.number}"],
            )
            for place, mark in enumerate(self.MARKS)
        ]
        self.file = self.folder / "export.xml"
        self.file.write_text(WXR.format(items="\n".join(posts)))

    def _title(self, mark: str) -> str:
        return f"Imported {mark} of {self.number}"

    def do(self) -> None:
        options = {"media": self.folder, "publish": True, "verbosity": 0}
        call_command("import_stories", "wordpress", self.file, **options)

    def state(self) -> dict:
        return {mark: self._state_of(mark) for mark in self.MARKS}

    def _state_of(self, mark: str) -> dict:
        pages = ArticlePage.objects.filter(title=self._title(mark))
        pks = list(pages.values_list("pk", flat=True))
        story = pages.first()
        versions = StoryVersion.objects.filter(story_id__in=pks)
        listings = StoryListing.objects.filter(story__in=pks)
        effects = Effect.objects.filter(payload__story__in=pks)
        return {
            "there": len(pks),
            "live": pages.filter(live=True).count(),
            "known": ImportedStory.objects.filter(story__in=pks).count(),
            "versions": versions.count(),
            "listings": sorted(listings.values_list("listing__kind", flat=True)),
            "redirects": Redirect.objects.filter(redirect_page__in=pks).count(),
            "hashtags": story and [tag.name for tag in story.hashtags.all()] != [],
            "pictures": story and len(list(story.body)),
            "wrong counters": wrong_counters(),
            "effects": sorted(effects.values_list("step", flat=True)),
        }

    def again(self) -> None:
        """What an operator does then: the same command."""
        self.do()

    def pages(self) -> dict:
        address = "/world/imported-{}-{}/"
        there = [read(address.format(mark, self.number))[0] for mark in self.MARKS]
        front = read("/")[1]
        return {
            "addresses": there,
            "front": [self._title(mark) in front for mark in self.MARKS],
        }

    def follows(self) -> dict:
        titles = [self._title(mark) for mark in self.MARKS]
        pks = list(
            ArticlePage.objects.filter(title__in=titles).values_list("pk", flat=True)
        )
        known = ImportedPicture.objects.filter(
            picture__title__contains=f"{self.number}"
        )
        return {
            "readers' index": StoryDocument.objects.filter(pk__in=pks).count(),
            "pictures": known.count() if known else 0,
            "undone": Effect.objects.filter(payload__story__in=pks, done_at=None)
            .filter(step__in=["search index", "caches", "pictures"])
            .count(),
        }


class ImportSite:
    """A whole newsroom into an empty one, once: ``folder`` is what was exported."""

    folder = ""

    def make(self) -> None:
        """A newsroom without a row and without a file."""
        with transaction.atomic():
            empty_the_database()
        for root in (settings.MEDIA_ROOT, settings.PUBLIC_MEDIA_ROOT):
            shutil.rmtree(root, ignore_errors=True)

    def do(self) -> None:
        call_command("import_site", self.folder, verbosity=0)

    def state(self) -> dict:
        return {
            "pages": Page.objects.count(),
            "stories": ArticlePage.objects.count(),
            "pictures": NewsImage.objects.count(),
            "versions": StoryVersion.objects.count(),
            "listed": StoryListing.objects.count(),
            "wrong counters": wrong_counters(),
        }

    def pages(self) -> dict:
        """Nobody is served meanwhile: `docs/import.md` says so."""
        return {}

    def follows(self) -> dict:
        pictures = list(NewsImage.objects.all())
        used = in_public_use({picture.pk for picture in pictures})
        public = Path(settings.PUBLIC_MEDIA_ROOT)
        shown = {
            picture.pk
            for picture in pictures
            if all((public / file["file"]).exists() for file in picture.ready_files)
        }
        return {
            "readers' index": StoryDocument.objects.count(),
            "editors' index": AdminDocument.objects.count(),
            "public files": [len(used), shown == used],
        }
