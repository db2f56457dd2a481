"""Stories that editors promote for a search."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from newsroom.demo.builders import make_article, make_category
from search.models import PromotedStory, Promotion
from search.pins import promoted

pytestmark = pytest.mark.django_db
ADD = "wagtailsnippets_search_promotion:add"
EDIT = "wagtailsnippets_search_promotion:edit"
LIST = "wagtailsnippets_search_promotion:list"


@pytest.fixture
def stories(home):
    return [make_article(headline=f"Story {number}") for number in (1, 2, 3)]


def promote(query, *stories, **fields) -> Promotion:
    promotion = Promotion.objects.create(query=query, **fields)
    for place, story in enumerate(stories):
        PromotedStory.objects.create(promotion=promotion, story=story, sort_order=place)
    return promotion


def form(query, *stories, until="", promotion=None) -> dict:
    """What the admin's form sends."""
    rows = list(promotion.stories.all()) if promotion else []
    fields = {
        "query": query,
        "until": until,
        "stories-TOTAL_FORMS": len(stories),
        "stories-INITIAL_FORMS": len(rows),
        "stories-MIN_NUM_FORMS": 1,
        "stories-MAX_NUM_FORMS": 5,
    }
    for place, story in enumerate(stories):
        fields |= {
            f"stories-{place}-story": story.pk,
            f"stories-{place}-ORDER": place + 1,
            f"stories-{place}-DELETE": "",
            f"stories-{place}-id": rows[place].pk if place < len(rows) else "",
        }
    return fields


def test_promoted_stories_come_in_the_editors_order(stories):
    first, _, third = stories
    promote("gas prices", third, first)
    assert promoted("Gas  Prices") == [third, first]
    assert promoted("gas") == promoted("gas prices today") == promoted("") == []


def test_two_queries_and_one_where_nothing_is_promoted(
    stories, django_assert_num_queries
):
    """The rows of the pin, then the stories as cards need them."""
    promote("gas", *stories)
    with django_assert_num_queries(2):
        for story in promoted("gas"):
            assert story.title
            assert story.category.title
    with django_assert_num_queries(1):
        assert promoted("oil") == []
    with django_assert_num_queries(0):
        assert promoted(" ?! ") == []


def test_what_readers_may_not_see_is_not_promoted(home):
    now, hour = timezone.now(), timedelta(hours=1)
    hidden = make_category("Inside")
    stories = {
        "draft": make_article(publish=False),
        "embargoed": make_article(),
        "expired": make_article(),
        "private": make_article(category=hidden),
        "unpublished": make_article(),
        "seen": make_article(headline="Seen"),
    }
    change = type(stories["seen"]).objects.filter
    change(pk=stories["embargoed"].pk).update(embargo_until=now + hour)
    change(pk=stories["expired"].pk).update(expire_at=now - hour)
    stories["unpublished"].unpublish()
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    promote("gas", *stories.values())
    assert promoted("gas") == [stories["seen"]]


def test_the_last_day_is_a_whole_day(stories):
    today = timezone.localdate()
    promotion = promote("gas", *stories, until=today)
    assert promoted("gas") == stories
    assert promotion.is_running
    promotion.until = today - timedelta(days=1)
    promotion.save()
    assert promoted("gas") == []
    assert not promotion.is_running


def test_a_deleted_story_leaves_the_others(stories):
    promote("gas", *stories)
    stories[1].delete()
    assert promoted("gas") == [stories[0], stories[2]]


def test_an_editor_promotes_and_reorders_stories(desk, stories):
    first, second, _ = stories
    assert "Capitals, accents" in desk.get(reverse(ADD)).text
    desk.post(reverse(ADD), form(" Gas  prices", first, second))
    assert promoted("gas prices") == [first, second]
    promotion = Promotion.objects.get()
    assert promotion.query == "Gas prices"
    shown = desk.get(reverse(EDIT, args=[promotion.pk])).text
    assert first.title in shown
    fields = form("Gas prices", first, second, promotion=promotion)
    fields |= {"stories-0-ORDER": 2, "stories-1-ORDER": 1}
    desk.post(reverse(EDIT, args=[promotion.pk]), fields)
    assert promoted("gas prices") == [second, first]


def test_the_form_begins_with_the_search_of_a_report(desk, home):
    shown = desk.get(reverse(ADD), {"query": "gas <b>" + "x" * 200}).text
    assert 'value="gas &lt;b&gt;xxx' in shown


@pytest.mark.parametrize("query", ["gas prices", "GAS  PRICES", "“gas prices”"])
def test_one_search_is_promoted_once(desk, stories, query):
    promote("Gas prices", stories[0])
    answer = desk.post(reverse(ADD), form(query, stories[1]))
    assert answer.context["form"].errors["query"] == [
        "“Gas prices” has promoted stories already, and is the same search: change "
        "those."
    ]
    assert Promotion.objects.count() == 1


def test_a_search_of_signs_is_refused_at_its_field(desk, stories):
    answer = desk.post(reverse(ADD), form("?!", stories[0]))
    assert answer.context["form"].errors["query"] == ["Type at least one word."]


def test_a_story_is_promoted_once_and_there_are_one_to_five(desk, stories):
    first = stories[0]
    for wrong in ([first, first], [], [make_article() for _ in range(6)]):
        desk.post(reverse(ADD), form("gas", *wrong))
        assert not Promotion.objects.exists()


def test_the_list_says_how_many_and_until_when(desk, stories):
    promote("gas prices", *stories, until=timezone.localdate())
    promote("Élysée", stories[0], until=timezone.localdate() - timedelta(days=1))
    shown = desk.get(reverse(LIST))
    assert [each.story_count for each in shown.context["object_list"]] == [1, 3]
    found = desk.get(reverse(LIST), {"q": "elysee"}).context["object_list"]
    assert [str(each) for each in found] == ["Élysée"]
