"""An address that only one machine or network knows is refused, and not looked up."""

import socket

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from news.models import ArticlePage
from newsroom.demo.builders import make_article
from sources.addresses import address_key
from sources.fields import AddressField
from sources.models import Outlet, Source
from tests.news.newsdesk import save

pytestmark = pytest.mark.django_db

LOCAL = [
    *("127.0.0.1", "127.1", "127.0.0.1.", "10.1.2.3", "172.16.0.1", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "0.0.0.0", "0", "255.255.255.255"),
    *("2130706433", "0x7f.1", "0x7f000001", "0X7F.0.0.1", "017700000001", "0177.1"),
    *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[fd00::1]"),
    *("[fe80::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
    *("localhost", "LOCALHOST", "localhost.", "db.localhost", "intranet", "intranet."),
    *("printer.local", "printer.LOCAL.", "wiki.internal", "nas.home.arpa", "a.lan"),
    *("x.localdomain", "git.corp", "１２７.０.０.１", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ"),
]
PUBLIC = [
    *("bbc.com", "www.gov.uk", "courier.example", "8.8.8.8", "[2606:4700::1111]"),
    *("local.example", "internal.example", "localhost.example", "bücher.example"),
]


@pytest.fixture(autouse=True)
def no_look_up(monkeypatch):
    """Nothing is looked up or called on save."""

    def refuse(*args, **kwargs):
        asked.append(args)
        raise AssertionError(f"called {args}")

    asked = []
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield
    # Whoever swallows the error has asked all the same.
    assert asked == []


@pytest.mark.parametrize("host", LOCAL)
@pytest.mark.parametrize("address", ["http://{}/x", "https://{}:8443/x"])
def test_a_local_address_is_refused(host, address):
    with pytest.raises(ValidationError, match="anybody can") as refused:
        AddressField().clean(address.format(host), None)
    assert len(refused.value.messages) == 1
    with pytest.raises(ValidationError):
        Source.objects.for_address(address.format(host))
    assert not Outlet.objects.exists()


@pytest.mark.parametrize("host", PUBLIC)
def test_a_public_address_is_taken_at_its_word(host):
    assert AddressField().clean(f"https://{host}/x", None)


@pytest.mark.parametrize("action", [None, "publish"])
def test_the_editor_refuses_it_on_its_field_and_keeps_it(desk, action):
    story = make_article(publish=False)
    answer = save(desk, story, sources=["http://192.168.1.1/report"], action=action)
    forms = answer.context["form"].formsets["source_references"].forms
    assert list(forms[0].errors) == ["url"]
    assert 'value="http://192.168.1.1/report"' in answer.content.decode()


@pytest.mark.parametrize("action", [None, "submit", "publish"])
def test_a_story_with_a_source_by_its_name_is_saved_without_a_look_up(desk, action):
    story = make_article(publish=False)
    sources = ["https://courier.example/report"]
    assert save(desk, story, sources=sources, action=action).status_code == 302
    saved = ArticlePage.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert [each.url for each in saved.source_references.all()] == sources


def test_a_source_and_its_outlet_are_saved_in_their_forms_without_a_look_up(desk):
    source = Source.objects.for_address("https://courier.example/report")
    forms = {
        source: {"title": "", "author": "", "archive_url": "archive.example/1"},
        source.outlet: {"name": "Courier", "description": "", "url": "courier.example"},
    }
    for row, form in forms.items():
        name = f"sources_{row._meta.model_name}_modeladmin_edit"
        assert desk.post(reverse(name, args=[row.pk]), form).status_code == 302
    source.refresh_from_db()
    assert source.archive_url == "https://archive.example/1"


def test_a_story_that_has_one_already_opens_and_is_told_at_publish(desk, client):
    """Of a time before it was refused: readers and editors still get the story."""
    story = make_article(sources=["https://courier.example/x"])
    source = Source.objects.get()
    old = "http://10.0.0.1/report"
    Source.objects.filter(pk=source.pk).update(url=old, key=address_key(old))
    story.source_references.update(url=old)
    story = ArticlePage.objects.get(pk=story.pk)
    revision = story.save_revision()

    assert old in client.get(story.get_url()).content.decode()
    assert desk.get(f"/admin/pages/{story.pk}/edit/").status_code == 200
    revision.publish()
    story.unpublish()
    answer = save(desk, story, sources=[old], action="publish")
    assert "anybody can" in answer.content.decode()
    assert not ArticlePage.objects.get(pk=story.pk).live
