"""'Already covered?': what of ours tells the same, and who may know of it."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk.covered import already_covered, on_the_same_source
from desk.marks import sketch
from desk.models import StoryMark
from news.models import SourceReference
from newsroom.demo.builders import make_article, make_category, make_user, stream
from tests.accounts.people import member
from tests.news.newsdesk import EMBARGO, save, staff

pytestmark = pytest.mark.django_db

REPORT = "https://courier.example/vote"
HEADLINE = "Harbour board postpones its vote until Thursday"
WORDS = " ".join(f"word{number} of the long meeting" for number in range(40))
ADDRESS = "/admin/already-covered/"


def text(words=WORDS):
    return [("paragraph", f"<p>{words}</p>")]


def found(user, **asked) -> list:
    return [each.story.pk for each in already_covered(user, **asked)]


@pytest.fixture
def contributor(home):
    """Somebody who may add stories, and change their own."""
    return staff(home, "add")


@pytest.mark.parametrize(
    "same",
    [
        REPORT,
        "courier.example/vote",
        "http://www.courier.example/vote/?utm_source=x&fbclid=1#top",
        "https://m.courier.example/vote/amp",
    ],
)
def test_a_story_on_the_same_source_is_found_however_its_address_is_typed(editor, same):
    story = make_article(sources=[REPORT])
    make_article("Nothing of that kind", sources=["https://courier.example/other"])

    (covered,) = already_covered(editor, addresses=[same])

    assert covered.story == story
    assert covered.why == "The same source"
    assert covered.state == "live"


@pytest.mark.parametrize(
    "headline",
    [
        HEADLINE,
        "Harbour board postpones vote to Thursday",
        "HARBOUR BOARD POSTPONED ITS VOTE UNTIL THURSDAY",
        "Thursday: harbour board postpones its vote",
    ],
)
def test_a_near_identical_headline_is_found(editor, headline):
    story = make_article(HEADLINE)
    (covered,) = already_covered(editor, headline=headline)
    assert covered.story == story
    assert covered.why == "A near-identical headline"


@pytest.mark.parametrize(
    "headline",
    [
        "",
        "Harbour",
        "Harbour board",
        "Harbour board elects a new chair from its own ranks",
        "Parliament postpones its vote on the budget until spring",
        "x" * 100_000,
        "' OR 1=1 --",
        '" * : ( NEAR',
        "\x00\ud800",
    ],
)
def test_another_headline_is_not(editor, headline):
    make_article(HEADLINE)
    assert found(editor, headline=headline) == []


@pytest.mark.parametrize(
    ("ours", "typed"),
    [
        ("Minister resigns", "Minister resigns"),
        ("Minister resigns", "The ministers resign"),
        ("Resigned", "RESIGNED!"),
    ],
)
def test_the_same_short_headline_is_found(editor, ours, typed):
    make_article("A minister resigns on a Monday")
    story = make_article(ours)
    (covered,) = already_covered(editor, headline=typed)
    assert covered.story == story
    assert covered.why == "A near-identical headline"


@pytest.mark.parametrize("headline", ["Minister", "Minister sings", "resigns today"])
def test_a_short_headline_that_shares_a_word_is_not(editor, headline):
    make_article("Minister resigns")
    assert found(editor, headline=headline) == []


def test_near_identical_text_is_found_under_another_headline(editor):
    first = make_article("Board puts it off", body=text())
    again = make_article(
        "Another view", body=text(f"{WORDS} and a word"), publish=False
    )
    make_article("Something else", body=text(WORDS.replace("meeting", "march")))
    assert found(editor, story=again.pk) == [first.pk]


def test_a_short_text_is_like_no_other(editor):
    make_article("Board puts it off", body=text("It rained."))
    again = make_article("Another view", body=text("It rained."), publish=False)
    assert found(editor, story=again.pk) == []


def test_the_story_itself_is_left_out(editor):
    story = make_article(HEADLINE, sources=[REPORT], body=text())
    asked = {"addresses": [REPORT], "headline": HEADLINE}
    assert found(editor, **asked, story=story.pk) == []
    assert found(editor, **asked) == [story.pk]


# Drafts ----------------------------------------------------------------------------


def test_a_source_that_only_a_draft_has_is_found(editor, contributor):
    """In a revision alone, as autosave leaves it, of a draft and of a live story."""
    for publish in (False, True):
        story = make_article("A story", publish=publish)
        draft = story.get_latest_revision_as_object()
        draft.source_references = [SourceReference(url=REPORT)]
        draft.save_revision()
        assert found(editor, addresses=[REPORT]) == [story.pk]
        assert found(contributor, addresses=[REPORT]) == []
        draft.source_references = []
        draft.save_revision()
        assert found(editor, addresses=[REPORT]) == []


def test_a_contributor_learns_of_no_draft_but_their_own(contributor):
    kept = {"sources": [REPORT], "body": text()}
    make_article(HEADLINE, publish=False, **kept)
    make_article(HEADLINE, go_live_at=EMBARGO, **kept)
    make_article(HEADLINE, embargo_until=EMBARGO, **kept)
    own = make_article(HEADLINE, publish=False, user=contributor, **kept)
    asked = {"addresses": [REPORT], "headline": HEADLINE}
    assert found(contributor, **asked, story=own.pk) == []
    assert found(contributor, **asked) == [own.pk]
    public = make_article(HEADLINE, **kept)
    assert found(contributor, **asked) == [public.pk, own.pk]
    public.view_restrictions.create(restriction_type="login")
    assert found(contributor, **asked) == [own.pk]


@pytest.fixture
def reporter(home):
    make_category()
    return member("Reporter")


def test_a_reporter_learns_of_a_colleagues_draft(client, reporter, editor):
    """Without a link: nothing of it opens for them."""
    kept = {"sources": [REPORT], "body": text(), "publish": False}
    foreign = make_article(HEADLINE, user=editor, **kept)
    own = make_article("Another", user=reporter, **kept)
    asked = {"addresses": [REPORT], "headline": HEADLINE}
    (covered,) = already_covered(reporter, **asked, story=own.pk)
    assert covered.story == foreign
    assert covered.why == (
        "The same source, a near-identical headline, near-identical text"
    )
    assert not covered.address
    assert [each.story for each in on_the_same_source(reporter, own)] == [foreign]
    assert found(member("Contributor"), **asked) == []

    client.force_login(reporter)
    page = client.get(ADDRESS, {"address": REPORT, "story": own.pk}).content.decode()
    assert f"<bdi>{HEADLINE}</bdi>" in page
    assert "<a" not in page
    address = reverse("wagtailadmin_pages:edit", args=[own.pk])
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    (line,) = [
        each
        for each in soup.select(".checklist__check")
        if "cites the same source" in each.get_text()
    ]
    assert f"'{HEADLINE}' (draft)" in line.get_text()
    assert not line.find("a")


def test_a_reporter_is_led_to_the_public_page_of_a_newer_draft(reporter):
    story = make_article("An old headline of the council")
    draft = story.get_latest_revision_as_object()
    draft.title = HEADLINE
    draft.save_revision()
    (covered,) = already_covered(reporter, headline=HEADLINE)
    assert covered.headline == HEADLINE
    assert covered.address == story.get_url()


def test_who_publishes_reads_of_a_draft_that_they_may_not_open(client, home):
    """An editor of one category, of another's draft on the same source."""
    politics = make_category("Politics")
    editor = staff(politics, "add", "change", "publish")
    editor.groups.get().permissions.add(Permission.objects.get(codename="see_drafts"))
    world = make_category("World")
    make_article("Their <draft>", sources=[REPORT], category=world, publish=False)
    own = make_article("Ours", category=politics, publish=False)
    client.force_login(editor)
    save(client, own, sources=[REPORT], action="publish")
    page = client.get(reverse("wagtailadmin_pages:edit", args=[own.pk]))
    assert "Also covered by Their &lt;draft&gt; (draft)." in page.content.decode()


def test_the_headline_of_a_newer_draft_is_for_those_who_may_change_it(
    editor, contributor
):
    story = make_article("An old headline of the council")
    draft = story.get_latest_revision_as_object()
    draft.title = HEADLINE
    draft.save_revision()
    assert found(editor, headline=HEADLINE) == [story.pk]
    assert found(contributor, headline=HEADLINE) == []
    (public,) = already_covered(contributor, headline="An old headline of the council")
    assert public.headline == "An old headline of the council"


def test_a_draft_adds_no_reason_for_those_who_may_not_change_it(editor, contributor):
    story = make_article("An old headline of the council", sources=[REPORT])
    draft = story.get_latest_revision_as_object()
    draft.title = HEADLINE
    draft.save_revision()
    asked = {"addresses": [REPORT], "headline": HEADLINE}
    (known,) = already_covered(editor, **asked)
    assert known.reasons == ["the same source", "a near-identical headline"]
    (public,) = already_covered(contributor, **asked)
    assert public.reasons == ["the same source"]


def test_each_is_shown_with_its_state(editor):
    make_article(sources=[REPORT])
    make_article(sources=[REPORT], publish=False)
    make_article(sources=[REPORT], go_live_at=EMBARGO)
    expired = make_article(sources=[REPORT], expire_at=EMBARGO)
    type(expired).objects.filter(pk=expired.pk).update(live=False, expired=True)
    states = [each.state for each in already_covered(editor, addresses=[REPORT])]
    assert states == ["expired", "scheduled", "draft", "live"]


def test_the_marks_of_a_text_are_as_alike_as_the_text():
    body = json.loads(stream(text()))
    assert len(sketch(body)) == 16
    half = json.loads(stream(text(WORDS[: len(WORDS) // 2])))
    assert 3 <= len(sketch(body) & sketch(half)) <= 13
    assert not sketch(body) & sketch(json.loads(stream(text(WORDS[::-1]))))


def test_marks_go_with_their_story_and_unpublished_text(editor):
    story = make_article(sources=[REPORT], body=text())
    assert StoryMark.objects.filter(story=story.pk, drafted=False).count() == 16
    story.unpublish()
    assert not StoryMark.objects.filter(story=story.pk, drafted=False).exists()
    story.delete()
    assert not StoryMark.objects.exists()


def test_it_asks_the_same_of_many_stories_as_of_one(editor):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            already_covered(editor, addresses=[REPORT], headline=HEADLINE, story=own.pk)
        return len(asked)

    own = make_article("Own", body=text(), publish=False)
    make_article(HEADLINE, sources=[REPORT], body=text())
    one = queries()
    for number in range(8):
        category = make_category(f"Category {number}")
        kept = {"sources": [REPORT], "body": text(), "category": category}
        make_article(HEADLINE, publish=number % 2, **kept)
    assert queries() == one <= 9


# In the admin ----------------------------------------------------------------------


def test_the_notice_names_links_and_tells_the_state(desk):
    story = make_article("<b>Bold</b> & harbour", sources=[REPORT], publish=False)
    page = desk.get(ADDRESS, {"address": REPORT}).content.decode()
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; harbour" in page
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[story.pk])}"' in page
    assert 'target="_blank"' in page
    assert "draft" in page
    assert "General" in page


def test_who_may_not_change_it_is_led_to_the_public_page(client, contributor):
    story = make_article(sources=[REPORT])
    client.force_login(contributor)
    page = client.get(ADDRESS, {"address": REPORT}).content.decode()
    assert f'href="{story.get_url()}"' in page
    assert "/edit/" not in page


def test_only_the_admin_may_ask_and_asking_changes_nothing(client, desk):
    assert desk.post(ADDRESS).status_code == 405
    client.logout()
    assert client.get(ADDRESS).status_code == 302
    client.force_login(make_user("reader", is_superuser=False))
    assert client.get(ADDRESS).status_code in {302, 403}


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"story": ["-1", "x", "9" * 30, "²", "٣"]},
        {"address": ["javascript:alert(1)", "", "http://[", "x" * 9_000, "a.b"] * 20},
        {"headline": ["<script>alert(1)</script> of the harbour"]},
        {"headline": ["\ufffe" * 10]},
    ],
)
def test_hostile_questions_are_answered_with_nothing(desk, asked):
    make_article(HEADLINE, sources=[REPORT])
    for name, values in asked.items():
        for value in values:
            answer = desk.get(ADDRESS, {name: value})
            assert answer.status_code == 200
            assert "Already covered" not in answer.content.decode()


def test_somebody_elses_draft_is_not_compared(client, contributor):
    make_article("Public", body=text())
    foreign = make_article("Foreign", body=text(), publish=False)
    client.force_login(contributor)
    answer = client.get(ADDRESS, {"story": foreign.pk})
    assert "Already covered" not in answer.content.decode()


def test_after_publishing_it_is_said_who_else_covered_it(desk, editor):
    first = make_article("The first <story>", sources=[REPORT])
    second = make_article("The second story", publish=False)
    form = {"sources": [f"{REPORT}?utm_source=x"], "action": "publish"}
    address = reverse("wagtailadmin_pages:edit", args=[second.pk])
    save(desk, second, **form)
    page = desk.get(address).content.decode()
    assert "Also covered by" in page
    assert "The first &lt;story&gt;" in page
    assert [each.story for each in on_the_same_source(editor, second)] == [first]


def test_a_story_alone_on_its_source_is_published_without_a_word(desk):
    story = make_article(publish=False)
    save(desk, story, sources=[REPORT], action="publish")
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    assert "Also covered by" not in page.content.decode()
