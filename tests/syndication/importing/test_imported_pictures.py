"""Pictures of posts: found below the folder that was given, or fetched if asked."""

from io import BytesIO

import pytest
from PIL import Image

from delivery.outbound import OutboundClient
from images.models import NewsImage
from news.models import ArticlePage
from syndication.importing.pictures import in_folder
from syndication.management.commands.import_stories import Command
from tests.delivery.listeners import answer, listening
from tests.syndication.importing.exports import item

FIGURE = (
    '<figure><img src="{}" alt="Ships"><figcaption>At the quay</figcaption></figure>'
)


def jpeg(colour="#123456") -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (40, 30), colour).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.fixture
def media(tmp_path):
    """A folder as WordPress keeps its uploads, with one picture."""
    folder = tmp_path / "uploads"
    (folder / "2020/01").mkdir(parents=True)
    (folder / "2020/01/quay.jpg").write_bytes(jpeg())
    return folder


def body(story=None):
    story = story or ArticlePage.objects.get()
    return story.get_latest_revision_as_object().body


def test_a_picture_given_with_its_post_is_shown_with_its_words(run, export, media):
    address = "https://old.example/wp-content/uploads/2020/01/quay-300x200.jpg"
    said = run(export(item(text=FIGURE.format(address))), f"--media={media}")
    picture = NewsImage.objects.get()
    (block,) = body()
    assert block.block_type == "image"
    assert block.value["image"] == picture
    assert (block.value["alt_text"], block.value["caption"]) == ("Ships", "At the quay")
    assert (picture.description, picture.caption) == ("Ships", "At the quay")
    assert picture.is_ready
    assert "not given" not in said.said


def test_words_of_a_picture_that_are_cut_are_noted(run, export, media):
    address = "https://old.example/wp-content/uploads/2020/01/quay.jpg"
    text = f'<img src="{address}" alt="{"word " * 80}">'
    file = export(item(text=text))
    noted = "Note, alt text of a picture cut to 300 characters (1): export.xml, line 11"
    assert noted in run(file, f"--media={media}", "--dry-run").said
    assert noted in run(file, f"--media={media}").said
    assert "cut to" not in run(export(item(2, text=text)), "--dry-run").said


def test_a_picture_is_brought_in_once(run, export, media):
    address = "https://old.example/wp-content/uploads/2020/01/quay.jpg"
    text = FIGURE.format(address) * 2
    file = export(item(1, text=text), item(2, text=text))
    for _ in range(2):
        run(file, f"--media={media}")
    assert NewsImage.objects.count() == 1
    assert len(list(media.parent.rglob("*.part"))) == 0


def test_without_its_file_its_words_stay_and_it_comes_later(run, export, media):
    file = export(item(text=FIGURE.format("https://old.example/2020/01/quay.jpg")))
    said = run(file)
    address = "https://old.example/2020/01/quay.jpg"
    assert (
        f"picture that was not given (1): export.xml, line 11, post 1: {address}"
        in (said.said)
    )
    assert body()[0].value.source == f'<p><a href="{address}">At the quay</a></p>'
    assert run(file).lines[0] == "Posts unchanged 1"
    assert run(file, f"--media={media}").lines[0] == "Posts changed 1"
    assert [block.block_type for block in body()] == ["image"]
    assert run(file, f"--media={media}").lines[0] == "Posts unchanged 1"


def test_a_story_that_editors_work_on_gets_no_picture_later(run, export, media):
    file = export(item(text=FIGURE.format("https://old.example/2020/01/quay.jpg")))
    run(file)
    ArticlePage.objects.get().get_latest_revision_as_object().save_revision()
    said = run(file, f"--media={media}")
    assert "Skipped, it was edited in the newsroom since (1)" in said.said
    assert not NewsImage.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "https://old.example/../secret.jpg",
        "https://old.example/%2e%2e/secret.jpg",
        "https://old.example/a/..%5c..%5csecret.jpg",
        "https://old.example/link.jpg",
        "https://old.example/folder",
        "https://old.example/" + "a" * 5000 + ".jpg",
        "https://old.example/a%00.jpg",
        "https://old.example//etc/hostname",
        "",
    ],
)
def test_no_address_leads_out_of_the_folder(media, address):
    secret = media.parent / "secret.jpg"
    secret.write_bytes(jpeg())
    (media / "link.jpg").symlink_to(secret)
    (media / "folder").mkdir()
    assert in_folder(media, address) is None


def test_the_longest_end_of_the_path_is_taken(media):
    (media / "quay.jpg").write_bytes(jpeg())
    found = in_folder(media, "https://old.example/wp/2020/01/quay.jpg")
    assert found == media / "2020/01/quay.jpg"
    assert in_folder(media, "/other/quay.jpg") == media / "quay.jpg"


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"<svg/>", "an SVG drawing"), (jpeg()[:400], "incomplete"), (b"", "empty")],
)
def test_what_is_no_picture_is_reported_and_the_post_imported(
    run, export, media, content, why
):
    (media / "2020/01/quay.jpg").write_bytes(content)
    file = export(item(text=FIGURE.format("https://old.example/2020/01/quay.jpg")))
    said = run(file, f"--media={media}")
    assert not said.error
    assert "Note, picture left out (1)" in said.said
    assert why in said.said
    assert run(file, f"--media={media}").lines[0] == "Posts unchanged 1"
    assert not NewsImage.objects.exists()


@pytest.fixture
def fetching(monkeypatch):
    """Lets one listener on this machine be fetched from; returns its address."""
    answers = {
        "/quay.jpg": answer(jpeg(), Content_Type="image/jpeg"),
        "/page.jpg": answer(b"<html>", Content_Type="text/html"),
        "/gone.jpg": answer(b"", status="404 Not Found"),
    }
    with listening(answers) as listener:
        client = OutboundClient(loopback=listener.place)
        monkeypatch.setattr(Command, "client", lambda self: client)
        yield listener


def test_pictures_are_fetched_if_that_was_asked_for(run, export, fetching):
    names = ("quay", "page", "gone")
    file = export(
        *(
            item(n, text=FIGURE.format(f"{fetching.url}/{name}.jpg"))
            for n, name in enumerate(names, start=1)
        )
    )
    run(file, "--dry-run", "--fetch")
    run(file)
    assert fetching.requests == []
    said = run(file, "--fetch")
    assert said.lines[0] == "Posts changed 1, unchanged 2"
    assert NewsImage.objects.count() == 1
    again = run(file, "--fetch")
    assert again.lines[0] == "Posts unchanged 3"
    asked = b"".join(fetching.requests)
    assert asked.count(b"GET /quay.jpg") == 1


def test_nothing_on_a_private_network_is_fetched(run, export, db):
    file = export(item(text=FIGURE.format("http://127.0.0.1:9/quay.jpg")))
    said = run(file, "--fetch")
    assert not said.error
    assert "Note, picture left out (1)" in said.said
    assert not NewsImage.objects.exists()
