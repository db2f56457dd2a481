"""`manage.py check` holds the project to its own rules."""

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import StandardPage
from news.models import ArticlePage, CategoryIndexPage
from newsroom.demo import builders


def own_errors(**options) -> list[str]:
    """``id: message`` of what the project's own checks find."""
    return [
        f"{message.id}: {message.msg}"
        for message in run_checks(**options)
        if message.id.startswith("newsroom.")
    ]


@pytest.mark.django_db
def test_project_keeps_its_rules(home):
    builders.make_category("General")
    assert own_errors(databases=["default"]) == []


def test_page_type_without_template_is_an_error(monkeypatch):
    monkeypatch.setattr(ArticlePage, "template", "pages/nowhere.html")
    assert own_errors() == [
        "newsroom.E001: ArticlePage has no template at pages/nowhere.html."
    ]
    with pytest.raises(CommandError, match=r"Write templates/pages/nowhere\.html"):
        call_command("check")


def test_page_type_whose_template_is_there_is_none(monkeypatch):
    monkeypatch.setattr(ArticlePage, "template", "pages/category.html")
    assert own_errors() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "slug",
    [
        "admin",
        "authors",
        "documents",
        "hashtags",
        "media",
        "outlets",
        "search",
        "static",
    ],
)
def test_category_at_an_address_of_the_site_is_an_error(home, slug):
    """It was there before the address was, or came from an import."""
    category = builders.make_category("Ships")
    CategoryIndexPage.objects.filter(pk=category.pk).update(slug=slug)
    assert own_errors(databases=["default"]) == [
        f"newsroom.E002: The category 'Ships' cannot be reached: /{slug}/ is an "
        "address of the site itself."
    ]
    with pytest.raises(CommandError, match="another slug in the admin"):
        call_command("check", databases=["default"])


@pytest.mark.django_db
def test_standard_page_at_an_address_of_the_site_is_an_error(home):
    page = home.add_child(instance=StandardPage(title="Policy"))
    StandardPage.objects.filter(pk=page.pk).update(slug="search")
    assert own_errors(databases=["default"]) == [
        "newsroom.E002: The standard page 'Policy' cannot be reached: /search/ is an "
        "address of the site itself."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["search-and-rescue", "administration", "world"])
def test_category_at_an_address_of_its_own_is_none(home, slug):
    builders.make_category("Ships", slug=slug)
    assert own_errors(databases=["default"]) == []


def test_check_without_a_database_asks_none():
    """pytest-django keeps this test from any database at all."""
    assert own_errors() == []


@pytest.mark.django_db
def test_check_before_the_first_migration_finds_nothing(monkeypatch):
    monkeypatch.setattr(
        "newsroom.checks.connection.introspection.table_names", lambda: []
    )
    assert own_errors(databases=["default"]) == []


def test_every_check_of_the_framework_passes():
    call_command("check", fail_level="WARNING")


@pytest.mark.django_db
def test_pages_are_looked_at_before_a_migration_adds_a_column_to_them(home):
    """`migrate` checks first: a column that it is to add is not there yet."""
    with CaptureQueriesContext(connection) as queries:
        own_errors(databases=["default"])
    asked = [query["sql"] for query in queries if "standardpage" in query["sql"]]
    assert asked
    assert not any('"policy"' in sql or '"introduction"' in sql for sql in asked)
