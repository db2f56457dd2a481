"""Other people's programs read the sitemaps and the Markdown of the demo newsroom."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.utils import timezone
from lxml import etree
from usp.objects.page import SitemapPage
from usp.objects.sitemap import InvalidSitemap
from usp.tree import sitemap_tree_for_homepage
from usp.web_client.abstract_client import (
    AbstractWebClient,
    AbstractWebClientSuccessResponse,
    WebClientErrorResponse,
)
from wagtail.models import Site

from news.models import ArticlePage
from news.text import count_words
from syndication.markdown.twin import twin_of
from syndication.sitemaps.news import first_told
from tests.syndication.rendering import rendered

SCHEMAS = Path(__file__).parent / "schemas"
PROTOCOL = Path(settings.ROOT, "node_modules/sitemap/schema/sitemap.xsd")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Answer(AbstractWebClientSuccessResponse):
    """An answer of the newsroom, as the parser takes one from the web."""

    def __init__(self, url: str, answer):
        self._url, self._answer, self._data = url, answer, answer.getvalue()

    def status_code(self) -> int:
        return self._answer.status_code

    def status_message(self) -> str:
        return self._answer.reason_phrase

    def header(self, case_insensitive_name: str) -> str | None:
        return self._answer.get(case_insensitive_name)

    def raw_data(self) -> bytes:
        return self._data

    def url(self) -> str:
        return self._url


class WithoutNetwork(AbstractWebClient):
    """Asks Django's own client, whatever the host is."""

    def set_max_response_data_length(self, max_response_data_length) -> None:
        pass

    def get(self, url: str):
        answer = Client().get(urlsplit(url).path)
        if answer.status_code == 200:
            return Answer(url, answer)
        return WebClientErrorResponse(str(answer.status_code), retryable=False)


@pytest.fixture
def tree(demo):
    """The newsroom's sitemaps, found from its `robots.txt`."""
    root = Site.objects.get().root_url
    return sitemap_tree_for_homepage(f"{root}/", web_client=WithoutNetwork())


@pytest.fixture
def pages(tree) -> dict[str, SitemapPage]:
    return {urlsplit(page.url).path: page for page in tree.all_pages()}


def test_the_parser_finds_every_sitemap_from_robots_txt_and_reads_it(tree):
    found = list(tree.all_sitemaps())
    assert not [each for each in found if isinstance(each, InvalidSitemap)]
    paths = {urlsplit(each.url).path for each in found}
    kinds = ("pages", "news", "stories-1", "hashtags-1", "authors-1", "outlets-1")
    assert paths >= {"/sitemap.xml", *(f"/sitemaps/{kind}.xml" for kind in kinds)}


def test_every_story_is_there_as_its_page_is_and_every_address_answers(
    demo, pages, client
):
    stories = [story for story in demo if story.alias_of_id is None]
    assert len(stories) > 50
    for story in stories:
        page = pages[story.get_url_parts()[2]]
        assert page.url == story.full_url
        assert page.last_modified == story.modified_at.replace(microsecond=0)
        assert bool(page.images) >= bool(story.hero_image)
    for path in pages:
        assert client.get(path).status_code == 200, path
    assert len(pages) > len(stories) + 50


def test_news_is_read_with_its_name_time_and_title(demo, pages):
    since = timezone.now() - timedelta(hours=47)
    news = {path: page.news_story for path, page in pages.items() if page.news_story}
    fresh = [story for story in demo if first_told(story) > since]
    fresh = [s for s in fresh if not s.is_sponsored and s.alias_of_id is None]
    assert fresh
    for story in fresh:
        told = news[story.get_url_parts()[2]]
        assert told.title == story.title
        assert told.publish_date == first_told(story).replace(microsecond=0)
        assert told.publication_name == "Newsclip"


@pytest.fixture(scope="module")
def schema(tmp_path_factory) -> etree.XMLSchema:
    """The protocol's own, and Google's two extensions as it documents them."""
    assert PROTOCOL.exists(), "make audit installs it"
    folder = tmp_path_factory.mktemp("schemas")
    for name in ("image.xsd", "news.xsd"):
        (folder / name).write_text((SCHEMAS / name).read_text())
    (folder / "protocol.xsd").write_text(PROTOCOL.read_text())
    both = (SCHEMAS / "sitemaps.xsd").read_text().replace("PROTOCOL", "protocol.xsd")
    (folder / "sitemaps.xsd").write_text(both)
    return etree.XMLSchema(etree.parse(folder / "sitemaps.xsd"))


def test_every_file_is_valid_by_the_schema(demo, client, schema):
    index = etree.fromstring(client.get("/sitemap.xml").getvalue())
    files = [urlsplit(each.text).path for each in index.iter(f"{SITEMAP}loc")]
    assert len(files) == 6
    for file in files:
        content = client.get(file).getvalue()
        schema.assertValid(etree.fromstring(content))
        assert content.count(b"<url>") > 0
        broken = content.replace(b"<lastmod>20", b"<lastmod>day ", 1)
        assert not schema.validate(etree.fromstring(broken)), file
    assert {each.tag for each in index} == {f"{SITEMAP}sitemap"}
    assert all(timezone.datetime.fromisoformat(each[1].text) for each in index)


def test_every_twin_is_read_as_the_story_that_it_is(demo, client):
    for story in demo:
        answer = client.get(twin_of(story.get_url_parts()[2]))
        assert answer.status_code == 200, story
        _, front, text = answer.content.decode().split("---\n", 2)
        said, page = yaml.safe_load(front), rendered(text)
        assert said["title"] == page.h1.get_text() == story.title
        bylines = story.bylines.order_by("sort_order", "pk")
        assert said.get("authors", []) == [line.author.name for line in bylines]
        assert said["date"] == story.published_at.replace(microsecond=0)
        flat = "".join(page.get_text().split())
        for block in ArticlePage.objects.get(pk=story.pk).body:
            if block.block_type in ("heading", "quote"):
                assert "".join(block.value["text"].split()) in flat
        assert count_words(page.get_text()) >= story.word_count
