"""Two people have one story open, and one of them saves first."""

from datetime import UTC, datetime
from http import HTTPStatus

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
)

from hashtags.models import Hashtag
from news.models import ArticlePage
from newsroom.demo import builders
from sources.models import Source
from tests.news.newsdesk import field, fresh
from tests.news.story_form import story_form

# With the keys that the editor gives each paragraph, and keeps.
BODY = [("paragraph", rich_text("<p>It rained.</p>"))]


@pytest.fixture
def colleague(client, home):
    """A browser of somebody else who may do everything."""
    browser = type(client)()
    browser.force_login(builders.make_user("colleague", first_name="Ada"))
    return browser


def opened(page) -> dict:
    """What a form says of the version that it was opened on."""
    page.refresh_from_db()
    revision = page.latest_revision
    return {
        "loaded_revision_id": str(revision.pk),
        "loaded_revision_created_at": revision.created_at.isoformat(),
    }


def send(browser, story, on, **fields):
    """Send the form of a story that was opened at the time of ``on``."""
    now = fresh(story).latest_revision.as_object()
    same = {"title": now.title, "slug": now.slug}
    same |= {"standfirst": now.standfirst, "published_at": field(now.published_at)}
    same["body"] = BODY
    block = {"body-0-id": now.body[0].id}
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    return browser.post(address, story_form(**same | fields) | block | on)


def newest(story) -> ArticlePage:
    return fresh(story).latest_revision.as_object()


def choose(browser, response, **taken):
    """Send the form of the page that shows both versions."""
    conflict = response.context["conflict"]
    sent = {}
    for name, value in conflict.fields_to_send:
        sent.setdefault(name, []).append(value)
    for difference in conflict.differences:
        sent[difference.choice] = taken.pop(difference.name, difference.taken)
    assert not taken, "no such difference"
    address = reverse("wagtailadmin_pages:edit", args=[conflict.page.pk])
    return browser.post(address, sent)


@pytest.fixture
def story(home):
    return builders.make_article(headline="Rain in Talmere", standfirst="It rained.")


@pytest.mark.parametrize("action", [None, "publish", "submit", "approve", "revert"])
def test_a_newer_version_of_a_colleague_is_not_written_over(
    desk, colleague, story, editor, action
):
    first = story.latest_revision_id
    if action == "approve":
        story.get_workflow().start(story, editor)
    on = opened(story)
    send(colleague, story, on, title="Storm in Talmere")
    before = newest(story)
    pressed = {"action": action}
    if action == "approve":
        pressed = {"action": "workflow-action", "workflow-action-name": "approve"}
    elif action == "revert":
        pressed = {"revision": first, "is_reverting": "1"}
    response = send(desk, story, on, title="Flood in Talmere", **pressed)
    assert response.status_code == HTTPStatus.CONFLICT
    assert newest(story).title == before.title == "Storm in Talmere"
    assert fresh(story).title == "Rain in Talmere"
    said = response.content.decode()
    assert "Ada" in said
    assert "Storm" in said
    assert "Flood" in said


def test_who_opened_the_newest_version_saves_over_it(desk, colleague, story):
    send(colleague, story, opened(story), title="Storm in Talmere")
    response = send(desk, story, opened(story), title="Flood in Talmere")
    assert response.status_code == HTTPStatus.FOUND
    assert newest(story).title == "Flood in Talmere"


def test_a_version_that_says_the_same_is_no_conflict(desk, colleague, story):
    on = opened(story)
    send(colleague, story, on, title="Storm in Talmere")
    response = send(desk, story, on, title="Storm in Talmere")
    assert response.status_code == HTTPStatus.FOUND


def test_ones_own_other_window_is_not_written_over_either(desk, story):
    on = opened(story)
    send(desk, story, on, title="Storm in Talmere")
    response = send(desk, story, on, title="Flood in Talmere")
    assert response.status_code == HTTPStatus.CONFLICT
    assert "another window" in response.content.decode()


def test_an_editor_that_saved_by_itself_is_behind_what_came_later(
    desk, colleague, story
):
    on = opened(story)
    send(desk, story, on, title="Flood in Talmere")
    on |= {"overwrite_revision_id": str(fresh(story).latest_revision_id)}
    response = send(desk, story, on, title="Flood again")
    assert response.status_code == HTTPStatus.FOUND
    send(colleague, story, opened(story), title="Storm in Talmere")
    response = send(desk, story, on, title="Flood at last")
    assert response.status_code == HTTPStatus.CONFLICT
    assert newest(story).title == "Storm in Talmere"
    assert "Flood at last" in response.content.decode()


def test_what_only_one_of_them_changed_is_proposed(desk, colleague, story):
    on = opened(story)
    send(colleague, story, on, standfirst="It rained.", title="Storm in Talmere")
    response = send(
        desk,
        story,
        on,
        title="Rain in Talmere",
        standfirst="It poured.",
        hashtags="Rain",
    )
    proposed = {
        each.name: each.taken for each in response.context["conflict"].differences
    }
    assert proposed == {"title": "theirs", "standfirst": "mine", "hashtags": "mine"}
    choose(desk, response)
    merged = newest(story)
    assert merged.title == "Storm in Talmere"
    assert merged.standfirst == "It poured."
    assert [tag.name for tag in merged.hashtags.all()] == ["Rain"]
    assert fresh(story).title == "Rain in Talmere", "nothing goes out unseen"


@pytest.mark.parametrize("whose", ["mine", "theirs"])
def test_every_kind_of_field_can_be_taken_from_either(desk, colleague, story, whose):
    on = opened(story)
    first, second = "https://first.example/1", "https://second.example/2"
    theirs = {"sources": [first], "hashtags": "Storm", "kicker": "Theirs"}
    mine = {"sources": [second, first], "hashtags": "Flood", "kicker": "Mine"}
    send(colleague, story, on, **theirs)
    response = send(desk, story, on, **mine)
    names = [each.name for each in response.context["conflict"].differences]
    assert {"source_references", "hashtags", "kicker"} <= set(names)
    assert choose(desk, response, **dict.fromkeys(names, whose)).status_code == 302
    expected = {"mine": mine, "theirs": theirs}[whose]
    merged = newest(story)
    assert [each.url for each in merged.source_references.all()] == expected["sources"]
    assert [tag.name for tag in merged.hashtags.all()] == [expected["hashtags"]]
    assert merged.kicker == expected["kicker"]
    desk.post(
        reverse("wagtailadmin_pages:edit", args=[story.pk]),
        story_form(title="Out", slug=story.slug, action="publish", **expected),
    )
    assert fresh(story).kicker == expected["kicker"]


@pytest.mark.parametrize("whose", ["mine", "theirs"])
def test_rows_that_a_colleague_removed_or_added_fit_into_mine(
    desk, colleague, home, whose
):
    story = builders.make_article(
        sources=["https://one.example/1", "https://two.example/2"]
    )
    rows = [
        {"id": row.pk, "url": row.url, "role": "report", "ORDER": number}
        for number, row in enumerate(story.source_references.all(), 1)
    ]
    on = opened(story)

    def form(kept, added=()):
        """The form as a browser sends it that knows the rows by their numbers."""
        gone = [{**row, "DELETE": "on"} for row in rows if row not in kept]
        placed = [*kept, *gone, *({"url": url, "role": "report"} for url in added)]
        data = story_form(title=story.title, slug=story.slug)
        data |= {
            f"source_references-{number}-{name}": value
            for number, row in enumerate(placed)
            for name, value in row.items()
        }
        data["source_references-TOTAL_FORMS"] = len(placed)
        data["source_references-INITIAL_FORMS"] = len(rows)
        return data | on

    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    colleague.post(address, form(rows[:1], ["https://three.example/3"]))
    response = desk.post(address, form(rows[1:], ["https://four.example/4"]))
    assert response.status_code == HTTPStatus.CONFLICT
    assert choose(desk, response, source_references=whose).status_code == 302
    urls = {each.url for each in newest(story).source_references.all()}
    expected = {
        "mine": {"https://two.example/2", "https://four.example/4"},
        "theirs": {"https://one.example/1", "https://three.example/3"},
    }
    assert urls == expected[whose]


def test_a_third_version_meanwhile_is_not_written_over(desk, colleague, story):
    on = opened(story)
    send(colleague, story, on, title="Storm in Talmere")
    response = send(desk, story, on, title="Flood in Talmere")
    send(colleague, story, opened(story), title="Hail in Talmere")
    again = choose(desk, response, title="mine")
    assert again.status_code == HTTPStatus.CONFLICT
    assert newest(story).title == "Hail in Talmere"
    [title] = [d for d in again.context["conflict"].differences if d.name == "title"]
    assert title.taken == "mine", "the choice is kept"


def test_what_cannot_be_stored_is_shown_and_not_lost(desk, colleague, story):
    on = opened(story)
    send(colleague, story, on, title="Storm in Talmere")
    response = send(
        desk, story, on, title="Flood in Talmere", sources=["javascript:alert(1) x"]
    )
    assert response.status_code == HTTPStatus.CONFLICT
    assert response.context["conflict"].errors
    assert "javascript:alert(1) x" in response.content.decode()
    again = choose(desk, response)
    assert again.status_code == HTTPStatus.CONFLICT
    assert newest(story).title == "Storm in Talmere"


def test_looking_at_both_versions_stores_nothing(desk, colleague, story):
    on = opened(story)
    send(colleague, story, on, title="Storm in Talmere")
    revisions = story.revisions.count()
    send(desk, story, on, hashtags="Unheard", sources=["https://unheard.example/1"])
    assert story.revisions.count() == revisions
    assert not Hashtag.objects.filter(name="Unheard").exists()
    assert not Source.objects.filter(url__contains="unheard").exists()


def test_a_merge_is_never_published_at_once(desk, colleague, story):
    on = opened(story)
    send(colleague, story, on, title="Storm in Talmere")
    response = send(desk, story, on, title="Flood in Talmere", action="publish")
    conflict = response.context["conflict"]
    sent = dict(conflict.fields_to_send) | {"action-publish": "1", "take-title": "mine"}
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert desk.post(address, sent).status_code == HTTPStatus.CONFLICT
    assert fresh(story).title == "Rain in Talmere"


@pytest.mark.parametrize("pk", ["abc", "-1", "9" * 40, "1e3", "\u0664"])
def test_a_version_that_never_was_is_refused_and_no_error(desk, story, pk):
    response = send(desk, story, {"loaded_revision_id": pk}, title="Flood")
    assert response.status_code == HTTPStatus.CONFLICT
    assert newest(story).title == "Rain in Talmere"


def test_html_in_both_versions_is_text(desk, colleague, story):
    on = opened(story)
    send(colleague, story, on, title="<script>theirs()</script>")
    said = send(desk, story, on, title="<script>mine()</script>").content.decode()
    assert "<script>theirs" not in said
    assert "<script>mine" not in said


def test_other_pages_are_kept_from_it_too(desk, colleague, home):
    category = builders.make_category("Coast")
    category.save_revision()
    on = opened(category)
    address = reverse("wagtailadmin_pages:edit", args=[category.pk])
    form = {"slug": "coast", "accent_light": "#A6192E", "accent_dark": "#FF8A94"}
    form |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    first = colleague.post(address, form | on | {"title": "The coast"})
    assert first.status_code == HTTPStatus.FOUND
    second = desk.post(address, form | on | {"title": "Coasts"})
    assert second.status_code == HTTPStatus.CONFLICT


def test_a_text_that_nobody_changed_is_no_difference(desk, colleague, story):
    """The editor names the paragraphs anew in a text that code has written."""

    def body():
        return [("paragraph", rich_text("<p>The board met for six hours.</p>"))]

    on = opened(story)
    send(colleague, story, on, title="Storm in Talmere", body=body())
    response = send(desk, story, on, title="Flood in Talmere", body=body())
    differences = response.context["conflict"].differences
    assert [(each.name, each.label) for each in differences] == [("title", "Headline")]


def test_the_editor_does_not_announce_that_something_is_overwritten(
    desk, colleague, story
):
    on = opened(story)
    send(colleague, story, on, title="Storm in Talmere")
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    form = story_form(title="Flood", slug=story.slug) | on
    answer = desk.post(address, form, headers={"accept": "application/json"})
    assert answer.json()["error_message"].endswith("saving shows you both.")


def test_a_correction_that_only_they_changed_is_proposed(desk, colleague, home):
    made_at = datetime(2020, 10, 25, 2, 48, 3, 40000, tzinfo=UTC)
    story = builders.make_article(corrections=[{"text": "Nine.", "made_at": made_at}])
    on = opened(story)

    def row(text):
        [kept] = story.corrections.all()
        shown = {"id": kept.pk, "kind": kept.kind, "made_at": field(made_at)}
        rows = inline_formset([shown | {"text": text}])
        data = nested_form_data({"corrections": rows})
        return data | {"corrections-INITIAL_FORMS": "1"}

    send(colleague, story, on | row("Ten."))
    response = send(desk, story, on | row("Nine."), standfirst="It poured.")
    differences = response.context["conflict"].differences
    proposed = {each.name: each.taken for each in differences}
    assert proposed == {"corrections": "theirs", "standfirst": "mine"}
    choose(desk, response)
    [kept] = newest(story).corrections.all()
    assert (kept.text, kept.made_at) == ("Ten.", made_at)


@pytest.mark.parametrize("action", [None, "publish"])
def test_nor_by_one_that_asks_for_json(desk, colleague, story, action):
    on = opened(story)
    send(colleague, story, on, title="Storm in Talmere")
    form = story_form(title="Flood in Talmere", slug=story.slug, action=action)
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    answer = desk.post(address, form | on, headers={"accept": "application/json"})
    assert answer.json()["error_code"] == "invalid_revision"
    assert newest(story).title == "Storm in Talmere"
    assert fresh(story).title == "Rain in Talmere"


def test_the_newer_version_that_was_chosen_stays_chosen_beside_a_third(
    desk, colleague, story
):
    on = opened(story)
    send(colleague, story, on, title="Storm in Talmere")
    response = send(desk, story, on, title="Flood in Talmere")
    send(colleague, story, opened(story), title="Hail in Talmere")
    again = choose(desk, response, title="theirs")
    assert again.status_code == HTTPStatus.CONFLICT
    assert choose(desk, again).status_code == HTTPStatus.FOUND
    assert newest(story).title == "Hail in Talmere"


def test_a_date_that_only_they_changed_is_proposed(desk, colleague, home):
    shown = datetime(2020, 10, 20, 2, 48, 3, 40000, tzinfo=UTC)
    story = builders.make_article(published_at=shown)
    on, same = opened(story), field(shown)
    send(colleague, story, on, published_at="2020-10-21 10:00")
    response = send(desk, story, on, published_at=same, standfirst="It poured.")
    differences = response.context["conflict"].differences
    proposed = {each.name: each.taken for each in differences}
    assert proposed == {"published_at": "theirs", "standfirst": "mine"}


@pytest.fixture
def categories(story):
    """That in which the story lies, and two others: their primary keys."""
    others = [builders.make_category(name).pk for name in ("Sport", "Culture")]
    return [story.category_id, *others]


def lies_in(story) -> int:
    """Where the newest version wants the story."""
    return newest(story).wanted_category_id or fresh(story).get_parent().pk


@pytest.mark.parametrize("live", [True, False])
def test_a_category_that_only_they_changed_stays(
    desk, colleague, story, categories, live
):
    here, sport, _ = categories
    if not live:
        story.unpublish()
    on = opened(story) | {"place": here}
    send(colleague, story, on, lies_in=sport)
    assert lies_in(story) == sport
    assert send(desk, story, on, lies_in=here).status_code == HTTPStatus.FOUND
    assert lies_in(story) == sport


@pytest.mark.parametrize("live", [True, False])
def test_it_stays_where_two_versions_are_made_one(
    desk, colleague, story, categories, live
):
    here, sport, _ = categories
    if not live:
        story.unpublish()
    on = opened(story) | {"place": here}
    send(colleague, story, on, lies_in=sport, title="Storm in Talmere")
    response = send(desk, story, on, lies_in=here, title="Flood in Talmere")
    [title] = response.context["conflict"].differences
    assert title.name == "title"
    assert choose(desk, response, title="mine").status_code == HTTPStatus.FOUND
    assert newest(story).title == "Flood in Talmere"
    assert lies_in(story) == sport


def test_one_that_was_wanted_before_and_taken_back_meanwhile_stays_so(
    desk, colleague, story, categories
):
    here, sport, _ = categories
    send(colleague, story, opened(story) | {"place": here}, lies_in=sport)
    on = opened(story) | {"place": here}
    send(colleague, story, on, lies_in=here)
    assert send(desk, story, on, lies_in=sport).status_code == HTTPStatus.FOUND
    assert lies_in(story) == here


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("whose", ["mine", "theirs"])
def test_a_category_that_both_changed_is_chosen(
    desk, colleague, story, categories, live, whose
):
    here, sport, culture = categories
    if not live:
        story.unpublish()
    on = opened(story) | {"place": here}
    send(colleague, story, on, lies_in=sport)
    response = send(desk, story, on, lies_in=culture)
    [category] = response.context["conflict"].differences
    assert (category.label, category.taken) == ("Category", "mine")
    said = response.content.decode()
    assert "Sport" in said
    assert "Culture" in said
    assert choose(desk, response, lies_in=whose).status_code == HTTPStatus.FOUND
    assert lies_in(story) == {"mine": culture, "theirs": sport}[whose]


def test_a_category_that_only_i_changed_is_kept(desk, colleague, story, categories):
    here, sport, _ = categories
    on = opened(story) | {"place": here}
    send(colleague, story, on, lies_in=here, title="Storm in Talmere")
    response = send(desk, story, on, lies_in=sport, title="Rain in Talmere")
    proposed = {
        each.name: each.taken for each in response.context["conflict"].differences
    }
    assert proposed == {"title": "theirs", "lies_in": "mine"}
    choose(desk, response)
    assert (newest(story).title, lies_in(story)) == ("Storm in Talmere", sport)
