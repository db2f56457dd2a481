"""Webhooks: what is told of a story, when, and what is never told."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import PageViewRestriction

from delivery.models import Effect
from news.models import ArticlePage
from news.schedule import tell_of_embargoes
from newsroom.demo import builders
from syndication.models import Announcement
from syndication.push import announcing
from syndication.push.webhooks import tell
from tests.syndication.receivers import (
    due_now,
    edited,
    fresh,
    make_webhook,
    messages,
    push_rows,
    receiver,
    run_all,
    told_of,
)

pytestmark = pytest.mark.django_db


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
    assert told_of(archive) == [("story.published", address)]
    edited(story, title="Harbour vote again")
    assert told_of(archive)[1:] == [("story.updated", address)]
    fresh(story).unpublish()
    assert told_of(archive)[2:] == [("story.deleted", address)]
    edited(story)
    assert told_of(archive)[3:] == [("story.published", address)]
    fresh(story).delete()
    assert told_of(archive)[4:] == [("story.deleted", address)]
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
    told_of(archive)
    fresh(story).unpublish()
    told_of(archive)
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
    assert told_of(archive) == []


def test_an_alias_is_never_told_of(archive):
    story = builders.make_article("Original")
    told_of(archive)
    alias = story.create_alias(parent=builders.make_category("World"))
    edited(story, title="Original again")
    ArticlePage.objects.get(pk=alias.pk).delete()
    assert {each["data"]["id"] for each in messages(archive)} == {story.pk}
    assert [kind for kind, _ in told_of(archive)] == [
        "story.published",
        "story.updated",
    ]


def test_an_alias_that_becomes_an_original_is_told_of(archive):
    alias = builders.make_article("Original").create_alias(update_slug="alias")
    told_of(archive)
    ConvertAliasPageAction(alias).execute(skip_permission_checks=True)
    assert told_of(archive)[1:] == [("story.published", fresh(alias).full_url)]


def test_a_draft_of_a_public_story_is_not_told(archive):
    story = builders.make_article("Public words")
    told_of(archive)
    story.title = "Words of the draft"
    story.save_revision()
    edited_at = timezone.now() + timedelta(days=2)
    story.go_live_at = edited_at
    story.save_revision().publish()
    assert len(told_of(archive)) == 1
    assert b"draft" not in b"".join(archive.requests)


def test_an_embargo_takes_it_back_and_its_end_tells_it(archive):
    story = builders.make_article()
    address = story.full_url
    told_of(archive)
    story = fresh(story)
    story.embargo_until = tomorrow()
    story.save()
    assert told_of(archive)[1:] == [("story.deleted", address)]
    ends = timezone.now() - timedelta(seconds=1)
    ArticlePage.objects.filter(pk=story.pk).update(embargo_until=ends)
    tell_of_embargoes(ends - timedelta(seconds=5), timezone.now())
    assert told_of(archive)[2:] == [("story.published", address)]


def test_a_story_first_seen_when_its_embargo_ends_is_published_then(archive):
    story = live_under_embargo("Embargoed")
    assert told_of(archive) == []
    ends = timezone.now() - timedelta(seconds=1)
    ArticlePage.objects.filter(pk=story.pk).update(embargo_until=ends)
    tell_of_embargoes(ends - timedelta(seconds=5), timezone.now())
    assert told_of(archive) == [("story.published", story.full_url)]


def test_privacy_takes_it_back_at_the_address_that_was_public(archive):
    story = builders.make_article()
    address = story.full_url
    told_of(archive)
    secret = builders.make_category("Undercover")
    wall(secret)
    fresh(story).move(secret, "last-child")
    edited(story, title="What happens undercover")
    assert told_of(archive)[1:] == [("story.deleted", address)]
    assert b"ndercover" not in b"".join(archive.requests)


def test_a_private_section_that_opens_tells_of_its_stories(archive):
    secret = builders.make_category("Secret")
    restriction = wall(secret)
    story = builders.make_article(category=secret)
    assert told_of(archive) == []
    restriction.delete()
    assert told_of(archive) == [("story.published", story.full_url)]


def test_of_a_story_hidden_before_it_was_sent_no_word_is_sent(archive):
    story = builders.make_article("Not for long")
    due_now()
    fresh(story).unpublish()
    assert {kind for kind, _ in told_of(archive)} == {"story.deleted"}
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
        assert sorted(told_of(listener)) == [
            ("story.deleted", gone.full_url),
            ("story.updated", changed.full_url),
        ]
