"""What the admin's index holds, what it costs, and what its queries find."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from modelsearch.backends.base import (
    FilterFieldError,
    OrderByFieldError,
    SearchFieldError,
)
from wagtail.documents.models import Document
from wagtail.models import Page, Site
from wagtail.search import index
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry
from wagtail.search.query import (
    MATCH_ALL,
    MATCH_NONE,
    And,
    Boost,
    Fuzzy,
    Not,
    Or,
    Phrase,
    PlainText,
)

from images.models import NewsImage
from news.models import ArticlePage
from newsroom.demo import builders
from search.admin_index import stored
from search.models import AdminDocument

pytestmark = pytest.mark.django_db
WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE)\b")
OURS = re.compile("search_admin")
WAGTAILS = re.compile("wagtailsearch_indexentry")

HEADLINES = [
    "Harbour",
    "Harbour board postpones its vote",
    "The harbour board is heard",
    "Harbours of the north",
    "Gas prices rise in Tromsø",
    "Gas price falls; board happy",
    "Émile’s café reopens",
    "東京都の港",
    "ท่าเรือใหม่",
]


@pytest.fixture(scope="module")
def stories(once):
    """A story of each headline, oldest first; 'Harbour' is the oldest."""
    builders.front_page()
    made = [
        builders.make_article(headline, publish=number % 2 == 0)
        for number, headline in enumerate(HEADLINES)
    ]
    picture = builders.make_picture()
    picture.title, picture.description = "Gulls", "Two cranes at the harbour"
    picture.save()
    picture.tags.add("Dredging")
    picture.save()
    return made


def titles(found) -> list[str]:
    return [each.title for each in found]


def typed(text, **options) -> list[str]:
    return titles(ArticlePage.objects.autocomplete(text, **options))


def asked(query, **options) -> list[str]:
    return titles(ArticlePage.objects.search(query, **options))


@pytest.fixture
def statements():
    with CaptureQueriesContext(connection) as captured:
        yield lambda what: [q["sql"] for q in captured if what.search(q["sql"])]


@pytest.fixture
def only_the_admin():
    """The backends that editors' searches need, and no other."""
    with override_settings(
        WAGTAILSEARCH_BACKENDS={"default": {"BACKEND": "search.backends.admin"}}
    ):
        yield


# What is found ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "headlines"),
    [
        ("harb", [3, 1, 0, 2]),
        ("HARBOUR", [0, 3, 1, 2]),
        ("harbour b", [1, 2]),
        ("b harbour", []),
        ("board harbour", [2, 1]),
        ("gas prices", [4, 5]),
        ("gas pric", [5, 4]),
        ("prices", [4, 5]),
        ("tromso", [4]),
        ("emile caf", [6]),
        ("Émile's café", [6]),
        ("京都", [7]),
        ("東", [7]),
        ("東京都", [7]),
        ("都東", []),
        ("เรือ", [8]),
        ("nowhere", []),
        ("harbour nowhere", []),
    ],
)
def test_titles_are_found_while_they_are_typed(stories, text, headlines):
    """Title matches first: the title itself, its beginning, its words; then newest."""
    assert typed(text) == [HEADLINES[number] for number in headlines]


@pytest.mark.parametrize(
    ("query", "headlines"),
    [
        ("gas prices", [4, 5]),
        ("harb", []),
        (PlainText("tromso happy", operator="or"), [5, 4]),
        (Phrase("harbour board"), [1, 2]),
        (Phrase("board harbour"), []),
        (Phrase("board heard"), []),
        (And([PlainText("board"), Phrase("gas price")]), [5]),
        (And([PlainText("board"), Not(PlainText("harbour"))]), [5]),
        (And([Not(PlainText("board")), Phrase("harbour")]), [0, 3]),
        (Or([PlainText("tromso"), PlainText("cafe")]), [6, 4]),
        (Not(Or([PlainText("harbour"), PlainText("gas")])), [8, 7, 6]),
        (Not(Not(PlainText("cafe"))), [6]),
        (And([MATCH_ALL, PlainText("cafe")]), [6]),
        (Boost(PlainText("cafe"), 2), [6]),
        (PlainText("cafe") & ~PlainText("harbour"), [6]),
        (MATCH_NONE, []),
        (And([PlainText("cafe"), MATCH_NONE]), []),
        (And([PlainText("cafe"), PlainText("!!!")]), [6]),
        ("!!!", []),
        (" ", []),
        (Not(PlainText("!!!")), []),
    ],
)
def test_queries_combine(stories, query, headlines):
    assert asked(query) == [HEADLINES[number] for number in headlines]


def test_everything_is_everything(stories):
    assert set(asked(MATCH_ALL)) == set(HEADLINES)
    assert ArticlePage.objects.search(MATCH_ALL).count() == len(HEADLINES)


def test_words_of_a_query_are_all_wanted_unless_one_is_enough(stories):
    assert asked("tromso cafe") == []
    assert asked("tromso cafe", operator="or") == [HEADLINES[6], HEADLINES[4]]


def test_results_keep_to_the_queryset_that_is_searched(stories):
    drafts = ArticlePage.objects.filter(live=False)
    assert titles(drafts.autocomplete("harbour")) == [HEADLINES[3], HEADLINES[1]]
    assert Page.objects.type(ArticlePage).autocomplete("harbour").count() == 4
    assert Page.objects.not_type(ArticlePage).autocomplete("harbour").count() == 0
    assert isinstance(Page.objects.specific().search("cafe")[0], ArticlePage)
    pks = ArticlePage.objects.values_list("pk", flat=True)
    assert list(pks.search("cafe")) == [stories[6].pk]


def test_results_are_ordered_as_the_queryset_is_if_that_is_wanted(stories):
    by_title = ArticlePage.objects.order_by("-title")
    found = titles(by_title.autocomplete("harb", order_by_relevance=False))
    assert found == sorted((HEADLINES[n] for n in range(4)), reverse=True)
    assert typed("harb", order_by="title") == found[::-1]
    newest_first = [HEADLINES[number] for number in (3, 2, 1, 0)]
    anyhow = ArticlePage.objects.order_by()
    found = anyhow.autocomplete("harb", order_by_relevance=False)
    assert titles(found) == newest_first


def test_results_can_be_sliced_counted_and_graded(stories):
    found = ArticlePage.objects.autocomplete("harb")
    assert len(found) == found.count() == 4
    assert titles(found[1:3]) == [HEADLINES[1], HEADLINES[0]]
    assert found[1:3].count() == 2
    assert found[3].title == HEADLINES[2]
    assert titles(found[4:9]) == []
    graded = found.annotate_score("score")
    assert [each.score for each in graded] == [2, 2, 2, 1]


def test_results_are_counted_by_what_they_can_be_filtered_by(stories):
    found = ArticlePage.objects.autocomplete("harb")
    assert found.facet("live") == {True: 2, False: 2}
    with pytest.raises(FilterFieldError):
        found.facet("standfirst")


def test_a_page_of_results_takes_two_queries(stories, django_assert_num_queries):
    """What matches, with its grades, and the objects; the count takes none."""
    with django_assert_num_queries(2):
        found = ArticlePage.objects.autocomplete("harb")
        assert found.count() == 4
        list(found[:2])


def test_pictures_are_found_by_their_descriptions_and_tags(stories):
    backend = get_search_backend()
    assert titles(backend.autocomplete("cran", NewsImage)) == ["Gulls"]
    assert titles(backend.search("dredging", NewsImage)) == ["Gulls"]
    assert titles(backend.search("dredging gulls", NewsImage)) == ["Gulls"]
    assert titles(backend.search("gulls", NewsImage, fields=["title"])) == ["Gulls"]
    assert titles(backend.search("cranes", NewsImage, fields=["title"])) == []


def test_a_model_that_is_not_indexed_has_nothing(stories):
    assert list(get_search_backend().search("localhost", Site)) == []


def test_what_the_index_does_not_hold_is_refused(stories):
    with pytest.raises(SearchFieldError):
        asked("cafe", fields=["body"])
    with pytest.raises(FilterFieldError):
        ArticlePage.objects.filter(standfirst="").search("cafe")
    with pytest.raises(OrderByFieldError):
        asked("cafe", order_by="standfirst")
    with pytest.raises(NotImplementedError):
        asked(Fuzzy("cafe"))


def test_work_is_bounded(stories, monkeypatch):
    """Of very many the newest are found, and what is named like the query."""
    monkeypatch.setattr(stored, "NEWEST", 2)
    assert typed("harb") == [HEADLINES[3], HEADLINES[2]]
    assert typed("harbour") == [HEADLINES[0], HEADLINES[3], HEADLINES[2]]
    drafts = ArticlePage.objects.filter(live=False)
    assert titles(drafts.autocomplete("harbour")) == [HEADLINES[3], HEADLINES[1]]


# What it holds ------------------------------------------------------------------------


def test_a_renamed_draft_is_found_by_either_title(stories):
    story = ArticlePage.objects.get(pk=stories[6].pk)
    story.title = "Brasserie opens instead"
    story.save_revision()
    assert typed("brasserie") == [HEADLINES[6]]
    assert typed("emile") == [HEADLINES[6]]
    assert typed("emile brasserie") == [HEADLINES[6]]
    assert asked(Phrase("instead emile")) == []
    story.get_latest_revision().publish()
    assert typed("brasserie") == ["Brasserie opens instead"]
    assert typed("emile") == []


def test_what_is_deleted_is_found_no_longer(stories):
    ArticlePage.objects.get(pk=stories[6].pk).delete()
    assert not AdminDocument.objects.filter(object_id=stories[6].pk).exists()
    assert get_search_backend().search("cafe", Page.objects.all()).count() == 0
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM search_admin_words "
                "WHERE search_admin_words MATCH '\"w:cafe\"'"
            )
            assert cursor.fetchone() == (0,)


def test_a_save_that_changes_no_title_writes_nothing(
    stories, statements, only_the_admin
):
    """One autosave: what was indexed is read, and found to be as it was."""
    story = ArticlePage.objects.get(pk=stories[6].pk)
    story.body = builders.stream([("paragraph", "<p>Quite another text.</p>")])
    story.save_revision()
    assert len(statements(OURS)) == 1
    assert [sql for sql in statements(OURS) if WRITES.search(sql)] == []
    assert statements(WAGTAILS) == []


def test_indexing_takes_few_statements(stories, statements, only_the_admin):
    """The story, whether it is to be indexed, what is kept of it; then the row."""
    story = ArticlePage.objects.get(pk=stories[6].pk)
    story.title = "Brasserie"
    index.insert_or_update_object(story)
    rows = 1 if connection.vendor == "postgresql" else 2
    assert len([sql for sql in statements(OURS) if WRITES.search(sql)]) == rows
    assert len(statements(re.compile("^SELECT"))) == 3


def test_wagtails_own_index_stays_empty(stories, only_the_admin):
    IndexEntry.objects.all().delete()
    builders.make_article("Another")
    builders.make_picture()
    builders.make_author()
    call_command("update_index", verbosity=0)
    assert not IndexEntry.objects.exists()


def test_another_search_writes_to_wagtails_index(stories):
    """The control: the test above would see it."""
    with override_settings(
        WAGTAILSEARCH_BACKENDS={"default": {"BACKEND": "modelsearch.backends.database"}}
    ):
        builders.make_article("Another")
    assert IndexEntry.objects.exists()


def test_index_is_rebuilt_in_chunks(stories, only_the_admin):
    """It finds the same as before, and nothing of what is gone."""
    before = set(AdminDocument.objects.values_list("pk", "title", "digest"))
    gone = stories[0].pk + 10_000
    picture = Document(pk=gone, title="Nothing like this")
    stored.put([picture])
    AdminDocument.objects.filter(object_id=stories[6].pk).delete()
    AdminDocument.objects.filter(object_id=stories[5].pk).update(digest="", title="")
    call_command("update_index", verbosity=0, chunk_size=2)
    after = set(AdminDocument.objects.values_list("pk", "title", "digest"))
    assert before <= after
    assert not AdminDocument.objects.filter(object_id=gone).exists()
    assert typed("emile") == [HEADLINES[6]]


def test_rebuilding_skips_nothing_for_each_chunk(stories, statements, only_the_admin):
    call_command("update_index", verbosity=0, chunk_size=2)
    assert statements(re.compile("OFFSET [1-9]")) == []


def test_a_second_rebuild_writes_nothing(stories, only_the_admin):
    call_command("update_index", verbosity=0)
    with CaptureQueriesContext(connection) as captured:
        call_command("update_index", verbosity=0)
    assert [q["sql"] for q in captured if "INSERT" in q["sql"]] == []


def test_reset_empties_the_index(stories):
    get_search_backend().reset_indexes()
    assert not AdminDocument.objects.exists()
    assert typed("harbour") == []


ODD_TITLES = ["a'b\\c", "⑴ ½ ﷺ" * 15, '"x"', "x" * 255, "w: t:x", "a:*&!(b)<->c"]


@pytest.mark.parametrize("title", ODD_TITLES, ids=range(len(ODD_TITLES)))
def test_any_title_with_a_word_is_found_by_itself(stories, title):
    builders.make_article(title, slug="odd")
    assert typed(title) == asked(title) == [title]


def test_long_texts_are_indexed(stories):
    """More words than PostgreSQL keeps positions of."""
    picture = NewsImage.objects.get()
    picture.description = "gull " * 400 + "crane " * 20_000 + "heron"
    stored.put([picture])
    assert titles(get_search_backend().search("heron", NewsImage)) == ["Gulls"]
