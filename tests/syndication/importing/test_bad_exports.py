"""Whatever a file holds: one line on what and where, and no story by halves."""

import pytest
from django.db import transaction

from news.models import ArticlePage
from syndication.importing.models import ImportedStory
from syndication.importing.stories import Written
from tests.syndication.importing.exports import WXR, item

BOMB = """<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
FILE = """<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>"""


def cut_off(text):
    return text[: text.index("post-2</wp:post_name>")]


def headed(declaration):
    """The same, with that above it."""
    return lambda text: text.replace("<rss", f"{declaration}<rss", 1)


def instead(old, new):
    return lambda text: text.replace(old, new)


@pytest.mark.parametrize(
    ("change", "what", "where"),
    [
        pytest.param(cut_off, "cut short", ", line 24", id="truncated"),
        pytest.param(headed(BOMB), "declares entities", ", line 2", id="bomb"),
        pytest.param(headed(FILE), "declares entities", ", line 2", id="external"),
        pytest.param(instead("UTF-8", "klingon"), "unknown", "", id="encoding"),
        pytest.param(instead("Second", "\udcff"), "cut short", ", line 1", id="bytes"),
        pytest.param(lambda text: "", "cut short", ", line 1", id="empty"),
        pytest.param(lambda text: "%PDF-1.4", "cut short", ", line 1", id="pdf"),
        pytest.param(lambda text: "<a>" * 100_000, "cut short", "", id="nested"),
        pytest.param(lambda text: "PK\x03\x04", "cut short", ", line 1", id="archive"),
    ],
)
def test_a_broken_file_is_named_with_its_line(run, export, change, what, where):
    file = export(item(1), item(2, "Second"))
    text = change(file.read_text())
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    said = run(file)
    assert said.error.startswith(f"export.xml{where}")
    assert what in said.error
    assert "\n" not in said.error
    assert ArticlePage.objects.count() <= 1
    assert ArticlePage.objects.count() == ImportedStory.objects.count()


def test_what_is_whole_before_a_file_breaks_off_is_imported(run, export):
    file = export(item(1), item(2, "Second"))
    file.write_text(file.read_text()[:-120])
    assert run(file, "--keep-going").error
    assert ArticlePage.objects.get().title == "Harbour vote"


def test_a_post_that_fails_stops_the_run_unless_told_to_go_on(run, export, monkeypatch):
    file = export(item(1), item(2, "Second"), item(3, "Third"))
    keep = Written._keep

    def fail(self, story, *args, **kwargs):
        if story.title == "Second":
            raise transaction.TransactionManagementError("The disk is full.")
        return keep(self, story, *args, **kwargs)

    monkeypatch.setattr(Written, "_keep", fail)
    said = run(file, "--publish")
    assert "post 2: The disk is full." in said.error
    assert said.error.startswith("export.xml, line ")
    assert [story.title for story in ArticlePage.objects.all()] == ["Harbour vote"]
    said = run(file, "--publish", "--keep-going")
    assert said.lines[0] == "Posts made 1, unchanged 1, failed 1"
    assert said.error
    titles = ArticlePage.objects.values_list("title", flat=True).order_by("title")
    assert list(titles) == ["Harbour vote", "Third"]
    monkeypatch.undo()
    assert run(file, "--publish").lines[0] == "Posts made 1, unchanged 2"


def test_a_run_that_was_killed_goes_on_where_it_was(run, export, monkeypatch):
    file = export(*(item(n, f"Story {n}") for n in range(1, 6)))
    keep = Written._keep

    def die(self, story, *args, **kwargs):
        if story.title == "Story 3":
            raise KeyboardInterrupt
        return keep(self, story, *args, **kwargs)

    monkeypatch.setattr(Written, "_keep", die)
    with pytest.raises(KeyboardInterrupt):
        run(file)
    assert ArticlePage.objects.count() == 2
    monkeypatch.undo()
    assert run(file).lines[0] == "Posts made 3, unchanged 2"


def test_slugs_titles_and_texts_are_made_to_fit_and_that_is_said(run, export):
    said = run(
        export(
            item(1, "T" * 10_000, slug="same", excerpt="S" * 400),
            item(2, "", slug="same", text="<p>First words of it.</p>"),
            item(3, "Archive", slug="archive"),
            item(4, "Elsewhere", category="Admin", date=""),
            item(5, "Arabic", slug="%d8%b4%d8%a7%d8%b1%d8%b9"),
            item(6, "Control \x0b\x01 characters", text="A\x00\x08B"),
            item(7, "Nothing", category=""),
        )
    )
    assert not said.error
    stories = {s.pk: s for s in ArticlePage.objects.order_by("pk")}
    slugs = [story.slug for story in stories.values()]
    assert slugs[:3] == ["same", "same-2", "archive-story"]
    assert slugs[4] == "شارع"
    titles = [story.title for story in stories.values()]
    assert (len(titles[0]), titles[1]) == (255, "First words of it.")
    assert titles[5] == "Control characters"
    categories = [story.category.slug for story in stories.values()]
    assert (categories[3], categories[6]) == ("admin-news", "general")
    for note in (
        "title of 10,000 characters cut to 255",
        "standfirst of 400 characters cut to 300",
        "slug that is another story's already, made (1)",
        "no title, so the first words are (1)",
        "no date that can be read (1)",
    ):
        assert f"Note, {note}" in said.said


def test_scripts_and_hashtags_that_cannot_be_are_listed(run, export):
    text = "<p onclick=x>A</p><script>alert(1)</script>"
    said = run(export(item(text=text, tags=["---", "ok", "x" * 300])))
    assert "Note, <script> removed (1)" in said.said
    assert "Note, onclick= removed (1)" in said.said
    assert "Note, hashtag that cannot be one left out (2)" in said.said


def test_windows_letters_are_read_where_the_file_says_so(run, export):
    file = export(item(title="Café"))
    text = WXR.replace("UTF-8", "windows-1252").format(items=item(title="Café – “x”"))
    file.write_bytes(text.encode("cp1252"))
    assert not run(file).error
    assert ArticlePage.objects.get().title == "Café – “x”"


def test_there_is_no_such_file(run, tmp_path):
    assert "no such file" in run(tmp_path / "none.xml").error
    assert run(tmp_path, "--media=/none").error == "/none: there is no such folder"
    assert "it cannot be read (Is a directory)" in run(tmp_path).error
