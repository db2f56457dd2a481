"""What an import did, or would do, in the words of its report."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a post."""

    MADE = "made"
    CHANGED = "changed"
    PUBLISHED = "published, unchanged"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


class Places:
    """How often each thing was said, and of which places; the first, or with None all.

    A place that says it many times at once is one place.
    """

    def __init__(self, shown: int | None):
        self._shown = shown
        self._numbers: Counter[str] = Counter()
        self._different: Counter[str] = Counter()
        self._latest: dict[str, str] = {}
        self._places: dict[str, list[str]] = defaultdict(list)

    def add(self, what: str, where: str) -> None:
        """Count it, and keep the place, if it is one of the first."""
        self._numbers[what] += 1
        if self._latest.get(what) == where:
            return
        self._latest[what] = where
        self._different[what] += 1
        places = self._places[what]
        if self._shown is None or len(places) < self._shown:
            places.append(where)

    def __iter__(self):
        """(what, how often, the places in words), the most frequent first."""
        for what, number in self._numbers.most_common():
            yield what, number, _shortened(self._places[what], self._different[what])


class Report:
    """Counts, names and places; each of a million only if ``all_places`` are asked."""

    def __init__(self, *, all_places: bool = False):
        self.fates: Counter[Fate] = Counter()
        self.published = 0
        self.links = 0  # that lead from one imported story to another
        self.problems: list[str] = []
        self.skipped = Places(None if all_places else 12)
        self.new: dict[str, dict[str, None]] = defaultdict(dict)
        self.notes = Places(None if all_places else 3)

    def skip(self, where: str, why: str) -> None:
        """A post is left as it is, and why."""
        self.fates[Fate.SKIPPED] += 1
        self.skipped.add(why, where)

    def fail(self, problem: str) -> None:
        """A post cannot be imported, or no more of the file."""
        self.fates[Fate.FAILED] += 1
        self.problems.append(problem)

    def name(self, kind: str, names: Iterable[str]) -> None:
        """Names that the newsroom did not know, each once."""
        self.new[kind].update(dict.fromkeys(names))

    def note(self, where: str, notes: Iterable[str]) -> None:
        """What of a post is not as it was; after ': ' it differs from post to post."""
        for note in notes:
            what, _, which = note.partition(": ")
            self.notes.add(what, f"{where}: {which}" if which else where)

    def lines(self, dry_run: bool) -> Iterable[str]:
        """The whole report."""
        counts = (f"{fate} {self.fates[fate]:,}" for fate in Fate if self.fates[fate])
        yield ("Would be " if dry_run else "Posts ") + (", ".join(counts) or "none")
        if self.published:
            yield f"Published of these: {self.published:,}"
        if self.links:
            yield f"Links between imported stories: {self.links:,}"
        for kind, names in self.new.items():
            if names:
                shown = _shortened(list(names)[:12], len(names))
                yield f"New {kind} ({len(names):,}): {shown}"
        for why, number, places in self.skipped:
            yield f"Skipped, {why} ({number:,}): {places}"
        for what, number, places in self.notes:
            yield f"Note, {what} ({number:,}): {places}"
        for problem in self.problems:
            yield f"Failed, {problem}"


def _shortened(names: list[str], number: int) -> str:
    rest = f"; and {number - len(names):,} more" if number > len(names) else ""
    return "; ".join(names) + rest
