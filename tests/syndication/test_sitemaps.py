"""Sitemaps name every public page once, say truly when it changed, and nothing else."""

import xml.etree.ElementTree as ElementTree
from datetime import datetime, timedelta
from gzip import decompress

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from delivery.caching import KEEP
from hashtags.models import Hashtag
from home.models import StandardPage
from news.models import ArticlePage
from news.querysets import PART_LENGTH
from newsroom.demo import builders
from syndication.pictures import largest
from syndication.sitemaps.stories import part_of
from syndication.sitemaps.views import story_file
from tests.syndication.hidden import HIDDEN, embargoed, walled

pytestmark = pytest.mark.django_db

ROOT = "http://localhost:8000"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
LONG_AGO = datetime(2026, 1, 7, 12, tzinfo=timezone.get_fixed_timezone(0))


@pytest.fixture
def read(client):
    """``lastmod`` by address of the sitemap at a path, parsed by a strict parser."""

    def read(path: str) -> dict[str, str | None]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer["Content-Type"] == "application/xml; charset=utf-8"
        root = ElementTree.fromstring(answer.getvalue())
        found = [
            (each.findtext(f"{SITEMAP}loc"), each.findtext(f"{SITEMAP}lastmod"))
            for each in root
        ]
        assert len(dict(found)) == len(found), "an address is there twice"
        return dict(found)

    return read


@pytest.fixture
def everything(read):
    """All addresses that the sitemaps of the index have, with their ``lastmod``."""

    def everything() -> dict[str, str | None]:
        found = {}
        for file in read("/sitemap.xml"):
            found |= read(file.removeprefix(ROOT))
        return found

    return everything


def stories_of(story: ArticlePage) -> str:
    return f"/sitemaps/stories-{part_of(story.pk)}.xml"


def moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


def make_story(headline="Harbour vote", **fields) -> ArticlePage:
    given = {
        "category": builders.make_category("World"),
        "hashtags": ["NATO"],
        "authors": [builders.make_author("Ada Marsh")],
        "sources": ["https://paper.example/a"],
        "published_at": LONG_AGO,
    }
    return builders.make_article(headline, **given | fields)


def test_every_public_page_is_in_a_sitemap_of_the_index(everything, home):
    make_story("One")
    make_story("Two")
    about = home.add_child(instance=StandardPage(title="About", slug="about"))
    month = "2026-01"
    paths = ["/", "/world/", about.url, "/world/one/", "/world/two/", "/hashtags/"]
    paths += ["/hashtags/nato/", "/authors/ada-marsh/", "/outlets/paper/"]
    paths += ["/archive/", f"/archive/{month}/", "/corrections/"]
    assert everything().keys() == {ROOT + path for path in paths}


def test_what_has_no_public_story_is_in_none(everything, client, home):
    """A hashtag of a single story asks not to be indexed: it is in none, either."""
    make_story("One", hashtags=["NATO", "Alone"])
    make_story("Two")
    make_story(
        "Draft",
        publish=False,
        hashtags=["Secret"],
        authors=[builders.make_author("Nobody Yet")],
        sources=["https://hidden.example/a"],
    )
    make_story("Three", hashtags=["Hidden"])
    make_story("Four", hashtags=["Hidden"])
    Hashtag.objects.filter(name="Hidden").update(status=Hashtag.Status.HIDDEN)
    lists = {at for at in everything() if at.count("/") == 5 and "/world/" not in at}
    lists = {at.removeprefix(ROOT) for at in lists}
    assert lists == {
        "/hashtags/nato/",
        "/authors/ada-marsh/",
        "/outlets/paper/",
        "/archive/2026-01/",
    }
    assert "noindex" in client.get("/hashtags/alone/").content.decode()


@pytest.mark.parametrize("hide", [*HIDDEN, walled])
def test_a_file_whose_stories_are_hidden_is_as_one_that_never_was(
    client, everything, home, hide
):
    make_story("Keeps its lists")
    before = everything()
    story = make_story("Hidden", updated_at=timezone.now(), pk=7 * PART_LENGTH)
    assert story.full_url in everything()
    hide(story)

    assert everything() == before
    there, never = client.get(stories_of(story)), client.get("/sitemaps/stories-99.xml")
    assert there.status_code == never.status_code == 404
    assert there.content == never.content


def test_an_alias_is_in_no_sitemap(everything, home):
    story = make_story()
    alias = story.create_alias(parent=builders.make_category("General"))
    found = everything()
    assert story.full_url in found
    assert alias.full_url not in found


def test_a_file_has_the_primary_keys_of_one_range_however_many_there_are(read, home):
    first = make_story("First", pk=3 * PART_LENGTH)
    last = make_story("Last", pk=4 * PART_LENGTH - 1)
    next_one = make_story("Next", pk=4 * PART_LENGTH)

    assert read("/sitemaps/stories-4.xml").keys() == {first.full_url, last.full_url}
    assert read("/sitemaps/stories-5.xml").keys() == {next_one.full_url}
    named = [at for at in read("/sitemap.xml") if "stories" in at]
    assert named == [f"{ROOT}/sitemaps/stories-{n}.xml" for n in (4, 5)]


def test_a_story_changed_when_its_page_says_so_and_its_file_with_the_newest(
    read, client, home
):
    told = make_story("Told", published_at=LONG_AGO + timedelta(days=1))
    corrected = make_story("Corrected")
    corrected.republish_as, corrected.republish_note = "correction", "Not six hours."
    corrected.republish_chosen_at = timezone.now()
    corrected.save_revision().publish()
    corrected.refresh_from_db()

    found = read(stories_of(told))
    assert (
        found[told.full_url] == moment(told.published_at) == "2026-01-08T13:00:00+01:00"
    )
    assert found[corrected.full_url] == moment(corrected.updated_at)
    assert "Updated" in client.get(corrected.url).content.decode()
    files = read("/sitemap.xml")
    assert files[ROOT + stories_of(told)] == moment(corrected.updated_at)


def test_a_list_changed_when_a_story_of_its_first_page_did(read, home, monkeypatch):
    monkeypatch.setattr("syndication.sitemaps.lists.PAGE_LENGTH", 2)
    day = timedelta(days=1)
    for name, age, updated in (("Third", 2, 9), ("Second", 1, 5), ("First", 0, 0)):
        story = make_story(name, hashtags=["NATO"], published_at=LONG_AGO - age * day)
        stories = ArticlePage.objects.filter(pk=story.pk)
        stories.update(updated_at=LONG_AGO + updated * day)
    for path in ("/", "/world/", "/archive/2026-01/"):
        changed = read("/sitemaps/pages.xml")[ROOT + path]
        assert changed == moment(LONG_AGO + 5 * day), path
    hashtags = read("/sitemaps/hashtags-1.xml")
    assert hashtags[f"{ROOT}/hashtags/nato/"] == moment(LONG_AGO + 5 * day)


def test_a_list_changed_with_its_newest_story_and_their_file_with_the_newest_list(
    read, home
):
    make_story("Old", hashtags=["Old", "NATO"])
    make_story("Older", hashtags=["Old"], published_at=LONG_AGO - timedelta(days=9))
    new = make_story("New", published_at=LONG_AGO + timedelta(days=2))
    hidden = make_story("Hidden", published_at=LONG_AGO + timedelta(days=4))
    embargoed(hidden)

    hashtags, pages = read("/sitemaps/hashtags-1.xml"), read("/sitemaps/pages.xml")
    assert hashtags[f"{ROOT}/hashtags/old/"] == moment(LONG_AGO)
    assert hashtags[f"{ROOT}/hashtags/nato/"] == moment(new.published_at)
    for path in ("/", "/world/", "/archive/", "/archive/2026-01/", "/hashtags/"):
        assert pages[ROOT + path] == moment(new.published_at), path
    assert pages[f"{ROOT}/archive/2025-12/"] == moment(LONG_AGO - timedelta(days=9))
    files = read("/sitemap.xml")
    for name in ("pages", "hashtags-1", "authors-1", "outlets-1"):
        assert files[f"{ROOT}/sitemaps/{name}.xml"] == moment(new.published_at), name


def test_corrections_changed_when_readers_were_told_last(read, home):
    made = LONG_AGO + timedelta(days=3)
    story = make_story(corrections=[{"text": "Not six hours.", "made_at": made}])
    told = story.corrections.get().told_at
    assert read("/sitemaps/pages.xml")[f"{ROOT}/corrections/"] == moment(told)
    story.corrections.update(told_at=None)
    assert read("/sitemaps/pages.xml")[f"{ROOT}/corrections/"] == moment(made)


def pictures_of(client, story) -> list[str]:
    root = ElementTree.fromstring(client.get(stories_of(story)).getvalue())
    found = {each.findtext(f"{SITEMAP}loc"): each for each in root}[story.full_url]
    return [shown.text for shown in found.iter(f"{IMAGE}loc")]


def test_a_story_names_its_hero_and_the_pictures_in_its_body_as_jpeg(client, home):
    hero, shown, draft = (builders.make_picture(name) for name in "abd")
    story = make_story(
        hero_image=hero,
        body=[
            ("image", {"image": shown.pk, "alt_text": "A quay"}),
            ("image", {"image": hero.pk, "alt_text": "The same"}),
        ],
    )
    story.body = builders.stream([("image", {"image": draft.pk, "alt_text": "New"})])
    story.save_revision()

    at = [f"{ROOT}{largest(picture, 'body').path}" for picture in (hero, shown)]
    assert pictures_of(client, story) == at
    assert all(each.endswith(".jpg") for each in at)
    type(hero).objects.filter(pk=hero.pk).update(picture_set={})
    assert pictures_of(client, story) == at[1:]


def test_addresses_are_those_of_the_pages_in_any_script(everything, client, home):
    category = builders.make_category("世界", slug="世界")
    arabic = make_story("تصويت", slug="تصويت", category=category)
    found = everything()
    assert {arabic.full_url, category.full_url} <= found.keys()
    for address in found:
        assert client.get(address.removeprefix(ROOT)).status_code == 200, address


def test_a_story_that_lies_below_no_site_has_no_address_to_tell(read, home):
    lost, found = make_story("Lost"), make_story("Found")
    path = "/elsewhere/world/lost/"
    ArticlePage.objects.filter(pk=lost.pk).update(url_path=path)
    assert read(stories_of(found)).keys() == {found.full_url}


def test_an_address_that_the_protocol_finds_too_long_is_left_out(read, home):
    long = make_story(slug="世" * 230)
    short = make_story("Short")
    assert len(long.full_url) > 2_048
    assert read(stories_of(short)).keys() == {short.full_url}


NOT_THERE = [
    *("stories-0", "stories-01", "stories-99999", "stories-100000", "stories--1"),
    *("stories-x", f"stories-{10**30}", "hashtags-99999", "authors-2", "outlets-0"),
    *("categories-1", "news-1", "news-2"),
]


@pytest.mark.parametrize("name", NOT_THERE)
def test_a_file_that_the_index_does_not_name_is_not_there(client, home, name):
    make_story()
    assert client.get(f"/sitemaps/{name}.xml").status_code == 404


def test_a_newsroom_without_stories_has_sitemaps_that_say_so(read, client, home):
    assert read("/sitemap.xml") == {
        f"{ROOT}/sitemaps/news.xml": None,
        f"{ROOT}/sitemaps/pages.xml": None,
    }
    pages = read("/sitemaps/pages.xml")
    assert pages == {
        ROOT + path: None for path in ("/", "/hashtags/", "/archive/", "/corrections/")
    }


def test_before_there_is_a_site_there_is_no_sitemap(client, db):
    Site.objects.all().delete()
    assert client.get("/sitemap.xml").status_code == 404


def files_of(story) -> list[str]:
    names = ("pages", "news", "hashtags-1", "authors-1", "outlets-1")
    return ["/sitemap.xml", stories_of(story), *(f"/sitemaps/{n}.xml" for n in names)]


def test_a_sitemap_asks_as_much_for_many_stories_as_for_one(client, home):
    """The site; the first expiry; then, at most: of the index the news, six for the
    pages, three for lists, the last story and one for each file of stories; of a file
    of stories or of a list the last change, two, and each 2,000 of them; of pictures in
    bodies, two.
    """
    picture = builders.make_picture()
    body = [("image", {"image": picture.pk, "alt_text": "A quay"})]
    stories = [make_story(name, hero_image=picture, body=body) for name in "ab"]
    client.get("/robots.txt")  # Wagtail remembers where sites begin

    def asked() -> dict[str, int]:
        numbers = {}
        for path in files_of(stories[0]):
            with CaptureQueriesContext(connection) as queries:
                client.get(path).getvalue()
            assert not any('articlepage"."body"' in query["sql"] for query in queries)
            numbers[path] = len(queries)
        return numbers

    few = asked()
    for name in "cdef":
        author = builders.make_author(f"Author {name}")
        make_story(name, hashtags=[name, "NATO"], authors=[author], body=body)
    assert asked() == few
    assert few["/sitemap.xml"] <= 14
    assert few[stories_of(stories[0])] <= 7
    assert max(n for path, n in few.items() if path.count("-")) <= 7
    assert few["/sitemaps/pages.xml"] <= 8


def test_a_long_file_is_read_and_sent_in_parts_that_leave_nothing_out(
    client, read, home, monkeypatch
):
    monkeypatch.setattr("syndication.sitemaps.ranges.ROWS", 2)
    stories = [make_story(name, hashtags=[f"{name}{name}", "NATO"]) for name in "abcde"]
    make_story("f", hashtags=[f"{name}{name}" for name in "abcde"])

    assert len(read(stories_of(stories[0]))) == 6
    parts = list(client.get(stories_of(stories[0])).streaming_content)
    assert [part.count(b"<url>") for part in parts] == [0, 2, 2, 2, 0]
    assert len(read("/sitemaps/hashtags-1.xml")) == 6


def test_a_sitemap_goes_with_the_first_story_that_expires_and_with_any_change(
    client, home
):
    story = make_story(expire_at=timezone.now() + timedelta(seconds=60))
    make_story("Another of the hashtag")
    for path in files_of(story):
        answer = client.get(path)
        assert answer.getvalue()
        assert answer["Cache-Tag"] == "site,front", path
        kept = int(answer["Cache-Control"].rpartition("=")[2])
        assert 0 < kept <= 60, path


def test_a_sitemap_travels_compressed(client, home):
    story = make_story()
    plain = client.get(stories_of(story))
    small = client.get(stories_of(story), headers={"Accept-Encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert decompress(small.getvalue()) == plain.getvalue()
    assert plain.streaming
    assert client.post("/sitemap.xml").status_code == 405


@pytest.mark.parametrize(
    "path", ["/sitemap.xml", "/sitemaps/pages.xml", "/sitemaps/news.xml"]
)
def test_what_is_no_larger_with_every_story_is_kept(client, home, path):
    """Read from the database once, and there while it fails."""
    make_story()
    answer = client.get(path)
    assert "front" in answer.wsgi_request.META[KEEP].names


def test_a_whole_file_is_not_read_for_its_headers_alone(home):
    """Asked of the view itself: the test client leaves out what HEAD is not to get."""
    story = make_story()
    request = RequestFactory().head(stories_of(story))
    answer = story_file(request, number=part_of(story.pk))
    with CaptureQueriesContext(connection) as queries:
        assert b"<url>" not in answer.getvalue()
    assert len(queries) == 0


def test_a_picture_that_is_gone_from_the_library_is_gone_from_the_sitemap(client, home):
    picture = builders.make_picture()
    story = make_story(body=[("image", {"image": picture.pk, "alt_text": "A quay"})])
    assert len(pictures_of(client, story)) == 1
    picture.delete()
    assert pictures_of(client, story) == []
