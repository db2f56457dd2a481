"""Webhooks: what is sent, when, how it is signed, and what is never sent."""

import json
import re
import time
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import PageViewRestriction

from delivery import outbox
from delivery.models import Effect
from news.models import ArticlePage
from news.schedule import tell_of_embargoes
from newsroom.demo import builders
from syndication.models import Announcement, Webhook
from syndication.push import announcing
from syndication.push.webhooks import signed, tell
from tests.delivery.listeners import answer, redirect
from tests.syndication.receivers import (
    due_now,
    headers_of,
    is_genuine,
    make_webhook,
    messages,
    push_rows,
    receiver,
    run_all,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(home, monkeypatch):
    """A receiver with a webhook for everything."""
    with receiver(monkeypatch) as listener:
        listener.hook = make_webhook(listener.url)
        yield listener


def told(listener) -> list[tuple[str, str]]:
    """Type and link of each message, once what waits has been sent."""
    run_all()
    run_all()
    return [
        (each["type"], each["data"]["links"]["html"]) for each in messages(listener)
    ]


def fresh(story) -> ArticlePage:
    return ArticlePage.objects.get(pk=story.pk)


def edited(story, **fields):
    story = fresh(story)
    for name, value in fields.items():
        setattr(story, name, value)
    story.save_revision().publish()
    return fresh(story)


def wall(page):
    return PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )


def tomorrow():
    return timezone.now() + timedelta(days=1)


def live_under_embargo(headline):
    """A story that code published while its embargo is pending."""
    story = builders.make_article(headline, publish=False)
    story.embargo_until, story.live = tomorrow(), True
    story.save()
    story.tell(f"code:{story.pk}")
    return story


# What is told ------------------------------------------------------------------------


def test_nothing_is_written_or_sent_until_somebody_is_to_be_told(home, monkeypatch):
    with receiver(monkeypatch) as listener:
        make_webhook(listener.url, active=False)
        story = builders.make_article()
        edited(story, title="Another headline").unpublish()
        run_all()
        assert (push_rows(), listener.connections) == ([], [])
    assert not Announcement.objects.exists()


def test_a_story_is_told_of_as_it_is_published_changed_and_taken_down(archive):
    story = builders.make_article("Harbour vote")
    address = story.full_url
    assert told(archive) == [("story.published", address)]
    edited(story, title="Harbour vote again")
    assert told(archive)[1:] == [("story.updated", address)]
    fresh(story).unpublish()
    assert told(archive)[2:] == [("story.deleted", address)]
    edited(story)
    assert told(archive)[3:] == [("story.published", address)]
    fresh(story).delete()
    assert told(archive)[4:] == [("story.deleted", address)]
    orders = [each["sequence"] for each in messages(archive)]
    assert orders == sorted(set(orders))


def test_a_message_says_what_the_api_lists_of_the_story(archive, client):
    story = builders.make_article(
        "Käse & <b>",
        category=builders.make_category("World"),
        hashtags=["NATO", "Energy"],
        authors=[builders.make_author("Ada Marsh")],
    )
    hidden = story.hashtags.get(name="Energy")
    hidden.status = hidden.Status.HIDDEN
    hidden.save()
    run_all()
    run_all()
    (message,) = messages(archive)
    assert message["data"] == client.get("/api/v1/stories").json()["data"][0]
    assert message["data"]["headline"] == "Käse & <b>"
    assert [each["name"] for each in message["data"]["hashtags"]] == ["NATO"]
    at = message["data"]["links"]["api"].removeprefix(story.get_site().root_url)
    assert client.get(at).json()["id"] == story.pk == message["data"]["id"]
    assert message.keys() == {"id", "type", "timestamp", "sequence", "data"}


def test_a_deletion_says_nothing_but_the_id_and_the_address(archive):
    story = builders.make_article("Secret harbour", hashtags=["NATO"])
    told(archive)
    fresh(story).unpublish()
    told(archive)
    deletion = messages(archive)[-1]
    assert deletion["data"] == {"id": story.pk, "links": {"html": story.full_url}}


def test_a_message_is_sent_after_the_commit_and_never_by_who_publishes(archive):
    builders.make_article()
    assert archive.connections == []
    assert push_rows() == ["announce", "webhook"]


def test_a_publish_asks_twice_more(archive, django_assert_num_queries):
    """Whether any webhook is active, and the row in the outbox."""
    story = builders.make_article(hashtags=["NATO"])
    with transaction.atomic(), django_assert_num_queries(2):
        announcing.follow(story, "event", {("front", "")})


def test_queries_do_not_grow_with_the_story(archive, django_assert_num_queries):
    """Eight to announce it, six to send it.

    A savepoint and its end, the announcement made, locked and written, the story, the
    webhooks, a row for each. Then the webhook, the announcement, the story, hashtags,
    authors, and what was answered.
    """
    builders.make_article(
        hashtags=["NATO", "Energy", "Ports", "Rain"],
        authors=[builders.make_author(name) for name in ("Ada", "Bo", "Cy")],
    )
    announced, message = Effect.objects.filter(step__in=("announce", "webhook"))
    with django_assert_num_queries(8):
        announcing.announce(announced.payload)
    with django_assert_num_queries(6):
        tell(message.payload)


# What is never told ------------------------------------------------------------------


def test_what_readers_never_saw_is_never_told(archive):
    secret = builders.make_category("Secret")
    wall(secret)
    draft = builders.make_article("Draft", publish=False)
    private = builders.make_article("Private", category=secret)
    embargoed = live_under_embargo("Embargoed")
    for story in (draft, private, embargoed):
        story = fresh(story)
        story.save_revision()
        if story.live:
            story.unpublish()
        fresh(story).delete()
    assert told(archive) == []


def test_an_alias_is_never_told_of(archive):
    story = builders.make_article("Original")
    told(archive)
    alias = story.create_alias(parent=builders.make_category("World"))
    edited(story, title="Original again")
    ArticlePage.objects.get(pk=alias.pk).delete()
    assert {each["data"]["id"] for each in messages(archive)} == {story.pk}
    assert [kind for kind, _ in told(archive)] == ["story.published", "story.updated"]


def test_an_alias_that_becomes_an_original_is_told_of(archive):
    alias = builders.make_article("Original").create_alias(update_slug="alias")
    told(archive)
    ConvertAliasPageAction(alias).execute(skip_permission_checks=True)
    assert told(archive)[1:] == [("story.published", fresh(alias).full_url)]


def test_a_draft_of_a_public_story_is_not_told(archive):
    story = builders.make_article("Public words")
    told(archive)
    story.title = "Words of the draft"
    story.save_revision()
    edited_at = timezone.now() + timedelta(days=2)
    story.go_live_at = edited_at
    story.save_revision().publish()
    assert len(told(archive)) == 1
    assert b"draft" not in b"".join(archive.requests)


def test_an_embargo_takes_it_back_and_its_end_tells_it(archive):
    story = builders.make_article()
    address = story.full_url
    told(archive)
    story = fresh(story)
    story.embargo_until = tomorrow()
    story.save()
    assert told(archive)[1:] == [("story.deleted", address)]
    ends = timezone.now() - timedelta(seconds=1)
    ArticlePage.objects.filter(pk=story.pk).update(embargo_until=ends)
    tell_of_embargoes(ends - timedelta(seconds=5), timezone.now())
    assert told(archive)[2:] == [("story.published", address)]


def test_a_story_first_seen_when_its_embargo_ends_is_published_then(archive):
    story = live_under_embargo("Embargoed")
    assert told(archive) == []
    ends = timezone.now() - timedelta(seconds=1)
    ArticlePage.objects.filter(pk=story.pk).update(embargo_until=ends)
    tell_of_embargoes(ends - timedelta(seconds=5), timezone.now())
    assert told(archive) == [("story.published", story.full_url)]


def test_privacy_takes_it_back_at_the_address_that_was_public(archive):
    story = builders.make_article()
    address = story.full_url
    told(archive)
    secret = builders.make_category("Undercover")
    wall(secret)
    fresh(story).move(secret, "last-child")
    edited(story, title="What happens undercover")
    assert told(archive)[1:] == [("story.deleted", address)]
    assert b"ndercover" not in b"".join(archive.requests)


def test_a_private_section_that_opens_tells_of_its_stories(archive):
    secret = builders.make_category("Secret")
    restriction = wall(secret)
    story = builders.make_article(category=secret)
    assert told(archive) == []
    restriction.delete()
    assert told(archive) == [("story.published", story.full_url)]


def test_of_a_story_hidden_before_it_was_sent_no_word_is_sent(archive):
    story = builders.make_article("Not for long")
    due_now()
    fresh(story).unpublish()
    assert {kind for kind, _ in told(archive)} == {"story.deleted"}
    assert b"long" not in b"".join(archive.requests).replace(b"not-for-long", b"")


def test_a_story_read_before_anybody_listened_is_changed_or_taken_back(
    home, monkeypatch
):
    changed, gone = builders.make_article("Old"), builders.make_article("Older")
    hidden = builders.make_article("Moved out of sight")
    secret = builders.make_category("Undercover")
    wall(secret)
    hidden.move(secret, "last-child")
    with receiver(monkeypatch) as listener:
        make_webhook(listener.url)
        edited(changed, title="Newer")
        fresh(gone).unpublish()
        fresh(hidden).unpublish()
        assert sorted(told(listener)) == [
            ("story.deleted", gone.full_url),
            ("story.updated", changed.full_url),
        ]


# How it is sent ----------------------------------------------------------------------


def test_a_message_is_signed_as_standard_webhooks_says(archive):
    builders.make_article("Käse")
    told(archive)
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
    told(archive)
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
        told(archive)
        Webhook.objects.update(rests_until=None)
    archive.answers = answer(b"", "200 OK")
    told(archive)
    first = {each["id"] for each in messages(archive)}
    assert (len(first), len(archive.requests) > 3) == (1, True)
    assert {headers_of(each)["webhook-id"] for each in archive.requests} == first
    edited(story)
    told(archive)
    assert messages(archive)[-1]["id"] not in first


def test_each_webhook_is_told_by_itself(home, monkeypatch):
    def only_news(caller, request):
        broken = request.startswith(b"POST /broken")
        answer(b"", "500 Oops" if broken else "200 OK")(caller, request)

    with receiver(monkeypatch, only_news) as listener:
        for path in ("broken", "well"):
            make_webhook(f"{listener.url}/{path}", path)
        builders.make_article()
        told(listener)
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
        assert told(listener) == []
        fresh(story).unpublish()
        assert told(listener) == [("story.deleted", story.full_url)]


def test_a_dead_webhook_costs_one_try_however_much_waits_for_it(archive):
    archive.answers = answer(b"", "500 Oops")
    for number in range(5):
        builders.make_article(f"Story {number}")
    told(archive)
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
    assert {link for _, link in told(archive)} == {
        story.full_url for story in ArticlePage.objects.all()
    }


def test_after_three_days_it_is_given_up_and_the_webhook_says_so(archive):
    archive.answers = answer(b"", "500 Oops")
    builders.make_article()
    builders.make_article("Another")
    told(archive)
    for row in Effect.objects.filter(step="webhook"):
        at = timezone.now() - timedelta(days=3, minutes=1)
        row.payload["at"] = at.isoformat()
        row.save()
    told(archive)
    assert not Effect.objects.filter(step="webhook", done_at=None).exists()
    archive.hook.refresh_from_db()
    assert archive.hook.gave_up_at is not None


def test_who_answers_410_is_switched_off_and_hears_no_more(archive):
    archive.answers = answer(b"", "410 Gone")
    builders.make_article()
    builders.make_article("Another")
    told(archive)
    archive.hook.refresh_from_db()
    assert not archive.hook.active
    assert "410" in archive.hook.switched_off
    told(archive)
    assert len(archive.requests) == 1
    assert not Effect.objects.filter(step="webhook", done_at=None).exists()


def test_a_redirect_is_a_failure_that_says_what_to_do(archive):
    archive.answers = redirect(f"{archive.url}/elsewhere")
    builders.make_article()
    told(archive)
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
    Effect.objects.filter(pk=first.pk).update(due_at=tomorrow())
    fresh(story).unpublish()
    Effect.objects.filter(step="webhook").exclude(pk=first.pk).update(
        due_at=timezone.now()
    )
    outbox.run_due()
    told(archive)
    kinds = [(each["type"], each["sequence"]) for each in messages(archive)]
    assert [kind for kind, _ in kinds] == ["story.deleted", "story.deleted"]
    assert len({sequence for _, sequence in kinds}) == 1
