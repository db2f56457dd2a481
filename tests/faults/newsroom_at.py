"""A newsroom at the database of ``DATABASE_URL``: takes a command a line, as JSON.

``{"do": "schedule", "count": 3}`` is answered by ``{"answer": ...}``, or by
``{"error": ...}`` with the traceback. ``processes.Newsroom`` starts it.
"""

import json
import sys
import time
import traceback
from collections import Counter
from datetime import datetime, timedelta

import crashes
import forked_clocks
import hidden_stories
import picture_addresses
import readable
import told_outside
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Count, F
from django.test.utils import override_settings
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from delivery.models import Effect
from delivery.times import last_beat
from news.models import (
    ArticlePage,
    Listing,
    ScheduleProblem,
    StoryListing,
    StoryVersion,
)
from news.verification import faults
from newsroom.demo import builders
from search.models import AdminDocument

HEADLINE = "Harbour board votes on berth"


# Making ------------------------------------------------------------------------------


def schedule(count: int, bring: bool = True) -> list[int]:
    """Schedule stories as an editor does; returns their primary keys.

    For tomorrow, or, unless ``bring`` is false, for a minute ago.
    """
    tomorrow = timezone.now() + timedelta(days=1)
    pks = []
    for number in range(1, count + 1):
        story = builders.make_article(
            f"{HEADLINE} {number}",
            publish=False,
            go_live_at=tomorrow,
            hashtags=["Harbour"],
        )
        story.get_latest_revision().publish()
        pks.append(story.pk)
    if bring:
        bring_near(pks, within=-60)
    return pks


def bring_near(pks: list[int], within: float, over: float = 0) -> dict[int, float]:
    """Make scheduled stories due: the first ``within`` seconds from now.

    The others follow evenly in the ``over`` seconds after it. Returns when each is due,
    in seconds of the epoch.
    """
    first = timezone.now() + timedelta(seconds=within)
    step = timedelta(seconds=over / len(pks))
    due = {pk: first + step * number for number, pk in enumerate(pks)}
    with transaction.atomic():
        for pk, at in due.items():
            _bring_near(pk, at)
    return {pk: at.timestamp() for pk, at in due.items()}


def _bring_near(pk: int, at: datetime) -> None:
    """Change the moment everywhere that Wagtail's scheduling wrote it."""
    revision = Revision.page_revisions.get(object_id=str(pk))
    if not revision.approved_go_live_at or ArticlePage.objects.get(pk=pk).live:
        raise ValueError(f"Story {pk} was not scheduled.")
    revision.content["go_live_at"] = at.isoformat()
    revision.approved_go_live_at = at
    revision.save(update_fields=["content", "approved_go_live_at"])
    Page.objects.filter(pk=pk).update(go_live_at=at)


def amend(pk: int, **content) -> dict:
    """Write into the content of a story's revision; returns what stood there."""
    revision = Revision.page_revisions.get(object_id=str(pk))
    before = {name: revision.content[name] for name in content}
    revision.content |= content
    revision.save(update_fields=["content"])
    return before


# Publishing a page of that key never ends in the time that the database gives it; on
# SQLite, which gives any time, it fails with the same error of Django's.
ENDLESS = {
    "postgresql": (
        """CREATE FUNCTION never_ends() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_sleep(600); RETURN NEW; END $$""",
        """CREATE TRIGGER never_ends BEFORE UPDATE ON wagtailcore_page FOR EACH ROW
        WHEN (NEW.id = {pk} AND NEW.live) EXECUTE FUNCTION never_ends()""",
        "ALTER DATABASE {name} SET statement_timeout = '2s'",
    ),
    "sqlite": (
        """CREATE TRIGGER never_ends BEFORE UPDATE ON wagtailcore_page
        WHEN NEW.id = {pk} AND NEW.live BEGIN SELECT json('no JSON' || NEW.id); END""",
    ),
}
ENDING = {
    "postgresql": (
        "DROP FUNCTION never_ends CASCADE",
        "ALTER DATABASE {name} RESET statement_timeout",
    ),
    "sqlite": ("DROP TRIGGER never_ends",),
}


def make_endless(pk: int) -> None:
    """Let the database give up publishing that story."""
    _execute(ENDLESS[connection.vendor], pk)


def make_ending() -> None:
    """Let the database publish every story again."""
    _execute(ENDING[connection.vendor])


def _execute(statements, pk: int = 0) -> None:
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.format(pk=pk, name=name))


def cut_connections(at_work: int = 0) -> None:
    """End every other connection to this database, as a server that is begun anew does.

    Once that many of them are in the midst of publishing.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {StoryListing._meta.db_table}")
        waiting = 0
        while waiting < at_work:
            time.sleep(0.05)
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted "
                "AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            waiting = cursor.fetchone()[0]
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def slug(pk: int) -> str:
    """A story's slug."""
    return Page.objects.values_list("slug", flat=True).get(pk=pk)


def category() -> int:
    """Primary key of the category that stories are in, unless told otherwise."""
    return builders.make_category().pk


def pk_of(slug: str) -> int:
    """Primary key of the story with that slug."""
    return ArticlePage.objects.get(slug=slug).pk


def publish_one(category: str = "General") -> dict:
    """Publish a story; returns its primary key and its address."""
    section = builders.make_category(category)
    story = builders.make_article(f"{HEADLINE} 0", category=section)
    return {"pk": story.pk, "path": story.url}


def rename(pk: int, headline: str, purging: bool = True) -> float:
    """Publish the story under another headline; returns when that was committed."""
    committed = []
    story = ArticlePage.objects.get(pk=pk)
    story.title = headline
    cache = settings.FRONT_CACHE if purging else ""
    with override_settings(FRONT_CACHE=cache), transaction.atomic():
        transaction.on_commit(lambda: committed.append(time.time()))
        story.save_revision().publish()
    return committed[0]


def free_what_is_claimed() -> int:
    """Let the leases of processes that died pass; returns how many there were."""
    undone = Effect.objects.filter(done_at=None)
    claimed = undone.exclude(claimed_until=None).count()
    undone.update(claimed_until=None, due_at=timezone.now())
    return claimed


# Looking -----------------------------------------------------------------------------


def unfinished() -> dict[str, int]:
    """How many stories still wait to be published, and effects to be run."""
    return {"stories": forked_clocks.left(), "effects": _undone().count()}


def _undone():
    return Effect.objects.filter(done_at=None)


def clock_beats() -> bool:
    """Whether a clock has finished a round here."""
    return last_beat("clock") is not None


def report() -> dict:
    """What became of every story, and of what goes with them."""
    pks = list(ArticlePage.objects.order_by("pk").values_list("pk", flat=True))
    rows = Counter(StoryListing.objects.values_list("story_id", "listing__kind"))
    logs = Counter(
        PageLogEntry.objects.filter(action="wagtail.publish.scheduled").values_list(
            "page_id", flat=True
        )
    )
    versions = Counter(StoryVersion.objects.values_list("story_id", flat=True))
    approved = Counter(
        Revision.page_revisions.exclude(approved_go_live_at=None).values_list(
            "object_id", flat=True
        )
    )
    indexed = Counter(
        AdminDocument.objects.filter(
            content_type=ContentType.objects.get_for_model(Page)
        ).values_list("object_id", flat=True)
    )
    live = set(Page.objects.filter(live=True).values_list("pk", flat=True))
    effects = {}
    for effect in Effect.objects.all():
        story = effect.payload.get("story")
        effects.setdefault(story, []).append(
            [effect.event, effect.step, effect.done_at is not None, effect.tries]
        )
    counters = Listing.objects.annotate(rows_there=Count("rows"))
    return {
        "stories": {
            pk: {
                "live": pk in live,
                "logs": logs[pk],
                "versions": versions[pk],
                "faults": list(faults(pk)),
                "listings": {kind: n for (of, kind), n in rows.items() if of == pk},
                "approved": approved[str(pk)],
                "indexed": indexed[pk],
                "refers_to": sorted(
                    set(
                        ReferenceIndex.get_references_for_object(
                            ArticlePage.objects.get(pk=pk)
                        )
                        .filter(model_path__startswith="body")
                        .values_list("to_object_id", flat=True)
                    )
                ),
                "effects": effects.get(pk, []),
            }
            for pk in pks
        },
        "wrong_counters": [
            str(each) for each in counters.exclude(count=F("rows_there"))
        ],
        "problems": {
            problem.page_id: {"reason": problem.reason, "tries": problem.tries}
            for problem in ScheduleProblem.objects.all()
        },
    }


def watch(pks: list[int], timeout: float) -> dict[int, float]:
    """Look every 50 ms which stories went live; returns when each was first seen so."""
    seen, waiting, end = {}, set(pks), time.monotonic() + timeout
    while waiting and time.monotonic() < end:
        live = Page.objects.filter(pk__in=waiting, live=True)
        now_live = set(live.values_list("pk", flat=True))
        seen |= dict.fromkeys(now_live, time.time())
        waiting -= now_live
        time.sleep(0.05)
    return seen


def written() -> dict[int, float]:
    """When each story's first version says that it was published."""
    versions = StoryVersion.objects.filter(number=1).values_list("story_id", "at")
    return {pk: at.timestamp() for pk, at in versions}


COMMANDS = [
    schedule,
    bring_near,
    amend,
    make_endless,
    make_ending,
    cut_connections,
    slug,
    category,
    pk_of,
    publish_one,
    rename,
    free_what_is_claimed,
    unfinished,
    clock_beats,
    report,
    watch,
    written,
    forked_clocks.kill_clocks,
    forked_clocks.run_wagtails_own,
    forked_clocks.race,
    picture_addresses.draft_with_pictures,
    picture_addresses.addresses_of_all_files,
    picture_addresses.publish,
    picture_addresses.take_down,
    picture_addresses.sync_pictures,
    picture_addresses.make_editor,
    readable.publish_many,
    readable.form_of,
    readable.newest_headline,
    readable.headline_shown,
    readable.is_live,
    told_outside.tell_of_stories_at,
    crashes.crash_at,
    hidden_stories.publish_to_hide,
    hidden_stories.hide,
]


def main() -> None:
    commands = {command.__name__: command for command in COMMANDS}
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            said = {"answer": commands[asked.pop("do")](**asked)}
        except Exception:  # the test shows it
            said = {"error": traceback.format_exc()}
        print(json.dumps(said), file=answers, flush=True)
