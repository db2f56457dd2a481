"""`published()` is the one door: what it hides is on no public surface."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.models import ArticlePage
from news.querysets import in_its_time, visible_at
from newsroom.demo import builders

HOUR = timedelta(hours=1)
WORD = "zanzibar"


def plant(state, home):
    """A story in that state whose headline holds a word found nowhere else."""
    now = timezone.now()
    build = {
        "published": {},
        "embargo passed": {"embargo_until": now - HOUR},
        "expiry to come": {"expire_at": now + HOUR},
        "draft": {"publish": False},
        "scheduled": {"go_live_at": now + HOUR},
        "embargoed": {"embargo_until": now + HOUR},
        "expired, not swept": {"expire_at": now - HOUR},
    }
    story = builders.make_article(
        f"A {WORD} story",
        hashtags=[f"{WORD}tag"],
        sources=["https://paper.example/zanzibar"],
        authors=[builders.make_author("Ada Marsh")],
        **build.get(state, {}),
    )
    if state == "unpublished":
        story.unpublish()
    elif state == "deleted":
        story.delete()
    elif state == "restricted":
        PageViewRestriction.objects.create(page=story, restriction_type="login")
    elif state == "below a restricted category":
        PageViewRestriction.objects.create(
            page=story.get_parent(), restriction_type="login"
        )
    elif state == "unpublished edit":
        story.title = f"A {WORD} draft"
        story.save_revision()
    elif state == "submitted":
        story.unpublish()
        story.get_workflow().start(story, builders.make_user("submitter"))
    return story


SEEN = ["published", "embargo passed", "expiry to come", "unpublished edit"]
HIDDEN = [
    "draft",
    "scheduled",
    "embargoed",
    "expired, not swept",
    "unpublished",
    "deleted",
    "restricted",
    "below a restricted category",
    "submitted",
]
ADDRESSES = ["/", "/general/", "/authors/ada-marsh/", f"/search/?q={WORD}"]
ONLY_WITH_STORIES = [f"/hashtags/{WORD}tag/", "/outlets/paper/"]


@pytest.mark.parametrize("state", HIDDEN)
def test_a_hidden_story_is_on_no_public_page(client, home, state):
    story = plant(state, home)

    assert not ArticlePage.objects.published().filter(pk=story.pk).exists()
    for address in ADDRESSES:
        page = client.get(address, follow=True)
        headline = page.content.decode().replace(f'value="{WORD}"', "")
        assert f"A {WORD}" not in headline, address
    for address in ONLY_WITH_STORIES:
        assert client.get(address).status_code == 404, address
    answer = client.get(f"/general/{story.slug}/")
    assert answer.status_code in (302, 404)
    assert WORD not in answer.content.decode()


@pytest.mark.parametrize("state", SEEN)
def test_a_visible_story_is_on_every_public_page(client, home, state):
    story = plant(state, home)

    assert ArticlePage.objects.published().get() == story
    for address in [*ADDRESSES, *ONLY_WITH_STORIES, story.url]:
        page = client.get(address)
        assert page.status_code == 200, address
        assert f"A {WORD} story" in page.content.decode(), address
    assert f"A {WORD} draft" not in client.get(story.url).content.decode()


@pytest.mark.parametrize("embargo", [None, -1, 0, 1])
@pytest.mark.parametrize("expiry", [None, -1, 0, 1])
def test_the_door_and_the_page_agree_to_the_second(home, embargo, expiry):
    now = timezone.now()
    story = builders.make_article()
    second = timedelta(seconds=1)
    ArticlePage.objects.filter(pk=story.pk).update(
        embargo_until=None if embargo is None else now + embargo * second,
        expire_at=None if expiry is None else now + expiry * second,
    )
    story.refresh_from_db()

    through_the_door = ArticlePage.objects.filter(visible_at(now)).exists()
    assert through_the_door is in_its_time(story, now)
    assert through_the_door is (embargo in (None, -1, 0) and expiry in (None, 1))
