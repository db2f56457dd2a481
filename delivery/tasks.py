"""The backend of Django's and Wagtail's tasks: after the commit, failures kept.

Wagtail and its search use ``django_tasks``, which reads the same ``TASKS`` setting as
Django. Its immediate backend runs a task inside the open transaction, where it sees
what may yet be rolled back, and swallows what the task raises.
"""

import logging
from dataclasses import replace

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id

from delivery import outbox

logger = logging.getLogger("newsclip.tasks")


class AfterCommit(BaseTaskBackend):
    """Runs each task once after the commit; one that fails goes to the outbox.

    A task enqueued twice in a transaction with the same arguments runs once: it looks
    at what is so after the commit, and a second look would see the same.
    """

    supports_async_task = True

    def enqueue(self, task, args, kwargs) -> TaskResult:
        """The result of a task that is yet to run. Raises InvalidTaskError."""
        self.validate_task(task)
        call = {"task": task.module_path, "args": list(args), "kwargs": kwargs}
        waiting = (getattr(each[1], "call", None) for each in connection.run_on_commit)
        if call not in waiting:
            _after_commit(call)
        return _not_yet_run(task, args, kwargs, self.alias)


def named(row) -> tuple[str, str, str]:
    """A row as Wagtail's tasks are given it: application, model, primary key."""
    return row._meta.app_label, row._meta.model_name, str(row.pk)


def drop(task, *args) -> None:
    """Take back a task enqueued in this transaction, because the outbox does its work.

    The outbox's row is written with the change; a task is lost with its process.
    """
    call = {"task": task.module_path, "args": list(args), "kwargs": {}}
    connection.run_on_commit = [
        each
        for each in connection.run_on_commit
        if getattr(each[1], "call", None) != call
    ]


def _after_commit(call: dict) -> None:
    def run():
        try:
            run_task(call)
        except Exception:  # whatever a task raises is tried again
            logger.exception("%s failed; the clock will try again", call["task"])
            outbox.enqueue(f"task:{get_random_id()}", "task", call, inline=False)

    run.call = call
    transaction.on_commit(run, robust=True)


@outbox.effect("task")
def run_task(call: dict) -> None:
    """Call a task by its path; one about something deleted since has nothing to do."""
    try:
        import_string(call["task"]).call(*call["args"], **call["kwargs"])
    except ObjectDoesNotExist:
        logger.info("%s: nothing is there any more", call)


def _not_yet_run(task, args, kwargs, alias) -> TaskResult:
    return TaskResult(
        task=replace(task, backend=alias),
        id=get_random_id(),
        status=TaskResultStatus.READY,
        enqueued_at=None,
        started_at=None,
        last_attempted_at=None,
        finished_at=None,
        args=args,
        kwargs=kwargs,
        backend=alias,
        errors=[],
        worker_ids=[],
    )
