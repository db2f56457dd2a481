"""A draft is shown to an outsider who was sent a link to it, and to nobody else."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from delivery.times import newsroom_now
from desk.models import DraftLink
from newsroom.demo import builders
from tests.news.newsdesk import EMBARGO, fresh, staff

MADE_UP = "A" * 22


@pytest.fixture
def story(home):
    return builders.make_article("Ferry line to close", publish=False)


@pytest.fixture
def link(story, editor):
    return DraftLink.make(story, editor, days=3)


@pytest.fixture
def outsider():
    """A browser of somebody who was sent a link."""
    return Client()


def links_of(story) -> str:
    return reverse("desk_draft_links", args=[story.pk])


def test_an_editor_makes_a_link_that_an_outsider_opens(desk, story, outsider):
    desk.post(links_of(story), {"days": "7"})
    link = DraftLink.objects.get()
    assert link.get_absolute_url() in desk.get(links_of(story)).content.decode()
    answer = outsider.get(link.get_absolute_url())
    assert answer.status_code == HTTPStatus.OK
    page = answer.content.decode()
    assert "Ferry line to close" in page
    assert "The board met for six hours." in page
    log = PageLogEntry.objects.filter(page=story.pk, action="newsclip.share_draft")
    assert log.exists()


def test_the_link_shows_the_newest_draft_of_a_story_that_is_published(
    home, editor, outsider
):
    story = builders.make_article("Ferry line to close")
    story.title = "Ferry line closes in May"
    story.save_revision()
    link = DraftLink.make(story, editor, days=1)
    page = outsider.get(link.get_absolute_url()).content.decode()
    assert "Ferry line closes in May" in page
    assert "closes in May" not in outsider.get(story.url).content.decode()


def test_nobody_keeps_finds_or_is_told_of_the_draft(link, outsider):
    answer = outsider.get(link.get_absolute_url())
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    page = answer.content.decode()
    assert '<meta name="robots" content="noindex, nofollow">' in page
    for what in ('rel="canonical"', "/admin/", "application/ld+json", "Share"):
        assert what not in page


def test_a_link_has_128_bits_of_randomness(story, editor):
    tokens = {DraftLink.make(story, editor, days=1).token for _ in range(50)}
    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {22}  # of 6 bits each


@pytest.mark.parametrize("days", ["0", "8", "-1", "x", "", "1e9", "7.5"])
def test_no_link_is_made_for_more_than_a_week(desk, story, days):
    answer = desk.post(links_of(story), {"days": days})
    assert answer.status_code == HTTPStatus.OK
    assert answer.context["form"].errors["days"]
    assert not DraftLink.objects.exists()


def test_the_database_itself_keeps_no_link_for_more_than_a_week(story, editor):
    with pytest.raises(IntegrityError), transaction.atomic():
        DraftLink.make(story, editor, days=8)
    assert DraftLink.make(story, editor, days=7)


def test_the_link_ends_by_itself(link, outsider):
    moment = newsroom_now()
    DraftLink.objects.update(made_at=moment - timedelta(days=3), expires_at=moment)
    assert outsider.get(link.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND


def test_an_editor_ends_it_at_once(desk, story, link, outsider):
    end = reverse("desk_end_draft_link", args=[story.pk, link.pk])
    assert desk.get(end).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert outsider.get(link.get_absolute_url()).status_code == HTTPStatus.OK
    desk.post(end)
    assert outsider.get(link.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND
    assert desk.post(end).status_code == HTTPStatus.FOUND, "twice is no error"


def test_publishing_ends_it(story, link, outsider):
    story.get_latest_revision().publish()
    story.save_revision()  # a draft again
    assert outsider.get(link.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND


def test_unpublishing_ends_it(home, editor, outsider):
    story = builders.make_article()
    story.save_revision()
    link = DraftLink.make(story, editor, days=1)
    fresh(story).unpublish()
    assert outsider.get(link.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND


def test_scheduling_does_not_end_it(story, link, outsider):
    story.go_live_at = EMBARGO
    story.save_revision().publish()
    assert not fresh(story).live
    assert outsider.get(link.get_absolute_url()).status_code == HTTPStatus.OK


def test_deleting_the_story_ends_it(story, link, outsider):
    story.delete()
    assert outsider.get(link.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("token", [MADE_UP, "x", "%00", "a" * 5000, "..", "é"])
def test_a_link_that_never_was_is_a_404(link, outsider, token):
    for address in (f"/drafts/{token}/", f"/drafts/{token}/media/images/x.jpg"):
        assert outsider.get(address).status_code == HTTPStatus.NOT_FOUND


def test_nothing_is_sent_to_a_link(link, outsider):
    answer = outsider.post(link.get_absolute_url())
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_pictures_of_the_draft_are_shown_by_the_link_alone(home, editor, outsider):
    picture, other = builders.make_picture("Ferry"), builders.make_picture("Other")
    story = builders.make_article(publish=False, hero_image=picture, hero_alt="Ferry")
    link = DraftLink.make(story, editor, days=1)
    page = outsider.get(link.get_absolute_url()).content.decode()
    file = picture.picture_set["body"][0]["file"]
    assert f"{link.get_absolute_url()}media/{file}" in page
    assert f'"/media/{file}' not in page
    below = f"{link.get_absolute_url()}media/"
    answer = outsider.get(below + file)
    assert answer.status_code == HTTPStatus.OK
    assert answer["Cache-Control"] == "private, no-store"
    assert outsider.get(f"/media/{file}").status_code == HTTPStatus.NOT_FOUND
    unshown = outsider.get(below + other.ready_files[0]["file"])
    assert unshown.status_code == HTTPStatus.NOT_FOUND
    original = outsider.get(f"{below}images/../{picture.file.name}")
    assert original.status_code == HTTPStatus.NOT_FOUND
    DraftLink.objects.all().delete()
    assert outsider.get(below + file).status_code == HTTPStatus.NOT_FOUND


def test_who_may_not_publish_shares_nothing(client, home, story, link):
    client.force_login(staff(home, "add", "change"))
    for answer in (
        client.get(links_of(story)),
        client.post(links_of(story), {"days": "1"}),
        client.post(reverse("desk_end_draft_link", args=[story.pk, link.pk])),
    ):
        assert (answer.status_code, answer.url) == (302, "/admin/")
    assert DraftLink.objects.get() == link
    edit = reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert links_of(story) not in client.get(edit).content.decode()


def test_a_link_of_another_story_is_not_ended_by_its_number(desk, home, link):
    other = builders.make_article("Another", publish=False)
    desk.post(reverse("desk_end_draft_link", args=[other.pk, link.pk]))
    assert DraftLink.objects.filter(pk=link.pk).exists()


def test_the_editor_offers_it_while_there_is_a_draft(desk, story):
    edit = reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert links_of(story) in desk.get(edit).content.decode()
    story.get_latest_revision().publish()
    assert links_of(story) not in desk.get(edit).content.decode()
    assert desk.get(links_of(story)).status_code == HTTPStatus.FOUND
