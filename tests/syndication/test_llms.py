"""`llms.txt` says what the newsroom is and what is where, and shows what is public."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from home.models import BrandSettings, StandardPage
from newsroom.demo import builders
from syndication.ai_policy import configured_policy
from tests.syndication.rendering import rendered, shape

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client, home):
    def read() -> str:
        answer = client.get("/llms.txt")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        return answer.content.decode()

    return read


def links(text: str) -> dict[str, str]:
    root = Site.objects.get().root_url
    found = {a["href"]: a.get_text() for a in rendered(text).find_all("a")}
    assert all(at.startswith(root) for at in found)
    return {at.removeprefix(root): name for at, name in found.items()}


def test_it_has_the_form_that_llmstxt_asks_for(read, home):
    """A title, a tagline, paragraphs, then lists of links below second titles."""
    builders.make_article("Vote", standfirst="The board met.")
    text = read()
    kinds = [each.name for each in rendered(text).find_all(True, recursive=False)]
    assert kinds[:4] == ["h1", "blockquote", "p", "p"]
    assert kinds[4:] == ["h2", "ul"] * (len(kinds[4:]) // 2)
    assert text.startswith("# Newsclip\n\n> Social News Discovery\n\n")
    item = re.compile(r"- \[[^\n]+\]\(https?://[^\s)]+\)(: [^\n]+)?")
    for line in [line for line in text.split("\n") if line.startswith("- ")]:
        assert item.fullmatch(line), line
    assert ": The board met.\n" in text


def test_it_names_the_newest_stories_by_their_twins_and_where_all_else_is(
    read, client, home
):
    now = timezone.now()
    for minutes in (2, 1):
        at = now - timedelta(minutes=minutes)
        builders.make_article(f"Minute {minutes}", published_at=at)
    home.add_child(instance=StandardPage(title="About us", slug="about-us"))
    ethics = {"policy": "ethicsPolicy", "show_in_menus": False}
    home.add_child(instance=StandardPage(title="Ethics", slug="ethics", **ethics))
    found = links(read())
    assert list(found)[:2] == ["/general/minute-1.md", "/general/minute-2.md"]
    assert found.keys() >= {"/general/", "/feed/", "/feed.json", "/search/"}
    assert found.keys() >= {"/sitemap.xml", "/sitemaps/news.xml", "/corrections/"}
    assert found.keys() >= {"/about-us/", "/ethics/"}
    for path in found:
        assert client.get(path).status_code == 200, path


def test_a_hidden_story_is_not_in_it(read, home):
    builders.make_article("Public")
    before = read()
    builders.make_article("Draft", publish=False)
    story = builders.make_article("Secret")
    assert "Secret" in read()
    story.embargo_until = timezone.now() + timedelta(hours=1)
    story.save(clean=False)
    assert read() == before


def test_it_says_what_machines_may_use_it_for(read, settings):
    assert "`search=yes, ai-input=yes, ai-train=no`" in read()
    settings.AI_POLICY = configured_policy("")
    assert "may use" not in read()


def test_no_headline_or_name_changes_its_structure(read, home):
    story = builders.make_article("Plain", standfirst="Plain", slug="a")
    plain = shape(read())
    nasty = "# [x](y) `a` <b> --- * |"
    type(story).objects.filter(pk=story.pk).update(title=nasty, standfirst=nasty)
    names = {"name": nasty, "tagline": nasty}
    BrandSettings.objects.update_or_create(site=story.get_site(), defaults=names)
    assert shape(read()) == plain
    assert rendered(read()).h1.get_text() == nasty


def test_it_costs_three_queries_and_goes_with_its_stories(client, home):
    """The site with its brand; the newest stories; the sections."""
    builders.make_article("One", expire_at=timezone.now() + timedelta(seconds=60))
    client.get("/llms.txt")
    for number in range(3):
        builders.make_article(f"More {number}")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/llms.txt")
    assert len(queries) == 3
    assert "front" in answer["Cache-Tag"].split(",")
    assert 0 < int(answer["Cache-Control"].rpartition("=")[2]) <= 60
    again = client.get("/llms.txt", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_there_is_none_before_there_is_a_site(client, home):
    Site.objects.all().delete()
    assert client.get("/llms.txt").status_code == 404
