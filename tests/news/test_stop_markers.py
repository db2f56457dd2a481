"""TK, TKTK and DO NOT PUBLISH keep a story in the house, wherever they stand."""

import pytest
from django.contrib.auth.models import Permission
from django.db import models
from django.urls import reverse
from wagtail.models import PageLogEntry, Revision
from wagtail.test.utils.form_data import inline_formset, rich_text

from news import stop_markers
from news.models import ArticlePage, NotSaved
from news.schedule import run_schedule
from news.stop_markers import LOGGED, STOP, WARN
from newsroom.demo import builders
from tests.news.newsdesk import EMBARGO, HOUR, field, fresh, review_by, save, staff
from tests.news.story_form import list_value, story_form

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    [
        "TK",
        "TK.",
        "(TK)",
        '"TK"',
        "a figure TK, a name TKTK",
        "#TK",
        "TK's",
        "TK-101",
        "DO NOT PUBLISH",
        "DO NOT\nPUBLISH yet",
        "DO\xa0NOT  PUBLISH",
        "مرحبا TK",
    ],
)
def test_a_whole_word_in_capitals_is_a_marker(text):
    assert STOP.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "STOCK",
        "TKTKX",
        "Tk",
        "tk",
        "a_TK",
        "TK_1",
        "TK2",
        "TKÉ",
        "TK\u0301",
        "ТК",
        "Do not publish",
        "DO NOT PUBLISHED",
        "XTK",
    ],
)
def test_a_part_of_a_word_or_another_alphabet_is_none(text):
    assert not STOP.search(text)


def test_xxx_and_embargo_are_warnings():
    assert WARN.findall("XXX, EMBARGO: noon; XXXL embargo: EMBARGO") == [
        "XXX",
        "EMBARGO:",
    ]


def test_every_text_of_a_story_is_looked_at_or_seen_by_no_reader():
    """Whoever adds a field decides: add it to TEXTS, or here."""
    unseen = {"path", "slug", "url_path", "draft_title", "excerpt", "withdrawn_because"}
    texts = {
        field.name
        for field in ArticlePage._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    }
    assert texts - unseen == set(stop_markers.TEXTS)


@pytest.fixture
def story(home):
    return builders.make_article(publish=False)


def publish(client, story, **fields):
    return save(client, story, action="publish", **fields)


def errors(response) -> dict:
    return response.context["form"].errors.as_data()


@pytest.mark.parametrize("name", sorted(set(stop_markers.TEXTS) - {"republish_note"}))
def test_a_marker_in_a_field_is_said_there(desk, story, name):
    fields = {name: "Figure TK"} | (
        {"story_type": "sponsored"} if "paid" in name else {}
    )
    response = publish(desk, story, **fields)
    assert "TK stands here" in str(errors(response)[name])
    assert not fresh(story).live


def test_a_marker_in_a_draft_is_kept(desk, story):
    assert save(desk, story, standfirst="Figure TK").status_code == 302
    assert fresh(story).get_latest_revision_as_object().standfirst == "Figure TK"


BLOCKS = {
    "paragraph": rich_text("<p>A <b>T</b>K figure</p>"),
    "heading": {"text": "TK", "level": "h2"},
    "quote": {"text": "x", "attribution": "TK", "source_url": "", "style": "block"},
    "bulleted_list": list_value("One", "TK"),
    "numbered_list": list_value("DO NOT PUBLISH", tag="ol"),
    "fact_box": {"title": "Board", "text": rich_text("<p>TKTK</p>")},
    "key_points": {"title": "TK", "points": list_value("One")},
    "table": {
        "caption": "",
        "column-count": "1",
        "row-count": "1",
        "column-0-type": "text",
        "column-0-order": "0",
        "column-0-heading": "Port",
        "column-0-deleted": "",
        "row-0-order": "0",
        "row-0-deleted": "",
        "cell-0-0": "TK",
    },
}


def said_in(response) -> str:
    """What is said of the first block of the body, and where."""
    (error,) = errors(response)["body"]
    return str(error.as_json_data()["blockErrors"][0])


def test_a_marker_in_a_point_of_the_key_points_is_said_on_the_points(desk, story):
    block = {"title": "Key points", "points": list_value("One", "A figure TK")}
    said = said_in(publish(desk, story, body=[("key_points", block)]))
    assert "'points'" in said
    assert "TK stands here" in said
    assert "'title'" not in said
    assert not fresh(story).live


@pytest.mark.parametrize("name", ["alt_text", "caption", "credit"])
def test_a_marker_in_the_words_of_a_bodys_picture_is_said_on_its_field(
    desk, story, name
):
    picture = builders.make_picture(caption="A dam", credit="Photo: Ada")
    words = {"alt_text": "A dam", "decorative": "", "caption": "", "credit": ""}
    block = words | {"image": picture.pk, name: "By TK"}
    (error,) = errors(publish(desk, story, body=[("image", block)]))["body"]
    assert list(error.block_errors[0].block_errors) == [name]
    assert not fresh(story).live


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_marker_in_a_block_is_said_on_the_block(desk, story, kind):
    """Its number counts the empty block before it, which publishing would drop."""
    empty = ("paragraph", rich_text("<p></p>"))
    written = ("paragraph", rich_text("<p>Rain.</p>"))
    response = publish(desk, story, body=[empty, written, (kind, BLOCKS[kind])])
    (error,) = errors(response)["body"]
    assert list(error.block_errors) == [2]
    assert "stands here" in str(error.as_json_data())
    assert not fresh(story).live


def test_a_tables_caption_and_heading_count(desk, story):
    table = BLOCKS["table"] | {
        "caption": "TK",
        "column-0-heading": "TKTK",
        "cell-0-0": "",
    }
    response = publish(desk, story, body=[("table", table)])
    said = str(errors(response)["body"][0].block_errors[0].as_json_data())
    assert "TK stands here" in said
    assert "TKTK stands here" in said


def test_a_picture_that_says_nothing_of_its_own_says_what_the_library_does(desk, story):
    picture = builders.make_picture(description="A dam", caption="The dam, TK")
    response = publish(desk, story, hero_image=picture.pk)
    assert "TK stands here" in str(errors(response)["hero_image"])
    block = {
        "image": picture.pk,
        "alt_text": "A dam",
        "decorative": "",
        "caption": "",
        "credit": "",
    }
    (error,) = errors(publish(desk, story, body=[("image", block)]))["body"]
    assert list(error.block_errors[0].block_errors) == ["caption"]


@pytest.mark.parametrize("action", ["publish", "submit"])
def test_an_alt_text_that_starts_with_the_pictures_own_is_looked_at(
    desk, story, action
):
    picture = builders.make_picture(description="A dam, TK")
    response = save(desk, story, action=action, hero_image=picture.pk)
    assert "TK stands here" in str(errors(response)["hero_alt"])
    assert response.context["form"]["hero_alt"].value() == "A dam, TK"
    assert not fresh(story).live
    assert not fresh(story).workflow_in_progress
    assert save(desk, story, hero_image=picture.pk).status_code == 302
    assert fresh(story).get_latest_revision_as_object().hero_alt == "A dam, TK"


def test_an_alt_text_that_starts_with_the_pictures_own_may_be_excused(desk, story):
    picture = builders.make_picture(description="TK Maxx")
    reason = {"stop_marker_reason": "A shop"}
    assert publish(desk, story, hero_image=picture.pk, **reason).status_code == 302
    assert fresh(story).shown_hero_alt == "TK Maxx"


def test_another_mistake_in_the_body_is_said_beside_the_marker(desk, story):
    body = [("paragraph", rich_text("<p>TK</p>")), ("bulleted_list", list_value(""))]
    (error,) = errors(publish(desk, story, body=body))["body"]
    assert list(error.block_errors) == [0, 1]


def test_a_marker_in_a_part_is_said_on_its_line(desk, story):
    response = publish(
        desk,
        story,
        source_references=inline_formset(
            [{"url": "https://a.example/1", "role": "report", "title": "TK"}]
        ),
        corrections=[
            {"kind": "correction", "made_at": "2026-01-01 10:00", "text": "TK"}
        ],
    )
    for relation, name in (("source_references", "title"), ("corrections", "text")):
        (line,) = response.context["form"].formsets[relation].forms
        assert "TK stands here" in str(line.errors[name])


def test_a_hashtag_to_come_is_one(desk, story):
    assert "TK stands here" in str(
        errors(publish(desk, story, hashtags="#TK"))["hashtags"]
    )


def test_a_note_to_readers_is_looked_at_and_may_be_excused(desk, story):
    """Publishing makes a correction of it, which is the same text elsewhere."""
    publish(desk, story)
    note = {"republish_as": "correction", "republish_note": "TK Maxx is the name."}
    assert "TK stands here" in str(errors(publish(desk, story, **note)))
    reason = {"stop_marker_reason": "A shop"}
    assert publish(desk, story, **note, **reason).status_code == 302
    assert fresh(story).corrections.get().text == "TK Maxx is the name."


# The override ---------------------------------------------------------------------


def test_an_editor_lets_it_stand_with_a_reason_that_is_kept(client, home, story):
    user = staff(home, "change", "publish")
    user.user_permissions.add(Permission.objects.get(codename="override_stop_marker"))
    client.force_login(user)

    asked = publish(client, story, standfirst="TK Maxx opens")
    assert 'name="stop_marker_reason"' in asked.content.decode()
    assert "say at the top of the Story tab" in str(errors(asked)["standfirst"])
    done = publish(
        client, story, standfirst="TK Maxx opens", stop_marker_reason="A shop's name"
    )
    assert done.status_code == 302
    assert fresh(story).live
    entry = PageLogEntry.objects.get(action=LOGGED)
    assert (entry.user, entry.data["reason"]) == (user, "A shop's name")
    assert entry.data["markers"] == "TK"
    assert entry.message == "Let TK stand: A shop's name"


def test_the_same_text_need_not_be_excused_twice_another_must(desk, story):
    publish(desk, story, standfirst="TK Maxx", stop_marker_reason="A shop")
    again = publish(desk, story, standfirst="TK Maxx", kicker="Shops")
    assert again.status_code == 302
    other = publish(desk, story, standfirst="TK Maxx, figure TK")
    assert "standfirst" in errors(other)


def test_whoever_may_not_is_told_whom_to_ask(client, home, story):
    client.force_login(staff(home, "change", "publish"))
    response = publish(client, story, standfirst="TK", stop_marker_reason="Let me")
    assert "ask an editor" in str(errors(response)["standfirst"])
    assert 'name="stop_marker_reason"' not in response.content.decode()
    assert not fresh(story).live


def test_nobody_submits_it(desk, story):
    response = save(desk, story, standfirst="A figure TK", action="submit")
    assert "TK stands here" in str(errors(response)["standfirst"])
    assert not fresh(story).workflow_in_progress
    save(desk, story, standfirst="A figure: 7", action="submit")
    assert fresh(story).workflow_in_progress


def test_the_reason_is_asked_for_only_when_it_is_needed(desk, story):
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert 'name="stop_marker_reason"' not in desk.get(address).content.decode()


def test_a_new_story_may_be_published_with_a_reason_too(desk, home):
    category = builders.make_category()
    address = reverse(
        "wagtailadmin_pages:add", args=["news", "articlepage", category.pk]
    )
    form = story_form(
        title="TK Maxx opens", stop_marker_reason="A shop", action="publish"
    )
    assert desk.post(address, form).status_code == 302
    assert ArticlePage.objects.get().live
    assert PageLogEntry.objects.filter(action=LOGGED).count() == 1


# Every way of publishing --------------------------------------------------------------


def drafted(user=None, **fields):
    fields = {"standfirst": "Figure TK", "publish": False, "user": user} | fields
    return builders.make_article(**fields)


def test_publishing_many_at_once_refuses_all_and_names_the_one(desk, home):
    good, bad = builders.make_article("Good", publish=False), drafted(headline="Bad")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = desk.post(f"{address}?id={good.pk}&id={bad.pk}")
    assert response.status_code == 409
    assert "TK stands in &#x27;Bad&#x27;" in response.content.decode()
    assert not fresh(good).live
    assert not fresh(bad).live


def test_the_last_approval_is_refused(desk, editor, home):
    review_by(home, staff(home, "change"))
    story = drafted()
    story.get_workflow().start(story, editor)
    task = story.current_workflow_task_state
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[story.pk, "approve", task.pk]
    )
    assert desk.post(address).status_code == 409
    assert not fresh(story).live
    assert fresh(story).current_workflow_task_state == task


def decide(desk, story, action):
    """A reviewer's decision in the editor, with a marker in the standfirst."""
    decision = {"action-workflow-action": "1", "workflow-action-name": action}
    return save(desk, story, standfirst="Figure TK", **decision)


def test_a_reviewer_who_approves_it_in_the_editor_is_told_where_it_stands(
    desk, editor, home
):
    review_by(home, staff(home, "change"))
    story = drafted()
    story.get_workflow().start(story, editor)
    response = decide(desk, story, "approve")
    assert "TK stands here" in str(errors(response)["standfirst"])
    assert fresh(story).current_workflow_state.status == "in_progress"


def test_a_reviewer_may_send_it_back(desk, editor, home):
    review_by(home, staff(home, "change"))
    story = drafted()
    story.get_workflow().start(story, editor)
    response = decide(desk, story, "reject")
    assert response.status_code == 302
    assert fresh(story).current_workflow_state.status == "needs_changes"


def test_the_admins_own_api_refuses_it(desk, home):
    story = drafted()
    address = f"/admin/api/main/pages/{story.pk}/action/publish/"
    assert desk.post(address).status_code == 409
    assert not fresh(story).live


@pytest.mark.parametrize("live", [True, False])
def test_nobody_schedules_it(editor, home, live):
    story = builders.make_article(publish=live)
    story.standfirst, story.go_live_at = "TK", story.latest_revision_created_at + HOUR
    revision = story.save_revision(user=editor)
    with pytest.raises(NotSaved, match="TK stands in"):
        revision.publish(user=editor)


def test_the_clock_publishes_what_was_scheduled_with_a_reason(desk, story):
    publish(
        desk,
        story,
        standfirst="TK Maxx",
        stop_marker_reason="A shop",
        go_live_at=field(EMBARGO),
    )
    PageLogEntry.objects.all().delete()  # nobody is asked again
    waiting = fresh(story).scheduled_revision
    Revision.objects.filter(pk=waiting.pk).update(
        approved_go_live_at=EMBARGO - 60 * 24 * HOUR,
        content=waiting.content | {"go_live_at": None},
    )
    assert run_schedule(everything=True).published == [story.pk]
    assert fresh(story).standfirst == "TK Maxx"


def test_an_alias_follows_its_story(desk, editor, story):
    alias = story.create_alias(parent=builders.make_category("World"), user=editor)
    publish(desk, story, standfirst="TK Maxx", stop_marker_reason="A shop")
    assert fresh(alias).standfirst == "TK Maxx"


@pytest.mark.parametrize("action", [None, "publish"])
def test_a_warning_is_said_after_saving_and_stops_nothing(desk, story, action):
    response = save(desk, story, action=action, standfirst="XXX. EMBARGO: noon")
    assert response.status_code == 302
    page = desk.get(f"/admin/pages/{story.pk}/edit/").content.decode()
    assert "XXX and EMBARGO: stands in the story" in page
    assert fresh(story).live is bool(action)


def test_an_autosave_warns_in_the_checklist_only(desk, story):
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    form = story_form(slug=story.slug, standfirst="XXX")
    desk.post(address, form, headers={"accept": "application/json"})
    assert "XXX stands in the story" not in desk.get(address).content.decode()
