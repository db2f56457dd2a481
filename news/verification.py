"""Is every version still what was published? And were any taken away?"""

import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter, itemgetter

from django.db import connection, transaction
from django.db.models import Max

from delivery.times import newsroom_now
from news.models.version import StoryVersion, sealed

Change = StoryVersion.Change


@dataclass(frozen=True)
class Head:
    """What the ledger held at a moment: enough to find later that some of it is gone.

    ``up_to`` is the primary key of the newest version of then, ``digest`` a keyed hash
    over each story's newest chain hash and count of versions.
    """

    at: str
    up_to: int
    stories: int
    versions: int
    digest: str

    def __str__(self):
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, line: str) -> "Head":
        """The head that ``line`` holds; raises ValueError for what is none."""
        try:
            head = cls(**json.loads(line))
        except TypeError as error:
            raise ValueError(f"This is no head of the history: {line[:80]}") from error
        if not (isinstance(head.up_to, int) and isinstance(head.digest, str)):
            raise ValueError(f"This is no head of the history: {line[:80]}")
        return head


class Reckoning:
    """A head being reckoned while versions pass, story by story."""

    def __init__(self, up_to: int):
        self.up_to = up_to
        self.stories = self.versions = 0
        self._digest = sealed("head", up_to)

    def add(self, story_pk: int, chain: Iterable[tuple[int, str]]) -> None:
        """Count one story's ``(primary key, chain hash)``, first to last."""
        known = [chain_hash for pk, chain_hash in chain if pk <= self.up_to]
        if known:
            self.stories += 1
            self.versions += len(known)
            self._digest = sealed(self._digest, story_pk, len(known), known[-1])

    def head(self, at: datetime) -> Head:
        """The head, once all versions have passed."""
        return Head(
            at.isoformat(), self.up_to, self.stories, self.versions, self._digest
        )

    def agrees_with(self, head: Head) -> bool:
        """Whether the ledger still holds what it held then."""
        return hmac.compare_digest(self._digest, head.digest)


def head_now(before: datetime | None = None) -> Head:
    """The ledger's head, or that of all versions written ``before`` a moment.

    One pass over keys and hashes; no text is read.
    """
    reckoning = Reckoning(_newest(before))
    rows = StoryVersion.objects.order_by("story_id", "number")
    rows = rows.values_list("story_id", "pk", "chain_hash").iterator(chunk_size=5000)
    for story_pk, chain in groupby(rows, itemgetter(0)):
        reckoning.add(story_pk, (row[1:] for row in chain))
    return reckoning.head(before or newsroom_now())


@transaction.atomic
def _newest(before: datetime | None) -> int:
    """The primary key up to which no version is still to be committed.

    Whoever publishes right now is waited for, and the next waits for this one query:
    primary keys are given in the order of asking, not of committing.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = StoryVersion._meta.db_table
            cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
    written = StoryVersion.objects.order_by()
    if before:
        written = written.filter(at__lt=before)
    return written.aggregate(newest=Max("pk"))["newest"] or 0


def number_and_first_fault() -> tuple[int, str]:
    """How many faults the ledger has, and what the first is; "" where it has none."""
    faults = faults_of_all()
    first = next(faults, "")
    return bool(first) + sum(1 for _ in faults), first


def faults_of_all(heads: Iterable[Head] = ()) -> Iterator[str]:
    """What is wrong with the ledger, and with what it held at each of ``heads``."""
    reckonings = [(head, Reckoning(head.up_to)) for head in heads]
    rows = StoryVersion.objects.order_by("story_id", "number")
    rows = rows.iterator(chunk_size=200)
    for story_pk, group in groupby(rows, attrgetter("story_id")):
        chain = []
        yield from _faults_in(group, chain)
        for _, reckoning in reckonings:
            reckoning.add(story_pk, chain)
    for head, reckoning in reckonings:
        if not reckoning.agrees_with(head):
            yield (
                f"The head of {head.at}: then there were {head.versions} versions of "
                f"{head.stories} stories; of those {reckoning.versions} of "
                f"{reckoning.stories} are left, or they are others."
            )


def faults(story_pk: int) -> Iterator[str]:
    """What is wrong with the versions of one story; nothing where they are whole."""
    return _faults_in(StoryVersion.objects.of(story_pk), [])


def _faults_in(versions: Iterable[StoryVersion], chain: list) -> Iterator[str]:
    """The faults of one story's versions, first to last.

    ``chain`` is filled with each one's primary key and chain hash.
    """
    previous, number = "", 0
    marked, entered = {}, {}
    for version in versions:
        number += 1
        if version.number != number:
            yield f"{version}: number {number} is missing."
            number = version.number
        if version.chain_hash != version.hash_after(previous):
            yield f"{version}: it, or one before it, was changed after it was written."
        if not version.text_is_whole:
            yield f"{version}: its text is not what was published."
        if version.withheld_at or version.withheld_for:
            marked[number] = (str(version), version.withheld_at, version.withheld_for)
        if version.change == Change.WITHHOLD and isinstance(version.content, dict):
            withheld = version.content.get("version")
            name = f"Version {withheld} of story {version.story_id}"
            entered[withheld] = (name, version.at, version.content.get("reason"))
        previous = version.chain_hash
        chain.append((version.pk, version.chain_hash))
    for number in sorted(marked.keys() | entered.keys(), key=str):
        if marked.get(number) != entered.get(number):
            name = (marked.get(number) or entered[number])[0]
            yield f"{name}: the ledger has no such withholding of it."
