"""What a search answers: words in any form, slips, phrases, names, days, filters."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import ArticlePage
from newsroom.demo import builders
from search.facets import Filters
from search.query import parse
from search.results import find

pytestmark = pytest.mark.django_db


def search(text: str, order="", page=1, length=20, **filters):
    query = parse(text, timezone.localdate())
    return find(query, Filters(**filters), order=order, page=page, length=length)


def found(text: str, **how) -> list[str]:
    return [each.story.title for each in search(text, **how).stories]


def write(headline="Board meets", body="Nothing of the kind.", days=0, **fields):
    at = timezone.now() - timedelta(days=days)
    return builders.make_article(
        headline,
        body=[("paragraph", f"<p>{body}</p>")],
        published_at=at,
        first_published_at=at,
        **fields,
    )


@pytest.mark.parametrize(
    "text", ["ferry", "FERRIES", "ferry strike", "strike ferry", "the ferry", "ferr"]
)
def test_a_headline_is_found_by_its_words(text):
    write("Ferries hit by strikes")
    write("Trains run")

    assert found(text) == ["Ferries hit by strikes"]


@pytest.mark.parametrize(
    "typed", ["Macorn", "macro", "Macrron", "Nacron", "Macronn", "acron"]
)
def test_one_slip_is_forgiven_and_said(typed):
    write("President Macron speaks")

    results = search(typed)

    assert [each.story.title for each in results.stories] == ["President Macron speaks"]
    meant = "Macron" if typed[0].isupper() else "macron"
    said = [f"Nothing for “{typed}”. Showing “{meant}”."]
    as_typed = typed == "macro"  # it begins so
    assert results.notices == ([] if as_typed else said)
    assert results.corrected == ("" if as_typed else meant)


def test_a_short_word_and_two_slips_are_not_guessed():
    write("President Macron and the cats")

    assert found("dats") == []
    assert found("Mocorn") == []


def test_a_rare_word_beside_a_common_one_is_asked_about():
    for _ in range(10):
        write("Macron speaks")
    write("Macorn speaks")

    results = search("macorn speaks")

    assert [each.story.title for each in results.stories] == ["Macorn speaks"]
    assert results.did_you_mean == "macron speaks"
    assert search("macron speaks").did_you_mean == ""


def test_two_words_written_as_one_and_the_other_way_round():
    write("A cease fire holds")
    write("A ceasefire breaks")

    assert found("cease fire") == ["A ceasefire breaks", "A cease fire holds"]
    assert found("holds ceasefire") == []
    assert [f.story.title for f in search("holds ceasefire").partial]
    write("The icebreaker sails")
    assert found("ice breaker") == ["The icebreaker sails"]


def test_two_known_words_written_as_one_are_parted():
    write("A coast road is shut")

    results = search("coastroad")

    assert [each.story.title for each in results.stories] == ["A coast road is shut"]
    assert results.notices == ["Nothing for “coastroad”. Showing “coast road”."]


def test_headlines_count_most_and_the_new_is_preferred_among_equals():
    write("Board meets", body="A storm, a storm, a storm.")
    write("Storm passes", days=300)
    write("Storm nears", days=1)

    assert found("storm") == ["Storm nears", "Storm passes", "Board meets"]


def test_a_date_order_is_newest_first():
    write("Storm nears", days=9)
    write("Board meets", body="A storm.", days=1)

    assert found("storm", order="date") == ["Board meets", "Storm nears"]


def test_names_that_nobody_has_are_ignored_and_said():
    write("Gas prices rise")

    results = search("gas author:nobody category:nosuch from:nowhere.example")

    assert [each.story.title for each in results.stories] == ["Gas prices rise"]
    assert results.notices == [
        "We ignored author:nobody: we know no author “nobody”.",
        "We ignored category:nosuch: we know no category “nosuch”.",
        "We ignored from:nowhere.example: we know no outlet “nowhere.example”.",
    ]


def test_a_query_that_is_a_hashtag_offers_it():
    story = write(hashtags=["GlobalSecurity"])

    for text in ("#globalsecurity", "Global Security", "globalsecurity"):
        results = search(text)
        assert str(results.hashtag) == "#GlobalSecurity", text
        assert [each.story for each in results.stories] == [story], text
    assert search("security").hashtag is None


def test_filters_narrow_and_combine():
    world = builders.make_category("World")
    ada = builders.make_author("Ada Marsh")
    write("Storm one", category=world, authors=[ada], hashtags=["Weather"])
    write("Storm two", category=world, days=400)
    write("Storm three", hashtags=["Weather"])

    assert found("storm", category="world") == ["Storm one", "Storm two"]
    assert found("storm", category="world", hashtag="weather") == ["Storm one"]
    assert found("storm", author=ada.slug) == ["Storm one"]
    assert found("", hashtag="weather") == ["Storm three", "Storm one"]
    year = str((timezone.localtime() - timedelta(days=400)).year)
    assert found("storm", year=year) == ["Storm two"]
    results = search("storm", category="world")
    assert [(chip.name, chip.label) for chip in results.chips] == [
        ("category", "World")
    ]
    facets = {facet.name: facet.choices for facet in results.facets}
    assert [(c.label, c.count, c.on) for c in facets["category"]] == [
        ("World", 2, True)
    ]
    assert [(c.label, c.count) for c in facets["hashtag"]] == [("#Weather", 1)]


def test_a_filter_that_nothing_has_is_ignored_and_said():
    write("Storm one")

    results = search("storm", category="nosuch", year="MMXX", hashtag="none")

    assert results.total == 1
    assert len(results.notices) == 3
    assert results.chips == []


def test_where_few_have_all_the_words_others_follow():
    write("Ferry strike ends")
    write("Ferry sails")
    write("Strike over pay")
    write("Board meets")

    results = search("ferry strike compensation")

    assert results.total == 0
    assert results.partial[0].story.title == "Ferry strike ends"
    assert "Board meets" not in [each.story.title for each in results.partial]


def test_a_correction_is_the_heading_only_of_stories_that_have_all_the_words():
    write("Macron speaks")
    write("Ferry sails")

    results = search("Macorn ferry")

    assert results.total == 0
    assert results.partial
    assert results.notices == ["Nothing for “Macorn”. Showing “Macron”."]
    assert results.corrected == ""


def test_nothing_at_all_is_no_dead_end():
    write("Macron speaks", hashtags=["MacronVisit"])

    results = search("macrophage")

    assert results.stories == results.partial == []
    assert [str(each) for each in results.hashtags] == ["#MacronVisit"]
    assert [each.title for each in results.newest] == ["Macron speaks"]


def test_pages_and_the_total():
    for number in range(5):
        write(f"Storm {number}")

    pages = [search("storm", page=number, length=2) for number in (1, 2, 3, 4)]

    assert [len(each.stories) for each in pages] == [2, 2, 1, 0]
    assert {(each.total, each.pages, each.over) for each in pages} == {(5, 3, False)}
    titles = [each.story.title for page in pages for each in page.stories]
    assert len(set(titles)) == 5


def test_of_very_many_the_newest_and_the_headlines_are_candidates(monkeypatch):
    write("Storm of old", days=50)
    for number in range(3):
        write(f"Board {number}", body="A storm.")
    monkeypatch.setattr("search.results.CANDIDATES", 2)

    results = search("storm")

    assert (results.total, results.over) == (2, True)
    assert results.stories[0].story.title == "Storm of old"


def test_what_takes_too_long_is_a_page_with_the_newest(monkeypatch):
    write("Storm nears")
    monkeypatch.setattr("search.results.PATIENCE", 0)
    monkeypatch.setattr("search.indexes.sqlite.LOOK", 1)

    results = search("storm")

    assert results.late
    assert [each.title for each in results.newest] == ["Storm nears"]
    assert ArticlePage.objects.count() == 1
