"""The form that asks for a private page's password tells nobody what else is there."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.models import ArticlePage
from newsroom.demo import builders


@pytest.fixture
def private(home):
    """A published story behind a password."""
    story = builders.make_article("Private", hero_image=builders.make_picture())
    PageViewRestriction.objects.create(
        page=story, restriction_type="password", password="tide"
    )
    return story


def form_for(restriction, page) -> str:
    name = "wagtailcore_authenticate_with_password"
    return reverse(name, args=[restriction.pk, page.pk])


def test_whoever_knows_the_password_reads_the_story(client, private):
    restriction = PageViewRestriction.objects.get()
    asked = client.get(form_for(restriction, private))
    assert (asked.status_code, asked["Cache-Control"]) == (200, "private, no-store")
    answer = client.post(
        form_for(restriction, private),
        {"password": "tide", "return_url": private.url},
        follow=True,
    )
    assert "Private" in answer.content.decode()


def test_the_form_is_a_page_of_the_site_that_does_not_name_the_story(client, private):
    asked = client.get(private.url)
    page = BeautifulSoup(asked.content, "html.parser")
    assert page.title.text == "A password is needed — Newsclip"
    form = page.main.form
    assert form.label["for"] == form.find("input", type="password")["id"]
    assert page.find_all("link", rel="alternate", type="application/rss+xml")
    assert not page.find("meta", property="og:title")
    assert "Private" not in asked.content.decode()

    wrong = client.post(form["action"], {"password": "ebb", "return_url": "/"})
    page = BeautifulSoup(wrong.content, "html.parser")
    field = page.find("input", type="password")
    assert page.find(id=field["aria-describedby"]).text.startswith("The password")


def test_no_other_page_has_that_form(client, private):
    restriction = PageViewRestriction.objects.get()
    others = [
        builders.make_article("Public"),
        builders.make_article("Draft", publish=False),
    ]
    answers = [client.get(form_for(restriction, page)) for page in others]
    none = client.get(
        reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, 987654])
    )
    assert {answer.status_code for answer in [*answers, none]} == {404}
    assert {answer.content for answer in answers} == {none.content}


@pytest.mark.parametrize(
    "hidden",
    [
        {"live": False},
        {"embargo_until": timezone.now() + timedelta(days=1)},
        {"expire_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_nor_has_a_private_story_that_nobody_may_read_now(client, private, hidden):
    ArticlePage.objects.filter(pk=private.pk).update(**hidden)
    restriction = PageViewRestriction.objects.get()
    assert client.get(form_for(restriction, private)).status_code == 404
    answer = client.post(
        form_for(restriction, private), {"password": "tide", "return_url": "/"}
    )
    assert answer.status_code == 404


def test_a_wall_of_another_kind_has_no_form(client, private):
    PageViewRestriction.objects.update(restriction_type="login")
    restriction = PageViewRestriction.objects.get()
    assert client.get(form_for(restriction, private)).status_code == 404
