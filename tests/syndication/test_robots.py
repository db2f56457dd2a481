"""What crawlers are asked to leave alone, and no hint of where anything else lies."""

from urllib.robotparser import RobotFileParser

import pytest
from wagtail.models import Site

from newsroom.demo import builders
from syndication.ai_policy import CRAWLERS, configured_policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(client, home):
    """All lines of the file, in its groups."""

    def lines() -> list[list[str]]:
        answer = client.get("/robots.txt")
        assert answer.status_code == 200
        groups = answer.content.decode().removesuffix("\n").split("\n\n")
        return [group.splitlines() for group in groups]

    return lines


def test_robots_is_plain_text_for_anybody(client, home):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies


def test_robots_keeps_crawlers_out_of_the_admin_and_searches_and_names_sitemaps(lines):
    """All lines: one more would tell where something lies, such as /documents/."""
    everybody, trainers, sitemaps = lines()
    assert everybody == [
        "User-agent: *",
        "Content-Signal: search=yes, ai-input=yes, ai-train=no",
        "Disallow: /admin/",
        "Disallow: /search/",
    ]
    assert trainers == [
        *(f"User-agent: {name}" for name in CRAWLERS["ai-train"]),
        "Disallow: /",
    ]
    root = Site.objects.get().root_url
    assert sitemaps == [
        f"Sitemap: {root}/sitemap.xml",
        f"Sitemap: {root}/sitemaps/news.xml",
    ]


def test_both_sitemaps_are_where_robots_says(client, lines):
    for line in lines()[-1]:
        path = line.removeprefix(f"Sitemap: {Site.objects.get().root_url}")
        assert client.get(path).status_code == 200


def may_read(client, crawler: str, path="/world/a/") -> bool:
    """As a crawler that reads the file with Python's own parser takes it."""
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser.can_fetch(crawler, path)


def test_a_policy_that_refuses_answers_refuses_their_crawlers_too(
    client, home, settings
):
    assert may_read(client, "Googlebot")
    assert may_read(client, "ChatGPT-User")
    assert not may_read(client, "GPTBot")
    settings.AI_POLICY = configured_policy("ai-input=no")
    assert may_read(client, "Googlebot")
    assert not may_read(client, "ChatGPT-User")
    assert may_read(client, "GPTBot")


def test_without_a_policy_nothing_is_said_of_it(lines, settings):
    settings.AI_POLICY = configured_policy("")
    everybody, sitemaps = lines()
    assert everybody == ["User-agent: *", "Disallow: /admin/", "Disallow: /search/"]
    assert len(sitemaps) == 2


def test_robots_is_there_before_there_is_a_site(client, lines):
    Site.objects.all().delete()
    assert not any("Sitemap" in line for group in lines() for line in group)


def test_robots_names_no_story_and_costs_one_query(
    client, home, django_assert_max_num_queries
):
    before = client.get("/robots.txt").content
    builders.make_article("Secret merger", publish=False)
    with django_assert_max_num_queries(1):
        assert client.get("/robots.txt").content == before
