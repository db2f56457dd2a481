"""The desk's list of outlets and sources."""

import pytest
from django.urls import reverse

from sources.models import Outlet, Source

BBC = "https://www.bbc.com/news/articles/c74vx4n003xo"

pytestmark = pytest.mark.django_db


@pytest.fixture
def bbc():
    return Source.objects.for_address(BBC, title="Vote put off").outlet


def address_of(action, *args, model="outlet"):
    return reverse(f"sources_{model}_modeladmin_{action}", args=args)


def test_outlets_are_listed_with_their_domains(desk, bbc):
    Outlet.objects.for_address("https://bbc.co.uk/x")
    page = desk.get(address_of("index")).content.decode()
    assert "bbc.co.uk, bbc.com" in page


def test_outlet_is_found_by_its_domain(desk, bbc):
    Outlet.objects.for_address("https://lemonde.fr/x")
    page = desk.get(address_of("index"), {"q": "lemonde"}).content.decode()
    assert "Le Monde" in page
    assert "bbc.com" not in page


def test_editor_renames_an_outlet(desk, bbc):
    form = {"name": "BBC News", "description": "", "url": "www.bbc.com/news?ocid=x"}
    answer = desk.post(address_of("edit", bbc.pk), form)
    assert answer.status_code == 302
    bbc.refresh_from_db()
    assert (bbc.name, bbc.slug) == ("BBC News", "bbc")
    assert bbc.url == "https://www.bbc.com/news"


def test_editor_corrects_a_title_but_not_an_address(desk, bbc):
    source = bbc.sources.get()
    form = {"title": "Vote postponed", "author": "", "url": "https://lemonde.fr/"}
    answer = desk.post(address_of("edit", source.pk, model="source"), form)
    assert answer.status_code == 302
    source.refresh_from_db()
    assert (source.title, source.url) == ("Vote postponed", BBC)


@pytest.mark.parametrize("model", ["outlet", "source"])
def test_nothing_is_created_or_deleted_by_hand(desk, bbc, model):
    pk = bbc.pk if model == "outlet" else bbc.sources.get().pk
    assert desk.get(address_of("index", model=model)).status_code == 200
    assert desk.get(address_of("edit", pk, model=model)).status_code == 200
    desk.post(address_of("delete", pk, model=model))
    desk.post(address_of("create", model=model), {"name": "X", "title": "X"})
    assert (Outlet.objects.count(), Source.objects.count()) == (1, 1)
