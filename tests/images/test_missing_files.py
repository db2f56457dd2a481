"""Files of pictures that are gone: no page breaks, public or of the admin."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from images.models import NewsImage, NewsRendition
from newsroom.demo import builders

pytestmark = pytest.mark.django_db

EVERYTHING = {
    "the originals": ("MEDIA_ROOT", "original_images"),
    "what is made of them": ("MEDIA_ROOT", "images"),
    "the public copies": ("PUBLIC_MEDIA_ROOT", "images"),
    "all of the media": ("MEDIA_ROOT", ""),
}


READ = ("/", "/general/pier-reopens/", "/general/")


@pytest.fixture
def story(home, desk):
    picture = builders.make_picture("The pier")
    uses = {"image": picture.pk, "alt_text": "", "decorative": True}
    story = builders.make_article(
        "Pier reopens",
        hero_image=picture,
        hero_decorative=True,
        body=[("paragraph", "<p>It did.</p>"), ("image", uses)],
    )
    desk.get("/admin/images/")  # which makes the thumbnails
    return story


def pages(story) -> list[str]:
    picture = NewsImage.objects.get()
    return [
        *("/", story.url, "/general/", "/feed.atom", "/api/v1/stories"),
        *(f"/admin/{at}" for at in ("", "images/", f"images/{picture.pk}/")),
        f"/admin/pages/{story.pk}/edit/",
        "/admin/images/chooser/",
    ]


def statuses(desk, story) -> dict[str, int]:
    found = {path: desk.get(path).status_code for path in pages(story)}
    return found | {f"reader {p}": Client().get(p).status_code for p in READ}


@pytest.mark.parametrize("what", EVERYTHING)
def test_no_page_breaks_for_a_file_that_is_gone(desk, story, what):
    before = statuses(desk, story)
    assert set(before.values()) == {200}
    [public] = {f"/media/{f['file']}" for f in NewsImage.objects.get().ready_files[:1]}
    assert Client().get(public).status_code == 200
    root, folder = EVERYTHING[what]
    shutil.rmtree(Path(getattr(settings, root)) / folder)
    assert statuses(desk, story) == before
    ready = [each["file"] for each in NewsImage.objects.get().ready_files]
    NewsRendition.objects.exclude(file__in=ready).delete()
    assert statuses(desk, story) == before, "where thumbnails are to be made"
    expected = 404 if "public" in what else 200
    assert Client().get(public).status_code == expected


def test_what_was_made_is_copied_again(story):
    [public] = {f"/media/{f['file']}" for f in NewsImage.objects.get().ready_files[:1]}
    shutil.rmtree(Path(settings.PUBLIC_MEDIA_ROOT) / "images")
    call_command("sync_pictures", verbosity=0)
    assert Client().get(public).status_code == 200
