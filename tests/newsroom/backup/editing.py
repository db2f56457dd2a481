"""Editors at work in a newsroom, and whether what was restored of it is whole."""

import hashlib
import json
import sys
from io import StringIO
from itertools import count

from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db.models import F
from PIL import Image
from wagtail.models import PageLogEntry

from images.models import NewsImage, NewsRendition
from news.models import ArticlePage, StoryListing, StoryVersion
from news.verification import faults_of_all
from newsroom.demo import builders

HEADLINE = "Ferry"


def begin() -> None:
    builders.front_page()
    builders.make_category("World")


def edit() -> None:
    """Publish stories with a picture, and delete the older of them, for ever."""
    world, mine = builders.make_category("World"), []
    for number in count():
        colour = (number * 37 % 256, number * 91 % 256, 90)
        drawn = Image.new("RGB", (320, 180), colour)
        picture = builders.make_picture(f"Ferry {number}", drawn)
        story = builders.make_article(
            f"{HEADLINE} {number}", category=world, hero_image=picture, hero_alt="Ferry"
        )
        mine.append((story.pk, picture))
        if number > 2:
            older, its_picture = mine.pop(0)
            ArticlePage.objects.get(pk=older).delete()
            its_picture.delete()


def edits() -> int:
    return PageLogEntry.objects.filter(action="wagtail.publish").count()


def look_over() -> dict:
    """What is wrong: files, digests, lists, counts, versions."""
    wrong = [f"{name} is missing" for name in _missing()]
    for picture in NewsImage.objects.all():
        if default_storage.exists(picture.file.name):
            content = default_storage.open(picture.file.name).read()
            if hashlib.sha1(content).hexdigest() != picture.get_file_hash():
                wrong.append(f"{picture.file.name} is another file")
    listed = _listed()
    call_command("rebuild_listings", verbosity=0, stdout=StringIO())
    if _listed() != listed:
        wrong.append("the lists are not those of the stories")
    versions = set(StoryVersion.objects.values_list("story", flat=True))
    without = ArticlePage.objects.live().exclude(pk__in=versions)
    wrong += [f"{story} has no version" for story in without]
    wrong += faults_of_all()
    return {
        "wrong": wrong,
        "pictures": NewsImage.objects.count(),
        "edits": edits(),
    }


def _missing() -> list[str]:
    named = NewsImage.objects.annotate(name=F("file")).values_list("name", flat=True)
    renditions = NewsRendition.objects.values_list("file", flat=True)
    return default_storage.missing([*named, *renditions])


def _listed() -> list:
    rows = StoryListing.objects.values_list("listing__kind", "listing__key", "story")
    return sorted(rows)


def lose_a_file() -> dict:
    default_storage.delete(NewsImage.objects.last().file.name)
    return look_over()


def main() -> None:
    print(json.dumps(globals()[sys.argv[1]]()))
