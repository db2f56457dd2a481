"""The checklist beside a story: what it lacks, what to do, and where."""

import json

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk.checklist import checks_of, previews_of
from hashtags.models import Hashtag
from newsroom.demo import builders
from tests.news.newsdesk import fresh
from tests.news.story_form import story_form

pytestmark = pytest.mark.django_db


def open_checks(story) -> dict[str, str]:
    return {check.label: check.field for check in checks_of(story) if not check.done}


@pytest.fixture
def finished(home):
    picture = builders.make_picture(description="A dam", credit="Photo: Ada")
    return builders.make_article(
        "Rain fills the reservoirs",
        standfirst="A month early.",
        hero_image=picture,
        hero_alt="A dam",
        hashtags=["Rain", "Water", "Dams"],
        sources=["https://a.example/1"],
        publish=False,
    )


def test_a_finished_story_lacks_nothing(finished):
    assert open_checks(finished) == {}


def test_an_empty_one_is_told_everything_and_where(home):
    story = builders.make_article("x" * 71, publish=False)
    assert open_checks(story) == {
        "Headline": "#id_title",
        "Standfirst": "#id_standfirst",
        "Hero picture": "#id_hero_image-chooser .unchosen button",
        "Hashtags": "#id_hashtags",
        "Source": "#id_source_references-ADD",
    }


@pytest.mark.parametrize(
    ("change", "label"),
    [
        ({"title": "x" * 70}, None),
        ({"title": "é" * 70}, None),
        ({"standfirst": "x" * 161}, "Standfirst"),
        ({"standfirst": "x" * 160}, None),
        ({"hero_alt": " "}, "Alt text"),
        ({"hero_alt": "", "hero_decorative": True}, None),
    ],
)
def test_a_limit_is_a_limit(finished, change, label):
    for name, value in change.items():
        setattr(finished, name, value)
    assert list(open_checks(finished)) == ([label] if label else [])


def test_a_picture_without_credit_leads_to_the_library(finished):
    finished.hero_image.credit = ""
    (check,) = [check for check in checks_of(finished) if not check.done]
    assert check.label == "Credit"
    assert check.link[0] == f"/admin/images/{finished.hero_image_id}/"


def use(picture, **words) -> tuple[str, dict]:
    """A block of the body that shows the picture."""
    return "image", {"image": picture.pk, "alt_text": "", "decorative": False} | words


def test_a_picture_in_the_body_leads_to_its_block(finished):
    nobodys = builders.make_picture("Nobody's")
    blocks = [
        use(nobodys),
        use(nobodys, alt_text="A dam", credit="Photo: Ada"),
        use(finished.hero_image, decorative=True),
        use(finished.hero_image, alt_text="A dam"),
    ]
    finished.body = builders.stream([("paragraph", "<p>It rained.</p>"), *blocks])
    finished.body.get_prep_value()  # gives each block its name
    field = f'[data-contentpath="{finished.body[1].id}"]'
    checks = [check for check in checks_of(finished) if not check.done]
    assert [(check.label, check.field, check.blocks) for check in checks] == [
        ("Alt text in the body: picture", field, True),
        ("Credit in the body: picture", field, False),
    ]
    assert checks[1].link[0] == f"/admin/images/{nobodys.pk}/"


def test_many_pictures_in_the_body_cost_no_more_queries_than_one(finished):
    def asked(count):
        pictures = [builders.make_picture(f"Picture {n}") for n in range(count)]
        finished.body = builders.stream([use(picture) for picture in pictures])
        finished.save_revision()
        story = fresh(finished).get_latest_revision_as_object()
        with CaptureQueriesContext(connection) as queries:
            assert len([c for c in checks_of(story) if not c.done]) == 2 * count
        return len(queries)

    assert asked(1) == asked(5)


@pytest.mark.parametrize("count", [2, 6])
def test_three_to_five_hashtags(finished, count):
    finished.hashtags.set([f"Tag{n}" for n in range(count)])
    assert list(open_checks(finished)) == ["Hashtags"]


def test_original_reporting_needs_no_source(finished):
    finished.source_references = []
    assert list(open_checks(finished)) == ["Source"]
    finished.original_reporting = True
    assert open_checks(finished) == {}


def test_markers_lead_to_where_they_stand(finished):
    finished.standfirst = "TK, XXX"
    finished.body = builders.stream([("paragraph", "<p>TK</p>")])
    finished.body.get_prep_value()  # gives each block its name
    block = finished.body[0].id
    checks = [check for check in checks_of(finished) if not check.done]
    assert [(check.label, check.field, check.blocks) for check in checks] == [
        ("TK in the standfirst", "#id_standfirst", True),
        ("TK in the body: paragraph", f'[data-contentpath="{block}"]', True),
        ("XXX in the standfirst", "#id_standfirst", False),
    ]


def test_the_previews_say_what_readers_will_be_shown(finished):
    previews = previews_of(finished, "Newsclip")
    assert previews.title == "Rain fills the reservoirs — Newsclip"
    assert previews.address == "localhost:8000 › general › rain-fills-the-reservoirs"
    assert previews.description == "A month early."
    finished.seo_title, finished.search_description = "Rain", "It rained."
    finished.share_text = "At last!"
    previews = previews_of(finished, "Newsclip")
    assert (previews.title, previews.description, previews.said) == (
        "Rain — Newsclip",
        "It rained.",
        "At last!",
    )


def test_another_story_on_the_same_source_is_named(desk, finished):
    other = builders.make_article(
        "Reservoirs <fill>", sources=["https://a.example/1?utm_source=x"]
    )
    page = desk.get(f"/admin/pages/{finished.pk}/edit/")
    soup = BeautifulSoup(page.content, "html.parser")
    (check,) = soup.select(".checklist__check:not(.checklist__check--done)")
    assert "'Reservoirs <fill>' (live) cites the same source" in check.get_text()
    assert check.a["href"] == f"/admin/pages/{other.pk}/edit/"


def test_a_date_of_a_correction_names_the_zone(desk, finished):
    page = desk.get(f"/admin/pages/{finished.pk}/edit/")
    soup = BeautifulSoup(page.content, "html.parser")
    template = soup.find("template", id="id_corrections-EMPTY_FORM_TEMPLATE")
    assert f"{settings.TIME_ZONE}." in template.decode_contents()
    for name in ("go_live_at", "expire_at", "published_at", "embargo_until"):
        described = soup.find(id=f"id_{name}")["aria-describedby"].split()
        said = " ".join(soup.find(id=each).get_text() for each in described)
        assert f"{settings.TIME_ZONE}." in said, name


def autosave(desk, story, **fields):
    """What the editor sends by itself: answers JSON, with what is rendered anew."""
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    form = story_form(title=story.title, slug=story.slug, **fields)
    return desk.post(address, form, headers={"accept": "application/json"})


def test_it_follows_each_autosave(desk, finished):
    Hashtag.objects.get_or_create_many(["Harbour"])
    answer = autosave(desk, finished, standfirst="Harbour TK").json()
    assert "[data-side-panel=&#x27;checklist&#x27;]" in answer["html"] or (
        "[data-side-panel='checklist']" in answer["html"]
    )
    assert "TK in the standfirst" in answer["html"]
    assert "Stops publishing" in answer["html"]
    assert 'data-known-hashtag="Harbour"' in answer["html"]
    assert fresh(finished).get_latest_revision_as_object().standfirst == "Harbour TK"


def test_a_new_story_has_one_after_its_first_autosave(desk, home):
    category = builders.make_category()
    add = reverse("wagtailadmin_pages:add", args=["news", "articlepage", category.pk])
    assert "Write what happened" in desk.get(add).content.decode()
    answer = desk.post(
        add, story_form(title="TK"), headers={"accept": "application/json"}
    )
    html = desk.get(json.loads(answer.content)["hydrate_url"]).content.decode()
    assert "TK in the headline" in html
    assert "#known-hashtags" in html


def test_no_text_of_the_story_is_taken_for_html(desk, finished):
    finished.title = finished.share_text = "<script>alert(1)</script>"
    finished.save_revision()
    page = desk.get(f"/admin/pages/{finished.pk}/edit/").content.decode()
    assert "<script>alert(1)" not in page


def cost(ask) -> int:
    ask()  # what is remembered of the site and of content types
    with CaptureQueriesContext(connection) as queries:
        assert ask().status_code == 200
    return len(queries)


def test_the_editor_costs_as_much_with_many_stories_and_hashtags(desk, finished):
    """Opening it, and the autosave that renders the checklist anew."""

    def opened():
        return desk.get(f"/admin/pages/{finished.pk}/edit/")

    def saved():
        return autosave(desk, finished, standfirst="Harbour vote")

    before = cost(saved), cost(opened)
    Hashtag.objects.get_or_create_many([f"Word{n}" for n in range(30)])
    for number in range(10):
        builders.make_article(f"Harbour vote {number}", hashtags=["Harbour", "Vote"])
    assert (cost(saved), cost(opened)) == before


def test_the_preview_is_checked_within_the_story_and_for_its_text(desk, finished):
    page = desk.get(f"/admin/pages/{finished.pk}/edit/")
    configuration = page.content.decode().split("checker-axe-configuration")[1]
    configuration = json.loads(configuration.split(">", 1)[1].split("</script>")[0])
    assert configuration["context"]["include"] == ["main article"]
    rules = configuration["options"]["runOnly"]
    assert {"empty-heading", "heading-order", "link-name", "image-alt"} <= set(rules)
