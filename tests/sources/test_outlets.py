"""An address leads to its outlet, under the name that readers know."""

import pytest
from django.core.exceptions import ValidationError

from sources.addresses import registrable_domain
from sources.models import Outlet, OutletDomain, OutletManager, Source
from sources.outlet_names import KNOWN_OUTLETS, outlet_name

BBC = "https://www.bbc.com/news/articles/c74vx4n003xo"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("bbc.com", "BBC"),
        ("bbc.co.uk", "BBC"),
        ("lemonde.fr", "Le Monde"),
        ("nato.int", "NATO"),
        ("harbour-courier.example", "Harbour Courier"),
        ("harbour--courier-.example", "Harbour Courier"),
        ("dw.example", "DW"),
        ("courier.co.uk", "Courier"),
        ("xn--bcher-kva.example", "Bücher"),
        ("xn--e1afmkfd.xn--p1ai", "Пример"),
        ("xn--0.example", "Xn 0"),
        ("intranet", "Intranet"),
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_domain_reads_as_a_name(domain, name):
    assert outlet_name(domain) == name


def test_known_domains_are_those_that_addresses_resolve_to():
    """A misspelt entry, or one with "www.", would never be found."""
    for domain in KNOWN_OUTLETS:
        assert registrable_domain(f"https://www.{domain}/x") == domain


def test_bbc_article_reads_bbc_and_its_british_address_is_the_same_outlet():
    bbc = Outlet.objects.for_address(BBC)
    assert (bbc.name, bbc.slug) == ("BBC", "bbc")
    assert Outlet.objects.for_address("http://news.bbc.co.uk/2/hi/1.stm") == bbc
    domains = bbc.domains.values_list("domain", flat=True)
    assert list(domains) == ["bbc.co.uk", "bbc.com"]


def test_renamed_outlet_keeps_its_address_and_its_domains():
    bbc = Outlet.objects.for_address(BBC)
    bbc.name = "BBC News"
    bbc.save()
    assert Outlet.objects.for_address("https://www.bbc.co.uk/x") == bbc
    assert Outlet.objects.get().slug == "bbc"


def test_outlets_that_only_sound_alike_stay_apart():
    first = Outlet.objects.for_address("https://harbour-courier.example/x")
    second = Outlet.objects.for_address("https://harbour-courier.test/x")
    impostor = Outlet.objects.for_address("https://bbc.example/x")
    bbc = Outlet.objects.for_address(BBC)
    names = [outlet.name for outlet in (first, second, impostor, bbc)]
    assert names == [
        "Harbour Courier",
        "Harbour Courier (harbour-courier.test)",
        "BBC",
        "BBC (bbc.com)",
    ]
    assert Outlet.objects.for_address("https://harbour-courier.test/y") == second
    assert Outlet.objects.for_address("https://www.bbc.co.uk/x") == bbc


def test_outlet_without_domains_is_joined_by_name():
    made_by_hand = Outlet.objects.create(name="Harbour Courier")
    assert Outlet.objects.for_address("https://harbour-courier.example/") == (
        made_by_hand
    )


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (["El País", "EL PAÍS"], ["el-país", "el-país-2"]),
        (["読売新聞"], ["読売新聞"]),
        (["!!!", "???"], ["outlet", "outlet-2"]),
    ],
)
def test_slug_comes_from_the_name_in_any_script(names, slugs):
    assert [Outlet.objects.create(name=name).slug for name in names] == slugs


def test_looking_an_outlet_up_writes_nothing():
    assert Outlet.objects.at_domain("bbc.com") is None
    assert not Outlet.objects.exists()


def test_outlet_that_somebody_else_created_meanwhile_is_used(monkeypatch):
    """What a lost race looks like: the first look finds nothing, the write collides."""
    winner = Outlet.objects.for_address("https://harbour-courier.example/x")
    monkeypatch.setattr(OutletManager, "at_domain", lambda manager, domain: None)
    assert Outlet.objects.for_address("https://harbour-courier.example/y") == winner
    assert Outlet.objects.count() == OutletDomain.objects.count() == 1


def test_source_is_created_once_for_all_its_addresses():
    source = Source.objects.for_address(
        f"{BBC}?at_medium=RSS", title="Vote put off", author="A. Marsh"
    )
    again = Source.objects.for_address(f"{BBC}/amp", title="Another title")
    assert again == source
    assert (again.url, again.title, again.author) == (BBC, "Vote put off", "A. Marsh")
    assert again.canonical == "https://bbc.com/news/articles/c74vx4n003xo"
    assert again.outlet.name == "BBC"


def test_known_source_costs_one_query(django_assert_num_queries):
    Source.objects.for_address(BBC)
    with django_assert_num_queries(1):
        assert Source.objects.for_address(BBC).outlet.name == "BBC"


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", f"{BBC}{'4' * 2000}"])
def test_no_source_is_made_of_what_is_no_address(url):
    with pytest.raises(ValidationError):
        Source.objects.for_address(url)
    assert not Outlet.objects.exists()
