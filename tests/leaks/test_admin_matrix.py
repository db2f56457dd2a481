"""Every address of the admin, by six roles and by nobody: nothing unexpected.

A draw of the cells is an experiment; all of them are `make leaks`.
"""

import os
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from tests.leaks.admin_matrix import DONE, Matrix, all_cells, rule_for, some
from tests.leaks.admin_world import make_world

FULL = os.environ.get("NEWSCLIP_LEAKS") == "full"
# So many are drawn, the same each time: `make leaks` asks the others.
DRAWN, SEED = 250, 20_260_607


@pytest.fixture(scope="module")
def built(once) -> tuple:
    """The world, and where its files lie."""
    return make_world(), settings.MEDIA_ROOT, settings.PUBLIC_MEDIA_ROOT


@pytest.fixture
def matrix(built, db, settings) -> Matrix:
    world, settings.MEDIA_ROOT, settings.PUBLIC_MEDIA_ROOT = built
    return Matrix(world)


def cells_of(role: str, *names: str):
    return [each for each in all_cells() if each.role == role and each.name in names]


def test_nothing_unexpected_is_done_or_shown(matrix, say):
    cells = all_cells() if FULL else some(all_cells(), DRAWN, SEED)
    verdict = matrix.ask(cells)
    say(f"The admin by role: {verdict}")
    assert verdict.unexpected == []
    assert verdict.letters[DONE] > verdict.tried / 50


def test_who_may_does(matrix):
    """The control: what is expected to be done is done."""
    done = [
        "hashtags_hashtag_modeladmin_create",
        "wagtailadmin_pages:edit",
        "wagtailadmin_pages:lock",
        "wagtailimages:delete",
    ]
    verdict = matrix.ask(cells_of("Owner", *done))
    assert verdict.unexpected == []
    assert verdict.letters[DONE] >= len(done)


def test_a_permission_too_many_is_found(matrix):
    """The control: a contributor who may publish in one category."""
    publish = Permission.objects.get(
        content_type__app_label="wagtailcore", codename="publish_page"
    )
    GroupPagePermission.objects.create(
        group=Group.objects.get(name="Contributor"),
        page=Page.objects.get(slug="politics"),
        permission=publish,
    )
    verdict = matrix.ask(cells_of("Contributor", "wagtailadmin_pages:unpublish"))
    assert verdict.unexpected


def test_a_guard_that_is_gone_is_found(matrix):
    """The control: nothing keeps drafts out of sight."""
    names = "wagtailadmin_explore", "wagtailadmin_pages:revisions_index"
    cells = cells_of("Contributor", *names)
    assert matrix.ask(cells).unexpected == []
    with mock.patch("desk.drafts.sees_drafts", return_value=True):
        assert matrix.ask(cells).unexpected


def test_a_route_that_nobody_spoke_of_is_found():
    assert rule_for("an_address_of_tomorrow", "everybody's") is None
