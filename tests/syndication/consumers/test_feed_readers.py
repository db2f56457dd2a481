"""Other people's feed readers read every kind of feed of the demo newsroom."""

import json
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from reader import make_reader

from images.models import NewsImage
from news.models import ArticlePage, Author, CategoryIndexPage, Correction
from syndication.forms import FORMS
from tests.browser.audit.nodejs import NODE, ROOT
from tests.syndication.json_feed_schema import hold

pytestmark = pytest.mark.django_db

FILES = {"rss": "xml", "atom": "atom", "json": "json"}


@dataclass(frozen=True)
class Read:
    """A story as a reader took it; None for what that reader does not tell."""

    id: str
    link: str
    title: str
    summary: str
    published: datetime
    authors: list[str] | None
    tags: list[str] | None
    content: str
    picture: str | None


@pytest.fixture(scope="module")
def stories(built) -> dict[str, ArticlePage]:
    """The public stories of the demo, by their addresses."""
    return {story.full_url: story for story in ArticlePage.objects.published()}


@pytest.fixture(scope="module")
def feeds(stories) -> dict[tuple[str, str], bytes]:
    """Feeds of every kind, in every form, by page and form."""
    NewsImage.objects.update(credit="Photo: Ada Okafor")
    newest = sorted(stories.values(), key=lambda story: story.published_at)[-3:]
    things = [
        *CategoryIndexPage.objects.published().order_by("pk"),
        *(hashtag for story in newest for hashtag in story.public_hashtags[:1]),
        *Author.objects.order_by("pk")[:3],
        *(story.outlet for story in newest if story.outlet),
    ]
    pages = ["/", "/corrections/", *(_path(thing) for thing in things)]
    asked = {
        (page, name): f"{page}{form.ending}"
        for page in dict.fromkeys(pages)
        for name, form in FORMS.items()
    }
    search = "/search/?q=river"
    asked |= {(search, name): f"{search}&format={name}" for name in FORMS}
    answers = {named: Client().get(at) for named, at in asked.items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {named: answer.content for named, answer in answers.items()}


def _path(thing) -> str:
    if isinstance(thing, CategoryIndexPage):
        return f"/{thing.slug}/"
    return thing.get_absolute_url()


@pytest.fixture(scope="module")
def of_site(feeds) -> list[str]:
    """The addresses of the stories in the site's feed, as JSON Feed has them."""
    return [item["url"] for item in json.loads(feeds["/", "json"])["items"]]


def hold_to(entries: list[Read], stories: dict) -> None:
    """Assert that each entry says what its story is, whole."""
    for entry in entries:
        story = stories[entry.link]
        assert entry.id == f"urn:uuid:{story.translation_key}"
        assert entry.title.endswith(story.title)
        told = [correction.text for correction in story.corrections.all()]
        for text in (story.summary, *told):
            assert text in entry.summary
        assert told or entry.summary == story.summary
        assert entry.published == story.published_at.replace(microsecond=0)
        if entry.authors is not None:
            assert entry.authors == story.author_names
        if entry.tags is not None:
            assert entry.tags == [hashtag.name for hashtag in story.public_hashtags]
        _hold_content(entry, story)
        if entry.picture is not None:
            assert entry.picture.endswith(".jpg") == bool(story.hero_image)


def _hold_content(entry: Read, story: ArticlePage) -> None:
    """The opening is there and the sources; every address leads out of any reader."""
    content = BeautifulSoup(entry.content, "html.parser")
    said = " ".join(content.text.split())
    assert story.opening[:60] in said
    for reference in story.source_references.all():
        assert reference.display in said
    for correction in story.corrections.all():
        assert " ".join(correction.text.split()) in said
    assert len(content.select("img")) >= bool(story.hero_image)
    for tag, name in (("a", "href"), ("img", "src"), ("blockquote", "cite")):
        for found in content.select(f"{tag}[{name}]"):
            assert found[name].startswith(("https://", "http://", "mailto:", "tel:"))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


# feedparser --------------------------------------------------------------------------


def _by_feedparser(content: bytes) -> list[Read]:
    parsed = feedparser.parse(content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.feed.title
    assert parsed.feed.link.startswith("http")
    return [
        Read(
            entry.id,
            entry.link,
            entry.title,
            entry.summary,
            datetime(*entry.published_parsed[:6], tzinfo=UTC),
            [author.name for author in entry.get("authors", [])],
            [each.term for each in entry.get("tags", [])],
            entry.content[0].value,
            entry.media_content[0]["url"] if "media_content" in entry else "",
        )
        for entry in parsed.entries
    ]


def test_feedparser_finds_nothing_wrong_and_everything_in_it(feeds, stories, of_site):
    for (page, form), content in feeds.items():
        if form == "json" or page == "/corrections/":
            continue
        entries = _by_feedparser(content)
        hold_to(entries, stories)
        assert entries
        if page == "/":
            assert [entry.link for entry in entries] == of_site


def test_corrections_are_read_with_what_they_say(feeds, stories):
    told = set(Correction.objects.values_list("text", flat=True))
    for form in ("rss", "atom"):
        parsed = feedparser.parse(feeds["/corrections/", form])
        assert not parsed.bozo
        contents = [entry.content[0].value for entry in parsed.entries]
        texts = {BeautifulSoup(each, "html.parser").text for each in contents}
        assert texts <= told
        assert texts
        assert {entry.link.partition("#")[0] for entry in parsed.entries} <= {*stories}


# reader ------------------------------------------------------------------------------


def test_reader_subscribes_to_every_feed_and_gets_every_story(
    feeds, stories, of_site, tmp_path
):
    """Without the network: it reads files, of all three forms."""
    names = {}
    for number, ((page, form), content) in enumerate(feeds.items()):
        name = f"{number}.{FILES[form]}"
        (tmp_path / name).write_bytes(content)
        names[name] = page, form
    with make_reader(":memory:", feed_root=str(tmp_path)) as subscriber:
        for name in names:
            subscriber.add_feed(name)
        subscriber.update_feeds()
        for feed in subscriber.get_feeds():
            assert feed.last_exception is None, names[feed.url]
            assert feed.title
            assert feed.link.startswith("http")
            entries = list(subscriber.get_entries(feed=feed))
            page, form = names[feed.url]
            if page == "/corrections/":
                assert entries
                continue
            hold_to([_by_reader(entry) for entry in entries], stories)
            if page == "/":
                assert {entry.link for entry in entries} == {*of_site}


def _by_reader(entry) -> Read:
    return Read(
        entry.id,
        entry.link,
        entry.title,
        entry.summary,
        entry.published,
        None,
        None,
        entry.content[0].value,
        None,
    )


# feedsmith ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def by_feedsmith(feeds) -> dict:
    """What it makes of each feed, by page and form."""
    named = {f"{page} {form}": text.decode() for (page, form), text in feeds.items()}
    done = subprocess.run(
        [NODE / "node", Path(__file__).parent / "feedsmith.mjs"],
        cwd=ROOT,
        input=json.dumps(named),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    parsed = json.loads(done.stdout)
    return {tuple(name.rsplit(" ", 1)): found for name, found in parsed.items()}


def test_feedsmith_reads_every_form_as_what_it_is(by_feedsmith, stories, of_site):
    taken = {"rss": _rss, "atom": _atom, "json": _json}
    for (page, form), parsed in by_feedsmith.items():
        assert parsed["format"] == form
        found = parsed["feed"].get("items") or parsed["feed"].get("entries")
        assert found
        if page == "/corrections/":
            continue
        entries = [taken[form](entry) for entry in found]
        hold_to(entries, stories)
        if page == "/":
            assert [entry.link for entry in entries] == of_site


def _rss(item: dict) -> Read:
    return Read(
        item["guid"]["value"],
        item["link"],
        item["title"],
        BeautifulSoup(item["description"], "html.parser").text,
        parsedate_to_datetime(item["pubDate"]),
        item["dc"].get("creators", []),
        [category["name"] for category in item.get("categories", [])],
        item["content"]["encoded"],
        _media(item),
    )


def _atom(entry: dict) -> Read:
    (link,) = [each["href"] for each in entry["links"] if each["rel"] == "alternate"]
    return Read(
        entry["id"],
        link,
        entry["title"]["value"],
        entry["summary"]["value"],
        moment(entry["published"]),
        [author["name"] for author in entry.get("authors", [])],
        [category["term"] for category in entry.get("categories", [])],
        entry["content"]["value"],
        _media(entry),
    )


def _media(entry: dict) -> str:
    contents = entry.get("media", {}).get("contents", [])
    for content in contents:
        assert [each["value"] for each in content["credits"]] == ["Photo: Ada Okafor"]
    return contents[0]["url"] if contents else ""


def _json(item: dict) -> Read:
    return Read(
        item["id"],
        item["url"],
        item["title"],
        item["summary"],
        moment(item["date_published"]),
        [author["name"] for author in item.get("authors", [])],
        item.get("tags", []),
        item["content_html"],
        item.get("image", ""),
    )


# JSON Feed ---------------------------------------------------------------------------


def test_every_json_feed_is_as_the_specification_says(feeds):
    for (_, form), content in feeds.items():
        if form == "json":
            hold(json.loads(content))
