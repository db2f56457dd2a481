"""Every address of the admin, by role and by whose things, held against the rules."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from unittest import mock

from django.db import transaction
from django.template.backends.django import Template

from tests.desk.admin_addresses import addresses_of
from tests.leaks.admin_forms import STORY_FORMS, form_at, form_of, picked
from tests.leaks.admin_rules import DOORS, RULES
from tests.leaks.admin_walk import (
    BAD_METHOD,
    BAD_REQUEST,
    DONE,
    NOT_FOUND,
    REFUSED,
    SEEN,
    SIGN_IN,
    Walker,
)
from tests.leaks.admin_world import (
    ROLES,
    World,
    all_routes,
    query_of,
    values_for,
    whose_of,
)

OUTSIDE = [None, "Reader"]
CLOSED = {SIGN_IN, REFUSED, NOT_FOUND, BAD_METHOD, BAD_REQUEST}
# Whose form is a file's, which is gone when it was sent.
ONCE = {"wagtailredirects:process_import"}
# What may come of it, by the letter of a rule; never a fault.
MAY_COME = {
    SIGN_IN: {SIGN_IN},
    "-": CLOSED,
    ".": {*CLOSED, SEEN},
    "o": {*CLOSED, SEEN},
    "C": {*CLOSED, SEEN, DONE},
}


@dataclass(frozen=True)
class Rule:
    """The most that may come of GET and of POST, a letter for each of ``ROLES``."""

    pattern: str
    whose: tuple[str, ...]
    get: str
    post: str

    def fits(self, name: str, whose: str) -> bool:
        return fnmatchcase(name, self.pattern) and (
            whose in self.whose or self.whose == ("*",)
        )


@cache
def rules() -> tuple[Rule, ...]:
    found = []
    for line in filter(None, map(str.strip, RULES.splitlines())):
        pattern, whose, get, post = line.split()
        found.append(Rule(pattern, tuple(whose.split(",")), get, post))
    return tuple(found)


def rule_for(name: str, whose: str) -> Rule | None:
    """The first that fits; None for a route of which nobody said what is expected."""
    return next((rule for rule in rules() if rule.fits(name, whose)), None)


@dataclass(frozen=True)
class Cell:
    """A role at a route, for the things of ``whose``."""

    name: str
    arguments: tuple[str, ...]
    whose: str
    role: str | None


def all_cells() -> list[Cell]:
    return [
        Cell(name, arguments, whose, role)
        for name, arguments in all_routes()
        for whose in whose_of(name, arguments)
        for role in [*OUTSIDE, *ROLES]
        if role in ROLES or whose in ("everybody's", "published", "draft")
    ]


def some(cells: list[Cell], number: int, seed: int) -> list[Cell]:
    """So many of them, the same for one seed."""
    return random.Random(seed).sample(cells, min(number, len(cells)))


@dataclass
class Verdict:
    """What was tried, and what came of it that no rule expects."""

    tried: int = 0
    letters: Counter = field(default_factory=Counter)
    unexpected: list[str] = field(default_factory=list)

    def __str__(self):
        counted = ", ".join(
            f"{n} {letter}" for letter, n in sorted(self.letters.items())
        )
        return f"{self.tried} cells ({counted}), {len(self.unexpected)} unexpected"


class Matrix:
    """Asks cells of a world, each by GET and by POST; nothing of it stays."""

    def __init__(self, world: World):
        self._world = world
        self._walker = Walker(world.people)
        self._forms: dict[tuple, dict] = {}

    def ask(self, cells: Iterable[Cell]) -> Verdict:
        verdict = Verdict()
        for cell in cells:
            for method, most in _most(cell):
                outcome = self._ask(cell, method)
                verdict.tried += 1
                verdict.letters[outcome.letter] += 1
                if outcome.letter not in MAY_COME[most]:
                    verdict.unexpected.append(
                        f"{method} {cell.name} ({cell.whose}) by {cell.role}: "
                        f"{outcome.letter}, where {most} is the most "
                        f"{list(outcome.changed)}"
                    )
        return verdict

    def _ask(self, cell: Cell, method: str):
        address = self.address_of(cell)
        form = {}
        if method == "post" and cell.role in ROLES:
            form = self._form_at(cell, address)
        with unrendered():
            return self._walker.ask(cell.role, method, address, form)

    def address_of(self, cell: Cell) -> str:
        role = cell.role if cell.role in ROLES else "Owner"
        values = values_for(self._world, role, cell.whose, cell.name)
        (address,) = addresses_of(_route(cell.name), cell.arguments, values)
        return address + query_of(self._world, role, cell.whose, cell.name)

    def _form_at(self, cell: Cell, address: str) -> dict:
        """What somebody who may do all is shown there, filled in."""
        whose = "published" if cell.whose == "everybody's" else cell.whose
        story = self._world.things(cell.role, whose).story
        if cell.name in STORY_FORMS:
            return form_of(cell.name, story)
        # It is the same of each thing, but for its words, and for what is taken once.
        kind = cell.name, cell.arguments
        if kind not in self._forms or cell.name in ONCE:
            with transaction.atomic():
                root = self._walker.client("Root")
                self._forms[kind] = form_at(root, cell.name, address)
                transaction.set_rollback(True)
        return self._forms[kind] | picked(cell.name, self._world, story)


def _route(name: str) -> str:
    """The name by which Django knows it: one view does many bulk actions."""
    if name.startswith("wagtail_bulk_action:"):
        return "wagtail_bulk_action"
    if name.startswith("wagtailsettings:"):
        return ":".join(name.split(":")[:2])
    return name


def _most(cell: Cell) -> list[tuple[str, str]]:
    """The most that may come of a GET and of a POST."""
    if any(fnmatchcase(cell.name, pattern) for pattern in DOORS):
        return [("get", "o")] + [("post", "o")] * (cell.role is None)
    if cell.role not in ROLES:
        # Who is signed in is not asked to do so again.
        most = "-" if cell.role else SIGN_IN
        return [("get", most), ("post", most)]
    rule = rule_for(cell.name, cell.whose)
    place = ROLES.index(cell.role)
    return [("get", rule.get[place]), ("post", rule.post[place])]


@contextmanager
def unrendered() -> Iterator[None]:
    """Pages are not written out: who may see one is decided before, and it is quick."""
    with mock.patch.object(Template, "render", return_value=""):
        yield


__all__ = ["DONE", "Cell", "Matrix", "all_cells", "rule_for", "rules", "some"]
