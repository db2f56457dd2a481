"""A former or short address leads only to what any reader may open."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from news.models import ArticlePage
from newsroom.demo import builders

HOUR = timedelta(hours=1)


def short_address_of(story) -> str:
    Redirect.objects.create(old_path="/short", redirect_page=story, is_permanent=False)
    return "/short/"


def test_a_short_address_leads_to_a_public_story(client, home):
    story = builders.make_article()
    answer = client.get(short_address_of(story))
    assert (answer.status_code, answer["Location"]) == (302, story.url)
    assert answer["Cache-Control"] == "private, no-store"


def test_a_short_address_of_a_story_under_embargo_works_when_it_is_out(client, home):
    story = builders.make_article(embargo_until=timezone.now() + HOUR)
    at = short_address_of(story)
    assert client.get(at).status_code == 404
    ArticlePage.objects.filter(pk=story.pk).update(
        live=True, embargo_until=timezone.now() - HOUR
    )
    assert client.get(at)["Location"] == story.url


def test_the_former_address_of_an_unpublished_story_is_gone_with_it(client, home):
    story = builders.make_article(category=builders.make_category("World"))
    old = story.url
    story.move(builders.make_category("Sport"), pos="last-child")
    assert client.get(old)["Location"] == f"/sport/{story.slug}/"

    ArticlePage.objects.get(pk=story.pk).unpublish()
    assert client.get(old).status_code == 404


def test_the_former_address_of_a_withdrawn_story_leads_to_what_says_so(client, home):
    story = builders.make_article(category=builders.make_category("World"))
    old = story.url
    story.move(builders.make_category("Sport"), pos="last-child")
    ArticlePage.objects.filter(pk=story.pk).update(
        withdrawn_at=timezone.now(), withdrawn_because="It was wrong."
    )
    ArticlePage.objects.get(pk=story.pk).unpublish()
    answer = client.get(old, follow=True)
    assert answer.redirect_chain == [(f"/sport/{story.slug}/", 301)]
    assert answer.status_code == 410

    PageViewRestriction.objects.create(page=story, restriction_type="login")
    assert client.get(old).status_code == 404


def test_a_short_address_does_not_tell_where_a_private_story_lies(client, home):
    story = builders.make_article()
    PageViewRestriction.objects.create(page=story, restriction_type="login")
    assert client.get(short_address_of(story)).status_code == 404


def test_a_draft_whose_slug_is_not_latin_is_not_told_of_either(client, home):
    story = builders.make_article("Ελλάδα", slug="ελλάδα-2", publish=False)
    at = short_address_of(story)
    assert client.get(at).status_code == 404
    story.save_revision().publish()
    assert client.get(at)["Location"] == ArticlePage.objects.get().url


def test_a_redirect_that_spells_out_a_hidden_storys_address_tells_no_more(client, home):
    story = builders.make_article(publish=False)
    for number, link in enumerate([story.url, f"http://testserver{story.url}?a=1"]):
        Redirect.objects.create(old_path=f"/by-hand-{number}", redirect_link=link)
        assert client.get(f"/by-hand-{number}/").status_code == 404


@pytest.mark.parametrize("host", ["testserver:81", "TESTSERVER", "testserver."])
def test_nobody_makes_it_tell_more_by_the_name_they_ask_for(client, home, host):
    story = builders.make_article(publish=False)
    link = f"http://testserver{story.url}"
    Redirect.objects.create(old_path="/by-hand", redirect_link=link)
    assert client.get("/by-hand/", headers={"host": host}).status_code == 404


def test_nor_where_one_of_two_sites_has_another_name(client, home):
    Site.objects.create(hostname="www.testserver", port=80, root_page=home)
    story = builders.make_article(publish=False)
    assert client.get(short_address_of(story)).status_code == 404
    link = f"https://www.testserver/general/{story.slug}/"
    Redirect.objects.create(old_path="/by-hand", redirect_link=link)
    assert client.get("/by-hand/").status_code == 404


@pytest.mark.parametrize(
    "link", ["/", "/authors/ada-marsh/", "/nowhere/", "https://elsewhere.example/a/"]
)
def test_other_redirects_are_left_alone(client, home, link):
    Redirect.objects.create(old_path="/old", redirect_link=link)
    answer = client.get("/old/")
    assert (answer.status_code, answer["Location"]) == (301, link)
