"""Pages about reading: the feeds, what a browser keeps, no connection."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from delivery.caching import PURGED
from home.models import BrandSettings
from newsroom.demo import builders

pytestmark = pytest.mark.django_db

ADDRESSES = ["/feeds/", "/following/", "/saved/", "/offline/"]
KEPT = "This list is kept in this browser only. It is never sent to us"


def read(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_the_same_page_for_everybody_and_two_queries(
    client, home, address, django_assert_num_queries
):
    """The furniture: the site with its brand, the sections of the menus."""
    builders.make_category("World")
    cache.clear()
    with django_assert_num_queries(2):
        answer = client.get(address)
    assert answer["Cache-Control"] == PURGED.header()
    assert answer["Cache-Tag"] == "site"
    assert answer.content.decode().count("<h1") == 1
    assert not answer.cookies


def test_feeds_of_the_site_and_of_each_category_are_listed(client, home):
    builders.make_category("World")
    page = read(client, "/feeds/")
    for address in ("/feed/", "/feed.json", "/world/feed/", "/world/feed.json"):
        assert f'<a href="{address}">' in page
        assert client.get(address).status_code == 200
    assert 'href="/hashtags/"' in page


@pytest.mark.parametrize("address", ["/following/", "/saved/"])
def test_a_page_of_what_is_kept_says_where_it_is_kept(client, home, address):
    page = read(client, address)
    assert KEPT in page
    assert "Browsers may clear it" in page
    assert '<meta name="robots" content="noindex">' in page


def test_without_javascript_following_leads_to_the_feeds(client, home):
    page = read(client, "/following/")
    words = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)[1]
    assert 'href="/feeds/"' in words
    assert "Nothing followed yet." in page


def test_without_javascript_saved_says_what_to_use_instead(client, home):
    page = read(client, "/saved/")
    assert "bookmarks" in re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)[1]
    assert "Nothing saved yet." in page


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_footer_leads_there_but_to_the_page_of_no_connection(client, home, address):
    footer = read(client, "/").partition('<footer class="site-footer"')[2]
    assert (f'href="{address}"' in footer) is (address != "/offline/")


def test_the_footer_shows_the_note_of_the_newsroom(client, home):
    note = "Demonstration: all <stories> are invented"
    site = home.get_site()
    BrandSettings.objects.create(site=site, footer_note=note)
    assert "Demonstration: all &lt;stories&gt; are invented" in read(client, "/")


def test_the_service_worker_lies_at_the_root_and_keeps_the_offline_page_only():
    script = (Path(settings.WHITENOISE_ROOT) / "sw.js").read_text()
    assert 'const OFFLINE = "/offline/"' in script
    assert script.count("cache.put(") == 1
    assert script.count("cache.addAll(") == 1


def test_the_offline_page_names_its_style_as_the_service_worker_looks_for_it(
    client, home
):
    script = (Path(settings.WHITENOISE_ROOT) / "sw.js").read_text()
    pattern = re.search(r"matchAll\(/(.*)/g\)", script)[1].replace(r"\/", "/")
    styles = re.findall(pattern, read(client, "/offline/"))
    assert "/static/css/site.css" in styles
    assert "/accents.css" in styles
