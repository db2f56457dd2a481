"""A chooser that is sent what it never offered refuses it on its field."""

import pytest
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, rich_text

from news.models import ArticlePage
from newsroom.demo import builders
from tests.home.front_form import errors_of
from tests.home.front_form import send as send_front
from tests.news.newsdesk import save

pytestmark = pytest.mark.django_db

FORGED = ["abc", "1e3", "\u0664x", "-1", "9" * 40, "9" * 5000, "<b>"]
REFUSED = "Select a valid choice"


@pytest.fixture
def story(home):
    return builders.make_article("Plain", slug="plain")


@pytest.mark.parametrize("forged", FORGED, ids=range(len(FORGED)))
@pytest.mark.parametrize("name", ["story", "image"])
def test_a_slot_refuses_it(desk, home, name, forged):
    (errors,) = errors_of(send_front(desk, home, [{name: forged}]))
    assert REFUSED in errors[name][0]


@pytest.mark.parametrize(
    ("setting", "name"), [("breakingbanner", "story"), ("brandsettings", "logo")]
)
def test_a_setting_refuses_it(desk, home, setting, name):
    site = Site.objects.get()
    address = reverse("wagtailsettings:edit", args=["home", setting, site.pk])
    answer = desk.post(address, {name: "abc"})
    assert REFUSED in answer.context["form"].errors[name][0]


def test_a_story_refuses_it_in_its_fields_and_parts(desk, story):
    picks, bylines = [{"story": "abc"}], [{"author": "abc", "role": ""}]
    answer = save(
        desk,
        story,
        hero_image="abc",
        related_picks=inline_formset(picks),
        bylines=inline_formset(bylines),
    )
    form = answer.context["form"]
    assert REFUSED in form.errors["hero_image"][0]
    for part, name in (("related_picks", "story"), ("bylines", "author")):
        (errors,) = form.formsets[part].errors
        assert REFUSED in errors[name][0]


def test_a_block_takes_it_for_nothing_chosen(desk, story):
    empty = dict.fromkeys(["alt_text", "decorative", "caption", "credit"], "")
    body = [
        ("paragraph", rich_text("<p>It rained.</p>")),
        ("related_story", "abc"),
        ("image", empty | {"image": "9" * 40}),
    ]
    answer = save(desk, story, body=body, action="publish")
    assert answer.status_code == 302
    kept = [block.block_type for block in ArticlePage.objects.get(pk=story.pk).body]
    assert kept == ["paragraph"]
