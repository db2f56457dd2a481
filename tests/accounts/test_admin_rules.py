"""Somebody said of every address of the admin who may do what there."""

from fnmatch import fnmatchcase

from tests.leaks.admin_matrix import rule_for, rules
from tests.leaks.admin_rules import DOORS
from tests.leaks.admin_walk import DONE
from tests.leaks.admin_world import ROLES, all_routes, whose_of


def asked() -> list[tuple[str, str]]:
    """Each route that is no door, with whose things it is asked for."""
    return [
        (name, whose)
        for name, arguments in all_routes()
        if not any(fnmatchcase(name, pattern) for pattern in DOORS)
        for whose in whose_of(name, arguments)
    ]


def test_every_address_has_a_rule():
    """A new one fails until `tests/leaks/admin_rules.py` says what is expected."""
    assert [each for each in asked() if rule_for(*each) is None] == []


def test_every_rule_is_of_an_address():
    used = {rule_for(*each) for each in asked()}
    assert [rule for rule in rules() if rule not in used] == []


def test_every_rule_speaks_of_every_role():
    for rule in rules():
        assert len(rule.get) == len(rule.post) == len(ROLES), rule


def test_nothing_is_changed_by_looking():
    assert [rule for rule in rules() if DONE in rule.get] == []
