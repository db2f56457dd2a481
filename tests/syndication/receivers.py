"""Receivers on this machine, and what they make of what they are sent."""

import base64
import hashlib
import hmac
import json
from contextlib import contextmanager
from urllib.parse import parse_qsl

from django.utils import timezone

from delivery import outbox
from delivery.models import Effect
from delivery.outbound import OutboundClient
from news.models import ArticlePage
from syndication.models import Webhook
from syndication.push import sending
from tests.delivery.listeners import Listener, answer, listening


@contextmanager
def receiver(monkeypatch, give=None):
    """A listener that may be sent to, and answers 204 unless told otherwise."""
    with listening(give or answer(b"", "204 No Content")) as listener:
        client = OutboundClient(seconds=2, loopback=listener.place)
        monkeypatch.setattr(sending, "client", client)
        yield listener


def make_webhook(address: str, name="Archive", **fields) -> Webhook:
    return Webhook.objects.create(name=name, address=address, **fields)


def due_now() -> None:
    """Let the time pass that effects and receivers wait for."""
    Effect.objects.filter(done_at=None).update(due_at=timezone.now())


def run_all() -> None:
    """Run what waits, each once."""
    due_now()
    waiting = set(Effect.objects.filter(done_at=None).values_list("pk", flat=True))
    for pk in sorted(waiting):
        outbox.run_due(Effect.objects.filter(pk=pk))


def push_rows() -> list[str]:
    """The steps of what waits or went to somebody outside."""
    steps = ("announce", "websub", "indexnow", "webhook")
    rows = Effect.objects.filter(step__in=steps).order_by("pk")
    return list(rows.values_list("step", flat=True))


def messages(listener: Listener) -> list[dict]:
    """The webhook messages that the listener got."""
    return [json.loads(body) for body in listener.bodies]


def forms(listener: Listener) -> list[list[tuple[str, str]]]:
    return [parse_qsl(body.decode()) for body in listener.bodies]


def headers_of(request: bytes) -> dict[str, str]:
    head = request.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    return {n.lower(): v for n, _, v in (line.partition(": ") for line in head)}


def is_genuine(headers: dict, body: bytes, secret: str) -> bool:
    """What docs/operations.md has a receiver check, less the time."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mac = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = headers["webhook-signature"].split()
    return any(hmac.compare_digest(each, f"v1,{mac}") for each in given)


def told_of(listener: Listener) -> list[tuple[str, str]]:
    """Type and link of each message, once what waits has been sent."""
    run_all()
    run_all()
    return [
        (each["type"], each["data"]["links"]["html"]) for each in messages(listener)
    ]


def fresh(story) -> ArticlePage:
    """The story as the database has it."""
    return ArticlePage.objects.get(pk=story.pk)


def edited(story, **fields) -> ArticlePage:
    """The story, published again with these fields."""
    story = fresh(story)
    for name, value in fields.items():
        setattr(story, name, value)
    story.save_revision().publish()
    return fresh(story)
