"""Ghost's export, as its own screens make it."""

import json
from datetime import UTC, datetime

import pytest

from syndication.importing.ghost import read_ghost
from syndication.importing.posts import CannotRead, NoStory, Person, Section, Status

POST = {
    "id": "p1",
    "uuid": "5c1e",
    "title": "Harbour vote",
    "slug": "harbour-vote",
    "html": '<p>Text <a href="__GHOST_URL__/other/">x</a></p>',
    "custom_excerpt": "The board waits.",
    "feature_image": "__GHOST_URL__/content/images/2026/01/quay.jpg",
    "type": "post",
    "status": "published",
    "visibility": "public",
    "locale": None,
    "published_at": "2026-01-07T10:00:00.000Z",
    "updated_at": "2026-01-08T10:00:00.000Z",
    "created_at": "2026-01-06T10:00:00.000Z",
}
TABLES = {
    "posts_authors": [
        {"post_id": "p1", "author_id": "u2", "sort_order": 1},
        {"post_id": "p1", "author_id": "u1", "sort_order": 0},
    ],
    "posts_meta": [
        {
            "post_id": "p1",
            "feature_image_alt": "A quay",
            "feature_image_caption": "<span>The quay &amp; more</span>",
        }
    ],
    "posts_tags": [
        {"post_id": "p1", "tag_id": "t2", "sort_order": 2},
        {"post_id": "p1", "tag_id": "t1", "sort_order": 0},
        {"post_id": "p1", "tag_id": "t3", "sort_order": 1},
    ],
    "tags": [
        {"id": "t1", "name": "World", "slug": "world", "visibility": "public"},
        {"id": "t2", "name": "NATO", "slug": "nato", "visibility": "public"},
        {"id": "t3", "name": "#wide", "slug": "hash-wide", "visibility": "internal"},
    ],
    "users": [
        {"id": "u1", "name": "Ada Marsh", "slug": "ada"},
        {"id": "u2", "name": "Bo Lind", "slug": "bo"},
    ],
}


@pytest.fixture
def read(tmp_path):
    """What is read of an export with these posts; ``around`` is what they lie in."""

    def read(*posts, tables=TABLES, around=lambda data: {"db": [{"data": data}]}):
        file = tmp_path / "ghost.json"
        file.write_text(json.dumps(around({"posts": list(posts), **tables})))
        return list(read_ghost(file))

    return read


def test_a_post_is_read_with_all_that_its_tables_say_of_it(read):
    (post,) = read(POST)

    assert post.identifier == "ghost:5c1e"
    assert post.where == "ghost.json, post 1"
    assert post.title == "Harbour vote"
    assert post.html == '<p>Text <a href="/other/">x</a></p>'
    assert post.standfirst == "The board waits."
    assert post.addresses == ["/harbour-vote/"]
    assert post.authors == [Person("Ada Marsh", "ada"), Person("Bo Lind", "bo")]
    assert post.categories == [Section("World", "world")]
    assert post.hashtags == ["NATO"]
    assert post.published == datetime(2026, 1, 7, 10, tzinfo=UTC)
    assert post.updated == datetime(2026, 1, 8, 10, tzinfo=UTC)
    assert post.status == Status.PUBLISHED
    assert post.hero.address == "/content/images/2026/01/quay.jpg"
    assert (post.hero.alt, post.hero.caption) == ("A quay", "The quay & more")
    assert post.notes == []


def test_an_old_export_has_nothing_around_it_and_dates_as_numbers(read):
    old = {**POST, "published_at": 1767780000000, "author_id": "u1"}
    tables = {**TABLES, "posts_authors": []}
    (post,) = read(old, tables=tables, around=lambda data: {"data": data})

    assert post.published == datetime(2026, 1, 7, 10, tzinfo=UTC)
    assert post.authors == [Person("Ada Marsh", "ada")]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"status": "draft"}, Status.DRAFT),
        ({"status": "scheduled"}, Status.SCHEDULED),
        ({"status": "sent"}, Status.PROTECTED),
        ({"visibility": "paid"}, Status.PROTECTED),
        ({"status": "a new word"}, Status.DRAFT),
    ],
)
def test_only_what_anybody_could_read_there_was_published(read, said, status):
    (post,) = read({**POST, **said})
    assert post.status == status


def test_what_only_members_see_of_a_text_is_left_out_and_noted(read):
    begin, end = (
        "<!--kg-gated-block:begin nonMember:{} -->",
        "<!--kg-gated-block:end-->",
    )
    gated = begin.format('false memberSegment:"status:free"') + "\nSecret" + end
    html = f"<p>A</p>{gated}{begin.format('true memberSegment:')}B{end}{gated}<p>C</p>"
    (post,) = read({**POST, "html": html})
    assert "Secret" not in post.html
    assert [each for each in "ABC" if each in post.html] == ["A", "B", "C"]
    assert post.notes == ["part of the text that not everybody may see left out: 2"]


def test_a_page_is_no_story_and_is_said_to_be_none(read):
    (page,) = read({**POST, "type": "page"})
    assert isinstance(page, NoStory)
    assert "page" in page.what


@pytest.mark.parametrize(
    "form", [{"lexical": "{}"}, {"lexical": "["}, {"mobiledoc": "{}"}, {"mobiledoc": 5}]
)
def test_a_text_that_cannot_be_read_is_told_and_how_to_get_it(read, form):
    (post,) = read({**POST, "html": None, **form})
    assert post.html == ""
    assert "export again" in post.notes[0]


@pytest.mark.parametrize(
    "sections",
    [
        [[10, 0]] * 1_000,
        [[1, "p", [[1, [], 0, 0]] * 1_000]],
        [[1, "p", [[0, [0], 1, "a"]]]] * 1_000,
        [[3, "ul", [[[1, [], 0, 0]]] * 1_000]],
    ],
)
def test_a_text_that_grows_beyond_measure_fails_alone(read, sections):
    long = "word " * 10_000
    given = {
        "sections": sections,
        "cards": [["html", {"html": long}]],
        "atoms": [["mention", long, {}]],
        "markups": [["a", ["href", long]]],
    }
    grown, post = read({**POST, "html": None, "mobiledoc": json.dumps(given)}, POST)
    assert isinstance(grown, CannotRead)
    assert str(grown) == (
        "ghost.json, post 1: its text grows beyond 20 MB, and is left out"
    )
    assert post.title == "Harbour vote"


def test_a_date_without_a_zone_is_in_utc(read):
    (post,) = read({**POST, "published_at": "2026-01-07 10:00:00"})
    assert post.published == datetime(2026, 1, 7, 10, tzinfo=UTC)


@pytest.mark.parametrize("value", [None, 5, [], {}, True, "", "0000-00-00", 10**30])
def test_a_field_of_another_kind_is_as_if_it_were_not_there(read, value):
    fields = ("title", "html", "slug", "published_at", "feature_image", "locale")
    (post,) = read({**POST, **dict.fromkeys(fields, value)})
    assert post.identifier == "ghost:5c1e"
    assert post.title in ("", "5", "0000-00-00", str(10**30))


def test_a_post_without_an_id_is_said_and_the_next_is_read(read):
    broken, post = read({"title": "No id"}, POST)
    assert isinstance(broken, CannotRead)
    assert broken.where == "ghost.json, post 1"
    assert post.title == "Harbour vote"


def test_another_json_is_no_export_of_ghost(tmp_path):
    file = tmp_path / "other.json"
    file.write_text('{"items": [{"id": 1}]}')
    with pytest.raises(CannotRead, match="no export of Ghost"):
        list(read_ghost(file))
