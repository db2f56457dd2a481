"""Checking whether what stories cite is still online, politely, by the clock.

A step of a check is one request at most. Each goes out with the one outbound client,
to a host that nobody asked for ten seconds or as long as its robots.txt wishes, and
only where that allows it. A redirect is a step of its own. All of it is in the
database, so that any number of processes, begun again at any time, keep to it together.
"""

import logging
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from django.db import transaction

from delivery.outbound import OutboundClient, OutboundError, OutboundRefused, Response
from delivery.public_addresses import Target, target_of
from delivery.times import newsroom_now
from sources.link_health import Host
from sources.models import Source
from sources.robots import allows, rules_in, wished_gap
from sources.signals import source_shown_changed

logger = logging.getLogger("newsclip.links")

client = OutboundClient()
GONE = {404, 410}
BUSY = {429, 503}
FOR_GOOD = {301, 308}
MAX_REDIRECTS = 5

GAP = timedelta(seconds=10)
LONGEST_GAP = timedelta(days=1)
# Slots are a little longer than the gap: whoever comes late does not make others wait.
SLOT = 1.25
# Longer than a step may take: a check whose process died is due after this.
LEASE = timedelta(minutes=5)
# RFC 9309: at least 500 KiB are read (2.5), for no longer than a day (2.4).
ROBOTS_BYTES = 512_000
ROBOTS_FRESH = timedelta(days=1)
ROBOTS_RETRY = timedelta(hours=1)
# How many that have to wait for their host are put off in one step.
LOOKED_AT = 20
# The part of the time that checks may take of the process which also runs the outbox.
SHARE = 0.25


class Turns:
    """Keeps the steps of one process to their share of its time."""

    def __init__(self):
        self.free_at = 0.0

    def take(self) -> None:
        """Take one step, unless the last ones took too long."""
        begun = time.monotonic()
        if begun < self.free_at:
            return
        check_a_link()
        took = time.monotonic() - begun
        self.free_at = begun + took / SHARE


def check_a_link() -> bool:
    """Take the next step of a check that is due; whether a request went out."""
    for _ in range(LOOKED_AT):
        source = _claimed()
        if source is None:
            return False
        if _step(source):
            return True
    return False


def _claimed() -> Source | None:
    """A source that is due, which is nobody else's for as long as the lease."""
    now = newsroom_now()
    due = Source.objects.filter(next_check_at__lte=now).order_by("next_check_at")
    for source in due[:LOOKED_AT]:
        same = Source.objects.filter(pk=source.pk, next_check_at=source.next_check_at)
        if same.update(next_check_at=now + LEASE):
            return source
    return None


def _step(source: Source) -> bool:
    """Ask the host for its robots.txt or the page; False where it is not its turn."""
    url = source.trail[-1][0] if source.trail else source.url
    now = newsroom_now()
    try:
        target = target_of(url, client.loopback)
    except OutboundRefused as refused:
        _keep(source, source.was_silent, str(refused), now)
        return False
    host = _host(target.authority, now)
    if host.robots_until and host.robots_until > now:
        if host.robots_error:
            _keep(source, source.was_silent, host.robots_error, now)
            return False
        if not allows(host.robots, target.url):
            _keep(source, source.was_refused, "Its robots.txt asks us not to.", now)
            return False
    if later := _slot(host.pk, now):
        _put_off(source, later)
        return False
    if host.robots_until and host.robots_until > now:
        _ask(source, url, host)
    else:
        _read_robots(host, target)
        _put_off(source, newsroom_now() + _gap(host))
    return True


def _host(authority: str, now: datetime) -> Host:
    """Its row; of one that was never asked, a new one whose turn it is."""
    times = {"next_request_at": now, "queued_until": now}
    return Host.objects.get_or_create(name=authority, defaults=times)[0]


@transaction.atomic
def _slot(host: int, now: datetime) -> datetime | None:
    """None where the host may be asked now, which takes its turn; or when to ask."""
    row = Host.objects.select_for_update().get(pk=host)
    gap = _gap(row)
    if row.next_request_at <= now:
        row.next_request_at = now + gap
        row.save(update_fields=["next_request_at"])
        return None
    row.queued_until = max(row.queued_until, row.next_request_at) + gap * SLOT
    row.save(update_fields=["queued_until"])
    return row.queued_until


def _gap(host: Host) -> timedelta:
    return min(max(GAP, timedelta(seconds=host.gap)), LONGEST_GAP)


def _read_robots(host: Host, target: Target) -> None:
    """Keep what robots.txt says: without one (4xx) all is allowed (RFC 9309, 2.3)."""
    host.robots = host.robots_error = ""
    wished = timedelta()
    try:
        answer = client.get(
            f"{target.scheme}://{target.authority}/robots.txt",
            accept="text/plain",
            most=ROBOTS_BYTES,
        )
        wished = _wish_to_wait(answer)
        _count_the_turn(target_of(answer.url, client.loopback).authority, host)
        if answer.status >= 500:
            host.robots_error = f"Its robots.txt answered {answer.status}."
        elif answer.status < 300:
            host.robots = "\n".join(
                rules_in(answer.body.decode("utf-8-sig", "replace"))
            )
    except OutboundError as error:
        host.robots_error = str(error)[:300]
    now = newsroom_now()
    host.robots_until = now + (ROBOTS_RETRY if host.robots_error else ROBOTS_FRESH)
    host.gap = wished_gap(host.robots, LONGEST_GAP.total_seconds())
    # It may have been redirected: the gap counts from the last request.
    host.next_request_at = now + max(wished, _gap(host))
    host.save(
        update_fields=[
            *("robots", "robots_error", "robots_until", "gap", "next_request_at")
        ]
    )


def _ask(source: Source, url: str, host: Host) -> None:
    """Ask for the page, without its body, and keep what that tells."""
    try:
        answer = client.ask(url)
        leads_to = answer.leads_to and target_of(answer.leads_to, client.loopback).url
    except OutboundError as error:
        _keep(source, source.was_silent, str(error), newsroom_now())
        return
    if wished := _wish_to_wait(answer):
        _leave_alone(host, newsroom_now() + wished)
    if leads_to is None:
        _keep_answer(source, answer)
    elif len(source.trail) == MAX_REDIRECTS:
        note = f"It redirects more than {MAX_REDIRECTS} times."
        _keep(source, source.was_silent, note, newsroom_now())
    else:
        source.trail = [*source.trail, [leads_to, answer.status in FOR_GOOD]]
        _put_off(source, newsroom_now())


def _wish_to_wait(answer: Response) -> timedelta:
    """How long a busy site wishes to be left alone, a day at most: Retry-After.

    A number of seconds or a date (RFC 9110, 10.2.3); nothing where it says neither.
    """
    said = (answer.headers.get("Retry-After") or "").strip()
    if answer.status not in BUSY or not said:
        return timedelta()
    if said.isascii() and said.isdigit():
        return min(timedelta(seconds=int(said[:9])), LONGEST_GAP)
    try:
        until = parsedate_to_datetime(said).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return timedelta()
    return min(max(until - newsroom_now(), timedelta()), LONGEST_GAP)


@transaction.atomic
def _leave_alone(host: Host, until: datetime) -> None:
    """Ask nothing of the host until then, not even for another source."""
    row = Host.objects.select_for_update().get(pk=host.pk)
    row.next_request_at = max(row.next_request_at, until)
    row.save(update_fields=["next_request_at"])


def _count_the_turn(authority: str, asked: Host) -> None:
    """Of another host, to which ``asked`` redirected the request just made."""
    if authority == asked.name:
        return
    now = newsroom_now()
    other = _host(authority, now)
    _leave_alone(other, now + _gap(other))


def _keep_answer(source: Source, answer: Response) -> None:
    now = newsroom_now()
    note = f"The site answered {answer.status}."
    if answer.status < 400:
        _keep(source, source.answered, now)
    elif answer.status in GONE:
        _keep(source, source.was_gone, note, now)
    else:
        _keep(source, source.was_silent, note, now)


def _put_off(source: Source, until: datetime) -> None:
    """Go on with the check at that time."""
    Source.objects.filter(pk=source.pk).update(trail=source.trail, next_check_at=until)


@transaction.atomic
def _keep(source: Source, found, *said) -> None:
    """Write what a check found, and tell where readers see something else by now."""
    was_dead = source.is_dead
    found(*said)
    source.save(
        update_fields=[
            *("link_state", "link_note", "moved_to", "checked_at", "next_check_at"),
            *("tries", "gone_since", "trail"),
        ]
    )
    if source.is_dead != was_dead:
        source_shown_changed.send(Source, source=source)
