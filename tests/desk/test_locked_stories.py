"""What a colleague has locked is not published, moved or deleted by any way."""

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import ArticlePage
from newsroom.demo import builders
from tests.accounts.people import member


@pytest.fixture
def chief(client, home):
    user = member("Managing editor")
    client.force_login(user)
    return user


@pytest.fixture
def sport(home):
    return builders.make_category("Sport")


def locked_by(user):
    """A draft that ``user`` has locked."""
    story = builders.make_article("Lock opens", slug="lock", publish=False)
    ArticlePage.objects.filter(pk=story.pk).update(
        locked=True, locked_by=user, locked_at=timezone.now()
    )
    return story


def at(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def many(action, story):
    args = ["wagtailcore", "page", action]
    return f"{reverse('wagtail_bulk_action', args=args)}?id={story.pk}"


def publish_many(client, story, sport):
    client.post(many("publish", story), {"include_descendants": ""})


def move(client, story, sport):
    client.post(at("move_confirm", story.pk, sport.pk))


def move_many(client, story, sport):
    client.post(many("move", story), {"chooser": sport.pk})


def change_category(client, story, sport):
    client.post(many("change_category", story), {"category": sport.pk})


def delete(client, story, sport):
    client.post(at("delete", story.pk))


def delete_many(client, story, sport):
    client.post(many("delete", story))


WAYS = [publish_many, move, move_many, change_category, delete, delete_many]


def place_of(story):
    """Where it lies, and whether readers see it; None where it is gone."""
    found = ArticlePage.objects.filter(pk=story.pk)
    return found.values_list("live", "url_path").first()


@pytest.mark.parametrize("do", WAYS)
def test_what_a_colleague_locked_stays_as_it_is(client, chief, sport, do):
    story = locked_by(builders.make_user("colleague"))
    before = place_of(story)
    do(client, story, sport)
    assert place_of(story) == before


@pytest.mark.parametrize("do", WAYS)
def test_what_one_locked_oneself_changes(client, chief, sport, do):
    """The control: each way does what it says where no lock is in it."""
    story = locked_by(chief)
    before = place_of(story)
    do(client, story, sport)
    assert place_of(story) != before


def test_it_says_who_has_locked_it(client, chief, sport):
    story = locked_by(builders.make_user("colleague", first_name="Ada"))
    said = client.post(many("publish", story), {"include_descendants": ""})
    assert said.status_code == 409
    assert "is locked by Ada" in said.content.decode()
