"""Webhooks: a signed message to each address that editors entered.

Signed as Standard Webhooks 1.0 says (https://www.standardwebhooks.com), which has
libraries for receivers. A message says what is so when it is sent, and ``sequence``
orders the messages about one story: who keeps the highest has the present state.
"""

import json
from base64 import b64decode, b64encode
from contextlib import suppress
from hashlib import sha256
from hmac import digest

from django.utils import timezone

from delivery import outbox
from delivery.outbound import OutboundError
from news.models import ArticlePage
from syndication.api.written import card_of, stories_of
from syndication.models import Announcement, Webhook
from syndication.push.announcing import DELETED, PUBLISHED, UPDATED
from syndication.push.sending import Unwelcome, send, try_once

TEST = "webhook.test"


@outbox.effect("webhook", slow=True, quiet=True)
def tell(payload: dict) -> None:
    """Send one webhook one message about one story."""
    webhook = Webhook.objects.filter(pk=payload["webhook"], active=True).first()
    if webhook is None:
        return  # deleted, or switched off
    message = _message(payload)
    if not wants(webhook, message["type"]):
        return
    body = as_json(message)
    try:
        send(webhook, body, signed(webhook, payload["id"], body), payload["at"])
    except Unwelcome:
        webhook.switch_off(f"It answered 410 at {timezone.localtime():%Y-%m-%d %H:%M}.")


@outbox.effect("webhook test", slow=True, quiet=True)
def test(payload: dict) -> None:
    """Send a webhook a message about nothing, once; its page says what came of it."""
    webhook = Webhook.objects.filter(pk=payload["webhook"]).first()
    if webhook is None:
        return
    message = {"id": payload["id"], "type": TEST, "timestamp": payload["at"]}
    body = as_json(message | {"data": {"webhook": webhook.name}})
    with suppress(OutboundError):  # it is noted
        try_once(webhook, body, signed(webhook, payload["id"], body))


def wants(webhook: Webhook, kind: str) -> bool:
    """Whether the webhook is to hear of such an event."""
    return {
        PUBLISHED: webhook.on_publish,
        UPDATED: webhook.on_update,
        DELETED: webhook.on_deletion,
    }[kind]


def signed(webhook: Webhook, id: str, body: bytes) -> dict[str, str]:
    """The headers of a message: its id, the time, and a signature by each secret."""
    now = timezone.now()
    timestamp = str(int(now.timestamp()))
    content = b".".join([id.encode(), timestamp.encode(), body])
    keys = [b64decode(s.removeprefix("whsec_")) for s in webhook.secrets_at(now)]
    macs = [b64encode(digest(key, content, sha256)).decode() for key in keys]
    return {
        "Content-Type": "application/json",
        "Webhook-Id": id,
        "Webhook-Timestamp": timestamp,
        "Webhook-Signature": " ".join(f"v1,{mac}" for mac in macs),
    }


def as_json(message: dict) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode()


def _message(payload: dict) -> dict:
    """What is so now, whatever was when the event happened.

    The sequence is read first: what is read after it is no older than it says.
    """
    told = Announcement.objects.get(pk=payload["story"])
    story = next(iter(stories_of([told.pk])), None)
    if story is None:
        kind, data = DELETED, {"id": told.pk, "links": {"html": told.address}}
    else:
        came_back = payload["type"] == DELETED
        kind, data = PUBLISHED if came_back else payload["type"], about(story)
    return {
        "id": payload["id"],
        "type": kind,
        "timestamp": payload["at"],
        "sequence": told.sequence,
        "data": data,
    }


def about(story: ArticlePage) -> dict:
    """What a message says of a story that readers may see: what the API's lists do."""
    _, root, _ = story.get_url_parts()
    return card_of(story, root).model_dump(mode="json")
