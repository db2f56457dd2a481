"""Mail servers and webhooks' receivers that are away for an hour: lost, repeated: none.

The clock runs every five minutes here, and they take no time.
"""

from datetime import timedelta
from email import message_from_bytes

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import transaction
from django.utils import timezone

from delivery import mail, outbox
from delivery.models import Effect
from newsroom.demo import builders
from tests.delivery.listeners import answer
from tests.delivery.mail_server import (
    DROPS,
    DROPS_TAKEN,
    HANGS,
    REFUSES,
    TAKES,
    MailServer,
)
from tests.syndication.receivers import make_webhook, messages, receiver

pytestmark = pytest.mark.django_db

# Rounds of five minutes: the longest wait between two tries is an hour.
ROUND, AWAY, IN_ALL = 5, 12, 36
WHO = ["desk@newsclip.example", "ada@newsclip.example"]


@pytest.fixture
def clock(monkeypatch):
    """Runs what is due once, after so many minutes more."""
    now, passed = timezone.now, [0]
    monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(minutes=passed[0]))

    def round_after(minutes: int) -> None:
        passed[0] += minutes
        outbox.run_due()

    return round_after


@pytest.fixture
def server(settings):
    with MailServer() as server:
        smtp = "django.core.mail.backends.smtp.EmailBackend"
        options = {"host": "127.0.0.1", "port": server.port, "timeout": 0.2}
        settings.MAILERS = {
            "default": {"BACKEND": "delivery.mail.Later"},
            "now": {"BACKEND": smtp, "OPTIONS": options},
        }
        yield server


def sent(server: MailServer) -> list[str]:
    return [message_from_bytes(each)["Message-ID"] for each in server.mails]


@pytest.mark.parametrize("how", [HANGS, REFUSES, DROPS])
def test_mail_of_an_hour_is_sent_once_when_its_server_is_back(server, clock, how):
    server.how = how
    for number in range(3):
        send_mail(f"Story {number} waits for you", "Please look.", None, WHO)
    for _ in range(AWAY):
        clock(ROUND)
    tried = server.calls
    assert server.mails == []
    server.how = TAKES
    for _ in range(IN_ALL - AWAY):
        clock(ROUND)
    subjects = {message_from_bytes(each)["Subject"] for each in server.mails}
    assert subjects == {f"Story {number} waits for you" for number in range(3)}
    assert len(server.mails) == len(set(sent(server))) == 3
    assert 3 < tried <= AWAY, "it is tried again, one mail at a time"
    assert not outbox.failing().exists()


def test_a_mail_whose_taking_was_not_said_comes_again_under_the_same_name(
    server, clock
):
    """Nobody can know: whoever gets both can tell that they are one."""
    server.how = DROPS_TAKEN
    send_mail("Waits", "Please look.", None, WHO)
    clock(1)
    server.how = TAKES
    for _ in range(10):
        clock(1)
    assert len(server.mails) == 2
    assert len(set(sent(server))) == 1


def test_a_process_that_dies_after_a_mail_was_taken_sends_none_again(server, clock):
    send_mail("Waits", "Please look.", None, WHO)
    clock(1)
    assert len(server.mails) == 1
    row = Effect.objects.get(step=mail.STEP)
    Effect.objects.update(done_at=None, due_at=timezone.now())
    clock(1)
    assert len(server.mails) == 1
    assert row.payload == {"event": row.event}, "what it said is kept nowhere"


def test_a_mail_is_what_was_written(server, clock):
    message = EmailMultiAlternatives("Käse", "Text", to=WHO, cc=["c@d.example"])
    message.attach_alternative("<p>Text</p>", "text/html")
    message.send()
    clock(1)
    [taken] = map(message_from_bytes, server.mails)
    kinds = [part.get_content_type() for part in taken.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    assert (taken["To"], taken["Cc"]) == (", ".join(WHO), "c@d.example")


def test_what_is_undone_is_told_by_no_mail(server, clock):
    with transaction.atomic():
        send_mail("Waits", "Please look.", None, WHO)
        transaction.set_rollback(True)
    clock(1)
    assert server.calls == 0


def test_after_three_days_a_mail_is_given_up(server, clock, caplog):
    server.how = REFUSES
    send_mail("Waits", "Please look.", None, WHO)
    clock(1)
    clock(4 * 24 * 60)
    assert not outbox.failing().exists()
    assert "A mail was given up: Waits" in caplog.text


AILMENTS = {
    "refuses": answer(b"", "503 Service Unavailable"),
    "drops": lambda caller, request: caller.close(),
}


@pytest.mark.parametrize("how", AILMENTS)
def test_what_a_receiver_missed_for_an_hour_it_is_told_once(
    home, monkeypatch, clock, how
):
    with receiver(monkeypatch, AILMENTS[how]) as listener:
        make_webhook(listener.url)
        stories = [builders.make_article(f"Story {number}") for number in range(3)]
        for _ in range(AWAY):
            clock(ROUND)
        missed = len(listener.requests)
        asked_in_vain = {each["id"] for each in messages(listener)}
        listener.answers = answer(b"", "204 No Content")
        for _ in range(IN_ALL - AWAY):
            clock(ROUND)
        told = messages(listener)[-len(stories) :]
    assert missed > 1
    assert {each["data"]["id"] for each in told} == {story.pk for story in stories}
    assert len({each["id"] for each in told}) == len(stories)
    assert asked_in_vain <= {each["id"] for each in told}
    assert len(listener.requests) == missed + len(stories)
