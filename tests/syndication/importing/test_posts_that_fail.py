"""A post that cannot be imported is a line of the report, and leaves nothing behind."""

import json
import os
from pathlib import Path

import pytest
from django.conf import settings
from wagtail.contrib.redirects.models import Redirect

from images.models import NewsImage
from news.models import ArticlePage
from syndication.importing.former_addresses import FormerAddresses
from syndication.importing.stories import Written
from tests.syndication.importing.exports import item
from tests.syndication.importing.test_imported_pictures import FIGURE, jpeg
from tests.syndication.importing.test_wordpress import meta

NINJS = {
    "type": "text",
    "headlines": [{"role": "main", "value": "Harbour vote"}],
    "bodies": [{"contentType": "text/html", "value": "<p>The board met.</p>"}],
}


def originals() -> set[str]:
    """The files of the library's pictures."""
    folder = Path(settings.MEDIA_ROOT, "original_images")
    return set(os.listdir(folder)) if folder.is_dir() else set()


@pytest.fixture
def fails(monkeypatch):
    """Has every post of this title fail at the last step."""
    keep = Written._keep

    def fail(title, error):
        def fail_or_keep(self, story, *args, **kwargs):
            if story.title == title:
                raise error
            return keep(self, story, *args, **kwargs)

        monkeypatch.setattr(Written, "_keep", fail_or_keep)

    return fail


def test_whatever_a_value_is_wrong_for_is_one_line_and_the_rest_goes_on(
    run, export, fails
):
    fails("Second", ValueError("This is\nno address"))
    file = export(item(1), item(2, "Second"), item(3, "Third"))
    said = run(file)
    assert said.error.startswith("export.xml, line ")
    assert said.error.endswith("post 2: This is no address")
    assert ArticlePage.objects.count() == 1
    assert run(file, "--keep-going").lines[0] == "Posts made 1, unchanged 1, failed 1"


def test_a_failed_post_leaves_no_picture_and_no_claim_on_its_address(
    run, export, fails, tmp_path, django_capture_on_commit_callbacks
):
    fails("First", ValueError("no"))
    (tmp_path / "quay.jpg").write_bytes(jpeg("#abcdef"))
    text = FIGURE.format("https://old.example/quay.jpg")
    link = "https://old.example/the-one/"
    file = export(item(1, "First", text=text, link=link), item(2, "Second", link=link))
    before = originals()
    with django_capture_on_commit_callbacks(execute=True):
        said = run(file, "--keep-going", f"--media={tmp_path}")
    assert said.lines[0] == "Posts made 1, failed 1"
    assert not NewsImage.objects.exists()
    assert originals() == before
    assert Redirect.objects.get(old_path="/the-one").redirect_page.title == "Second"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "paths"),
    [
        ("https://a.example//news/x/", ["/news/x"]),
        ("https://a.example//[x/", ["/[x"]),
        ("//news/x", ["/x"]),
        ("https://[x/a", []),
        ("https://a.example//", []),
    ],
)
def test_an_address_is_redirected_by_its_whole_path_or_is_none(address, paths):
    assert FormerAddresses().of([address], "/world/x/") == (paths, [])


def test_no_address_of_a_picture_ends_an_import(run, export, tmp_path):
    address = "<wp:attachment_url>https://[x/quay.jpg</wp:attachment_url>"
    picture = item(9, kind="attachment", status="inherit", extra=address)
    file = export(item(1, extra=meta("_thumbnail_id", 9)), picture)
    said = run(file, f"--media={tmp_path}")
    assert not said.error
    assert "picture that was not given (1)" in said.said
    assert ArticlePage.objects.count() == 1


def folder_of(tmp_path, **files):
    """A folder of ninjs, some of it below it."""
    for name, content in files.items():
        file = tmp_path / "wire" / name / "item.json"
        file.parent.mkdir(parents=True)
        if isinstance(content, dict):
            content = json.dumps(NINJS | content)
        file.write_text(content)
    return tmp_path / "wire"


def test_one_file_of_a_folder_that_is_cut_short_is_named_and_the_rest_goes_on(
    run, tmp_path
):
    folder = folder_of(
        tmp_path, a={"uri": "urn:1"}, b='{"uri": "urn:2",', c={"uri": "urn:3"}
    )
    said = run(folder, "--keep-going", form="ninjs")
    assert said.lines[0] == "Posts made 2, failed 1"
    assert said.error.startswith("b/item.json: this is no JSON in UTF-8, or it is cut")
    assert run(folder, form="ninjs").lines[0] == "Posts unchanged 1, failed 1"


def test_a_name_that_is_no_text_is_said_as_far_as_it_is(run, tmp_path):
    folder = folder_of(tmp_path, a={"uri": "urn:1"})
    for name, content in {
        b"\xffb.json": "{",
        b"\xffc.json": '{"uri": "urn:2"}',
    }.items():
        with open(os.path.join(os.fsencode(folder), name), "w") as file:
            file.write(content)
    said = run(folder, "--keep-going", form="ninjs")
    assert said.error.startswith("b.json: ")
    assert "c.json, item 1" in said.said.encode().decode()


def test_a_file_of_a_folder_that_cannot_be_opened_is_named_and_the_rest_goes_on(
    run, tmp_path
):
    folder = folder_of(tmp_path, a={"uri": "urn:1"}, c={"uri": "urn:3"})
    (folder / "b.json").symlink_to(folder / "nowhere.json")
    said = run(folder, "--keep-going", form="ninjs")
    assert said.lines[0] == "Posts made 2, failed 1"
    assert said.error == "b.json: it cannot be read (No such file or directory)"
