"""Whatever happens to stories and messages, a receiver ends with the public stories."""

import json
from datetime import timedelta
from unittest.mock import patch

from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from delivery import outbox
from delivery.models import Effect
from delivery.outbound import OutboundFailed, Response
from news.models import ArticlePage
from newsroom.demo import builders
from syndication.api.written import stories_of
from syndication.models import Webhook
from syndication.push import sending
from syndication.push.webhooks import about
from tests.news import test_listings
from tests.syndication.receivers import due_now, make_webhook


class Receiver:
    """Takes messages in place of the network."""

    def __init__(self):
        self.messages = []
        self.fails = None

    def post(self, url, body, headers) -> Response:
        fails, self.fails = self.fails, None
        if fails == "before":
            raise OutboundFailed("It was away.")
        self.messages.append(json.loads(body))
        if fails == "after":
            raise OutboundFailed("Its answer was lost.")
        return Response(url, 204, {}, b"")


def kept_of(messages) -> dict[int, dict]:
    """What stories somebody has who keeps the highest message of each."""
    kept = {}
    for message in messages:
        pk = message["data"]["id"]
        if message["sequence"] >= kept.get(pk, message)["sequence"]:
            kept[pk] = message
    return {
        pk: message["data"]
        for pk, message in kept.items()
        if message["type"] != "story.deleted"
    }


class Newsroom(test_listings.Newsroom):
    """The same, with messages that are sent late, again, or in another order."""

    def __init__(self, receiver: Receiver):
        builders.front_page()
        make_webhook("https://archive.example/")
        super().__init__()
        self.receiver = receiver

    def hide_at_once(self, story, value):
        """As code does, and not a form: the story stays live."""
        story.embargo_until = timezone.now() + timedelta(hours=value % 2)
        story.save()

    def send_one(self, which):
        """One of the rows that wait, whichever; sending it may fail."""
        waiting = list(Effect.objects.filter(done_at=None, step__in=STEPS))
        if waiting:
            self.receiver.fails = (None, None, None, "before", "after")[which % 5]
            row = waiting[which % len(waiting)]
            due_now()
            Webhook.objects.update(rests_until=None)
            outbox.run_due(Effect.objects.filter(pk=row.pk))
            self.receiver.fails = None

    def send_all(self):
        """Whatever still waits, the newest first."""
        waiting = Effect.objects.filter(done_at=None, step__in=STEPS).order_by("-pk")
        Webhook.objects.update(rests_until=None)
        while waiting.exists():
            due_now()
            outbox.run_due(Effect.objects.filter(pk=waiting.first().pk))


STEPS = ["announce", "webhook"]
ACTIONS = [*test_listings.ACTIONS, "hide_at_once"]


def public() -> dict[int, dict]:
    """What a message would say of each story that readers see now."""
    stories = ArticlePage.objects.published().filter(alias_of=None)
    pks = list(stories.values_list("pk", flat=True))
    return {story.pk: about(story) for story in stories_of(pks)}


def sent_after(actions) -> list[dict]:
    """Every message, when all was done and sent."""
    receiver = Receiver()
    with patch.object(sending, "client", receiver):
        newsroom = Newsroom(receiver)
        for *action, sent in actions:
            newsroom.do(*action)
            for which in sent:
                newsroom.send_one(which)
        newsroom.send_all()
    return receiver.messages


class TheReceiverHasWhatIsPublic(TestCase):
    """A class, because Hypothesis rolls each example back only in one."""

    # Without shrinking, as for the listings.
    @settings(
        max_examples=8,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(ACTIONS),
                st.integers(0, 2),
                st.integers(0, 4),
                st.lists(st.integers(0, 9), max_size=4),
            ),
            min_size=1,
            max_size=8,
        )
    )
    @example([(action, 0, 1, [0, 1, 2]) for action in ACTIONS])
    @example([(action, 1, 0, [2, 0, 9, 1]) for action in reversed(ACTIONS)])
    def test_after_any_sequence_of_actions(self, actions):
        messages = sent_after(actions)

        assert kept_of(messages) == public()
        # Some were long on their way: the last sent arrives first.
        assert kept_of(reversed(messages)) == public()
