"""Pages say where their feeds lie, and they lie there."""

import re

import pytest
from django.template import Context, Template

from hashtags.models import Hashtag
from home.models import BrandSettings
from news.models import CategoryIndexPage
from newsroom.demo import builders

pytestmark = pytest.mark.django_db

LINK = re.compile(
    r'<link rel="alternate" type="([^"]+)" title="([^"]*)" href="([^"]+)">'
)


def rendered(template: str, **context) -> str:
    return Template("{% load feeds %}" + template).render(Context(context))


def links(thing) -> list[tuple]:
    """``(type, title, address)`` of each link in the head of the thing's page."""
    include = '{% include "components/feed_links.html" %}'
    return LINK.findall(rendered(include, thing=thing, brand=BrandSettings()))


@pytest.fixture
def things(make_story) -> dict:
    """What has feeds of its own, by the beginning of their addresses."""
    story = make_story()
    return {
        "/world/": story.category,
        "/hashtags/nato/": Hashtag.objects.get(name="NATO"),
        "/authors/ada-marsh/": builders.make_author("Ada Marsh"),
    }


def test_templates_learn_where_the_feeds_of_each_thing_lie(client, things):
    for base, thing in {**things, "/": None}.items():
        for form, ending in (("rss", "feed/"), ("json", "feed.json")):
            tag = '{% feed_of thing "' + form + '" %}'
            assert rendered(tag, thing=thing) == f"{base}{ending}"
            assert client.get(f"{base}{ending}").status_code == 200


def test_what_has_no_feed_of_its_own_has_no_address(make_story, home):
    for thing in (make_story(), home):
        assert rendered('{% feed_of thing "rss" %}', thing=thing) == ""


def test_what_is_new_in_a_preview_has_an_address_all_the_same(db):
    tag = '{% feed_of thing "json" %}'
    assert rendered(tag, thing=Hashtag(name="C++")) == "/hashtags/c-plus-plus/feed.json"
    assert rendered(tag, thing=CategoryIndexPage(title="!!!")).endswith("/feed.json")


def test_a_page_links_to_the_sites_feeds_and_its_own(things):
    site = [
        ("application/rss+xml", "Newsclip", "/feed/"),
        ("application/feed+json", "Newsclip", "/feed.json"),
    ]
    assert links(None) == links("") == site
    for base, name in (
        ("/world/", "World"),
        ("/hashtags/nato/", "#NATO"),
        ("/authors/ada-marsh/", "Ada Marsh"),
    ):
        title = f"{name} — Newsclip"
        assert links(things[base]) == [
            *site,
            ("application/rss+xml", title, f"{base}feed/"),
            ("application/feed+json", title, f"{base}feed.json"),
        ]


def test_a_story_and_the_front_link_to_the_sites_feeds_alone(make_story, home):
    assert links(make_story()) == links(home) == links(None)


def test_a_name_with_markup_breaks_no_link(home):
    author = builders.make_author('A"><b>B')
    assert links(author)[2][1] == "A&quot;&gt;&lt;b&gt;B — Newsclip"
