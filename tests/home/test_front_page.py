"""The front page shows the newest stories of every category, twenty at a time."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import TestCase

from home.models import HomePage
from newsroom.demo import builders

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


PREVIOUS = re.compile(r'<a rel="prev" href="\?page=(\d)"')
NEXT = re.compile(r'<a rel="next" href="\?page=(\d)"')
CANONICAL = re.compile(r'<link rel="canonical" href="https?://[^/]+([^"]*)"')
BAD_PAGES = ("4", "0", "-1", "x", "1.5", "10^30", "1" + "0" * 30, "9" * 5000, "\x00")


class FortyFiveStories(TestCase):
    """Of two categories, and written in another order than they are dated."""

    @classmethod
    def setUpTestData(cls):
        builders.front_page()
        categories = [
            builders.make_category("General"),
            builders.make_category("World"),
        ]
        for number in [*range(0, 45, 2), *range(1, 45, 2)]:
            builders.make_article(
                f"Story {number}",
                category=categories[number % 3 == 0],
                published_at=NOON + timedelta(minutes=number),
            )
        cls.newest_first = [f"Story {number}" for number in reversed(range(45))]

    def page(self, number: int | str) -> str:
        response = self.client.get("/", {"page": number})
        assert response.status_code == 200
        return response.content.decode()

    def headlines(self, number: int | str) -> list[str]:
        """The headlines of a page of the front, from the top."""
        return re.findall(r'card__headline"><a [^>]*>([^<]*)<', self.page(number))

    def test_stories_stand_newest_first_twenty_a_page(self):
        assert self.headlines("") == self.newest_first[:20]
        assert self.headlines(1) == self.newest_first[:20]
        assert self.headlines(2) == self.newest_first[20:40]
        assert self.headlines(3) == self.newest_first[40:]

    def test_pages_are_linked_to_their_neighbours(self):
        first, middle, last = (self.page(number) for number in (1, 2, 3))
        assert (PREVIOUS.findall(first), NEXT.findall(first)) == ([], ["2"])
        assert (PREVIOUS.findall(middle), NEXT.findall(middle)) == (["1"], ["3"])
        assert (PREVIOUS.findall(last), NEXT.findall(last)) == (["2"], [])
        assert "Page 2 of 3" in middle

    def test_each_page_is_its_own_canonical_address(self):
        assert CANONICAL.findall(self.page(1)) == ["/"]
        assert CANONICAL.findall(self.page(2)) == ["/?page=2"]

    def test_page_that_is_not_there_is_not_found(self):
        for number in BAD_PAGES:
            with self.subTest(page=number[:40]):
                response = self.client.get("/", {"page": number})
                assert response.status_code == 404


def test_empty_newsroom_says_so(client, home):
    page = client.get("/").content.decode()
    assert "No stories yet." in page
    assert "pagination" not in page
    assert client.get("/", {"page": 2}).status_code == 404


def test_introduction_stands_above_the_stories(client, home):
    builders.make_article("Vote postponed")
    home.introduction = "News of the harbour & beyond"
    home.save_revision().publish()
    page = client.get("/").content.decode()
    introduction = page.index("News of the harbour &amp; beyond")
    assert introduction < page.index("Vote postponed")


def test_there_is_one_front_page(home):
    assert not HomePage.can_create_at(home.get_parent())
    assert HomePage.allowed_subpage_models() == [type(builders.make_category())]


def test_category_may_not_take_an_address_of_the_site(home):
    with pytest.raises(ValidationError, match="address of the site itself"):
        builders.make_category("Admin")
