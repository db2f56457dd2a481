"""How anything is sent outside: one try, noted; given up after three days."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus

from django.utils import timezone

from delivery.outbound import OutboundClient, OutboundError, OutboundFailed
from delivery.outbox import NotYet
from syndication.models import Receiver

logger = logging.getLogger("newsclip.push")

client = OutboundClient()
PATIENCE = timedelta(days=3)


class Unwelcome(OutboundFailed):
    """The receiver says that there is nobody here any more: 410."""


def send(receiver: Receiver, body: bytes, headers: Mapping[str, str], at: str) -> None:
    """Send the receiver what happened ``at`` a time, unless it rests.

    Raises NotYet while it does, Unwelcome where it wants nothing more, OutboundError
    where another try may succeed. What is older than three days is given up instead.
    """
    try:
        if receiver.rests_until and receiver.rests_until > timezone.now():
            raise NotYet(receiver.rests_until)
        try_once(receiver, body, headers)
    except Unwelcome:
        raise
    except (NotYet, OutboundError):
        if timezone.now() - datetime.fromisoformat(at) < PATIENCE:
            raise
        receiver.note_given_up()
        logger.error("%s was never told what happened at %s", receiver, at)


def try_once(receiver: Receiver, body: bytes, headers: Mapping[str, str]) -> None:
    """Send it, rest or not, and note what came of it. Raises OutboundError."""
    try:
        answer = client.post(receiver.address, body, headers)
        if answer.status == HTTPStatus.GONE:
            raise Unwelcome("It answered 410: it wants to hear nothing more.")
        if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
            raise OutboundFailed(_complaint(answer.status))
    except OutboundError as error:
        receiver.note_failure(str(error))
        raise
    receiver.note_answer()


def _complaint(status: int) -> str:
    redirects = HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST
    more = " Redirects are not followed: give the address they lead to."
    return f"It answered {status}.{more if redirects else ''}"
