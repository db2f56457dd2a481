"""Pages say where their feeds lie, and they lie there."""

import re

import pytest
from django.template import Context, Template

from hashtags.models import Hashtag
from home.models import BrandSettings
from news.models import CategoryIndexPage
from newsroom.demo import builders
from syndication.forms import FORMS

pytestmark = pytest.mark.django_db

LINK = re.compile(
    r'<link rel="alternate" type="(application/(?:rss|atom|feed)\+[a-z]+)" '
    r'title="([^"]*)" href="([^"]+)">'
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
        "/outlets/paper/": story.outlet,
    }


def test_templates_learn_where_the_feeds_of_each_thing_lie(client, things):
    for base, thing in {**things, "/": None}.items():
        for form, (ending, *_) in FORMS.items():
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


def three(title: str, base: str) -> list[tuple]:
    return [
        ("application/rss+xml", title, f"{base}feed/"),
        ("application/atom+xml", title, f"{base}feed.atom"),
        ("application/feed+json", title, f"{base}feed.json"),
    ]


def test_a_page_links_to_the_sites_feeds_and_its_own(things):
    site = three("Newsclip", "/")
    assert links(None) == links("") == site
    for base, name in (
        ("/world/", "World"),
        ("/hashtags/nato/", "#NATO"),
        ("/authors/ada-marsh/", "Ada Marsh"),
        ("/outlets/paper/", "Paper"),
    ):
        assert links(things[base]) == [*site, *three(f"{name} — Newsclip", base)]


def test_a_story_and_the_front_link_to_the_sites_feeds_alone(make_story, home):
    assert links(make_story()) == links(home) == links(None)


def test_a_name_with_markup_breaks_no_link(home):
    author = builders.make_author('A"><b>B')
    assert links(author)[3][1] == "A&quot;&gt;&lt;b&gt;B — Newsclip"


def test_every_public_page_links_to_the_sites_feeds_and_those_of_what_it_shows(
    client, make_story
):
    story = make_story(corrections=[{"text": "It was forty."}])
    own = {
        "/": None,
        story.url: ("World", "/world/"),
        f"{story.url}history/": None,
        "/world/": ("World", "/world/"),
        "/hashtags/nato/": ("#NATO", "/hashtags/nato/"),
        "/authors/ada-marsh/": ("Ada Marsh", "/authors/ada-marsh/"),
        "/outlets/paper/": ("Paper", "/outlets/paper/"),
        "/corrections/": ("Corrections", "/corrections/"),
        "/hashtags/": None,
        "/archive/": None,
        f"/archive/{story.published_at:%Y-%m}/": None,
        "/feeds/": None,
        "/following/": None,
        "/saved/": None,
        "/offline/": None,
        "/search/": None,
        "/nowhere/": None,
    }
    for address, of_it in own.items():
        linked = LINK.findall(client.get(address).content.decode())
        expected = three(f"{of_it[0]} — Newsclip", of_it[1]) if of_it else []
        assert linked == [*three("Newsclip", "/"), *expected], address


def test_results_link_to_the_feeds_of_the_search(client, make_story):
    make_story()
    page = client.get("/search/?q=harbour&category=world").content.decode()
    title, search = "“harbour” — Newsclip", "/search/?q=harbour&amp;category=world"
    assert LINK.findall(page) == [
        *three("Newsclip", "/"),
        ("application/rss+xml", title, f"{search}&amp;format=rss"),
        ("application/atom+xml", title, f"{search}&amp;format=atom"),
        ("application/feed+json", title, f"{search}&amp;format=json"),
    ]


def test_the_page_of_feeds_leads_to_them_all(client, make_story):
    make_story()
    page = client.get("/feeds/").content.decode()
    for base in ("/", "/world/", "/corrections/"):
        for form in FORMS.values():
            assert page.count(f'<a href="{base}{form.ending}">') == 1
