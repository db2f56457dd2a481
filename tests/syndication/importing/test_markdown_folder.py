"""Stories written as Markdown: with front matter, without, and bad ones."""

import re
import time
from pathlib import Path

import pytest

from news.models import ArticlePage
from newsroom.demo import builders
from syndication.importing.markdown import read_markdown
from syndication.importing.posts import CannotRead, Citation, Status

SAMPLE = Path(__file__).resolve().parents[4] / "shared/samples/article-2026-01-07.md"

FULL = """---
title: "Harbour vote: postponed"
date: 2026-01-07 10:00:00+01:00
updated: 2026-01-08
authors: [Ada Marsh, {name: Bo Li, slug: bo}]
category: World
hashtags: [NATO, Energy prices]
slug: harbour-vote
language: de
standfirst: The board met.
kicker: Harbour
sources:
  - https://paper.example/a
  - {url: https://gazette.example/b, title: Minutes, role: document, published: 2026-01-06}
hero: quay.jpg
hero_alt: Ships
hero_caption: At the quay
aliases: [/old/vote/]
---

The board **met**.

## Why

1. First
"""  # noqa: E501


@pytest.fixture
def read(tmp_path):
    """What the reader makes of one file's text."""

    def read(text, name="story.md"):
        content = text if isinstance(text, bytes) else text.encode()
        (tmp_path / name).write_bytes(content)
        return next(read_markdown(tmp_path))

    return read


def test_front_matter_says_everything_of_a_story(read, tmp_path):
    (tmp_path / "quay.jpg").write_bytes(b"x")
    post = read(FULL)
    assert (post.title, post.slug) == ("Harbour vote: postponed", "harbour-vote")
    assert f"{post.published:%Y-%m-%dT%H:%M%z}" == "2026-01-07T09:00+0000"
    assert f"{post.updated:%Y-%m-%dT%H:%M%z}" == "2026-01-07T23:00+0000"
    assert [author.name for author in post.authors] == ["Ada Marsh", "Bo Li"]
    assert [section.name for section in post.categories] == ["World"]
    assert post.hashtags == ["NATO", "Energy prices"]
    assert (post.language, post.kicker, post.standfirst) == (
        "de",
        "Harbour",
        "The board met.",
    )
    assert post.sources == [
        Citation("https://paper.example/a"),
        Citation(
            "https://gazette.example/b",
            title="Minutes",
            published="2026-01-06",
            role="document",
        ),
    ]
    assert (post.hero.file, post.hero.alt) == (tmp_path / "quay.jpg", "Ships")
    assert post.addresses == ["/old/vote/"]
    assert "<h2>Why</h2>" in post.html


def test_without_front_matter_the_headline_and_lines_around_the_text_say_it(read):
    post = read(
        "# Harbour vote\n\nDate: 2026-01-07\n**Category:** World\n#NATO #Energy\n\n"
        "The board met.\n\nSource: <https://paper.example/a>\n"
    )
    assert post.title == "Harbour vote"
    assert post.published is not None
    assert [section.name for section in post.categories] == ["World"]
    assert post.hashtags == ["NATO", "Energy"]
    assert post.sources == [Citation("https://paper.example/a")]
    assert post.html == "<p>The board met.</p>\n"


def test_a_file_of_a_site_generator_is_named_for_its_day(read):
    post = read("A", name="2020-01-31-harbour-vote.md")
    assert post.slug == "harbour-vote"
    assert f"{post.published:%Y-%m-%d}" == "2020-01-30"  # midnight in Paris


@pytest.mark.parametrize(
    "said",
    [
        *("draft: true", "published: false", "status: private", "draft: 'yes'"),
        *("date: 2020-01-01\npublished: false", "published: 'False'\ndate: 2020-01-01"),
        *("draft: true\nstatus: published", "status: published\ndraft: true"),
        *("Draft: true", "Published: false", "DRAFT: 'yes'", "PUBLISHED: 'no'"),
    ],
)
def test_a_draft_is_none_to_publish(read, said):
    post = read(f"---\n{said}\n---\nA")
    assert post.status == Status.DRAFT
    assert not any("raft" in note or "ublished" in note for note in post.notes)


@pytest.mark.parametrize("said", ["Draft: true", "Published: false", "**Draft:** yes"])
def test_a_line_around_the_text_says_that_it_is_a_draft(read, said):
    for text in (f"# Title\n\n{said}\nDate: 2020-01-01\n\nA", f"A\n\n{said}\n"):
        post = read(text)
        assert (post.status, post.html) == (Status.DRAFT, "<p>A</p>\n")


@pytest.mark.parametrize("said", ["Draft: no", "Published: true"])
def test_a_line_around_the_text_says_that_it_is_public(read, said):
    post = read(f"{said}\nDate: 2020-01-01\n\nA")
    assert (post.status, post.html) == (Status.PUBLISHED, "<p>A</p>\n")
    assert post.published is not None


def test_words_that_begin_like_one_of_ours_are_text(read):
    post = read("Draft: plans of the board\n\nA")
    assert (post.status, "plans" in post.html) == (Status.PUBLISHED, True)


@pytest.mark.parametrize(
    "line",
    [
        *("#tag, " * 20_000 + "word", "#a" * 50_000 + " word", "#,a" * 40_000 + "#"),
        *("_" * 100_000, "a_" * 50_000, "_" * 50_000 + "a" + "*" * 50_000),
        *("Date: " + "* " * 50_000 + "x", "# " + " #" * 50_000 + "x"),
        *("Date" + "_" * 100_000, "Date" + " \t" * 50_000, "Date:" + "*_" * 50_000),
    ],
)
def test_no_line_takes_long_however_many_marks_it_has(read, line):
    began = time.process_time()
    read(f"{line}\n\nA")
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("---\ntitle: [\n---\nA", "no YAML", "story.md, line 2"),
        ("---\ntitle: A\n", "does not end with ---", "story.md"),
        ("+++\ndraft = true\n+++\nA", "TOML: write it as YAML", "story.md, line 1"),
        ('{\n"draft": true\n}\nA', "JSON: write it as YAML", "story.md, line 1"),
        ("---\njust words\n---\n", "names nothing", "story.md, line 1"),
        ("---\ndate: 2026-13-45\n---\n", "no YAML", "story.md, line 1"),
        (b"A\n\xff\xfe\xfa", "not in UTF-8", "story.md, line 2"),
        ("---\na: " + "[" * 50_000 + "\n---\n", "no YAML", "story.md, line 1"),
        ("---\ntitle: !!bool x\n---\n", "no YAML", "story.md, line 1"),
        ("---\ntitle: !!timestamp x\n---\n", "no YAML", "story.md, line 1"),
        ("---\na: !!python/object/apply:os.system [x]\n---\n", "no YAML", "line 2"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(read, text, what, where):
    error = read(text)
    assert isinstance(error, CannotRead)
    assert what in error.what
    assert where in error.where


@pytest.mark.parametrize(
    "number", ["0x" + "f" * 6_000, "9" * 6_000, ":".join(["1"] + ["59"] * 4_000), "007"]
)
def test_a_number_is_taken_as_it_is_written(read, number):
    post = read(f"---\ntitle: {number}\ndate: {number}\n---\nA")
    assert (post.title, post.published) == (number, None)


def test_a_yaml_bomb_is_nothing_to_take_text_from(read):
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join(['*' + before] * 9)}]")
    said = "\n".join(lines)
    post = read(f"---\n{said}\ntitle: *i\nhashtags: *i\nauthors: *i\n---\nA")
    assert (post.title, post.hashtags) == ("", [])


@pytest.mark.parametrize("line", [">", "- ", "*a ", "[", "![", "`", "<b>", "**"])
def test_a_hundred_thousand_nested_marks_are_taken_in_seconds(read, line):
    post = read(line * 100_000 + "text")
    assert "text" in post.html
    assert bool(post.notes) == (line in {">", "- "})


@pytest.mark.parametrize("depth", [10, 30])
def test_a_list_as_deep_as_one_likes_keeps_its_text(read, depth):
    items = (f"{'  ' * level}- level{level}\n" for level in range(depth))
    html = read("".join([*items, "\nAfter\n"])).html
    assert re.findall(r"level\d+|After", html) == [
        *(f"level{level}" for level in range(depth)),
        "After",
    ]
    assert html.count("<ul>") == min(depth, 15)


def test_only_markdown_below_the_folder_is_read_in_its_order(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/2.md", "1.md", ".hidden.md.swp", "picture.jpg", "b/notes.txt"):
        (tmp_path / name).write_text("A")
    outside = tmp_path.parent / "outside.md"
    outside.write_text("secret")
    (tmp_path / "link.md").symlink_to(outside)
    found = [post.where for post in read_markdown(tmp_path)]
    assert found == ["1.md", "b/2.md"]


@pytest.mark.parametrize("said", ["draft: false", "published: true", "draft:"])
def test_what_says_that_it_is_public_is_no_draft(read, said):
    post = read(f"---\n{said}\ndate: 2020-01-01\n---\nA")
    assert (post.status, post.notes) == (Status.PUBLISHED, [])
    assert post.published is not None


def test_an_id_that_is_only_a_number_or_word_is_one_of_its_folder(
    tmp_path, monkeypatch
):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.md").write_text("---\nid: 1\n---\nA")
    first, second = (post.identifier for post in read_markdown(tmp_path))
    assert first != second
    monkeypatch.chdir(tmp_path / "b")
    for path in ("a", "a/../a", "a/1.md"):
        (again,) = read_markdown(Path("..") / path)
        assert again.identifier == first
    (tmp_path / "a" / "1.md").rename(tmp_path / "a" / "2.md")
    assert next(read_markdown(tmp_path)).identifier == first


@pytest.mark.parametrize(
    "named",
    [
        "https://old.example/a",
        "urn:newsml:old.example:1",
        "tag:old.example,2020:1",
        "9f1c2d34-aaaa-4bbb-8ccc-0123456789ab",
    ],
)
def test_an_id_of_the_whole_world_is_known_in_any_folder(read, named):
    assert read(f"---\nid: '{named}'\n---\nA").identifier == f"markdown:{named}"


def test_words_above_a_story_that_are_left_out_are_noted(read):
    post = read(
        "---\ntitle: A\nlayout: post\nheadline: B\ntags:\nkeywords: [NATO]\n"
        "draft: false\n7: x\nempty:\n---\nText"
    )
    assert (post.title, post.hashtags) == ("A", ["NATO"])
    left_out = ("layout", "headline", "7")
    assert post.notes == [f"'{each}' above the story left out" for each in left_out]


def test_only_a_twin_ends_where_its_marks_say(read):
    text = "---\n{}: https://a.example/\n---\nA\n<!-- story -->\nB\n"
    text += "<!-- end of story -->\nC"
    assert re.findall("[ABC]", read(text.format("url")).html) == ["A", "B", "C"]
    assert re.findall("[ABC]", read(text.format("canonical")).html) == ["B"]


def test_nothing_to_read_is_said(tmp_path):
    archive = tmp_path / "posts.zip"
    archive.write_bytes(b"PK")
    for path in (tmp_path, archive):
        with pytest.raises(CannotRead, match="unpacked first"):
            list(read_markdown(path))


def test_a_twin_is_imported_as_the_story_that_it_was(run, client, tmp_path):
    body = [
        ("paragraph", "<p>The <b>board</b> met &amp; left.</p>"),
        ("heading", {"text": "Why", "level": "h2"}),
        ("bulleted_list", "<ul><li>First</li><li>Second</li></ul>"),
        (
            "quote",
            {
                "text": "Never.\n\nEver.",
                "attribution": "Ilse Varga",
                "source_url": "https://talk.example/",
                "style": "block",
            },
        ),
        ("divider", None),
        ("numbered_list", '<ol><li><a href="https://a.example/">One</a></li></ol>'),
    ]
    told = {
        "standfirst": "The board met.",
        "kicker": "Harbour",
        "language": "de",
    }
    story = builders.make_article(
        "Harbour “vote” – 港",
        category=builders.make_category("World"),
        hashtags=["NATO", "Energy"],
        authors=[builders.make_author("Ada Marsh"), builders.make_author("Bo Li")],
        sources=[{"url": "https://paper.example/a", "title": "T", "role": "data"}],
        body=body,
        **told,
    )
    answer = client.get(f"{story.url.rstrip('/')}.md")
    (tmp_path / "any.md").write_bytes(answer.content)
    assert not run(tmp_path, "--publish", form="markdown").error
    again = ArticlePage.objects.exclude(pk=story.pk).get()
    same = ("title", "excerpt", "word_count", "author_names", "category", *told)
    for name in same:
        assert getattr(again, name) == getattr(story, name), name
    assert [t.name for t in again.public_hashtags] == ["NATO", "Energy"]
    (source,) = again.source_references.all()
    assert (source.url, source.title, source.role) == (
        "https://paper.example/a",
        "T",
        "data",
    )
    raw = [(block["type"], block["value"]) for block in again.body.raw_data]
    assert raw == body
    assert again.published_at == story.published_at.replace(microsecond=0)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not on this machine")
def test_the_sample_story_becomes_our_fields(run):
    assert not run(SAMPLE, "--publish", form="markdown").error
    story = ArticlePage.objects.published().get()
    assert story.category.title == "General"
    assert len(story.public_hashtags) == 5
    (source,) = story.source_references.all()
    assert source.url.startswith("https://www.bbc.com/")
    assert f"{story.published_at:%Y-%m-%d}" == "2026-01-06"  # midnight in Paris
    kinds = [block.block_type for block in story.body]
    assert kinds.count("heading") == 7
    assert kinds.count("quote") == 2
    assert kinds.count("bulleted_list") == 1
