"""Whoever chooses a story for a slot, the banner or a story sees the newest at once."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from newsroom.demo import builders
from tests.accounts.people import member


def offered(client, address="/admin/choose-story/", **query):
    html = client.get(address, query).json()["html"]
    links = BeautifulSoup(html, "html.parser").select("a.choose-page")
    return [each.get_text(strip=True) for each in links]


def test_the_newest_edit_comes_first_and_no_category_is_in_the_way(desk, home):
    sport = builders.make_category("Sport")
    older = builders.make_article("Boats race", category=sport)
    builders.make_article("Harbour vote")
    assert offered(desk) == ["Harbour vote", "Boats race"]
    older.save_revision()
    assert offered(desk) == ["Boats race", "Harbour vote"]


def test_it_lists_some_and_searches_all(desk, home):
    for number in range(27):
        builders.make_article(f"Harbour vote {number}")
    assert len(offered(desk)) == 25
    search = reverse("news_find_story")
    found = desk.get(search, {"q": "harbour vote", "page_type": "news.articlepage"})
    assert "There are 27 matches" in found.content.decode()


@pytest.mark.parametrize(
    "query", [{}, {"q": "harbour", "page_type": "news.articlepage"}]
)
def test_it_says_of_each_story_what_tells_it_from_others(desk, home, query):
    category = builders.make_category("Politics")
    builders.make_article("Harbour vote", category=category)
    address = reverse("news_find_story" if query else "news_choose_story")
    answer = desk.get(address, query)
    html = answer.content.decode() if query else answer.json()["html"]
    page = BeautifulSoup(html, "html.parser")
    heads = [each.get_text(strip=True) for each in page.select("th")]
    assert heads == ["Headline", "Category", "Updated", "Status"]
    (row,) = page.select("tbody tr")
    assert "Politics" in row.get_text()


def test_where_the_chosen_story_lies_makes_no_difference(desk, home):
    story = builders.make_article("Harbour vote")
    category = story.get_parent()
    assert offered(desk, f"/admin/choose-story/{category.pk}/") == ["Harbour vote"]


def test_several_can_be_ticked(desk, home):
    story = builders.make_article("Harbour vote")
    html = desk.get("/admin/choose-story/", {"multiple": "1"}).json()["html"]
    page = BeautifulSoup(html, "html.parser")
    assert [each["value"] for each in page.select("input[type=checkbox]")] == [
        str(story.pk)
    ]


def test_no_draft_of_others_is_offered_to_who_may_not_see_it(client, home):
    colleague, contributor = member("Reporter"), member("Contributor")
    builders.make_article("Secret", user=colleague, publish=False)
    builders.make_article("Mine", user=contributor, publish=False)
    builders.make_article("Public")
    client.force_login(contributor)
    assert offered(client) == ["Public", "Mine"]
    client.force_login(colleague)
    assert offered(client) == ["Public", "Mine", "Secret"]


@pytest.mark.parametrize(
    "address", ["/admin/pages/{home}/edit/", "/admin/settings/home/breakingbanner/"]
)
def test_slots_and_banner_ask_for_a_story(desk, home, address):
    page = desk.get(address.format(home=home.pk), follow=True).content.decode()
    assert "Choose a story" in page
    assert "/admin/choose-story/" in page
