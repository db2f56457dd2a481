"""The whole demo newsroom, moved to another database (SQLite) and back."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.utils import timezone
from processes import Newsroom

from home.models import StandardPage
from news.models import ArticlePage, CategoryIndexPage
from news.rising import refresh_rising
from tests.syndication.exporting.answers import addresses, answers_to, files_of
from tests.syndication.exporting.emptied import import_where_nothing_is
from tests.syndication.exporting.states import plant


@pytest.fixture(scope="module")
def folder(built, tmp_path_factory) -> Path:
    """The export of the demo newsroom, with a story in every other state, too."""
    plant(built)
    root = tmp_path_factory.mktemp("export") / "site"
    call_command("export_site", root)
    return root


@pytest.fixture(scope="module")
def before(folder) -> dict:
    """What readers are answered: every page and feed of it, and searches."""
    refresh_rising(timezone.now())
    stories = list(ArticlePage.objects.published().newest_first())
    pages = [*CategoryIndexPage.objects.all(), *StandardPage.objects.all()]
    asked = addresses(stories[::30]) + [page.url for page in [*stories, *pages]]
    return answers_to(list(dict.fromkeys(asked)))


@pytest.fixture(scope="module")
def elsewhere(before, folder, migrated, tmp_path_factory) -> Path:
    """The export of another newsroom, on SQLite, that imported the folder."""
    var = tmp_path_factory.mktemp("elsewhere")
    other = Newsroom(
        f"sqlite:///{var}/newsclip.db",
        var,
        NEWSCLIP_BASE_URL=project.BASE_URL,
        NEWSCLIP_VERSION_KEY=project.VERSION_KEY,
    )
    if migrated.startswith("sqlite"):
        shutil.copy(migrated.removeprefix("sqlite:///"), var / "newsclip.db")
    else:
        other.manage("migrate", "--noinput", "--verbosity", "0", check=True)
    done = other.manage("import_site", str(folder), check=True)
    assert done.stderr == ""
    checked = other.manage("verify_history", check=True)
    assert "stories are whole" in checked.stdout
    other.manage("export_site", str(var / "again"), check=True)
    other.close()
    return var / "again"


@pytest.fixture(scope="module")
def roots(elsewhere, tmp_path_factory) -> dict[str, str]:
    """Where the files are of the newsroom that imported what the other exported."""
    return import_where_nothing_is(elsewhere, tmp_path_factory.mktemp("back"))


@pytest.fixture
def back(roots, db, settings) -> None:
    """The demo newsroom, after it was moved twice."""
    for name, root in roots.items():
        setattr(settings, name, root)


def test_the_other_newsroom_exports_the_same_to_the_byte(folder, elsewhere):
    assert files_of(elsewhere) == files_of(folder)


def test_and_so_does_the_one_that_it_came_back_to(folder, back, tmp_path):
    call_command("export_site", tmp_path / "site")
    assert files_of(tmp_path / "site") == files_of(folder)


def test_every_page_feed_and_search_answers_the_same_bytes(before, back):
    assert len(before) > 200
    now = answers_to(list(before))
    assert [at for at in now if now[at] != before[at]] == []
    assert sum(answer.status == 200 for answer in now.values()) > 150
