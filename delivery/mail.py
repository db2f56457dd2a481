"""Mail is written into the outbox, and sent from there.

A mail server that hangs holds up no editor, one that is away for an hour loses nothing,
and what a change is told by is written with the change or not at all.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from email.utils import make_msgid

from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from delivery import outbox
from delivery.models import Effect

logger = logging.getLogger("newsclip.mail")

STEP = "mail"
# The mailer that really sends.
NOW = "now"
# After so long nobody wants it any more.
GIVEN_UP_AFTER = timedelta(days=3)
FIELDS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to")


class Later(BaseEmailBackend):
    """Django's mailer: each message is one row of the outbox, for clock or worker.

    What has attachments, as nothing of ours does, is sent at once.
    """

    def send_messages(self, email_messages) -> int:
        messages = [each for each in email_messages if each.recipients()]
        for message in messages:
            if message.attachments:
                mailers[NOW].send_messages([message])
                continue
            event = outbox.new_event("mail")
            outbox.enqueue(event, STEP, _packed(message, event), inline=False)
        return len(messages)


@outbox.effect(STEP, slow=True, quiet=True)
def send(payload: dict) -> None:
    """Send it, and forget what it said as soon as a server has taken it.

    So it is not sent again where this process dies before the step is done; nor is it
    in the database any longer. Where the server's answer was lost, it is sent again
    with the same Message-ID.
    """
    if "subject" not in payload:
        return
    age = timezone.now() - datetime.fromisoformat(payload["written"])
    try:
        mailers[NOW].send_messages([_unpacked(payload)])
    except (smtplib.SMTPException, OSError):
        if age < GIVEN_UP_AFTER:
            raise
        logger.exception("A mail was given up: %s", payload["subject"])
    row = Effect.objects.filter(event=payload["event"], step=STEP)
    row.update(payload={"event": payload["event"]})


def _packed(message, event: str) -> dict:
    said = {name: getattr(message, name) for name in FIELDS}
    said["headers"] = {"Message-ID": make_msgid(), **message.extra_headers}
    html = getattr(message, "alternatives", [])
    said["alternatives"] = [[each.content, each.mimetype] for each in html]
    return said | {"event": event, "written": timezone.now().isoformat()}


def _unpacked(payload: dict) -> EmailMultiAlternatives:
    fields = {name: payload[name] for name in FIELDS}
    alternatives = [tuple(each) for each in payload["alternatives"]]
    headers = payload["headers"]
    return EmailMultiAlternatives(**fields, headers=headers, alternatives=alternatives)
