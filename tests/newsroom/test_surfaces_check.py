"""`manage.py check` holds every public route to the registry of surfaces."""

import types

from django.http import HttpResponse
from django.urls import path

from newsroom import checks, surfaces, urls


def ids() -> list[tuple[str, str]]:
    return [
        (error.id, error.msg.split()[0])
        for error in checks.public_surfaces_are_registered(None)
    ]


def test_every_public_route_is_registered():
    assert ids() == []


def test_a_route_that_nobody_entered_is_an_error(settings):
    rogue = types.ModuleType("rogue")
    rogue.urlpatterns = [
        path("feed/", lambda request: HttpResponse(), name="feed"),
        path("unnamed/", lambda request: HttpResponse()),
        *urls.urlpatterns,
    ]
    settings.ROOT_URLCONF = rogue
    assert ids() == [("newsroom.E003", "feed"), ("newsroom.E003", "unnamed/")]


def test_a_page_type_that_nobody_entered_is_an_error(monkeypatch):
    monkeypatch.delitem(surfaces.PAGES, "news.ArticlePage")
    assert ids() == [("newsroom.E003", "news.ArticlePage")]


def test_an_entry_whose_route_is_gone_is_an_error(monkeypatch):
    monkeypatch.setitem(surfaces.ROUTES, "gone", surfaces.ROUTES["robots"])
    assert ids() == [("newsroom.E004", "gone")]
