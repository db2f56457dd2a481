"""The demo's pages as programs read them that know nothing of us.

trafilatura and newspaper4k take stories out of pages; structured-data-testing-tool says
what search engines miss.
"""

import json
import subprocess
from pathlib import Path

import newspaper
import pytest
import trafilatura
from bs4 import BeautifulSoup
from django.utils import timezone

from hashtags.models import Hashtag
from home.models import StandardPage
from news.models import ArticlePage, Author
from tests.browser.audit.nodejs import NODE, ROOT

# These newspaper4k reads only with packages of its own that split their words: without
# them it finds no text, and cuts no headline at all.
UNREAD = {"ar", "ja"}


@pytest.fixture(scope="module")
def seen() -> dict:
    """Pages by address, each asked for once."""
    return {}


@pytest.fixture
def page(client, seen):
    """The HTML of the page at an address."""

    def read(address: str) -> str:
        if address not in seen:
            answer = client.get(address)
            assert answer.status_code == 200
            seen[address] = answer.content.decode()
        return seen[address]

    return read


def plain(text: str) -> str:
    return " ".join(text.split())


def pieces(html: str, *tags: str) -> list[str]:
    found = BeautifulSoup(html, "html.parser").find_all(tags)
    return [plain(each.get_text()) for each in found]


def texts_of(block) -> list[str]:
    """What a block says, paragraph by paragraph.

    Captions and embeds are said beside the story, and related stories lead out of it.
    """
    value = block.value
    match block.block_type:
        case "paragraph":
            return pieces(value.source, "p")
        case "bulleted_list" | "numbered_list":
            return pieces(value.source, "li")
        case "heading":
            return [value["text"]]
        case "quote":
            said = [plain(each) for each in value["text"].split("\n\n")]
            return [*said, value["attribution"]]
        case "key_points":
            return [value["title"], *pieces(value["points"].source, "li")]
        case "fact_box":
            return [value["title"], *pieces(value["text"].source, "p", "li")]
        case "image" | "embed" | "related_story" | "divider" | "table":
            return []
    raise AssertionError(f"what does a {block.block_type} say?")


def cells_of(block) -> list[str]:
    """What a table says, cell by cell."""
    table = block.value
    rows = [[cell.render() for cell in row] for row in table.rows]
    cells = [table.caption, *(column["heading"] for column in table.columns)]
    cells += [cell for row in rows for cell in row]
    return [plain(BeautifulSoup(cell, "html.parser").get_text()) for cell in cells]


def written(story: ArticlePage, *, tables: bool) -> list[str]:
    """All that the story says, in its order, with or without its tables."""
    said = []
    for block in story.body:
        is_told = tables and block.block_type == "table"
        said += cells_of(block) if is_told else texts_of(block)
    return [text for text in said if text]


def lines(text: str) -> list[str]:
    """The lines that say something, without bullets; a table's rows cell by cell."""
    found = []
    for line in map(plain, text.splitlines()):
        if line.startswith("|"):
            found += [] if set(line) <= set("|-") else map(plain, line.split("|"))
        else:
            found.append(line.removeprefix("- "))
    return [line for line in found if line]


def by(story: ArticlePage) -> list[str]:
    return sorted(story.author_names) or ["Newsclip"]


def test_trafilatura_takes_out_each_story_exactly(demo, page):
    assert len(demo) == 60
    for story in demo:
        html = page(story.url)
        found = trafilatura.bare_extraction(
            html, url=story.full_url, with_metadata=True
        )
        day = timezone.localtime(story.published_at).date().isoformat()
        assert plain(found.title) == plain(story.title)
        assert sorted(found.author.split("; ")) == by(story)
        assert found.date == day
        assert lines(found.text) == written(story, tables=True)


def test_newspaper_takes_out_each_story_exactly_but_for_its_tables(demo, page):
    """It leaves out whatever stands in a box that scrolls."""
    for story in demo:
        html, unread = page(story.url), story.language in UNREAD
        language = "en" if unread else story.language
        found = newspaper.article(story.full_url, language, input_html=html)
        assert sorted(found.authors) == by(story)
        published = timezone.localtime(story.published_at).replace(microsecond=0)
        assert found.publish_date == published
        if not unread:
            assert plain(found.title) == plain(story.title)
            assert lines(found.text) == written(story, tables=False)


def test_search_engines_and_networks_miss_nothing_on_any_page(demo, page):
    """But for accounts at X, which the demo newsroom and its authors do not have."""
    months = {timezone.localtime(s.published_at).strftime("%Y-%m") for s in demo}
    tags = Hashtag.objects.filter(tagged_stories__content_object__in=demo).distinct()
    addresses = [
        *("/", "/corrections/", "/hashtags/", "/archive/", "/feeds/", "/saved/"),
        *("/search/?q=river", *(story.url for story in demo)),
        *{story.category.url for story in demo},
        *{story.outlet.get_absolute_url() for story in demo if story.outlet},
        *(f"/archive/{month}/" for month in months),
        *(hashtag.get_absolute_url() for hashtag in tags[:5]),
        *(author.get_absolute_url() for author in Author.objects.all()),
        *(each.url for each in StandardPage.objects.all()),
    ]
    found = checked({address: page(address) for address in addresses})
    told = {schema for each in found.values() for schema in each["schemas"]}
    assert told == {
        *("NewsArticle", "AdvertiserContentArticle", "BreadcrumbList", "ItemList"),
        *("ProfilePage", "NewsMediaOrganization", "WebSite"),
    }
    missed = {fault for each in found.values() for fault in each["faults"]}
    assert missed == {'"twitter:site"', '"twitter:creator"'}


def checked(pages: dict[str, str]) -> dict[str, dict]:
    """What structured-data-testing-tool finds on each page."""
    assert (ROOT / "node_modules/structured-data-testing-tool").exists(), "`make audit`"
    said = subprocess.run(
        [NODE / "node", Path(__file__).parent / "sdtt.mjs"],
        input=json.dumps(pages),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)
