"""Who has a feed already is told so, and never wrongly."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction, Site

from delivery.models import Effect
from delivery.outbox import run_due
from hashtags import operations
from hashtags.models import Hashtag
from home.models import BrandSettings
from images.models import NewsImage
from news import last_change
from news.models import ArticlePage, Correction
from newsroom.demo import builders
from syndication.feed_views import WRITTEN
from syndication.sitemaps.stories import part_of
from tests.syndication.addresses import ADDRESSES, BASES, ENDINGS

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
SEARCH = [f"/search/?q=harbour&format={form}" for form in ("rss", "atom", "json")]
EVERY = [*ADDRESSES, *(f"/corrections/{ending}" for ending in ENDINGS), *SEARCH]


@pytest.fixture(autouse=True)
def a_long_day(monkeypatch):
    """This process has been answering since yesterday, and midnight was then, too."""
    monkeypatch.setattr(last_change, "STARTED", timezone.now() - timedelta(days=1))
    monkeypatch.setattr(last_change, "_midnight", lambda now: last_change.STARTED)


def asked_again(client, first, *names, address) -> int:
    """How it is answered when asked again with these headers of the first answer."""
    conditions = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
    headers = {conditions[name]: first[name] for name in names}
    return client.get(address, headers=headers).status_code


def test_who_has_the_feed_already_is_told_so(settle, client, make_story):
    make_story(corrections=[{"text": "It was forty."}])
    settle()
    for address in EVERY:
        first = client.get(address)
        for names in (["ETag"], ["Last-Modified"], ["ETag", "Last-Modified"]):
            status = asked_again(client, first, *names, address=address)
            assert status == 304, (address, names)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert not again.content
        for header in ("ETag", "Last-Modified", "Cache-Control"):
            assert again[header] == first[header]


def test_a_feed_is_for_reading(client, make_story):
    make_story(corrections=[{"text": "It was forty."}])
    for address in ADDRESSES:
        answer = client.post(address)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD"), address


def test_a_sitemap_is_told_so_by_date(settle, client, make_story):
    """It is sent while it is read: nobody knows a tag for it before its end."""
    story = make_story(hashtags=["NATO", "Harbour"])
    make_story(hashtags=["NATO"])
    settle()
    for address in (
        f"/sitemaps/stories-{part_of(story.pk)}.xml",
        "/sitemaps/hashtags-1.xml",
    ):
        first = client.get(address)
        assert asked_again(client, first, "Last-Modified", address=address) == 304
        edit(story)
        settle(minutes=1)
        assert asked_again(client, first, "Last-Modified", address=address) == 200
        settle()


def unpublish(story):
    story.unpublish()


def restrict(story):
    PageViewRestriction.objects.create(page=story, restriction_type="login")


def restrict_the_category(story):
    restrict(story.get_parent())


def edit(story):
    story.title = "Another title"
    story.save_revision().publish()


def correct(story):
    story.corrections.add(Correction(text="It was fifty."))
    story.save_revision().publish()


def move(story):
    story.move(builders.make_category("Economy"), pos="last-child")


def delete(story):
    story.delete()


def put_under_embargo(story):
    story.embargo_until = timezone.now() + 60 * MINUTE
    story.save(clean=False)


def rename_the_brand(story):
    BrandSettings.objects.update_or_create(
        site=Site.objects.get(), defaults={"name": "The Quay"}
    )


def rename_the_hashtag(story):
    operations.rename(Hashtag.objects.get(name="NATO"), "Nato")


def hide_the_hashtag(story):
    operations.set_status([Hashtag.objects.get(name="Energy")], "hidden")


def rename_the_author(story):
    author = story.bylines.get().author
    author.name = "Ada M."
    author.save()


def rename_the_outlet(story):
    story.outlet.name = "The Paper"
    story.outlet.save()


def rename_the_category(story):
    category = story.get_parent().specific
    category.title = "Economy"
    category.save_revision().publish()


def caption_the_picture(story):
    picture = NewsImage.objects.get()
    picture.caption = "A quay at night"
    picture.save()


def rename_the_document(story):
    document = get_document_model().objects.get()
    document.file = "later.pdf"
    document.save()


def rename_the_site(story):
    site = Site.objects.get()
    site.hostname = "news.example"
    site.save()


CHANGES = [
    *(unpublish, restrict, restrict_the_category, edit, correct, move, delete),
    *(put_under_embargo, rename_the_brand, rename_the_hashtag, hide_the_hashtag),
    *(rename_the_author, rename_the_outlet, rename_the_category, caption_the_picture),
    *(rename_the_document, rename_the_site),
]


@pytest.fixture
def rich_story(make_story):
    """A story that shows all that can be changed without it."""
    paper = get_document_model().objects.create(title="Minutes", file="minutes.pdf")
    link = f'<a linktype="document" id="{paper.pk}">minutes</a>'
    return make_story(
        hero_image=builders.make_picture(caption="A quay"),
        body=[("paragraph", f"<p>{link}</p>")],
        corrections=[{"text": "It was forty."}],
    )


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_no_change_of_what_readers_get_is_answered_by_an_old_date(
    settle, client, rich_story, change
):
    """Not at once, while its effects are under way; nor when all has settled.

    JSON Feed says most of what there is.
    """
    builders.make_article("Harbour stays")  # older and newer than nothing else
    settle()
    first = client.get("/feed.json")
    assert "Last-Modified" in first
    change(ArticlePage.objects.get(pk=rich_story.pk))

    for _ in range(2):
        again = client.get("/feed.json", headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 200, "this test's change changes nothing"
        status = asked_again(client, first, "Last-Modified", address="/feed.json")
        assert status == 200
        Effect.objects.update(due_at=timezone.now() - MINUTE)
        run_due()
        Effect.objects.update(done_at=F("done_at") - MINUTE)


def test_a_draft_moves_no_date(settle, client, home):
    """A date that moved would tell when somebody works."""
    builders.make_article("Harbour vote")
    settle()
    first = client.get("/feed/")
    draft = builders.make_article("Tide", publish=False)
    draft.title = "Tide tables"
    draft.save_revision()
    run_due()
    assert client.get("/feed/")["Last-Modified"] == first["Last-Modified"]


def at(monkeypatch, moment) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


@pytest.mark.parametrize("field", ["embargo_until", "expire_at"])
def test_what_time_alone_shows_or_hides_is_a_change(
    settle, client, make_story, monkeypatch, field
):
    """No clock goes round meanwhile."""
    now = timezone.now()
    builders.make_article("Stays")
    make_story(**{field: None})
    story = ArticlePage.objects.get(title="Harbour vote")
    setattr(story, field, now + 10 * MINUTE)
    story.save(clean=False)
    settle()
    first = client.get("/feed/")
    assert "Last-Modified" in first

    at(monkeypatch, now + 10 * MINUTE + timedelta(seconds=1))
    later = client.get("/feed/")
    assert (b"Harbour vote" in later.content) == (field == "embargo_until")
    assert (b"Harbour vote" in first.content) == (field == "expire_at")
    assert "Last-Modified" not in later, "the same second could yet bring another"
    assert asked_again(client, first, "Last-Modified", address="/feed/") == 200
    at(monkeypatch, now + 11 * MINUTE)
    assert asked_again(client, first, "Last-Modified", address="/feed/") == 200
    settled = client.get("/feed/")
    assert asked_again(client, settled, "Last-Modified", address="/feed/") == 304


def test_who_asked_later_has_it_too_and_nobody_asks_from_the_future(
    settle, client, make_story
):
    make_story()
    settle()
    now = timezone.now().timestamp()
    for said, status in (
        (http_date(now), 304),
        (http_date(now - 3600), 200),
        (http_date(now + 3600), 200),
        ("yesterday", 200),
        ("", 200),
    ):
        answer = client.get("/feed/", headers={"If-Modified-Since": said})
        assert answer.status_code == status, said


def test_a_change_while_the_feed_is_being_made_is_later_than_its_date(
    settle, client, make_story, monkeypatch
):
    make_story()
    settle()
    first = client.get("/feed/")
    written = []

    def write(*asked):
        if not written:
            written.append(make_story("Meanwhile"))
        return b"what was so before"

    monkeypatch.setitem(WRITTEN, "rss", write)
    during = client.get("/feed/")
    assert during["Last-Modified"] == first["Last-Modified"]
    settle(minutes=3)
    assert asked_again(client, during, "Last-Modified", address="/feed/") == 200


def test_another_program_and_another_day_have_another_date(
    settle, client, make_story, monkeypatch
):
    make_story()
    settle()
    dates = [client.get("/feed/")["Last-Modified"]]
    monkeypatch.setattr(last_change, "STARTED", timezone.now() - 3 * MINUTE)
    dates.append(client.get("/feed/")["Last-Modified"])
    midnight = timezone.now() - 2 * MINUTE
    monkeypatch.setattr(last_change, "_midnight", lambda now: midnight)
    dates.append(client.get("/feed/")["Last-Modified"])
    assert len(set(dates)) == 3


def test_a_search_waits_until_what_is_remembered_is_forgotten(client, make_story):
    make_story()
    Effect.objects.update(due_at=timezone.now() - MINUTE)
    run_due()
    Effect.objects.update(done_at=F("done_at") - MINUTE / 2)
    assert "Last-Modified" in client.get("/feed/")
    assert "Last-Modified" not in client.get(SEARCH[0])


def test_head_is_answered_as_get_is(settle, make_story):
    make_story()
    settle()
    for base in BASES:
        got, head = (ask(f"{base}feed.atom") for ask in (Client().get, Client().head))
        for header in ("ETag", "Last-Modified", "Content-Type"):
            assert got[header] == head[header]
