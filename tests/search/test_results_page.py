"""What readers are shown of an answer, whatever the answer is."""

import html
import re
from datetime import date

import pytest
from django.utils.safestring import mark_safe

from hashtags.models import Hashtag
from newsroom.demo import builders
from search.facets import Chip, Choice, Facet, Filters
from search.query import parse
from search.results import Found, Results
from tests.newsroom.markup import offences

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client, home, monkeypatch):
    """The page of a search whose answer is what the test says it is."""

    def show(address="/search/?q=gas+prices", status=200, **answer):
        def find(query, filters, *, order="", page=1, length=10, partial=True):
            show.asked = (query.text, filters, order, page)
            return Results(**EMPTY | {"query": query, "page": page} | answer)

        monkeypatch.setattr("search.views.find", find)
        response = client.get(address)
        assert response.status_code == status
        page = response.content.decode()
        assert offences(page) == []
        return page

    return show


EMPTY = {
    "total": 0,
    "over": False,
    "stories": [],
    "pages": 0,
    "partial": [],
    "facets": [],
    "chips": [],
    "notices": [],
    "did_you_mean": "",
    "hashtag": None,
    "hashtags": [],
    "newest": [],
    "late": False,
}
FACETS = [
    Facet(
        "category",
        "Category",
        [Choice("world", "World", 12, True), Choice("sport", "Sport", 1, False)],
    ),
    Facet("year", "Year", [Choice("2026", "2026", 13, False)]),
]


def found(headline="Gas prices fall", excerpt="as <mark>gas</mark> fell", **fields):
    story = builders.make_article(headline, **fields)
    return Found(story, mark_safe(excerpt), list(story.hashtags.all()))


def heading(page: str) -> str:
    return re.sub("<[^>]+>", "", re.search("<h1>(.*?)</h1>", page)[1])


def links(page: str) -> dict[str, str]:
    """Where each link leads, by its text; the first of two, the help being last."""
    anchors = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return {
        " ".join(re.sub("<[^>]+>", "", text).split()): html.unescape(address)
        for address, text in reversed(anchors)
    }


@pytest.mark.parametrize(
    ("total", "over", "says"),
    [
        (0, False, "Nothing found for “gas prices”"),
        (1, False, "1 story for “gas prices”"),
        (128, False, "128 stories for “gas prices”"),
        (1000, False, "1,000 stories for “gas prices”"),
        (1000, True, "Over 1,000 stories for “gas prices”"),
    ],
)
def test_the_heading_says_how_many_there_are(shown, total, over, says):
    assert heading(shown(total=total, over=over, pages=50)) == says


def test_a_result_shows_its_passage_its_hashtags_and_its_picture(shown):
    story = found(
        "Gas & oil",
        hashtags=["Energy", "NATO"],
        hero_image=builders.make_picture("A flare"),
        category=builders.make_category("World"),
    )
    page = shown(total=1, pages=1, stories=[story])
    assert "Gas &amp; oil" in page
    assert "as <mark>gas</mark> fell" in page
    assert links(page)["#Energy"] == "/hashtags/energy/"
    assert re.search(r'<img [^>]*loading="lazy"', page)
    assert ">World</span>" in page
    assert "<time datetime=" in page


def test_what_was_typed_is_text_on_the_page(shown):
    page = shown('/search/?q=<script>alert("1")</script>', total=1, pages=1)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in heading(page)


def test_readers_learn_how_they_were_understood(shown):
    said = ["Nothing for “Macorn”. Showing “Macron”."]
    page = shown("/search/?q=Macorn&order=random", notices=said, total=1, pages=1)
    assert said[0] in page
    assert "There is no order “random”." in page


def test_what_was_perhaps_meant_is_a_link_with_the_same_filters(shown):
    page = shown("/search/?q=Macorn&year=2026", did_you_mean="Macron")
    assert links(page)["Macron"] == "/search/?q=Macron&year=2026"


def test_each_choice_adds_its_filter_and_one_that_is_on_takes_it_off(shown):
    page = shown(
        "/search/?q=gas&category=world&order=date&page=2",
        **{"total": 40, "pages": 2, "facets": FACETS},
        chips=[Chip("category", "world", "World")],
    )
    here = "/search/?q=gas"
    assert links(page)["Sport 1 story"] == f"{here}&category=sport&order=date"
    assert (
        links(page)["2026 13 stories"] == f"{here}&category=world&year=2026&order=date"
    )
    assert links(page)["Remove World 12 stories"] == f"{here}&order=date"
    assert links(page)["Remove World×"] == f"{here}&order=date"
    assert "Filters (1)" in page
    assert page.count('aria-current="true"') == 2  # the choice, and the order


def test_all_filters_come_off_at_once(shown):
    chips = [Chip("category", "world", "World"), Chip("year", "2026", "2026")]
    page = shown("/search/?q=gas&category=world&year=2026", chips=chips)
    assert links(page)["Clear all"] == "/search/?q=gas"
    assert links(page)["Remove World×"] == "/search/?q=gas&year=2026"


def test_a_new_search_keeps_the_filters_and_the_order(shown):
    page = shown("/search/?q=gas&category=world&order=date")
    assert '<input type="hidden" name="category" value="world">' in page
    assert '<input type="hidden" name="order" value="date">' in page


def test_counts_of_many_are_said_to_be_of_the_newest(shown):
    said = "Counts are of the newest 1,000."
    assert said in shown(total=1000, over=True, pages=50, facets=FACETS)
    assert said not in shown(total=1000, pages=50, facets=FACETS)


def test_pages_keep_what_was_asked(shown):
    page = shown("/search/?q=gas&year=2026&order=date&page=2", total=41, pages=3)
    here = "/search/?q=gas&year=2026&order=date"
    assert links(page)["Previous page"] == here
    assert links(page)["Next page"] == f"{here}&page=3"
    assert "Page 2 of 3" in page
    assert shown.asked == ("gas", Filters(year="2026"), "date", 2)


@pytest.mark.parametrize("page", [4, 1000])
def test_a_page_beyond_the_end_is_not_found(shown, page):
    shown(f"/search/?q=gas&page={page}", status=404, total=41, pages=3)


def test_the_order_is_a_link_and_the_one_that_holds_is_marked(shown):
    page = shown("/search/?q=gas&order=date", total=2, pages=1)
    assert links(page)["Relevance"] == "/search/?q=gas"
    current = re.findall(r'aria-current="true">(\w+)<', page)
    assert current == ["Date"]


def test_feeds_of_the_answer_are_linked_with_its_filters(shown):
    page = shown("/search/?q=gas&year=2026&order=date&page=2", total=41, pages=3)
    rss = "/search/?q=gas&amp;year=2026&amp;format=rss"
    assert f'type="application/rss+xml" title="“gas” — Newsclip" href="{rss}"' in page
    assert 'href="/search/?q=gas&amp;year=2026&amp;format=json"' in page
    assert links(page)["Feed of this search"] == html.unescape(rss)


def test_the_hashtag_that_is_asked_for_comes_first(shown):
    builders.make_article(hashtags=["NATO"])
    page = shown("/search/?q=nato", hashtag=Hashtag.objects.get(), total=1, pages=1)
    assert links(page)["#NATO"] == "/hashtags/nato/"
    assert "1 story carries this hashtag" in page
    assert 'data-kind="hashtag" data-name="#NATO"' in page


def test_stories_with_some_of_the_words_come_below(shown):
    page = shown(total=1, pages=1, stories=[found()], partial=[found("Oil falls")])
    assert page.index("Gas prices fall") < page.index("With some of the words")
    assert page.index("With some of the words") < page.index("Oil falls")


def test_what_editors_picked_is_labelled_first_and_only_there(shown, monkeypatch):
    picked, other = found("Picked"), found("Other")
    monkeypatch.setattr("search.views.promoted", lambda text: [picked.story])
    answer = {"total": 2, "pages": 1, "stories": [other, picked]}
    page = shown(**answer)
    assert page.count(">Picked</a>") == page.count(">Other</a>") == 1
    assert page.index("Picked by the editors") < page.index(">Picked</a>")
    assert page.index(">Picked</a>") < page.index(">Other</a>")
    for address in ("/search/?q=gas&year=2026", "/search/?q=gas&page=2"):
        assert "Picked by the editors" not in shown(address, **answer | {"pages": 2})


def test_what_editors_picked_is_not_nothing(shown, monkeypatch):
    picked = [found("Picked").story, found("Picked, too").story]
    monkeypatch.setattr("search.views.promoted", lambda text: picked)
    assert heading(shown()) == "2 stories for “gas prices”"
    assert heading(shown(total=41, pages=3)) == "41 stories for “gas prices”"


def test_nothing_is_no_dead_end(shown):
    builders.make_article("The newest", hashtags=["Macron"])
    page = shown(hashtags=[Hashtag.objects.get()], newest=[found("Newest").story])
    assert links(page)["#Macron"] == "/hashtags/macron/"
    assert "The newest stories" in page
    assert links(page)["Newest"]
    assert "How to search" in page


def test_an_answer_that_took_too_long_is_a_page_with_the_newest_stories(shown):
    page = shown(late=True, newest=[found("Newest").story])
    assert heading(page) == "This search took too long"
    assert links(page)["Newest"]
    assert "format=rss" not in page
    assert "Nothing found" not in page


def test_a_search_for_nothing_offers_help_and_the_most_used_hashtags(client, home):
    for hashtags in (["NATO"], ["NATO", "Energy"], ["Draft", "NATO"]):
        builders.make_article(hashtags=hashtags, publish="Draft" not in hashtags)
    page = client.get("/search/?q=before:yesterday").content.decode()
    used = page.partition("Most used hashtags")[2]
    assert re.findall("<bdi>(.*?)</bdi>", used) == ["#NATO", "#Energy"]
    assert "How to search" in page
    assert parse("before:yesterday", date(2026, 1, 1)).ignored[0][:26] in page


def test_only_what_a_reader_typed_is_counted_and_once(shown, client, monkeypatch):
    counted = []
    monkeypatch.setattr("search.views.count", lambda *said: counted.append(said))
    shown(total=41, pages=3)
    shown("/search/?q=gas&page=2", total=41, pages=3)
    shown("/search/?q=gas&year=2026", total=41, pages=3)
    shown("/search/?q=gas", late=True)
    shown("/search/?q=gas&format=json")
    client.head("/search/?q=gas")
    assert counted == [("gas prices", 41)]


def test_who_asks_too_often_is_told_when_to_come_back(client, home, monkeypatch):
    monkeypatch.setattr("search.views.retry_after", lambda *_: 17)
    for address in ("/search/?q=gas", "/search/suggestions/?q=gas"):
        answer = client.get(address)
        assert answer.status_code == 429
        assert answer["Retry-After"] == "17"
        assert "no-store" in answer["Cache-Control"]
