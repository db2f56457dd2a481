"""Tasks of Wagtail, its search and Django run after the commit and are never lost."""

import pytest
from django.db import transaction
from django.tasks import default_task_backend as django_backend
from django.utils import timezone
from django_tasks import default_task_backend, task

from delivery import outbox
from delivery.models import Effect
from delivery.tasks import AfterCommit
from hashtags.models import Hashtag

pytestmark = pytest.mark.django_db

calls = []
mood = {"broken": False}


@task()
def note(word):
    calls.append(word)
    if mood["broken"]:
        raise RuntimeError("no index")


@task()
def look_for(pk):
    Hashtag.objects.get(pk=pk)


@pytest.fixture(autouse=True)
def quiet():
    calls.clear()
    mood["broken"] = False


def test_both_libraries_use_this_backend():
    assert isinstance(default_task_backend._connections["default"], AfterCommit)
    assert isinstance(django_backend._connections["default"], AfterCommit)


def test_a_task_runs_after_the_commit_once():
    with transaction.atomic():
        note.enqueue("a")
        note.enqueue("a")
        note.enqueue("b")
        assert calls == []
    assert calls == ["a", "b"]


def test_a_task_of_a_rolled_back_change_never_runs():
    with transaction.atomic():
        note.enqueue("a")
        transaction.set_rollback(True)
    assert calls == []


def test_a_task_that_fails_does_not_reach_who_asked_and_is_tried_again():
    mood["broken"] = True
    note.enqueue("a")
    assert Effect.objects.get().payload["args"] == ["a"]
    mood["broken"] = False
    Effect.objects.update(due_at=timezone.now())
    assert outbox.run_due() == 1
    assert calls == ["a", "a"]


def test_a_task_about_something_deleted_has_nothing_to_do():
    look_for.enqueue(404)
    assert not Effect.objects.exists()
