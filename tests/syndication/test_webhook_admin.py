"""Webhooks in the admin: who keeps them, what they see, and a secret that stays one."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from delivery.models import Effect
from newsroom.demo import builders
from syndication.models import Webhook
from tests.accounts.people import member
from tests.delivery.listeners import answer
from tests.syndication.receivers import (
    headers_of,
    is_genuine,
    make_webhook,
    messages,
    receiver,
    run_all,
)

pytestmark = pytest.mark.django_db
LIST, NEW = "/admin/webhooks/", "/admin/webhooks/new/"
FORM = {
    "name": "Archive",
    "address": "https://archive.example/news",
    "active": "on",
    "on_publish": "on",
    "on_update": "on",
    "on_deletion": "on",
}


@pytest.fixture
def managing(client, home):
    """A browser in which a managing editor is signed in."""
    client.force_login(member("Managing editor"))
    return client


def edit(hook) -> str:
    return reverse("webhooks:edit", args=[hook.pk])


@pytest.mark.parametrize(
    ("role", "may"),
    [
        *[("Contributor", False), ("Reporter", False), ("Editor", False)],
        *[("Managing editor", True), ("Owner", True)],
    ],
)
def test_managing_editors_and_owners_keep_webhooks_and_nobody_else(
    client, home, role, may
):
    hook = make_webhook("https://archive.example/")
    client.force_login(member(role))
    for address in (LIST, NEW, edit(hook), f"/admin/webhooks/history/{hook.pk}/"):
        assert (client.get(address).status_code == 200) == may, address
    for name in ("test", "secret"):
        client.post(reverse(f"webhooks:{name}", args=[hook.pk]))
    assert Effect.objects.filter(step="webhook test").exists() == may
    hook.refresh_from_db()
    assert bool(hook.former_secret) == may
    assert ("Webhooks" in client.get("/admin/").content.decode()) == may


def test_a_new_webhook_has_a_secret_of_its_own_which_its_page_shows(managing):
    for name in ("Archive", "Letter"):
        assert managing.post(NEW, FORM | {"name": name}).status_code == 302
    archive, letter = Webhook.objects.order_by("name")
    assert archive.secret != letter.secret
    assert archive.secret.startswith("whsec_")
    page = managing.get(edit(archive)).content.decode()
    assert f'value="{archive.secret}"' in page
    assert letter.secret not in page


def test_the_secret_stands_on_that_page_and_nowhere_else(managing, caplog, monkeypatch):
    managing.post(NEW, FORM)
    hook = Webhook.objects.get()
    managing.post(edit(hook), FORM | {"name": "Renamed", "secret": "whsec_AAAA"})
    managing.post(reverse("webhooks:secret", args=[hook.pk]))
    former, hook = hook.secret, Webhook.objects.get()
    assert hook.former_secret == former
    secrets = [former.removeprefix("whsec_"), hook.secret.removeprefix("whsec_")]
    with receiver(monkeypatch, answer(b"", "500 Oops")) as listener:
        Webhook.objects.update(address=listener.url)
        builders.make_article()
        run_all()
        run_all()
        assert len(listener.requests) == 1
    said = [
        *(managing.get(at).content.decode() for at in (LIST, "/admin/")),
        managing.get(f"/admin/webhooks/history/{hook.pk}/").content.decode(),
        managing.get(f"/admin/webhooks/delete/{hook.pk}/").content.decode(),
        *(str(row) for row in ModelLogEntry.objects.values()),
        *(str(row) for row in Effect.objects.values()),
        caplog.text,
    ]
    assert ModelLogEntry.objects.filter(label="Renamed").exists()
    for secret in secrets:
        assert not [text for text in said if secret in text]
    page = managing.get(edit(hook)).content.decode()
    assert secrets[1] in page
    assert secrets[0] not in page


@pytest.mark.parametrize(
    "address",
    [
        *["http://127.0.0.1/", "http://localhost/", "https://intranet/", "archive"],
        *["https://a.example:8080/", "https://me:secret@a.example/", "ftp://a.example"],
    ],
)
def test_an_address_that_is_not_public_is_refused_on_its_field(managing, address):
    answer = managing.post(NEW, FORM | {"address": address})
    assert "address" in answer.context["form"].errors
    assert not Webhook.objects.exists()


def test_a_webhook_hears_of_something():
    nothing = {"on_publish": False, "on_update": False, "on_deletion": False}
    hook = Webhook(name="Archive", address="https://a.example/", **nothing)
    with pytest.raises(ValidationError, match="Choose what it is told of"):
        hook.full_clean()


def test_a_test_is_sent_after_the_commit_and_its_answer_shown(managing, monkeypatch):
    with receiver(monkeypatch) as listener:
        hook = make_webhook(listener.url)
        page = managing.post(reverse("webhooks:test", args=[hook.pk]), follow=True)
        assert "None yet" not in page.content.decode()
        (message,) = messages(listener)
        assert message["type"] == "webhook.test"
        head, body = headers_of(listener.requests[0]), listener.bodies[0]
        assert is_genuine(head, body, hook.secret)
        assert head["webhook-id"] == message["id"]
    hook.refresh_from_db()
    assert hook.answered_at


def test_a_test_that_fails_says_why_and_is_not_repeated(managing, monkeypatch):
    with receiver(monkeypatch, answer(b"", "500 Oops")) as listener:
        hook = make_webhook(listener.url)
        page = managing.post(reverse("webhooks:test", args=[hook.pk]), follow=True)
        assert "It answered 500." in page.content.decode()
        run_all()
        assert len(listener.requests) == 1
    assert "It answered 500." in managing.get(LIST).content.decode()


def test_a_test_that_succeeds_ends_the_rest(managing, monkeypatch):
    with receiver(monkeypatch) as listener:
        hook = make_webhook(listener.url)
        hook.note_failure("It answered 500.")
        builders.make_article()
        run_all()
        assert listener.requests == []
        managing.post(reverse("webhooks:test", args=[hook.pk]))
        run_all()
        kinds = [each["type"] for each in messages(listener)]
    assert kinds == ["webhook.test", "story.published"]


def test_for_a_day_after_a_new_secret_both_sign(managing, monkeypatch):
    with receiver(monkeypatch) as listener:
        hook = make_webhook(listener.url)
        former = hook.secret
        managing.post(reverse("webhooks:secret", args=[hook.pk]))
        hook.refresh_from_db()
        for _ in range(2):
            managing.post(reverse("webhooks:test", args=[hook.pk]))
            Webhook.objects.update(former_until=timezone.now())
        genuine = [
            [
                is_genuine(headers_of(request), body, secret)
                for secret in (hook.secret, former)
            ]
            for request, body in zip(listener.requests, listener.bodies, strict=True)
        ]
    assert genuine == [[True, True], [True, False]]


def test_switched_off_by_a_410_it_says_so_until_an_editor_switches_it_on(
    managing, monkeypatch
):
    with receiver(monkeypatch, answer(b"", "410 Gone")) as listener:
        hook = make_webhook(listener.url)
        builders.make_article()
        run_all()
        run_all()
    for address in (LIST, edit(hook)):
        assert "It answered 410" in managing.get(address).content.decode()
    managing.post(edit(hook), FORM)
    hook.refresh_from_db()
    assert (hook.active, hook.switched_off) == (True, "")


def test_the_list_asks_the_same_number_of_queries_however_many_there_are(managing):
    counts = []
    for number in range(3):
        make_webhook(f"https://a{number}.example/")
        managing.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            managing.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[2]
