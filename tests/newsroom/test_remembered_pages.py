"""After every change a process shows what one that remembers nothing would show."""

import re
from datetime import timedelta
from time import monotonic, sleep

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from delivery.generations import generations
from delivery.tags import EVERYTHING
from hashtags import operations
from hashtags.models import Hashtag
from home.models import BrandSettings
from images.models import NewsImage
from news.models import ArticlePage, Author
from newsroom.demo import builders
from sources.models import Outlet

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def story(home, remembering) -> ArticlePage:
    """A story with all that its page shows; it names another, and stands beside it."""
    world, portrait = builders.make_category("World"), builders.make_picture("Ada")
    named = builders.make_article("Ferry returns", category=world, hashtags=["Ports"])
    builders.make_article("Pilots strike", category=world, hashtags=["Ports"])
    site = Site.objects.get()
    logo = builders.make_picture("Logo")
    BrandSettings.objects.update_or_create(site=site, defaults={"logo": logo})
    return builders.make_article(
        "Harbour vote",
        category=world,
        hero_image=builders.make_picture("Pier"),
        authors=[builders.make_author("Ada Marsh", photo=portrait, bio="She writes.")],
        hashtags=["Ports"],
        sources=["https://paper.example/report"],
        corrections=[{"text": "It was Thursday."}],
        body=[
            ("paragraph", "<p>The board met.</p>"),
            ("related_story", named.pk),
            ("paragraph", f'<p><a linktype="page" id="{named.pk}">Ferry</a></p>'),
        ],
    )


def shown(addresses) -> dict[str, tuple]:
    reader = Client()
    answers = {at: reader.get(at) for at in addresses}
    kept = ("Cache-Tag", "Cache-Control", "Location")
    return {
        at: (answer.status_code, TOKEN.sub(b"", answer.content), *map(answer.get, kept))
        for at, answer in answers.items()
    }


def saved(found, **values) -> None:
    for name, value in values.items():
        setattr(found, name, value)
    found.save()


def named(headline="Ferry returns") -> ArticlePage:
    return ArticlePage.objects.get(title=headline)


def edit(headline, **values) -> None:
    story = named(headline)
    for name, value in values.items():
        setattr(story, name, value)
    story.save_revision().publish()


def another_focus(title) -> None:
    picture = NewsImage.objects.get(title=title)
    picture.focal_point_x, picture.focal_point_y = 10, 10
    picture.focal_point_width = picture.focal_point_height = 10
    picture.save()


def wall(page) -> None:
    words = {"restriction_type": "password", "password": "open"}
    PageViewRestriction.objects.create(page=page, **words)


def story_of() -> ArticlePage:
    return named("Harbour vote")


CHANGES = {
    "headline": lambda: edit("Harbour vote", title="Harbour vote put off"),
    "headline of what it names": lambda: edit("Ferry returns", title="Ferry leaves"),
    "headline beside": lambda: edit("Pilots strike", title="Pilots rest"),
    "unpublished": lambda: story_of().unpublish(),
    "unpublished what it names": lambda: named().unpublish(),
    "unpublished beside": lambda: named("Pilots strike").unpublish(),
    "deleted what it names": lambda: named().delete(),
    "embargoed what it names": lambda: saved(
        named(), embargo_until=timezone.now() + HOUR
    ),
    "private what it names": lambda: wall(named()),
    "private": lambda: wall(story_of()),
    "private section": lambda: wall(story_of().get_parent()),
    "hero's focus": lambda: another_focus("Pier"),
    "hero deleted": lambda: story_of().hero_image.delete(),
    "author's photo": lambda: another_focus("Ada"),
    "logo": lambda: another_focus("Logo"),
    "author": lambda: saved(Author.objects.get(), name="Bea Marsh"),
    "outlet": lambda: saved(Outlet.objects.get(), name="The Evening Paper"),
    "brand": lambda: saved(BrandSettings.objects.get(), name="The Harbour Post"),
    "category": lambda: edit_section(title="Planet"),
    "category's address": lambda: edit_section(slug="planet"),
    "hashtag": lambda: operations.rename(
        Hashtag.objects.get(folded="ports"), "Harbours", builders.make_user("h")
    ),
    "another story": lambda: builders.make_article(
        "Cranes arrive", category=story_of().category, hashtags=["Ports"]
    ),
    "host": lambda: saved(Site.objects.get(), hostname="other.example"),
}


def edit_section(**values) -> None:
    section = story_of().get_parent().specific
    for name, value in values.items():
        setattr(section, name, value)
    section.save_revision().publish()


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_shown_is_what_is_so(
    story, change, django_capture_on_commit_callbacks, settings
):
    settings.ALLOWED_HOSTS = ["*"]
    hashtag = story.hashtags.all()[0].get_absolute_url()
    author = story.bylines.all()[0].author.get_absolute_url()
    outlet = story.outlet.get_absolute_url()
    # Lists first: what they remember is of use to the others.
    addresses = [hashtag, author, outlet, "/world/", "/", story.url]
    before = shown(addresses)
    assert shown(addresses) == before
    assert {status for status, *_ in before.values()} == {200}
    with django_capture_on_commit_callbacks(execute=True):
        CHANGES[change]()
    after = shown(addresses)
    generations().forget([EVERYTHING])
    assert after == shown(addresses)
    assert after != before


def test_each_site_has_its_own_parts(story, settings):
    settings.ALLOWED_HOSTS = ["*"]
    root = Site.objects.get().root_page
    other = Site.objects.create(hostname="sport.example", root_page=root)
    BrandSettings.objects.create(site=other, name="The Sport Paper")
    papers = {"localhost": "Newsclip", "sport.example": "The Sport Paper"}
    for host, paper in papers.items():
        page = Client(headers={"host": host}).get(story.url).text
        assert {name for name in papers.values() if name in page} == {paper}


def test_what_expires_goes_from_the_parts_that_name_it(story):
    """Nothing tells of it: parts end with the first time of what they show."""
    began = monotonic()
    Client().get(story.url)
    generations().forget([EVERYTHING])
    soon = timezone.now() + timedelta(seconds=1 + 4 * (monotonic() - began))
    ArticlePage.objects.filter(title="Ferry returns").update(expire_at=soon)
    for _ in range(2):
        assert "Ferry returns" in Client().get(story.url).text
    while timezone.now() < soon:
        sleep(0.1)
    page = Client().get(story.url).text
    assert "Harbour vote" in page
    assert "Ferry" not in page.replace(">Ferry<", "")
