"""Publishing a story that readers have seen says what they are told of it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.test.utils.form_data import rich_text

from news.ledger import TAKEN_AWAY
from news.models import ArticlePage, Correction, StoryVersion
from news.schedule import run_schedule
from news.verification import faults
from newsroom.demo import builders
from tests.news.newsdesk import HOUR, field, fresh, review_by, staff
from tests.news.story_form import story_form
from tests.news.test_schedule import came

NOTE = "The vote was on Tuesday, not on Monday."
TOLD = ["update", "correction", "clarification", "retraction"]


@pytest.fixture
def story(home):
    return builders.make_article(slug="vote")


@pytest.fixture
def read(client):
    """The soup of a page."""
    return lambda address: BeautifulSoup(client.get(address).content, "html.parser")


@pytest.fixture
def republish(publisher):
    """Press Publish as somebody who may, with this choice; returns the response."""

    def press(story, kind=None, note="", **fields):
        chosen = {"republish_as": kind, "republish_note": note} if kind else {}
        data = story_form(
            slug=story.slug,
            **{"action": "publish", "title": story.title} | chosen | fields,
        )
        return publisher.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), data)

    return press


def told(story) -> list[tuple[str, str]]:
    """What readers were told of the story, oldest first."""
    rows = Correction.objects.filter(article=story.pk).order_by("pk")
    return [(row.kind, row.text) for row in rows]


def last(story) -> StoryVersion:
    return StoryVersion.objects.of(story.pk).last()


def line(row: Correction, **changes) -> dict:
    """A row of the tab Corrections, as the form sends it."""
    fields = {"kind": row.kind, "made_at": field(row.made_at), "text": row.text}
    return {"id": row.pk} | fields | changes


def test_a_first_publication_asks_nothing(desk, home):
    draft = builders.make_article(publish=False)
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    assert b'name="republish_as"' not in page.content
    data = story_form(
        slug=draft.slug,
        republish_as="correction",
        republish_note=NOTE,
        action="publish",
    )
    desk.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data)
    assert (told(draft), last(draft).change) == ([], "first")


def test_an_untouched_question_is_a_minor_fix_of_which_readers_see_nothing(
    story, republish, read
):
    before = read(story.url).select_one(".byline").text
    assert republish(story, title="Corrected typo").status_code == 302
    assert told(story) == []
    assert fresh(story).updated_at is None
    assert (last(story).change, last(story).note) == ("minor", "")
    page = read(story.url)
    assert page.select_one(".byline").text == before
    assert not page.select(".correction, .retraction")


def test_a_minor_fix_moves_no_date_and_no_place_in_feeds_headers_and_cards(
    home, republish, client, read, settings
):
    """The date of publishing moves; nothing that readers are shown may follow it."""
    settings.FEED_TEXT = "summary"  # the text itself is another
    unchanged = {"standfirst": "The board met."}
    # Feeds tell seconds: what moves is to move by more.
    early = {"published_at": timezone.now().replace(second=0, microsecond=0) - 2 * HOUR}
    story = builders.make_article(slug="vote", **unchanged, **early)
    builders.make_article("A newer story", slug="newer", **early)
    unchanged["published_at"] = field(early["published_at"])
    dated = ("Last-Modified", "ETag", "Cache-Control", "Cache-Tag")

    def shown():
        page = client.get(story.url)
        assert page.status_code == 200
        soup = BeautifulSoup(page.content, "html.parser")
        return {
            "rss": client.get("/feed/").content.decode(),
            "json": client.get("/feed.json").content.decode(),
            "headers": {name: page.headers.get(name) for name in dated},
            "times": [str(tag) for tag in soup.find_all("time")],
            "cards": [str(card) for card in read("/").select(".card")],
        }

    before, published = shown(), fresh(story).last_published_at
    assert "date_modified" in before["json"]
    assert len(before["cards"]) == 2
    body = [("paragraph", rich_text("<p>It rained all night.</p>"))]
    assert republish(story, body=body, **unchanged).status_code == 302
    assert fresh(story).last_published_at > published
    assert "all night" in read(story.url).text
    assert shown() == before
    # What is told is seen in each, so that none of them is blind.
    republish(story, "update", NOTE, body=body, **unchanged)
    after = shown()
    for each in ("rss", "json", "times"):
        assert after[each] != before[each]


@pytest.mark.parametrize("kind", TOLD)
def test_the_choice_and_its_note_are_told_dated_and_in_the_ledger(
    story, republish, read, kind
):
    began = timezone.now()
    assert republish(story, kind, f" {NOTE} ").status_code == 302
    row = Correction.objects.get(article=story.pk)
    assert (row.kind, row.text) == (kind, NOTE)
    assert began <= row.made_at <= timezone.now()
    assert fresh(story).updated_at == row.made_at
    assert (last(story).change, last(story).note) == (kind, NOTE)
    assert last(story).correction_pks == [row.pk]
    page = read(story.url)
    assert "Updated" in page.select_one(".byline").text
    shown = page.select_one(f"#correction-{row.pk}")
    assert NOTE in shown.text
    assert shown.select_one("time")
    assert NOTE in read("/corrections/").text


def test_a_retraction_stands_above_the_headline_and_labels_the_story(
    story, republish, read
):
    republish(story, "retraction", "The <source> made it up.")
    page = read(story.url)
    notice = page.select_one("[role=note].retraction")
    assert "The <source> made it up." in notice.text
    assert page.find(["h1", "div"], class_=["headline", "retraction"]) == notice
    assert not page.select(".correction")
    assert "Retracted" in read("/").select_one(".card").text
    Correction.objects.all().delete()
    fresh(story).save_revision().publish()
    assert "Retracted" not in read("/").text


@pytest.mark.parametrize("kind", TOLD)
def test_a_missing_note_is_an_error_of_its_field(story, republish, errors_of, kind):
    errors = errors_of(republish(story, kind, "  ", title="Kept"))
    assert list(errors) == ["republish_note"]
    assert told(story) == []
    assert fresh(story).title == story.title


def test_the_note_of_an_update_is_one_line_of_200_characters(
    story, republish, errors_of
):
    errors = errors_of(republish(story, "update", "x" * 201))
    assert "this has 201" in errors["republish_note"][0]
    republish(story, "update", "x\r\n" + "y" * 198)
    assert told(story) == [("update", "x " + "y" * 198)]


def test_a_note_that_no_reader_would_see_is_not_dropped(story, republish, errors_of):
    assert list(errors_of(republish(story, "minor", NOTE))) == ["republish_as"]


def test_what_is_no_choice_is_an_error(story, republish, errors_of):
    assert list(errors_of(republish(story, "x" * 9000, NOTE))) == ["republish_as"]


def test_the_publish_spends_the_choice(story, republish, publisher):
    republish(story, "update", NOTE)
    editor = publisher.get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    form = editor.context["form"]
    assert (form["republish_as"].value(), form["republish_note"].value()) == (
        "minor",
        "",
    )
    republish(story, title="A minor fix")
    assert told(story) == [("update", NOTE)]
    assert last(story).change == "minor"


def test_a_second_press_of_publish_tells_nobody_twice(story, republish):
    opened = {"last_correction": "0"}
    republish(story, "update", NOTE, **opened)
    before = fresh(story).updated_at
    republish(story, "update", NOTE, **opened)
    assert told(story) == [("update", NOTE)]
    assert fresh(story).updated_at == before
    # Said again in a new editor, it is said again.
    newest = Correction.objects.latest("pk").pk
    republish(story, "update", NOTE, last_correction=str(newest))
    assert len(told(story)) == 2


def test_an_older_revision_repeats_no_note_and_takes_none_away(story, republish):
    republish(story, "update", NOTE, action=None)  # only saved
    draft = fresh(story).get_latest_revision()
    republish(story, "update", NOTE)
    before = fresh(story).updated_at
    draft.publish()
    assert told(story) == [("update", NOTE)]
    assert fresh(story).updated_at == before
    story.revisions.order_by("pk").first().publish()
    assert told(story) == [("update", NOTE)]
    assert list(faults(story.pk)) == []


def test_a_correction_that_was_removed_stays_so(story, republish, edit):
    republish(story, "correction", NOTE)
    told_of_it = fresh(story).save_revision()
    row = Correction.objects.get()
    removed = [line(row, DELETE="on")]
    republish(story)  # somebody else's minor fix keeps it
    assert told(story) == [("correction", NOTE)]
    before = fresh(story).updated_at
    form = story_form(slug=story.slug, corrections=removed, action="publish")
    answer = edit(story, form | {"corrections-INITIAL_FORMS": "1"})
    assert answer.status_code == 302
    assert told(story) == []
    assert fresh(story).updated_at > before
    assert (last(story).change, last(story).note) == ("update", TAKEN_AWAY)
    told_of_it.publish()
    assert told(story) == []
    assert last(story).change == "minor"
    assert NOTE in [version.note for version in StoryVersion.objects.of(story.pk)]


def changed_in_the_tab(story, edit, **changes):
    """Publish with a row of the tab changed, and the question left untouched."""
    rows = [line(Correction.objects.get(article=story.pk), **changes)]
    form = story_form(slug=story.slug, corrections=rows, action="publish")
    answer = edit(story, form | {"corrections-INITIAL_FORMS": "1"})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    "changes", [{"text": "It was on Wednesday."}, {"kind": "update"}]
)
def test_one_that_is_changed_in_the_tab_is_told_anew(story, republish, edit, changes):
    republish(story, "correction", NOTE)
    before, draft = fresh(story).updated_at, fresh(story).save_revision()
    now = {"kind": "correction", "text": NOTE} | changes
    changed_in_the_tab(story, edit, **changes)
    assert told(story) == [(now["kind"], now["text"])]
    assert fresh(story).updated_at == Correction.objects.get().told_at > before
    assert (last(story).change, last(story).note) == (now["kind"], now["text"])
    # A draft of before does not change it back.
    draft.publish()
    assert told(story) == [(now["kind"], now["text"])]
    assert last(story).change == "minor"
    assert list(faults(story.pk)) == []


def test_the_revision_that_first_told_it_changes_nothing_back(story, republish, edit):
    typed = {"kind": "update", "made_at": field(timezone.now()), "text": NOTE}
    republish(story, corrections=[typed])
    first = fresh(story).get_latest_revision()
    changed_in_the_tab(story, edit, text="Edited.")
    first.publish()
    assert told(story) == [("update", "Edited.")]
    assert last(story).change == "minor"


def test_one_of_the_hour_that_is_there_twice_is_known_again(story, republish, edit):
    typed = {"kind": "update", "made_at": "2020-10-25 02:30", "text": NOTE}
    republish(story, corrections=[typed])
    fresh(story).get_latest_revision().publish()
    assert told(story) == [("update", NOTE)]


def test_one_that_the_form_sends_back_as_it_was_is_not_told_anew(story, edit):
    story.corrections.add(Correction(text="It was Tuesday.\nNot Monday. "))
    story.save_revision().publish()
    before = fresh(story).updated_at
    changed_in_the_tab(story, edit, text="It was Tuesday.\r\nNot Monday.")
    assert fresh(story).updated_at == before
    assert last(story).change == "minor"


def test_one_typed_in_the_tab_is_told_like_one_that_was_asked_for(story, republish):
    typed = {"kind": "clarification", "made_at": field(timezone.now()), "text": NOTE}
    republish(story, corrections=[typed])
    assert told(story) == [("clarification", NOTE)]
    assert (last(story).change, last(story).note) == ("clarification", NOTE)
    updated_at = fresh(story).updated_at
    row = Correction.objects.get()
    assert updated_at == row.told_at
    fresh(story).get_latest_revision().publish()
    assert Correction.objects.get() == row
    assert last(story).change == "minor"
    assert fresh(story).updated_at == updated_at


def test_the_choice_waits_for_a_schedule(story, republish):
    republish(
        story, "update", NOTE, go_live_at=field(timezone.now() + timedelta(days=1))
    )
    assert told(story) == []
    due = timezone.now()
    came(fresh(story).scheduled_revision, due)
    run_schedule()
    row = Correction.objects.get()
    assert (row.kind, row.text) == ("update", NOTE)
    assert row.made_at >= due


def test_the_choice_waits_for_an_approval(client, home, story):
    reporter = staff(home, "add", "change")
    chief = builders.make_user("chief")
    review_by(home, reporter)
    client.force_login(reporter)
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    chosen = {"republish_as": "correction", "republish_note": NOTE}
    client.post(address, story_form(slug=story.slug, action="submit", **chosen))
    assert told(story) == []
    state = fresh(story).current_workflow_state
    state.current_task_state.approve(user=chief)
    assert told(story) == [("correction", NOTE)]
    assert last(story).who == "chief"


def test_who_may_not_publish_tells_readers_nothing(client, home, story):
    client.force_login(staff(home, "add", "change"))
    chosen = {"republish_as": "correction", "republish_note": NOTE}
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    client.post(address, story_form(slug=story.slug, action="publish", **chosen))
    assert told(story) == []
    assert fresh(story).updated_at is None


def test_a_bulk_publish_is_a_minor_fix_unless_the_draft_says_otherwise(
    publisher, story, republish
):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    publisher.post(f"{address}?id={story.pk}")
    assert last(story).change == "minor"
    republish(story, "update", NOTE, action=None)
    publisher.post(f"{address}?id={story.pk}")
    assert told(story) == [("update", NOTE)]


def test_a_draft_without_its_note_is_published_by_no_way_around(
    publisher, story, republish
):
    republish(story, "correction", "", action=None, title="Draft")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = publisher.post(f"{address}?id={story.pk}")
    assert answer.status_code == 409
    assert "note to readers is empty" in answer.content.decode()
    assert (told(story), fresh(story).title) == ([], story.title)


def test_an_alias_shows_what_its_original_tells(story, republish, read):
    category = builders.make_category("World")
    alias = story.create_alias(parent=category, update_slug="elsewhere")
    republish(story, "retraction", NOTE)
    assert NOTE in read(fresh(alias).url).select_one(".retraction").text
    assert fresh(alias).updated_at == fresh(story).updated_at
    assert len(told(alias)) == 1


def test_a_copy_tells_nothing_of_its_own(story, republish):
    republish(story, "update", NOTE, action=None)
    copy = fresh(story).copy(update_attrs={"slug": "copy"}, keep_live=False)
    assert copy.republish_as == "minor"
    copy.save_revision().publish()
    assert told(copy) == []


@pytest.mark.django_db
class TestAnySequence(TestCase):
    """Whatever is published how, what readers were told, and the ledger, agree."""

    STEP = st.one_of(
        st.tuples(st.sampled_from(["publish", "draft"]), st.sampled_from(TOLD)),
        st.tuples(st.just("publish"), st.just("minor")),
        st.tuples(st.just("older"), st.integers(0, 9)),
        st.tuples(st.just("typed"), st.sampled_from(TOLD)),
        st.tuples(st.just("edited"), st.integers(0, 9)),
    )

    @settings(max_examples=15)
    @given(steps=st.lists(STEP, max_size=6))
    def test_notes_ledger_and_updated_time_agree(self, steps):
        builders.front_page()
        story = builders.make_article()
        expected, noted, updated = [], [], None
        for number, (step, how) in enumerate(steps):
            if step == "older":
                revisions = list(story.revisions.order_by("pk"))
                # One whose choice was never published says it now.
                revision = revisions[how % len(revisions)]
                page = revision.as_object()
                pending = page.republish_as, page.republish_note
                revision.publish()
                if pending[0] != "minor":
                    expected.append(pending)
                    noted.append(pending[1])
            elif step == "edited":
                page = fresh(story).get_latest_revision_as_object()
                rows = sorted(page.corrections.all(), key=lambda row: row.pk or 0)
                if page.republish_as != "minor" or not rows:
                    continue
                row = rows[how % len(rows)]
                row.text = f"Edited {number}"
                page.corrections.set(rows)
                page.save_revision().publish()
                expected[how % len(rows)] = (row.kind, row.text)
                noted.append(row.text)
            else:
                page = fresh(story).get_latest_revision_as_object()
                if step == "typed":
                    page.corrections.add(Correction(kind=how, text=f"Note {number}"))
                    page.republish_as = "minor"
                else:
                    page.republish_as, page.republish_note = how, f"Note {number}"
                    page.republish_chosen_at = timezone.now()
                revision = page.save_revision()
                if step != "draft":
                    revision.publish()
                    if how != "minor":
                        expected.append((how, f"Note {number}"))
                        noted.append(f"Note {number}")
            assert told(story) == expected, steps
            assert len(set(expected)) == len(expected), "something was told twice"
            now = fresh(story).updated_at
            assert (now is None) == (not expected)
            assert updated is None or now >= updated
            updated = now
        versions = StoryVersion.objects.of(story.pk)
        notes = [note for v in versions for note in v.note.split("\n") if note]
        assert notes == noted
        assert list(faults(story.pk)) == []


# Corrections and their feeds ---------------------------------------------------------


def test_all_kinds_are_listed_with_date_and_story(story, republish, read):
    for number, kind in enumerate(TOLD):
        republish(story, kind, f"Note {number}")
    listed = read("/corrections/").select(".corrections__correction")
    kinds = [each.select_one("b").text for each in listed]
    assert kinds == ["Retraction", "Clarification", "Correction", "Update"]
    assert all(each.select_one("time") for each in listed)
    links = {each.select_one("h2 a")["href"] for each in listed}
    rows = Correction.objects.values_list("pk", flat=True)
    assert links == {f"{story.url}#correction-{pk}" for pk in rows}


def test_the_feeds_tell_of_each_and_are_found(client, story, republish, read):
    republish(story, "correction", "It was <Tuesday>.")
    row = Correction.objects.get()
    at = f"{fresh(story).full_url}#correction-{row.pk}"
    feed = json.loads(client.get("/corrections/feed.json").content)
    entry = feed["items"][0]
    assert (entry["url"], entry["title"]) == (at, f"Correction: {story.title}")
    assert entry["summary"] == "It was <Tuesday>."
    rss = client.get("/corrections/feed/").content.decode()
    assert f"<link>{at}</link>" in rss
    assert "It was &amp;lt;Tuesday&gt;." in rss
    found = [link["href"] for link in read("/corrections/").select("[rel=alternate]")]
    for ending in ("feed/", "feed.atom", "feed.json"):
        assert f"/corrections/{ending}" in found
    assert read("/feeds/").select("a[href='/corrections/feed/']")


def test_a_feed_takes_as_many_queries_for_many(client, home, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    builders.make_article(corrections=[{"text": "One."}])
    client.get("/corrections/feed/")
    with CaptureQueriesContext(connection) as few:
        client.get("/corrections/feed/")
    for number in range(4):
        builders.make_article(f"Story {number}", corrections=[{"text": "x"}] * 3)
    with CaptureQueriesContext(connection) as many:
        client.get("/corrections/feed/")
    assert len(many) == len(few) <= 7


def test_hidden_stories_are_in_no_feed_of_corrections(client, home):
    hidden = builders.make_article(corrections=[{"text": "A secret."}])
    ArticlePage.objects.filter(pk=hidden.pk).update(
        embargo_until=timezone.now() + timedelta(hours=1)
    )
    assert b"A secret." not in client.get("/corrections/feed/").content


def typed_row(row, **changed):
    """What the form sends of a correction that is there already."""
    shown = {"id": row.pk, "kind": row.kind, "made_at": field(row.made_at)}
    data = story_form(corrections=[shown | {"text": row.text} | changed])
    return data | {"corrections-INITIAL_FORMS": "1"}


@pytest.mark.parametrize(
    "made_at",
    [
        datetime(2020, 3, 2, 3, 48, 3, 40000, tzinfo=UTC),
        # Clocks in Paris show half past two twice that night.
        datetime(2020, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2020, 10, 25, 1, 30, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize("action", [None, "publish"])
def test_saving_a_story_again_leaves_the_date_of_a_correction(
    home, edit, made_at, action
):
    story = builders.make_article(corrections=[{"text": NOTE, "made_at": made_at}])
    [row] = story.corrections.all()
    form = typed_row(row) | {"slug": story.slug, "standfirst": "Wet."}
    if action:
        form |= {f"action-{action}": "1"}
    assert edit(story, form).status_code == 302
    [kept] = fresh(story).get_latest_revision_as_object().corrections.all()
    assert kept.made_at.astimezone(UTC) == made_at
    assert Correction.objects.get().made_at == made_at


def test_a_correction_typed_in_the_hour_that_is_there_twice_is_of_the_first(
    story, edit
):
    typed = {"kind": "correction", "made_at": "2020-10-25 02:30", "text": NOTE}
    form = story_form(slug=story.slug, corrections=[typed], action="publish")
    assert edit(story, form).status_code == 302
    assert Correction.objects.get().made_at == datetime(2020, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("action", [None, "publish"])
def test_a_correction_of_the_future_is_refused_on_its_date(story, edit, action):
    tomorrow = field(timezone.now() + timedelta(days=1))
    typed = {"kind": "correction", "made_at": tomorrow, "text": NOTE}
    answer = edit(story, story_form(corrections=[typed], action=action))
    [row] = answer.context["form"].formsets["corrections"].forms
    assert list(row.errors) == ["made_at"]
    assert "Choose now or an earlier time" in row.errors["made_at"][0]
    assert told(story) == []


def test_one_that_code_dated_in_the_future_keeps_nobody_from_saving(home, edit):
    later = timezone.now() + timedelta(days=1)
    story = builders.make_article(corrections=[{"text": NOTE, "made_at": later}])
    [row] = story.corrections.all()
    assert edit(story, typed_row(row) | {"slug": story.slug}).status_code == 302
