"""A webhook to a listener of the test's. Used by ``newsroom_at.py``."""

from delivery.outbound import OutboundClient
from syndication.models import Webhook
from syndication.push import sending


def tell_of_stories_at(place: str) -> None:
    """Make a webhook to this listener, whom clocks forked from now on may call."""
    sending.client = OutboundClient(loopback=place)
    Webhook.objects.create(name="Archive", address=f"http://{place}/")
