"""Stories related to a story: the editors' picks, then the formula; each says why."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hashtags.models import Hashtag
from news import related
from news.models import ArticlePage, Listing, RelatedPick
from news.related import RelatedTo, freshness, headline_words, likeness, rarity
from news.verification import faults
from newsroom.demo import builders
from tests.news.plans import plan_of
from tests.news.story_form import story_form

pytestmark = pytest.mark.django_db

GAZETTE = "https://gazette.example"


@pytest.fixture
def world(home):
    """A newsroom of a thousand stories, as its counter says, in another category."""
    builders.make_article("Cows", category=builders.make_category("Farms"))
    Listing.objects.filter(kind="front").update(count=1_000)
    return builders.make_category("World")


def make(headline, *, age=0, **fields) -> ArticlePage:
    """A story of a section of its own, so that it is no neighbour of any other."""
    section = builders.make_category(f"Section {headline}")
    at = timezone.now() - timedelta(days=age)
    return builders.make_article(headline, category=section, published_at=at, **fields)


def shown(client, story) -> list[tuple[str, str]]:
    """``(headline, reason)`` of what the story's page shows as related."""
    cache.clear()
    found = client.get(story.url).context["related"]
    return [(each.title, reason) for each, reason in found]


def pick(story, *others) -> ArticlePage:
    """The story as an editor publishes it with these picks."""
    story.related_picks = [RelatedPick(story=other) for other in others]
    story.save_revision().publish()
    return ArticlePage.objects.get(pk=story.pk)


# What is related, and why -----------------------------------------------------------


def test_rarer_hashtags_relate_more_and_each_story_says_why(client, world):
    story = make("Ships wait", hashtags=["Common", "Rare"])
    make("Of the common one", hashtags=["Common"])
    make("Of the rare one", hashtags=["Rare"])
    Listing.objects.filter(
        kind="hashtag", key=Hashtag.objects.get(name="Common").pk
    ).update(count=100)
    make("Of none", hashtags=["Other"])

    assert shown(client, story) == [
        ("Of the rare one", "Also about #Rare"),
        ("Of the common one", "Also about #Common"),
    ]
    page = client.get(story.url).content.decode()
    assert "Related stories" in page
    assert "Also about #Rare" in page


def test_a_hashtag_that_most_stories_carry_relates_nothing(client, world):
    story = make("One", hashtags=["All"])
    make("Two", hashtags=["All"])
    make("Three", hashtags=["All"])
    assert len(shown(client, story)) == 2
    Listing.objects.filter(kind="hashtag").update(count=600)
    assert shown(client, story) == []


def test_one_report_relates_much_one_outlet_hardly(client, world):
    story = make("Ships wait", sources=[f"{GAZETTE}/a"], hashtags=["Ports"])
    make("The same report", sources=[f"{GAZETTE}/a?utm_source=x"])
    make("The same outlet", sources=[f"{GAZETTE}/b"])
    make("The same hashtag", hashtags=["Ports"])
    Listing.objects.filter(kind="hashtag").update(count=50)
    assert shown(client, story) == [
        ("The same report", "Same source: Gazette"),
        ("The same hashtag", "Also about #Ports"),
    ]


def test_one_outlet_and_the_same_words_relate(client, world):
    story = make("Harbour strike begins", sources=[f"{GAZETTE}/a"])
    make("Harbour strike ends", sources=[f"{GAZETTE}/b"])
    make("Harbour strike debated", sources=[f"{GAZETTE}/c"])
    assert {reason for _, reason in shown(client, story)} == {"A similar headline"}


def test_the_report_is_found_behind_the_newest_of_its_outlet(
    client, world, monkeypatch
):
    monkeypatch.setattr(related, "NEWEST", 2)
    story = make("Ships wait", sources=[f"{GAZETTE}/a"])
    make("Old one", age=50, sources=[f"{GAZETTE}/a"])
    make("Older one", age=60, sources=[f"{GAZETTE}/a"])
    for number in range(3):
        make(f"New {number}", age=1, sources=[f"{GAZETTE}/{number}"])
    assert [title for title, _ in shown(client, story)] == ["Old one", "Older one"]


def test_among_equals_the_fresher_comes_first(client, world):
    story = make("Ships wait", hashtags=["Ports"])
    for age in (300, 2, 30, 100, 60):
        make(f"{age} days", age=age, hashtags=["Ports"])
    assert [title for title, _ in shown(client, story)] == [
        "2 days",
        "30 days",
        "60 days",
        "100 days",
    ]


def test_a_single_one_is_not_shown(client, world):
    story = make("Ships wait", hashtags=["Ports"])
    make("Another", hashtags=["Ports"])
    assert shown(client, story) == []
    assert "Related stories" not in client.get(story.url).content.decode()


def test_a_hidden_hashtag_relates_nothing(client, world):
    story = make("Ships wait", hashtags=["Ports", "Vote"])
    make("Two", hashtags=["Ports"])
    make("Three", hashtags=["Ports"])
    Hashtag.objects.filter(name="Ports").update(status="hidden")
    assert shown(client, story) == []
    Hashtag.objects.filter(name="Ports").update(status="active")
    assert len(shown(client, story)) == 2


# The editors' picks -----------------------------------------------------------------


def test_picks_come_first_in_the_editors_order(client, world):
    first, second = make("First"), make("Second")
    make("Same 1", hashtags=["Ports"])
    make("Same 2", hashtags=["Ports"])
    story = pick(make("Ships wait", hashtags=["Ports"]), second, first)
    assert shown(client, story)[:2] == [
        ("Second", "Picked by the editors"),
        ("First", "Picked by the editors"),
    ]
    assert len(shown(client, story)) == 4


def test_a_single_pick_is_shown_and_a_picked_story_only_once(client, world):
    other = make("Other", hashtags=["Ports"])
    story = make("Ships wait", hashtags=["Ports"])
    story = pick(story, other, other, story)
    assert shown(client, story) == [("Other", "Picked by the editors")]


def test_picks_that_are_not_public_are_not_shown(client, world):
    hour = timedelta(hours=1)
    draft = make("Draft", publish=False)
    early = make("Early", publish=False, embargo_until=timezone.now() + hour)
    story = pick(make("Ships wait"), draft, early)
    assert shown(client, story) == []
    draft.save_revision().publish()
    assert shown(client, story) == [("Draft", "Picked by the editors")]


def test_picks_go_with_the_revision(client, world):
    one, two = make("One"), make("Two")
    story = pick(make("Ships wait"), one)
    older = story.latest_revision
    story = pick(story, two)
    older.publish()
    assert shown(client, story) == [("One", "Picked by the editors")]
    story.refresh_from_db()
    story.related_picks = [RelatedPick(story=two)]
    story.save_revision()
    assert shown(client, story) == [("One", "Picked by the editors")]


def test_a_revision_outlives_a_story_that_it_picked(client, world):
    one, two = make("One"), make("Two")
    story = pick(make("Ships wait"), one, two)
    revision = story.latest_revision
    one.delete()
    assert shown(client, story) == [("Two", "Picked by the editors")]
    revision.refresh_from_db()
    revision.publish()
    assert shown(client, story) == [("Two", "Picked by the editors")]


def test_the_ledger_keeps_the_picks_that_readers_saw(world):
    one = make("One")
    story = pick(make("Ships wait"), one)
    content = story.versions.last().content
    assert [each["story"] for each in content["related_picks"]] == [one.pk]
    assert list(faults(story.pk)) == []


def test_editors_pick_stories_in_the_storys_editor(edit, client, world):
    one = make("One")
    story = make("Ships wait", slug="ships-wait")
    picked = {
        "related_picks-TOTAL_FORMS": "1",
        "related_picks-0-story": str(one.pk),
        "related_picks-0-ORDER": "1",
        "related_picks-0-id": "",
    }
    form = story_form(title="Ships wait", slug="ships-wait", action="publish")
    assert edit(story, form | picked).status_code == 302
    assert shown(client, story) == [("One", "Picked by the editors")]


# Nothing stands twice ---------------------------------------------------------------


def test_no_story_stands_twice_on_a_page(client, world):
    linked = make("Linked", hashtags=["Ports"])
    others = [
        builders.make_article(f"Other {n}", category=world, hashtags=["Ports"])
        for n in range(7)
    ]
    story = builders.make_article(
        "Ships wait",
        category=world,
        hashtags=["Ports"],
        body=[("paragraph", "<p>See:</p>"), ("related_story", linked.pk)],
    )
    story = pick(story, others[6], linked)
    context = client.get(story.url).context
    beside = [each for each, _ in context["related"]] + context["more"]
    assert len(context["related"]) == 4
    assert context["related"][0][0] == others[6]
    assert {*context["more"]} == {*others} - {each for each, _ in context["related"]}
    assert len({*beside}) == len(beside)
    assert not {story, linked} & {*beside}


def test_an_alias_does_not_lead_to_its_original(client, world):
    story = make("Ships wait", hashtags=["Ports"])
    make("Two", hashtags=["Ports"])
    make("Three", hashtags=["Ports"])
    alias = story.create_alias(update_slug="ships")
    assert {title for title, _ in shown(client, alias)} == {"Two", "Three"}


# Cost and caches --------------------------------------------------------------------


def test_the_page_names_what_would_change_it(client, world):
    pick_of_theirs = make("Drafted", publish=False)
    story = make("Ships wait", hashtags=["Ports"], sources=[f"{GAZETTE}/a"])
    other = make("Two", hashtags=["Ports"])
    third = make("Three", hashtags=["Ports"])
    story = pick(story, pick_of_theirs)
    told = set(client.get(story.url)["Cache-Tag"].split(","))
    assert {
        f"hashtag-{Hashtag.objects.get().pk}",
        f"outlet-{story.outlet_id}",
        f"story-{pick_of_theirs.pk}",
        f"story-{other.pk}",
        f"story-{third.pk}",
    } <= told


def test_candidates_are_read_off_the_ends_of_indexes(client, world):
    story = make(
        "Ships wait",
        hashtags=["Ports", "Vote"],
        sources=[f"{GAZETTE}/{n}" for n in "ab"],
    )
    make("Two", hashtags=["Ports"], sources=[f"{GAZETTE}/a"])
    with CaptureQueriesContext(connection) as queries:
        client.get(story.url)
    (near,) = asked_for_related(queries)
    assert plan_of(near).count("news_listing_newest_first") >= 3
    assert not re.search(r"(Seq Scan on|SCAN) (news|wagtailcore)_", plan_of(near))


def test_what_is_remembered_of_candidates_is_what_the_database_says(
    client, world, remembering, monkeypatch
):
    now, hour = timezone.now(), timedelta(hours=1)
    words = {"hashtags": ["Ports", "Vote"], "sources": [f"{GAZETTE}/a"]}
    story = make("Ships wait", **words)
    make("Ships wait again", **words)
    make("Ships gone", expire_at=now + hour, **words)
    make("Vote", hashtags=["Vote"])
    make("Quay", sources=[f"{GAZETTE}/b", f"{GAZETTE}/a"])
    make("Not yet", embargo_until=now + hour, **words)

    def best(at) -> dict:
        return RelatedTo(ArticlePage.objects.get(pk=story.pk), at, [story.pk]).best()

    for at in (now, now + 2 * hour):
        kept = [best(at), best(at)]
        with monkeypatch.context() as undone:
            undone.setattr(related, "is_off", lambda: True)
            asked = best(at)
        assert kept == [asked, asked]
        assert len(asked) >= 3


def test_a_story_with_nothing_to_share_asks_for_nothing(client, world):
    story = make("Ships wait")
    with CaptureQueriesContext(connection) as queries:
        client.get(story.url)
    assert not asked_for_related(queries)


def asked_for_related(queries) -> list[str]:
    return [each["sql"] for each in queries if "'front' AS" in each["sql"]]


# The parts of the formula -----------------------------------------------------------


def test_the_formula_has_the_values_that_the_docs_give():
    assert rarity(9, 99) == pytest.approx(2.303, abs=0.001)
    assert rarity(100, 99) == 0
    assert headline_words("The Café's “harbour” vote, 2026") == {
        "cafe",
        "harbour",
        "vote",
        "2026",
    }
    ends, begins = headline_words("Strike ends"), headline_words("Strike begins")
    assert likeness(ends, begins) == 0.5
    assert likeness(frozenset(), frozenset()) == 0
    assert freshness(timedelta()) == 1
    assert freshness(timedelta(days=90)) == 0.75


@given(st.text(), st.text())
def test_headlines_are_alike_by_nothing_to_all(one, other):
    one, other = headline_words(one), headline_words(other)
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) == (1 if one else 0)


def test_where_nothing_is_related_there_is_no_heading():
    assert render_to_string("components/related.html", {"related": []}).strip() == ""
