"""A draft needs a headline only; Submit and Publish need what readers need."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text

from hashtags.models import Hashtag
from news.models import ArticlePage
from newsroom.demo import builders
from sources.models import Source
from tests.news.story_form import EMPTY, list_value, story_form

JSON = {"headers": {"accept": "application/json"}}
UNFINISHED = [
    ("heading", {"text": "", "level": "h2"}),
    ("paragraph", rich_text(EMPTY)),
    ("quote", {"text": "", "attribution": "", "source_url": "", "style": "block"}),
    ("bulleted_list", list_value("")),
    ("divider", ""),
]


def local(moment) -> str:
    """A time as the admin's field writes it, in the newsroom's zone."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def test_a_draft_needs_a_headline_only(write, only_story):
    response = write(story_form(body=UNFINISHED, slug=""))

    assert response.status_code == 302
    assert only_story().live is False
    assert len(only_story().body) == len(UNFINISHED)


def test_autosave_stores_an_unfinished_story(write, only_story):
    response = write(story_form(body=UNFINISHED), **JSON)

    assert response.json()["success"] is True
    assert only_story().title.startswith("Rain fills")


@pytest.mark.parametrize("action", [None, "submit", "publish"])
def test_a_story_without_a_headline_is_refused_on_the_headline(
    write, errors_of, action
):
    errors = errors_of(write(story_form(title="", slug="rain", action=action)))

    assert list(errors) == ["title"]
    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize("action", ["submit", "publish"])
@pytest.mark.parametrize(
    "body", [[], [("paragraph", rich_text(EMPTY))], UNFINISHED[:3]]
)
def test_a_story_without_text_is_not_published(write, errors_of, action, body):
    response = write(story_form(body=body, action=action))

    assert list(errors_of(response)) == ["body"]
    assert "The story has no text yet." in response.content.decode()


@pytest.mark.parametrize("action", ["submit", "publish"])
def test_a_list_without_items_blocks_publishing(write, errors_of, action):
    text = ("paragraph", rich_text("<p>It rained.</p>"))
    response = write(
        story_form(body=[text, ("bulleted_list", list_value(""))], action=action)
    )

    assert list(errors_of(response)) == ["body"]
    assert "This list has no items" in response.content.decode()


def test_what_was_left_empty_is_dropped_when_published(write, only_story):
    text = ("paragraph", rich_text("<p>It rained.</p>"))
    write(story_form(body=[*UNFINISHED[:3], text], action="publish"))

    assert [block.block_type for block in only_story().body] == ["paragraph"]


def test_a_story_with_a_headline_and_a_paragraph_is_published(write, only_story):
    response = write(story_form(action="publish"))

    assert response.status_code == 302
    assert only_story().live is True


def test_a_hero_without_alt_text_blocks_publishing_but_no_draft(
    write, errors_of, only_story
):
    picture = builders.make_picture("Reservoir")
    errors = errors_of(write(story_form(hero_image=picture.pk, action="publish")))
    assert list(errors) == ["hero_alt"]
    assert "Say what the picture shows" in errors["hero_alt"][0]

    assert write(story_form(hero_image=picture.pk)).status_code == 302
    assert only_story().hero_image == picture


def test_a_decorative_hero_needs_no_alt_text(write, only_story):
    picture = builders.make_picture("Reservoir")
    write(story_form(hero_image=picture.pk, hero_decorative="on", action="publish"))

    assert only_story().live is True
    assert only_story().shown_hero_alt == ""


def test_a_heros_alt_text_starts_with_the_pictures_own(write, only_story):
    picture = builders.make_picture("Reservoir", description="A full reservoir")
    write(story_form(hero_image=picture.pk, action="publish"))

    assert only_story().hero_alt == "A full reservoir"


def test_a_picture_in_the_body_needs_alt_text_to_be_published(write, errors_of):
    picture = builders.make_picture("Reservoir")
    use = {"image": picture.pk, "alt_text": "", "caption": "", "credit": ""}
    body = [("paragraph", rich_text("<p>It rained.</p>")), ("image", use)]

    errors = errors_of(write(story_form(body=body, action="publish")))
    assert list(errors) == ["body"]
    assert write(story_form(body=body)).status_code == 302


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("ftp://files.example/report", "https://"),
        ("https://me:secret@paper.example/report", "user name"),
        ("javascript:alert(1)", "https://"),
    ],
)
@pytest.mark.parametrize("action", [None, "publish"])
def test_an_impossible_source_is_refused_on_its_field(
    write, errors_of, address, message, action
):
    response = write(story_form(sources=[address], action=action))
    errors_of(response)

    (errors,) = response.context["form"].formsets["source_references"].errors
    assert list(errors) == ["url"]
    assert message in errors["url"][0]
    assert address.replace("'", "&#x27;") in response.content.decode()


def test_a_source_is_stored_less_its_tracking_parameters(write, only_story):
    address = "https://www.bbc.com/news/articles/c74vx4n003xo"
    write(story_form(sources=[f"{address}?utm_source=mail"], action="publish"))

    (reference,) = only_story().source_references.all()
    assert reference.url == address
    assert reference.outlet.name == "BBC"
    assert only_story().outlet.name == "BBC"


@pytest.mark.parametrize(
    "hashtags", ["#", "#" + "a" * 200, "#Blocked"], ids=["empty", "long", "blocked"]
)
@pytest.mark.parametrize("action", [None, "publish"])
def test_an_impossible_hashtag_is_refused_on_its_field(
    write, errors_of, hashtags, action
):
    Hashtag.objects.create(name="Blocked", status=Hashtag.Status.BLOCKED)
    response = write(story_form(hashtags=f"#Rain, {hashtags}", action=action))

    assert list(errors_of(response)) == ["hashtags"]
    assert "#Rain" in response.content.decode()
    assert not Hashtag.objects.filter(name="Rain").exists()


def test_hashtags_keep_the_editors_order(write, only_story):
    write(story_form(hashtags="#Water, #NATO, #Albany", action="publish"))

    assert [tag.name for tag in only_story().hashtags.all()] == [
        "Water",
        "NATO",
        "Albany",
    ]


def test_a_slug_that_is_taken_is_refused_on_its_field(write, errors_of, general):
    builders.make_article("Other", category=general, slug="taken")
    for action in (None, "publish"):
        errors = errors_of(write(story_form(slug="taken", action=action)))
        assert list(errors) == ["slug"]


@pytest.mark.parametrize("headline", ["Archive", "Feed", "!!!", "x" * 255])
def test_any_headline_makes_a_draft(write, only_story, general, headline):
    builders.make_article("x" * 255, category=general, slug="x" * 240)
    assert write(story_form(title=headline, slug="")).status_code == 302
    assert ArticlePage.objects.filter(title=headline, live=False).exists()


def test_line_breaks_pasted_into_headline_and_standfirst_are_spaces(write, only_story):
    pasted = {"title": "Rain fills\r\nthe dams", "standfirst": "A month\nearly"}
    write(story_form(slug="", **pasted))
    story = only_story()
    assert (story.title, story.standfirst) == ("Rain fills the dams", "A month early")
    assert story.slug == "rain-fills-the-dams"


def test_autosave_goes_on_where_the_headline_is_taken(write, general):
    builders.make_article("Rain again", category=general, slug="rain-again")
    answer = write(story_form(title="Rain again", slug="rain-again"), **JSON).json()

    assert answer["success"] is True
    assert answer["field_updates"]["slug"] == "rain-again-2"


@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
def test_a_time_newly_set_in_the_past_is_refused_on_its_field(write, errors_of, field):
    yesterday = timezone.now() - timedelta(days=1)
    errors = errors_of(write(story_form(**{field: local(yesterday)})))

    assert field in errors
    assert "This time has passed." in errors[field][0]


@pytest.mark.parametrize("field", ["go_live_at", "embargo_until", "expire_at"])
def test_a_time_that_passed_since_it_was_set_blocks_nothing(edit, field):
    hour_ago = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1)
    story = builders.make_article(publish=False, **{field: hour_ago})
    response = edit(story, story_form(slug=story.slug, **{field: local(hour_ago)}))

    assert response.status_code == 302
    story.refresh_from_db()
    assert getattr(story, field) == hour_ago
    assert story.title.startswith("Rain fills")


def test_a_date_shown_in_the_future_is_refused(write, errors_of):
    tomorrow = timezone.now() + timedelta(days=1)
    errors = errors_of(write(story_form(published_at=local(tomorrow))))

    assert list(errors) == ["published_at"]


@pytest.mark.parametrize("field", ["go_live_at", "embargo_until"])
def test_an_expiry_before_the_story_can_be_read_is_refused(write, errors_of, field):
    soon = timezone.now() + timedelta(days=2)
    errors = errors_of(
        write(
            story_form(
                **{field: local(soon)}, expire_at=local(soon - timedelta(days=1))
            )
        )
    )

    assert any("would expire before" in message for message in errors["expire_at"])


def test_a_preview_creates_no_hashtag_and_no_source(desk, general):
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=["news", "articlepage", general.pk]
    )
    data = story_form(hashtags="#Rain", sources=["https://paper.example/rain"])
    assert desk.post(address, data).json()["is_valid"] is True
    page = desk.get(f"{address}?mode=").content.decode()

    assert "#Rain" in page
    assert "https://paper.example/rain" in page
    assert not Hashtag.objects.exists()
    assert not Source.objects.exists()


def test_the_editor_may_frame_a_preview(desk, general):
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=["news", "articlepage", general.pk]
    )
    desk.post(address, story_form())
    preview = desk.get(f"{address}?mode=&in_preview_panel=true")

    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert ">General</a>" in preview.content.decode()


def test_a_rejected_publish_keeps_what_was_typed(write, errors_of):
    picture = builders.make_picture("Reservoir")
    response = write(
        story_form(
            standfirst="Levels are at <92> per cent.",
            hashtags="#Rain, #Water",
            sources=["https://paper.example/rain"],
            hero_image=picture.pk,
            action="publish",
        )
    )
    errors_of(response)
    page = response.content.decode()

    assert "Levels are at &lt;92&gt; per cent." in page
    assert "#Rain, #Water" in page
    assert "https://paper.example/rain" in page
    assert "It rained." in page
