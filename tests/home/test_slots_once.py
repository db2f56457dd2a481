"""No story stands twice on the front, whatever its slots hold."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from home.front import PLACES, compose
from home.models import Slot
from news.models import ArticlePage, CategoryIndexPage
from newsroom.demo import builders
from tests.home.test_front_page import all_of

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DRAFT, EXPIRED, ALIAS = 2, 4, 15
# Which story is in the slot, whether it is pinned, whether it has ended.
SLOT = st.tuples(st.none() | st.integers(0, 15), st.booleans(), st.booleans())


@pytest.fixture(scope="module")
def stories(once) -> list[ArticlePage]:
    """Fifteen of two categories, two of which nobody sees, and an alias of one."""
    builders.front_page()
    now = timezone.now()
    made = [
        builders.make_article(
            f"Story {number}",
            slug=f"s{number}",
            category=builders.make_category(("World", "Sport")[number % 2]),
            published_at=now - (number + 1) * HOUR,
            publish=number != DRAFT,
            hero_image=builders.make_picture() if number % 5 == 0 else None,
        )
        for number in range(15)
    ]
    made[EXPIRED].expire_at = now - HOUR
    made[EXPIRED].save(clean=False)
    alias = made[6].create_alias(parent=builders.make_category("Culture"))
    return [*made, ArticlePage.objects.get(pk=alias.pk)]


@given(chosen=st.lists(SLOT, max_size=PLACES + 2))
def test_no_story_stands_twice_whatever_the_slots_hold(stories, chosen):
    """Readers can see 13: a dozen places, and a rail needs two more."""
    now = timezone.now()
    slots = [
        Slot(
            story=None if number is None else stories[number],
            pinned=pinned,
            expire_at=now - HOUR if ended else None,
            placed_at=now - 40 * HOUR,
        )
        for number, pinned, ended in chosen
    ]
    front = compose(CategoryIndexPage.objects.order_by("path"), slots)
    shown = [story.pk for story in all_of(front)]
    assert len(shown) == len(set(shown)) == PLACES
    assert not {stories[hidden].pk for hidden in (DRAFT, EXPIRED, ALIAS)} & set(shown)
