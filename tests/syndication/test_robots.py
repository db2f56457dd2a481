"""What crawlers are asked to leave alone, and no hint of where anything else lies."""

import pytest

from newsroom.demo import builders


@pytest.fixture
def robots(client):
    """The file itself; asks nothing of the database."""
    response = client.get("/robots.txt")
    assert response.status_code == 200
    return response


def test_robots_is_plain_text_for_anybody(robots):
    assert robots["Content-Type"] == "text/plain; charset=utf-8"
    assert robots["X-Content-Type-Options"] == "nosniff"
    assert not robots.cookies


def test_robots_keeps_crawlers_out_of_the_admin_and_of_searches(robots):
    """All lines: one more would tell where something lies, such as /documents/."""
    assert robots.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
    ]


@pytest.mark.django_db
def test_robots_names_no_story(client, home):
    before = client.get("/robots.txt").content
    builders.make_article("Secret merger", publish=False)
    assert client.get("/robots.txt").content == before
