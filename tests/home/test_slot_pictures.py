"""A slot's picture is public while readers see it there, and private afterwards."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from delivery import outbox
from delivery.models import Effect
from home.models import HomePage
from news.models import ArticlePage
from newsroom.demo import builders
from tests.home.front_form import place

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def is_public(picture) -> bool:
    names = [file["file"] for file in picture.ready_files]
    there = {(Path(settings.PUBLIC_MEDIA_ROOT) / name).is_file() for name in names}
    (answer,) = there
    return answer


@pytest.fixture
def picture(home):
    return builders.make_picture("Harbour")


@pytest.fixture
def story(home) -> ArticlePage:
    return builders.make_article("The bridge is shut")


def test_it_is_public_once_the_front_is_published_with_it(home, story, picture):
    assert not is_public(picture)
    place(home, {"story": story, "image": picture})
    assert is_public(picture)
    place(home, story)
    assert not is_public(picture)


def test_it_is_private_in_a_draft_and_where_its_story_is_hidden(home, story, picture):
    story.unpublish()
    place(home, {"story": story, "image": picture})
    assert not is_public(picture)
    ArticlePage.objects.get(pk=story.pk).save_revision().publish()
    assert is_public(picture)
    ArticlePage.objects.get(pk=story.pk).unpublish()
    assert not is_public(picture)


def test_it_goes_with_its_story(home, story, picture):
    place(home, {"story": story, "image": picture})
    ArticlePage.objects.get(pk=story.pk).delete()
    assert not is_public(picture)


def test_it_is_private_when_its_slot_has_ended(home, story, picture, monkeypatch):
    ends = timezone.now() + HOUR
    place(home, {"story": story, "image": picture, "expire_at": ends})
    outbox.run_due()
    assert is_public(picture)
    (waiting,) = Effect.objects.filter(event__startswith="slots end", done_at=None)
    assert abs(waiting.due_at - ends) < timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: ends + timedelta(seconds=1))
    outbox.run_due()
    assert not is_public(picture)


def test_it_is_private_when_the_front_is_taken_down(home, story, picture):
    place(home, {"story": story, "image": picture})
    HomePage.objects.get(pk=home.pk).unpublish()
    assert not is_public(picture)
