"""`manage.py check` holds every public route to the registry of surfaces."""

import dataclasses
import types

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.urls import include, path

from newsroom import checks, surfaces, urls


def ids() -> list[tuple[str, str]]:
    return [
        (error.id, error.msg.split()[0])
        for error in checks.public_surfaces_are_registered(None)
    ]


@pytest.fixture
def add_routes(settings):
    """Serve these routes beside the project's own."""

    def add(*routes):
        rogue = types.ModuleType("rogue")
        rogue.urlpatterns = [*routes, *urls.urlpatterns]
        settings.ROOT_URLCONF = rogue

    return add


def view(request):
    return HttpResponse("words")


def test_every_public_route_is_registered():
    assert ids() == []


@pytest.mark.django_db
def test_a_route_that_nobody_entered_is_an_error(add_routes):
    add_routes(path("feed/", view, name="feed"), path("unnamed/", view))
    assert ids() == [("newsroom.E003", "feed"), ("newsroom.E003", "unnamed/")]
    with pytest.raises(CommandError, match=r"Enter it in newsroom/surfaces\.py"):
        call_command("check")


def test_a_route_of_a_namespace_does_not_pass_for_the_one_of_its_name(add_routes):
    inner = [path("search/", view, name="search")]
    add_routes(path("api/", include((inner, "api"))))
    assert ids() == [("newsroom.E003", "api:search")]


def test_a_second_route_of_a_name_that_is_entered_is_an_error(add_routes):
    add_routes(path("find/", view, name="search"))
    assert ids() == [("newsroom.E005", "search")]


def test_only_the_admin_itself_is_left_out(add_routes):
    add_routes(path("feeds/", include([path("admin/", view)])))
    assert ids() == [("newsroom.E003", "feeds/admin/")]


def test_a_page_type_that_nobody_entered_is_an_error(monkeypatch):
    monkeypatch.delitem(surfaces.PAGES, "news.ArticlePage")
    assert ids() == [("newsroom.E003", "news.ArticlePage")]


def test_a_rogue_page_type_is_an_error(monkeypatch):
    meta = types.SimpleNamespace(label="blogs.BlogPage")
    rogue = type("BlogPage", (), {"_meta": meta})
    models = [*checks.get_page_models(), rogue]
    monkeypatch.setattr(checks, "get_page_models", lambda: models)
    assert ids() == [("newsroom.E003", "blogs.BlogPage")]


def test_an_entry_whose_route_is_gone_is_an_error(monkeypatch):
    monkeypatch.setitem(surfaces.ROUTES, "gone", surfaces.ROUTES["robots"])
    assert ids() == [("newsroom.E004", "gone")]


def test_an_entry_without_a_cache_policy_is_an_error(monkeypatch):
    unkept = dataclasses.replace(surfaces.ROUTES["robots"], policy=None)
    monkeypatch.setitem(surfaces.ROUTES, "robots", unkept)
    assert ids() == [("newsroom.E006", "robots")]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["robots", "search"])
def test_an_entry_that_the_leak_tests_do_not_walk_is_an_error(monkeypatch, name):
    """One that says neither where to look for a story nor why there is none."""
    entry = surfaces.ROUTES[name]
    unsaid = dataclasses.replace(entry, where=None, no_story="")
    monkeypatch.setitem(surfaces.ROUTES, name, unsaid)
    assert ids() == [("newsroom.E016", name)]
    with pytest.raises(CommandError, match="why none ever is"):
        call_command("check")


def test_an_entry_that_says_both_is_an_error(monkeypatch):
    both = dataclasses.replace(surfaces.ROUTES["search"], no_story="It hides them.")
    monkeypatch.setitem(surfaces.ROUTES, "search", both)
    assert ids() == [("newsroom.E016", "search")]
