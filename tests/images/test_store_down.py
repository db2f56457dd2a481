"""A store that refuses, or says nothing: pages are served, and nothing is lost."""

import time
from io import StringIO

import picture_files as files
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from object_store import silence
from shown_pictures import addresses, answers
from wagtail.documents import get_document_model

from delivery import outbox
from delivery.models import Effect
from images import objects
from images.files import StoreDown
from images.models import NewsImage
from newsroom.demo import builders

pytestmark = pytest.mark.django_db
A_FEW_SECONDS = 8


@pytest.fixture
def picture(store, home):
    return builders.make_picture("Inner harbour")


def clock_goes_round() -> None:
    objects.patience.answered()
    Effect.objects.filter(done_at=None).update(due_at=timezone.now())
    outbox.run_due()


def test_a_publish_goes_through_and_its_pictures_follow(client, picture, store):
    story = builders.make_article(
        "Harbour vote", hero_image=picture, hero_decorative=True, publish=False
    )
    store.stop()
    story.get_latest_revision().publish()
    page = client.get(story.url)
    assert page.status_code == 200
    shown = page.content.decode()
    assert any(address in shown for address in addresses(picture))
    assert client.get("/").status_code == 200
    assert "pictures" in {effect.step for effect in outbox.failing()}
    assert "store of files" in outbox.failing().get(step="pictures").error
    assert answers(client, picture) == {503}

    store.start()
    clock_goes_round()
    assert not outbox.failing()
    assert answers(client, picture) == {200}


def test_a_withdrawn_picture_goes_when_the_store_is_back(client, picture, store):
    author = builders.make_author(photo=picture)
    assert answers(client, picture) == {200}
    store.stop()
    author.delete()
    assert outbox.failing()
    store.start()
    clock_goes_round()
    assert answers(client, picture) == {404}
    assert store.stored("public/") == set()


def test_who_asks_for_a_file_is_told_so_and_nobody_keeps_that(client, desk, picture):
    document = get_document_model().objects.create(
        title="Minutes", file=ContentFile(b"%PDF-1.7", name="minutes.pdf")
    )
    objects.patience.failed()
    for browser, address in (
        (client, addresses(picture)[0]),
        (client, "/media/stills/0.webp"),
        (desk, "/media/avatar_images/a.png"),
        (desk, document.url),
    ):
        response = browser.get(address)
        assert response.status_code == 503
        assert response["Cache-Control"] == "private, no-store"
        assert response["Retry-After"]


def test_a_store_that_says_nothing_is_waited_for_once(client, picture, point):
    """Of those who ask meanwhile, one in some seconds waits; the others do not."""
    address = addresses(picture)[0]
    with silence() as nobody:
        point(AWS_ENDPOINT_URL_S3=nobody)
        began = time.monotonic()
        assert client.get(address).status_code == 503
        assert time.monotonic() - began < A_FEW_SECONDS
        began = time.monotonic()
        assert {client.get(address).status_code for _ in range(20)} == {503}
        assert time.monotonic() - began < objects.CONNECT


def test_a_store_that_is_back_is_asked_again(client, picture, monkeypatch):
    builders.make_author(photo=picture)
    monkeypatch.setattr(objects, "REST", 0.2)
    objects.patience.failed()
    assert client.get(addresses(picture)[0]).status_code == 503
    time.sleep(0.25)
    assert answers(client, picture) == {200}


def test_an_upload_is_refused_with_the_reason_and_leaves_nothing(upload, store):
    store.stop()
    objects.patience.answered()
    [error] = upload("photo.jpg", files.encoded("JPEG"))
    assert "could not store this picture, so nothing was saved" in error
    assert not NewsImage.objects.exists()
    store.start()
    objects.patience.answered()
    assert store.stored() == set()
    assert upload("photo.jpg", files.encoded("JPEG")) == []


def test_nobody_is_told_to_upload_again_what_is_only_out_of_reach(desk, picture):
    point = {f"focal_point_{name}": 50 for name in ("x", "y", "width", "height")}
    objects.patience.failed()
    response = desk.post(
        reverse("wagtailimages:edit", args=[picture.pk]), {"title": "New"} | point
    )
    [errors] = response.context["form"].errors.values()
    assert "Try again" in errors[0]
    assert "Upload it again" not in errors[0]
    assert NewsImage.objects.get().title == "Inner harbour"


def test_a_document_is_refused_with_the_reason(desk, store, home):
    store.stop()
    upload = SimpleUploadedFile("minutes.pdf", b"%PDF-1.7", "application/pdf")
    answer = desk.post(reverse("wagtaildocs:add"), {"title": "Minutes", "file": upload})
    assert answer.status_code == 503
    assert "files are out of reach; nothing was saved" in answer.content.decode()
    assert not get_document_model().objects.exists()


def test_a_share_card_is_shown_without_its_picture_and_not_kept(client, picture):
    story = builders.make_article("Harbour vote", hero_image=picture)
    page = client.get(story.url).content.decode()
    address = page.partition('property="og:image" content="')[2].partition('"')[0]
    objects.patience.failed()
    answer = client.get(f"/{address.partition('://')[2].partition('/')[2]}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Cache-Control"] == "private, no-store"


def test_a_sync_names_what_could_not_be_shown(picture, store):
    builders.make_author(photo=picture)
    store.stop()
    with pytest.raises((CommandError, StoreDown)):
        call_command("sync_pictures", stdout=StringIO())


def test_a_body_that_breaks_off_is_an_error_of_a_disk(picture):
    """So that a drawing, an export or an upload says what every failed file says."""
    content = default_storage.reading(picture.file.name).content
    objects.patience.failed()
    with pytest.raises(OSError, match="did not answer"):
        content.read()
    content.close()
