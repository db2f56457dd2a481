"""Publishing and expiring what is due. Any number of processes may do it at once."""

import logging
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from delivery.times import newsroom_now
from news.listings import listed_in
from news.models import ArticlePage, ScheduleProblem
from news.signals import public_story_changed

logger = logging.getLogger("newsclip.clock")

DEADLOCK = "40P01"  # PostgreSQL's code
FIRST_RETRY = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=10)
# Seconds that one round takes at most, less the last page's own.
ROUND = 1.0


@dataclass
class Outcome:
    """What one run did: primary keys of pages; of those that failed, the reasons."""

    published: list[int] = field(default_factory=list)
    expired: list[int] = field(default_factory=list)
    failed: dict[int, str] = field(default_factory=dict)


def run_schedule(everything: bool = False) -> Outcome:
    """Take down what has expired, then publish what is due, each in a transaction.

    Ends after about a second, so that what fell due meanwhile is looked at too; with
    ``everything`` when nothing is left. A page that fails keeps its schedule and does
    not stop the others; its next try is put off, unless ``everything`` is to be tried.
    """
    outcome = Outcome()
    now = newsroom_now()
    ends = None if everything else time.monotonic() + ROUND
    expired, due = _expired(now), _due(now)
    ScheduleProblem.objects.exclude(page__in=[*expired, *due]).delete()
    waiting = set() if everything else _put_off(now)
    # What cannot be published can yet be taken down.
    for pks, later, do, done in (
        (expired, waiting - set(due), _expire, outcome.expired),
        (due, waiting, _publish, outcome.published),
    ):
        for page_pk in pks:
            if page_pk in later:
                continue
            if ends and time.monotonic() > ends:
                return outcome
            if _try(page_pk, do, outcome):
                done.append(page_pk)
    return outcome


def tell_of_embargoes(since: datetime, now: datetime) -> None:
    """Say that stories whose embargo passed after ``since`` may now be seen.

    Publishing waits for the embargo; this is for a story that code published under one.
    """
    passed = ArticlePage.objects.listable().filter(
        embargo_until__gt=since, embargo_until__lte=now
    )
    for story in passed.defer("body"):
        try:
            with transaction.atomic():
                public_story_changed.send(
                    ArticlePage,
                    story=story,
                    event=f"embargo:{story.pk}:{story.embargo_until:%Y%m%d%H%M%S}",
                    listings=listed_in(story),
                )
        except Exception:  # whatever is wrong with one story, the clock goes on
            logger.exception("The embargo of page %d passed, untold", story.pk)


def _expired(now: datetime) -> list[int]:
    """Live pages past their expiry, longest first."""
    pages = Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at")
    return list(pages.values_list("pk", flat=True))


def _due(now: datetime) -> list[int]:
    """Pages with an approved revision whose time has come, longest first."""
    due = Revision.page_revisions.filter(approved_go_live_at__lte=now)
    due = due.order_by("approved_go_live_at").values_list("object_id", flat=True)
    return [int(pk) for pk in due]


def _put_off(now: datetime) -> set[int]:
    """Pages that failed and whose next try waits."""
    problems = ScheduleProblem.objects.filter(next_try_at__gt=now)
    return set(problems.values_list("page", flat=True))


def _try(page_pk: int, do, outcome: Outcome) -> bool:
    """Whether ``do`` was done to the page, in one transaction, under its row's lock.

    Raises OperationalError where the database is away.
    """
    used = None
    try:
        with transaction.atomic():
            used = connection.connection
            row = Page.objects.filter(pk=page_pk).order_by()
            if not row.select_for_update(skip_locked=True, no_key=True).exists():
                return False  # deleted, or another process is at it
            done = do(page_pk, newsroom_now())
            if done:
                ScheduleProblem.objects.filter(page=page_pk).delete()
            return done
    except Exception as error:  # whatever is wrong with one page, others go on
        if isinstance(error, OperationalError):
            if getattr(error.__cause__, "sqlstate", "") == DEADLOCK:
                return False  # an editor's change goes first, this in the next round
            if not connection.is_usable():
                raise
            if connection.connection is not used:  # Django has connected again
                logger.exception("The connection was lost at page %d", page_pk)
                return False
        logger.exception("Page %d is due and could not be changed", page_pk)
        reason = f"{type(error).__name__}: {error}"[:2000]
        outcome.failed[page_pk] = reason
        _note(page_pk, reason)
        return False


def _publish(page_pk: int, now: datetime) -> bool:
    """Publish the page's approved revision, if it is still due."""
    revision = Revision.page_revisions.filter(
        object_id=str(page_pk), approved_go_live_at__lte=now
    ).first()
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    revision.refresh_from_db(fields=["approved_go_live_at"])
    waits_until = revision.approved_go_live_at  # a later embargo's end, for instance
    if waits_until and waits_until <= now:
        transaction.set_rollback(True)  # this machine's clock is behind: as it was
    return waits_until is None


def _expire(page_pk: int, now: datetime) -> bool:
    """Take the page down, if it is still live and past its expiry."""
    page = Page.objects.filter(pk=page_pk, live=True, expire_at__lte=now).first()
    if page is None:
        return False
    # Unpublishing would cancel a version that is to follow.
    waiting = page.scheduled_revision
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    if waiting:
        waiting.save(update_fields=["approved_go_live_at"])
    return True


def _note(page_pk: int, reason: str) -> None:
    """Keep the reason for editors, and put the next try off.

    Where that cannot be written either, for want of room or because the page is being
    deleted, the page is tried again in the next round.
    """
    try:
        with transaction.atomic():
            _write_note(page_pk, reason)
    except DatabaseError:
        logger.exception("What is wrong with page %d could not be noted", page_pk)


def _write_note(page_pk: int, reason: str) -> None:
    if not Page.objects.filter(pk=page_pk).exists():
        return
    problem, new = ScheduleProblem.objects.get_or_create(
        page_id=page_pk,
        defaults={"reason": reason, "next_try_at": timezone.now() + FIRST_RETRY},
    )
    if not new:
        problem.reason = reason
        problem.tries += 1
        wait = min(FIRST_RETRY * 2 ** min(problem.tries - 1, 10), LONGEST_WAIT)
        problem.next_try_at = timezone.now() + wait
        problem.save()
