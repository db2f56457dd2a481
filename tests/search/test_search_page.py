"""Readers find what is published, and nothing tells them of what is not."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.models import ArticlePage, StoryListing
from news.schedule import tell_of_embargoes
from newsroom.demo import builders

pytestmark = pytest.mark.django_db

WORD = "kittiwakes"
HEADLINE = "Harbour board postpones its vote"
STORY = {
    "headline": HEADLINE,
    "standfirst": "Nesting on the cranes delays the dredging.",
    "body": [("paragraph", f"<p>Some {WORD} nest on the eastern crane.</p>")],
}


def write(**fields):
    return builders.make_article(**(STORY | fields))


def let_pass(story, column: str) -> None:
    """As if that time of the story's, wherever it is written down, had passed."""
    passed = {column: timezone.now() - timedelta(minutes=1)}
    ArticlePage.objects.filter(pk=story.pk).update(**passed)
    StoryListing.objects.filter(story=story).update(**passed)


def draft():
    write(publish=False)


def unpublished():
    write().unpublish()


def embargoed():
    write(embargo_until=timezone.now() + timedelta(hours=1))


def scheduled():
    write(go_live_at=timezone.now() + timedelta(hours=1))


def expired():
    """Its time has passed, and nothing has taken it offline yet."""
    story = write(expire_at=timezone.now() + timedelta(hours=1))
    let_pass(story, "expire_at")


def restricted():
    PageViewRestriction.objects.create(
        page=write(), restriction_type=PageViewRestriction.LOGIN
    )


def in_a_restricted_category():
    PageViewRestriction.objects.create(
        page=write().get_parent(),
        restriction_type=PageViewRestriction.PASSWORD,
        password="ahoy",
    )


def changed_in_a_draft():
    """Published without the word, which only the newer draft has."""
    story = write(
        headline="Tide tables", standfirst="", body=[("paragraph", "<p>.</p>")]
    )
    story.title = f"{HEADLINE}: {WORD}"
    story.save_revision()


def deleted():
    write().delete()


def page_of(client, query: str) -> str:
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    return response.content.decode()


def found(page: str) -> int:
    """How many stories the page's heading says it has."""
    if "<h1>Nothing found for" in page:
        return 0
    return int(re.search(r"<h1>(\d+) stor", page)[1])


@pytest.mark.parametrize("query", ["postpones", "POSTPONES", WORD, f'"{WORD}"'])
def test_story_is_found_by_its_headline_and_by_its_body(client, home, query):
    write()
    builders.make_article(
        "Ferry timetable changes", body=[("paragraph", "<p>Now.</p>")]
    )
    page = page_of(client, query)
    assert found(page) == 1
    assert HEADLINE in page
    passage = f"Some <mark>{WORD}</mark> nest" if WORD in query else "Nesting on the"
    assert passage in page
    assert "Ferry timetable" not in page


@pytest.mark.parametrize(
    "hide",
    [
        draft,
        unpublished,
        embargoed,
        scheduled,
        expired,
        restricted,
        in_a_restricted_category,
        changed_in_a_draft,
        deleted,
    ],
)
@pytest.mark.parametrize("query", [WORD, HEADLINE])
def test_hidden_story_is_not_found(client, home, hide, query):
    hide()
    page = page_of(client, query)
    assert found(page) == 0
    assert "Nothing found" in page
    told = page.replace("<bdi>", "").replace("</bdi>", "")
    told = told.replace(f"“{HEADLINE}”", "").replace(f'value="{HEADLINE}"', "")
    told = told.replace(f"<title>{HEADLINE}", "")
    told = told.replace(f'content="{HEADLINE}: search"', "")
    assert HEADLINE not in told
    assert "Nesting on the cranes" not in told
    assert "eastern crane" not in told


def test_hidden_stories_do_not_count_beside_a_public_one(client, home):
    write(
        headline="Public: kittiwakes return", category=builders.make_category("World")
    )
    for hide in (draft, embargoed, expired, restricted, unpublished):
        hide()
    page = page_of(client, WORD)
    assert found(page) == 1
    assert page.count("<article") == 1
    assert HEADLINE not in page


def test_story_whose_embargo_has_passed_is_found(client, home):
    """The clock tells of it; nobody needs to save it again."""
    story = write()
    story.embargo_until = timezone.now() + timedelta(hours=1)
    story.save()
    assert found(page_of(client, WORD)) == 0
    let_pass(story, "embargo_until")
    tell_of_embargoes(timezone.now() - timedelta(hours=1), timezone.now())
    assert found(page_of(client, WORD)) == 1


def test_story_is_found_again_when_its_category_opens(client, home):
    in_a_restricted_category()
    assert found(page_of(client, WORD)) == 0
    PageViewRestriction.objects.get().delete()
    assert found(page_of(client, WORD)) == 1


def test_staff_find_no_more_than_readers(desk, home):
    draft()
    restricted()
    assert found(page_of(desk, WORD)) == 0


def test_results_come_ten_a_page(client, home):
    for number in range(11):
        write(headline=f"Kittiwakes {number}")
    assert page_of(client, WORD).count("<article") == 10
    second = client.get("/search/", {"q": WORD, "page": 2}).content.decode()
    assert second.count("<article") == 1
    assert found(second) == 11
    assert f'rel="prev" href="/search/?q={WORD}"' in second


def test_page_without_a_query_asks_for_one(client, home):
    write()
    page = client.get("/search/").content.decode()
    assert "<h1>Search</h1>" in page
    assert "How to search" in page
    assert "<article" not in page


def test_search_pages_are_kept_out_of_other_search_engines(client, home):
    assert '<meta name="robots" content="noindex">' in page_of(client, WORD)
