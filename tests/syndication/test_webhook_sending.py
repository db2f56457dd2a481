"""How a webhook's message is signed, sent, tried again and given up."""

import json
import re
import time
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.conf import settings
from django.utils import timezone

from delivery import outbox
from delivery.models import Effect
from news.models import ArticlePage
from newsroom.demo import builders
from syndication.models import Webhook
from syndication.push.webhooks import signed
from tests.delivery.listeners import answer, redirect
from tests.syndication.receivers import (
    due_now,
    edited,
    fresh,
    headers_of,
    is_genuine,
    make_webhook,
    messages,
    receiver,
    run_all,
    told_of,
)

pytestmark = pytest.mark.django_db


def test_a_message_is_signed_as_standard_webhooks_says(archive):
    builders.make_article("Käse")
    told_of(archive)
    (request,) = archive.requests
    headers, body = headers_of(request), archive.bodies[0]
    assert is_genuine(headers, body, archive.hook.secret)
    assert not is_genuine(headers, body + b" ", archive.hook.secret)
    assert not is_genuine(headers, body, Webhook(name="Another").secret)
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    assert headers["webhook-id"] == json.loads(body)["id"]
    assert headers["content-type"] == "application/json"


def test_a_receiver_that_does_as_the_docs_say_takes_the_newsrooms_and_no_others(
    archive,
):
    docs = (settings.ROOT / "docs" / "operations.md").read_text()
    (code,) = re.findall(r"```python\n(import base64.*?)```", docs, re.DOTALL)
    read = {}
    exec(code, read)
    builders.make_article("Käse")
    told_of(archive)
    headers, body = headers_of(archive.requests[0]), archive.bodies[0]
    message = read["message_of"](headers, body, archive.hook.secret)
    assert message["data"]["headline"] == "Käse"
    late = headers | {"webhook-timestamp": "1614265330"}
    for refused in (
        (headers, body + b" ", archive.hook.secret),
        (late, body, archive.hook.secret),
        (signed_then(archive.hook, body), body, archive.hook.secret),
        (headers, body, Webhook(name="Another").secret),
    ):
        with pytest.raises(ValueError, match="This message"):
            read["message_of"](*refused)


def signed_then(hook, body) -> dict:
    """The headers of a message that was sent an hour ago."""
    hour_ago = timezone.now() - timedelta(hours=1)
    with patch.object(timezone, "now", lambda: hour_ago):
        return {name.lower(): value for name, value in signed(hook, "1", body).items()}


def test_a_signature_is_what_the_specifications_example_has(archive, monkeypatch):
    """The vector of its libraries' tests: secret, id, time and body are given."""
    at = datetime.fromtimestamp(1_614_265_330, UTC)
    monkeypatch.setattr(timezone, "now", lambda: at)
    hook = Webhook(secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    headers = signed(hook, "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}')
    assert headers["Webhook-Signature"] == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_a_retry_has_the_same_id_and_another_event_has_not(archive):
    archive.answers = answer(b"", "503 Busy")
    story = builders.make_article()
    for _ in range(3):
        told_of(archive)
        Webhook.objects.update(rests_until=None)
    archive.answers = answer(b"", "200 OK")
    told_of(archive)
    first = {each["id"] for each in messages(archive)}
    assert (len(first), len(archive.requests) > 3) == (1, True)
    assert {headers_of(each)["webhook-id"] for each in archive.requests} == first
    edited(story)
    told_of(archive)
    assert messages(archive)[-1]["id"] not in first


def test_each_webhook_is_told_by_itself(home, monkeypatch):
    def only_news(caller, request):
        broken = request.startswith(b"POST /broken")
        answer(b"", "500 Oops" if broken else "200 OK")(caller, request)

    with receiver(monkeypatch, only_news) as listener:
        for path in ("broken", "well"):
            make_webhook(f"{listener.url}/{path}", path)
        builders.make_article()
        told_of(listener)
        asked = [each.split(b" ")[1] for each in listener.requests]
        assert asked.count(b"/well") == 1
        assert {each.name for each in Webhook.objects.exclude(answered_at=None)} == {
            "well"
        }
        assert len({each["id"] for each in messages(listener)}) == 2


def test_a_webhook_hears_of_what_it_chose(home, monkeypatch):
    with receiver(monkeypatch) as listener:
        make_webhook(listener.url, on_update=False, on_publish=False)
        story = builders.make_article()
        edited(story, title="Another")
        assert told_of(listener) == []
        fresh(story).unpublish()
        assert told_of(listener) == [("story.deleted", story.full_url)]


def test_a_dead_webhook_costs_one_try_however_much_waits_for_it(archive):
    archive.answers = answer(b"", "500 Oops")
    for number in range(5):
        builders.make_article(f"Story {number}")
    told_of(archive)
    assert len(archive.requests) == 1
    archive.hook.refresh_from_db()
    assert archive.hook.failure == "It answered 500."
    waiting = Effect.objects.filter(step="webhook", done_at=None)
    assert waiting.count() == 5
    rest = archive.hook.rests_until
    assert set(waiting.filter(error="").values_list("due_at", flat=True)) == {rest}
    rests = []
    for _ in range(12):
        before = timezone.now()
        Webhook.objects.update(rests_until=None)
        due_now()
        run_all()
        archive.hook.refresh_from_db()
        rests.append(archive.hook.rests_until - before)
    assert rests[0] < rests[1] < rests[-1]
    assert timedelta(minutes=59) < rests[-1] < timedelta(minutes=61)
    archive.answers = answer(b"", "200 OK")
    Webhook.objects.update(rests_until=None)
    assert {link for _, link in told_of(archive)} == {
        story.full_url for story in ArticlePage.objects.all()
    }


def test_after_three_days_it_is_given_up_and_the_webhook_says_so(archive):
    archive.answers = answer(b"", "500 Oops")
    builders.make_article()
    builders.make_article("Another")
    told_of(archive)
    for row in Effect.objects.filter(step="webhook"):
        at = timezone.now() - timedelta(days=3, minutes=1)
        row.payload["at"] = at.isoformat()
        row.save()
    told_of(archive)
    assert not Effect.objects.filter(step="webhook", done_at=None).exists()
    archive.hook.refresh_from_db()
    assert archive.hook.gave_up_at is not None


def test_who_answers_410_is_switched_off_and_hears_no_more(archive):
    archive.answers = answer(b"", "410 Gone")
    builders.make_article()
    builders.make_article("Another")
    told_of(archive)
    archive.hook.refresh_from_db()
    assert not archive.hook.active
    assert "410" in archive.hook.switched_off
    told_of(archive)
    assert len(archive.requests) == 1
    assert not Effect.objects.filter(step="webhook", done_at=None).exists()


def test_a_redirect_is_a_failure_that_says_what_to_do(archive):
    archive.answers = redirect(f"{archive.url}/elsewhere")
    builders.make_article()
    told_of(archive)
    archive.hook.refresh_from_db()
    assert "Redirects are not followed" in archive.hook.failure
    assert len(archive.requests) == 1


def test_an_address_in_the_network_is_never_called(home):
    hook = make_webhook("http://169.254.169.254/latest/")
    builders.make_article()
    run_all()
    run_all()
    hook.refresh_from_db()
    assert "not a public address" in hook.failure


def test_a_delayed_message_brings_no_deleted_story_back(archive):
    """The first message waits while the story is taken down and told of."""
    story = builders.make_article("Harbour vote")
    first = Effect.objects.get(step="webhook")
    Effect.objects.filter(pk=first.pk).update(due_at=timezone.now() + timedelta(days=1))
    fresh(story).unpublish()
    Effect.objects.filter(step="webhook").exclude(pk=first.pk).update(
        due_at=timezone.now()
    )
    outbox.run_due()
    told_of(archive)
    kinds = [(each["type"], each["sequence"]) for each in messages(archive)]
    assert [kind for kind, _ in kinds] == ["story.deleted", "story.deleted"]
    assert len({sequence for _, sequence in kinds}) == 1
