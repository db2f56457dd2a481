"""Files of a newsroom in an object store: who gets them is as it is on the disk."""

from datetime import timedelta
from io import BytesIO

import picture_files as files
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.http import http_date, parse_http_date
from PIL import Image
from shown_pictures import addresses, answers, in_body
from wagtail.documents import get_document_model
from wagtail.users.models import UserProfile

from images.files import PublicFiles, WholeFileStorage, public_storage
from images.models import NewsImage
from images.views import PUBLIC
from news.models import ArticlePage, Embed
from news.page_facts import PageFacts
from newsroom.demo import builders
from syndication.share_cards import kept
from syndication.share_cards.card import card_of

pytestmark = pytest.mark.django_db
# What a server says of the moment, and not of the file.
OF_NOW = {"Last-Modified"}


@pytest.fixture
def picture(store, home):
    return builders.make_picture("Inner harbour")


def names(picture) -> set[str]:
    return {file["file"] for file in NewsImage.objects.get(pk=picture.pk).ready_files}


def content(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_picture_is_public_from_publishing_to_withdrawing(client, picture, store):
    story = builders.make_article(
        hero_image=picture, hero_decorative=True, publish=False
    )
    assert answers(client, picture) == {404}
    assert store.stored("public/") == set()
    story.get_latest_revision().publish()
    assert answers(client, picture) == {200}
    assert store.stored("public/") == {f"public/{name}" for name in names(picture)}
    ArticlePage.objects.get(pk=story.pk).unpublish()
    assert answers(client, picture) == {404}
    assert store.stored("public/") == set()


def test_every_file_lies_in_the_bucket_as_it_would_in_the_folder(picture, store):
    original = f"media/{picture.file.name}"
    assert store.stored() == {original, *(f"media/{name}" for name in names(picture))}
    assert picture.file.name == "original_images/inner-harbour.jpg"
    picture.delete()
    assert store.stored() == set()


def test_no_object_is_anybodys_by_its_own_rights(client, picture, store):
    builders.make_author(photo=picture)
    ask = store.client.get_object_acl
    for key in store.stored():
        grants = ask(Bucket=store.bucket, Key=key)["Grants"]
        assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]


def test_no_page_and_no_header_names_the_store(client, desk, picture, store):
    story = builders.make_article(
        hero_image=picture, hero_alt="Cranes", body=in_body(picture)
    )
    document = make_document()
    for browser, address in (
        (client, story.url),
        (client, "/"),
        (desk, f"/admin/images/{picture.pk}/"),
        (desk, f"/admin/documents/edit/{document.pk}/"),
        (client, addresses(picture)[0]),
        (desk, document.url),
    ):
        response = browser.get(address)
        assert response.status_code == 200
        said = repr(response.headers)
        said += "" if response.streaming else response.content.decode()
        for secret in (store.bucket, str(store.port), "AWSAccessKeyId", "Signature"):
            assert secret not in said


@pytest.mark.parametrize("public", [True, False])
def test_the_answer_is_the_disks(client, desk, picture, settings, public):
    reader = client if public else desk
    if public:
        desk.logout()
        builders.make_author(photo=picture)
    address = addresses(picture)[0]
    name = address.removeprefix("/media/")
    stored = reader.get(address)
    shown = content(stored)
    assert shown == default_storage.open(name).read()
    # The same bytes on the disk, where the suite runs without a store.
    on_disk = {
        "default": {"BACKEND": "images.files.WholeFileStorage"},
        "public": {"BACKEND": "images.files.PublicFiles"},
    }
    was = settings.STORAGES
    settings.STORAGES = was | on_disk
    disk = PublicFiles() if public else WholeFileStorage()
    disk.put(name, BytesIO(shown))
    served = reader.get(address)
    assert content(served) == shown
    disk.delete(name)
    settings.STORAGES = was

    assert {k: v for k, v in stored.items() if k not in OF_NOW} == {
        k: v for k, v in served.items() if k not in OF_NOW
    }
    assert stored["Content-Type"].startswith("image/")
    assert stored["Content-Length"] == str(len(shown))
    assert stored["Cache-Control"] == (PUBLIC if public else "private, no-store")
    assert stored.streaming


def test_an_unchanged_file_is_not_sent_again(client, picture):
    builders.make_author(photo=picture)
    address = addresses(picture)[0]
    written = client.get(address)["Last-Modified"]
    again = client.get(address, headers={"if-modified-since": written})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == PUBLIC
    before = http_date(parse_http_date(written) - timedelta(hours=1).seconds)
    assert client.get(address, headers={"if-modified-since": before}).status_code == 200
    odd = client.get(address, headers={"if-modified-since": "yesterday"})
    assert odd.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/media/images/../original_images/inner-harbour.jpg",
        "/media/images/..%2foriginal_images%2finner-harbour.jpg",
        "/media/images/x/../../original_images/inner-harbour.jpg",
        "/media/images/..%5coriginal_images%5cinner-harbour.jpg",
        "/media/original_images/inner-harbour.jpg",
        "/media/stills/../original_images/inner-harbour.jpg",
        "/media/images/..",
        "/media/images/",
        "/media/images/.",
        f"/media/images/{'x' * 1100}.jpg",
    ],
)
def test_no_path_leads_to_an_original(client, desk, picture, path):
    assert client.get(path).status_code == 404
    assert desk.get(path).status_code == 404


def make_document():
    return get_document_model().objects.create(
        title="Minutes", file=ContentFile(b"%PDF-1.7", name="minutes.pdf")
    )


def test_a_document_is_readable_while_a_public_story_links_to_it(client, store, home):
    document = make_document()
    link = f'<p>See <a linktype="document" id="{document.pk}">it</a>.</p>'
    story = builders.make_article(body=[("paragraph", link)], publish=False)
    assert client.get(document.url).status_code == 404
    story.get_latest_revision().publish()
    response = client.get(document.url)
    assert (response.status_code, content(response)) == (200, b"%PDF-1.7")
    assert response["Content-Disposition"] == 'attachment; filename="minutes.pdf"'
    assert response["Cache-Control"] == "public, no-cache"
    again = client.get(
        document.url, headers={"if-modified-since": response["Last-Modified"]}
    )
    assert (again.status_code, again["Cache-Control"]) == (304, "public, no-cache")
    ArticlePage.objects.get(pk=story.pk).unpublish()
    assert client.get(document.url).status_code == 404
    assert store.stored() == {"media/documents/minutes.pdf"}


def test_an_avatar_is_served_to_staff_alone(client, editor, store):
    profile = UserProfile.get_for_user(editor)
    profile.avatar.save("ada.png", ContentFile(files.encoded("PNG")))
    address = profile.avatar.url
    assert client.get(address).status_code == 302
    client.force_login(editor)
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")


def test_a_still_is_kept_and_the_one_before_is_not(client, store, home):
    embed = Embed.objects.create(key="k", url="https://tube.example/w/net")
    embed.keep(PageFacts(title="Net"), b"RIFF one")
    before = f"/media/{embed.still.name}"
    assert content(client.get(before)) == b"RIFF one"
    embed.keep(PageFacts(title="Net"), b"RIFF two")
    assert client.get(before).status_code == 404
    assert content(client.get(f"/media/{embed.still.name}")) == b"RIFF two"
    assert len(store.stored("media/stills/")) == 1


def test_a_share_card_is_drawn_once_and_a_storys_former_one_goes(
    client, picture, store, monkeypatch
):
    story = builders.make_article("Harbour vote", hero_image=picture)
    beside = builders.make_article("Beside")
    drawings = []
    draw = kept.drawn
    monkeypatch.setattr(kept, "drawn", lambda card: drawings.append(1) or draw(card))

    def card(of):
        found = kept.stories_with_cards().get(pk=of.pk)
        return card_of(found, kept.brand_of(found.get_site()))

    for of in (story, beside, story):
        answer = client.get(card(of).address)
        assert answer.status_code == 200
        assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert len(drawings) == 2
    ArticlePage.objects.filter(pk=story.pk).update(title="Harbour vote put off")
    client.get(card(story).address)
    assert len(store.stored("media/share_cards/")) == 2
    kept.follow(story.pk)
    ArticlePage.objects.get(pk=story.pk).unpublish()
    kept.follow(story.pk)
    assert len(store.stored("media/share_cards/")) == 1


def test_two_files_of_one_name_are_two(store):
    one = default_storage.save("documents/a.pdf", ContentFile(b"one"))
    other = default_storage.save("documents/a.pdf", ContentFile(b"two"))
    assert store.read(f"media/{one}") == b"one"
    assert store.read(f"media/{other}") == b"two"


def test_a_name_that_another_machine_took_meanwhile_is_not_overwritten(store):
    default_storage.save("documents/a.pdf", ContentFile(b"theirs"))
    name = default_storage._save("documents/a.pdf", ContentFile(b"ours"))
    assert name != "documents/a.pdf"
    assert store.read("media/documents/a.pdf") == b"theirs"
    assert store.read(f"media/{name}") == b"ours"


def test_a_bucket_that_is_not_there_is_no_missing_file(store, settings):
    """Or a wrong setting would look as if every picture were lost."""
    settings.S3_BUCKET = "another"
    with pytest.raises(OSError, match="NoSuchBucket") as raised:
        public_storage().reading("images/a.webp")
    assert not isinstance(raised.value, FileNotFoundError)
