"""What the newsroom is called, before and after an editor has had a say."""

import pytest
from django.urls import reverse
from wagtail.models import Site

from home.models import BrandSettings
from newsroom.demo import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(home):
    return BrandSettings.for_site(Site.objects.get(is_default_site=True))


def front(client) -> str:
    return client.get("/").content.decode()


def test_new_newsroom_is_called_newsclip(brand):
    assert (brand.name, brand.tagline) == ("Newsclip", "Social News Discovery")


def test_front_page_title_is_name_and_tagline(client, home):
    page = front(client)
    assert "<title>Newsclip — Social News Discovery</title>" in page
    assert page.count("<h1") == 1
    assert ">Newsclip — Social News Discovery</h1>" in page


def test_front_page_of_a_newsroom_without_tagline_is_its_name(client, brand):
    brand.tagline = ""
    brand.save()
    assert "<title>Newsclip</title>" in front(client)


def test_new_name_stands_on_every_page(client, brand):
    story = builders.make_article("Vote postponed")
    brand.name = "Harbour <News>"
    brand.save()
    assert "<title>Harbour &lt;News&gt; — Social News Discovery</title>" in front(
        client
    )
    page = client.get(story.url).content.decode()
    assert "<title>Vote postponed — Harbour &lt;News&gt;</title>" in page


def test_name_stands_where_there_is_no_logo_and_the_logo_where_there_is(client, brand):
    assert '<span class="wordmark__name clipped">Newsclip</span>' in front(client)
    brand.logo = builders.make_picture("Logo")
    brand.save()
    page = front(client)
    assert "wordmark__name" not in page
    assert 'alt="Newsclip"' in page


def test_profiles_are_linked_where_given(client, brand):
    assert brand.profiles == []
    brand.x_handle = "newsclip"
    brand.mastodon_url = "https://social.example/@newsclip"
    brand.save()
    page = front(client)
    assert '<a href="https://x.com/newsclip" rel="me">X</a>' in page
    assert '<a href="https://social.example/@newsclip" rel="me">Mastodon</a>' in page
    assert "Facebook" not in page


def test_editor_changes_the_brand_in_the_settings(desk, brand):
    address = reverse(
        "wagtailsettings:edit", args=["home", "brandsettings", brand.site_id]
    )
    desk.post(address, {"name": "Harbour News", "tagline": "", "logo": ""})
    brand.refresh_from_db()
    assert brand.site_title == "Harbour News"
