"""What a court, a minor or an erasure takes out is nowhere any more."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, CommentReply, PageLogEntry

from delivery.models import Effect
from desk.withdrawing import withdraw
from news.models import ArticlePage, Correction, NotSaved, StoryVersion
from news.models.article import WITHHELD
from news.verification import faults
from news.withholding import withhold
from newsroom.demo import builders
from tests.news.test_versions import edit, versions

MARKER = "Zqmarkerx"


def places(word: str) -> set[str]:
    """Each column of each table in which a row holds the word, in any case."""
    quote, found = connection.ops.quote_name, set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            described = connection.introspection.get_table_description(cursor, table)
            for column in (one.name for one in described):
                cursor.execute(
                    f"SELECT 1 FROM {quote(table)} "
                    f"WHERE LOWER(CAST({quote(column)} AS TEXT)) LIKE %s LIMIT 1",
                    [f"%{word.lower()}%"],
                )
                if cursor.fetchone():
                    found.add(f"{table}.{column}")
    return found


@pytest.fixture
def owner(home):
    """Somebody who may withhold and edit, but is no superuser."""
    user = builders.make_user("owner", is_superuser=False)
    user.groups.add(Group.objects.create(name="Owners of this test"))
    rights = Permission.objects.filter(
        codename__in=["withhold_version", "access_admin", "see_drafts"]
    )
    user.groups.get().permissions.set(rights)
    return user


def named_story(**fields):
    """A story whose second version names somebody in every field of it."""
    story = builders.make_article("A trial begins", slug="trial", **fields)
    picture = builders.make_picture("Court")
    story = edit(
        story,
        title=f"{MARKER} on trial",
        card_headline=f"{MARKER} in short",
        standfirst=f"The trial of {MARKER} begins.",
        kicker=MARKER,
        hero_image=picture,
        hero_alt=f"{MARKER} in court",
        hero_caption=f"{MARKER}, left",
        share_text=f"Read of {MARKER}",
        seo_title=f"{MARKER} trial",
        search_description=f"All about {MARKER}",
        body=builders.stream([("paragraph", f"<p>So said {MARKER}.</p>")]),
        corrections=[Correction(text=f"{MARKER} is 15.")],
    )
    return story


def cleaned(story):
    """The story with a third version, which names nobody."""
    plain = dict.fromkeys(
        ["card_headline", "standfirst", "kicker", "hero_alt", "hero_caption",
         "share_text", "seo_title", "search_description"], "",
    )  # fmt: skip
    body = builders.stream([("paragraph", "<p>So said the accused.</p>")])
    note = story.corrections.get()
    note.text = "The accused is a minor."
    story.corrections.add(note)
    return edit(story, title="A trial began", body=body, **plain)


def test_what_was_withheld_is_in_no_row_of_the_database(home, owner):
    story = named_story()
    draft = story.get_latest_revision_as_object()
    draft.title = f"{MARKER} half typed"
    half_typed = draft.save_revision(user=owner, log_action=True)
    remark = Comment.objects.create(
        page=story, user=owner, text=f"Is {MARKER} right?", contentpath="title"
    )
    CommentReply.objects.create(comment=remark, user=owner, text=f"{MARKER} it is")
    story = cleaned(ArticlePage.objects.get(pk=story.pk))
    assert places(MARKER) >= {
        "news_storyversion.content",
        "news_storyversion.note",
        "wagtailcore_revision.content",
        "wagtailcore_revision.object_str",
        "wagtailcore_pagelogentry.label",
        "wagtailcore_comment.text",
    }

    withhold(versions(story)[1], "minor", "File 17", owner)

    assert places(MARKER) == set()
    assert list(faults(story.pk)) == []
    assert [v.content is None for v in versions(story)] == [False, True, False, False]
    half_typed.refresh_from_db()
    with pytest.raises(NotSaved, match="destroyed when version 2"):
        half_typed.as_object()


def test_of_a_deleted_story_too(home, owner):
    story = cleaned(named_story())
    pk = story.pk
    story.delete()
    for version in StoryVersion.objects.of(pk).publishes():
        withhold(version, "erasure", "", owner)
    assert {one for one in places(MARKER) if "pagelogentry" not in one} == set()
    assert list(faults(pk)) == []


def test_the_time_the_reason_and_who_did_it_stay(home, owner):
    story = cleaned(named_story())
    entry = withhold(versions(story)[1], "court", "File 17", owner)
    withheld = versions(story)[1]
    assert (withheld.withheld_at, withheld.withheld_for) == (entry.at, "court")
    assert (entry.who, entry.content["because"]) == ("owner", "File 17")
    logged = PageLogEntry.objects.get(page=story.pk, action="news.withhold")
    assert logged.user == owner
    assert logged.data == {"version": 2, "reason": "court"}


def test_caches_forget_every_page_of_the_story_s_history(client, home, owner):
    """Its history, versions and differences are kept under the story's own tag."""
    story = cleaned(named_story())
    withhold(versions(story)[1], "court", "", owner)
    effect = Effect.objects.get(event__startswith="withheld:", step="caches")
    purged = set(effect.payload["tags"])
    for below in ("", "2/", "1..2/", "2..3/"):
        page = client.get(f"{story.url}history/{below}")
        assert page.status_code == 200
        assert purged & set(page["Cache-Tag"].split(",")), below


def test_what_the_story_still_says_cannot_be_withheld(home, owner):
    story = named_story()
    with pytest.raises(ValidationError, match="Publish a version without it"):
        withhold(versions(story)[1], "court", "", owner)
    assert versions(story)[1].content


def test_nor_what_a_draft_or_a_schedule_would_bring_back(home, owner):
    story = cleaned(named_story())
    story.standfirst = f"The trial of {MARKER} begins."
    story.save_revision()
    with pytest.raises(ValidationError, match="newest draft of the story"):
        withhold(versions(story)[1], "court", "", owner)
    story = ArticlePage.objects.get(pk=story.pk)
    story.standfirst = f"The trial of {MARKER} begins."
    story.go_live_at = timezone.now() + timedelta(hours=1)
    story.save_revision().publish()
    story = ArticlePage.objects.get(pk=story.pk)
    story.go_live_at = None
    story.save_revision()
    with pytest.raises(ValidationError, match="still says"):
        withhold(versions(story)[1], "court", "", owner)
    assert versions(story)[1].content


@pytest.mark.parametrize("number", [2, 4])
def test_what_has_no_text_cannot_be_withheld_again(home, owner, number):
    story = cleaned(named_story())
    withhold(versions(story)[1], "court", "", owner)
    with pytest.raises(ValidationError):
        withhold(versions(story)[number - 1], "court", "", owner)
    assert len(versions(story)) == 4


def test_an_old_revision_of_it_says_why_it_cannot_be_opened_or_published(desk, home):
    story = cleaned(named_story())
    old = story.revisions.order_by("created_at")[1]
    newest = story.get_latest_revision()
    withhold(versions(story)[1], "court", "", None)
    for name, args in (
        ("revisions_revert", [story.pk, old.pk]),
        ("revisions_view", [story.pk, old.pk]),
        ("revisions_compare", [story.pk, old.pk, newest.pk]),
    ):
        response = desk.get(reverse(f"wagtailadmin_pages:{name}", args=args))
        assert response.status_code == 410, name
        assert "was destroyed when version 2" in response.content.decode()
    old.refresh_from_db()
    with pytest.raises(NotSaved):
        old.publish()
    history = desk.get(reverse("wagtailadmin_pages:history", args=[story.pk]))
    assert "Withheld by court order" in history.content.decode()


def test_the_others_versions_and_their_revisions_stay(home, owner):
    story = cleaned(named_story())
    withhold(versions(story)[1], "court", "", owner)
    assert versions(story)[0].content["title"] == "A trial begins"
    assert story.live_revision.as_object().title == "A trial began"
    first = story.revisions.order_by("created_at")[0]
    assert first.as_object().title == "A trial begins"


def withdraw_story(story, reason) -> ArticlePage:
    """The story as an editor withdrew it."""
    withdraw([story.pk], reason, None)
    ArticlePage.objects.get(pk=story.pk).unpublish()
    return ArticlePage.objects.get(pk=story.pk)


def test_the_reason_of_a_withdrawal_can_be_withheld_and_its_page_stays(
    client, home, owner
):
    story = builders.make_article("A trial begins", slug="trial")
    story = withdraw_story(story, f"{MARKER} is a minor.")
    story.save_revision()
    assert MARKER in client.get(story.url).content.decode()
    withhold(versions(story)[-1], "minor", "", owner)
    assert places(MARKER) == set()
    assert list(faults(story.pk)) == []
    page = client.get(story.url)
    assert page.status_code == 410
    assert "Withheld to protect a minor" in page.content.decode()
    assert story.get_latest_revision_as_object().title == "A trial begins"


def test_so_can_one_of_a_story_that_came_back(home, owner):
    story = builders.make_article("A trial begins", slug="trial")
    story = withdraw_story(story, f"{MARKER} is a minor.")
    story = edit(edit(story, title="Back"), title="Back again")
    assert "news_storyversion.note" in places(MARKER)
    withhold(versions(story)[1], "minor", "", owner)
    assert places(MARKER) == set()
    assert list(faults(story.pk)) == []
    assert story.revisions.order_by("pk")[1].as_object().title == "Back"


def test_a_later_draft_in_other_words_goes_if_the_owner_says_so(home, owner):
    story = cleaned(named_story())
    story.title = f"It was {MARKER}, in other words"
    story.save_revision(user=owner, log_action=True)
    Comment.objects.create(
        page=story, user=owner, text=f"Not {MARKER}", contentpath="title"
    )
    story.title = "A trial ends"
    story.save_revision()
    withhold(versions(story)[1], "minor", "", owner, all_drafts=True)
    assert places(MARKER) == set()
    story = ArticlePage.objects.get(pk=story.pk)
    assert story.live_revision.as_object().title == "A trial began"
    assert story.get_latest_revision_as_object().title == "A trial ends"


def save_a_clean_draft(story) -> None:
    """What ``cleaned`` publishes, but as a draft."""
    draft = story.get_latest_revision_as_object()
    for name in ("card_headline", "standfirst", "kicker", "hero_alt", "hero_caption",
                 "share_text", "seo_title", "search_description"):  # fmt: skip
        setattr(draft, name, "")
    draft.title = "A trial began"
    draft.body = builders.stream([("paragraph", "<p>So said the accused.</p>")])
    draft.corrections.clear()
    draft.save_revision()


@pytest.mark.parametrize("reason", ["The court asked us to.", ""])
def test_a_story_that_was_taken_down_can_be_withheld_without_coming_back(
    client, home, owner, reason
):
    story = named_story()
    alias = story.create_alias(parent=builders.make_category("World"))
    if reason:
        story = withdraw_story(story, reason)
    else:
        story.unpublish()
    second = versions(story)[1]
    with pytest.raises(ValidationError, match="nobody need publish it"):
        withhold(second, "court", "", owner)
    save_a_clean_draft(ArticlePage.objects.get(pk=story.pk))

    withhold(second, "court", "", owner, all_drafts=True)

    assert places(MARKER) == set()
    assert list(faults(story.pk)) == []
    story = ArticlePage.objects.get(pk=story.pk)
    assert (story.live, story.title, story.slug) == (False, "A trial began", "trial")
    page = client.get(story.url)
    assert page.status_code == (410 if reason else 404)
    assert reason in page.content.decode()
    alias.refresh_from_db()
    assert (alias.live, alias.title) == (False, "A trial began")
    story.save_revision().publish()
    assert client.get(story.url).status_code == 200


def test_a_copy_begins_with_the_newest_text_alone(desk, home):
    story = cleaned(named_story())
    category = builders.make_category("World")
    form = {
        "new_title": "Copy", "new_slug": "copy", "new_parent_page": category.pk,
        "publish_copies": "", "alias": "", "copy_subpages": "",
    }  # fmt: skip
    address = reverse("wagtailadmin_pages:copy", args=[story.pk])
    assert desk.post(address, form).status_code == 302
    by_form = ArticlePage.objects.get(slug="copy")
    by_code = story.copy(to=category, update_attrs={"slug": "by-code"})
    whole = story.get_parent().specific.copy(
        recursive=True, update_attrs={"slug": "all", "title": "All"}
    )
    withhold(versions(story)[1], "minor", "", None)
    assert places(MARKER) == set()
    for copy in (by_form, by_code, *whole.get_children().specific()):
        (only,) = copy.revisions.all()
        assert only.as_object().title in ("Copy", "A trial began")
        assert copy.latest_revision_id == only.pk


# In the admin ------------------------------------------------------------------------


@pytest.fixture
def withholding(client, owner):
    """A browser in which the owner is signed in."""
    client.force_login(owner)
    return client


FORM = {"reason": "court", "because": "File 17"}


def test_an_owner_withholds_a_version_from_the_list_of_versions(withholding, home):
    story = cleaned(named_story())
    second = versions(story)[1]
    listed = withholding.get(reverse("story_versions", args=[story.pk]))
    address = reverse("withhold_version", args=[second.pk])
    assert f'href="{address}"' in listed.content.decode()
    assert withholding.get(address).status_code == 200
    assert versions(story)[1].content, "looking changes nothing"
    response = withholding.post(address, FORM, follow=True)
    assert "was destroyed" in response.content.decode()
    assert "Withheld by court order" in response.content.decode()
    assert versions(story)[1].content is None
    assert withholding.post(address, FORM).status_code == 200, "once is enough"
    assert len(versions(story)) == 4


def test_the_owner_decides_whether_earlier_drafts_go(withholding, home):
    for drafts, left in (("on", {WITHHELD}), ("", {WITHHELD, "First", "Later"})):
        story = edit(builders.make_article("First", slug="f"), title="Second")
        story = edit(story, title="Third")
        story.title = "Later"
        story.save_revision()
        story = edit(ArticlePage.objects.get(pk=story.pk), title="Fourth")
        address = reverse("withhold_version", args=[versions(story)[1].pk])
        assert "checked" in withholding.get(address).content.decode()
        withholding.post(address, FORM | {"all_drafts": drafts})
        old = story.revisions.exclude(pk=story.live_revision_id)
        said = {each.content.get("title", WITHHELD) for each in old}
        assert said == left, drafts
        story.delete()


def test_the_form_says_what_is_missing_and_keeps_what_was_typed(withholding, home):
    story = cleaned(named_story())
    address = reverse("withhold_version", args=[versions(story)[1].pk])
    for typed in ({"because": "File 17"}, {"reason": "court"}, FORM | {"reason": "x"}):
        response = withholding.post(address, typed)
        assert response.context["form"].errors
        if "because" in typed:
            assert "File 17" in response.content.decode()
    assert versions(story)[1].content


def test_it_says_why_a_version_cannot_be_withheld_yet(withholding, home):
    story = named_story()
    address = reverse("withhold_version", args=[versions(story)[1].pk])
    assert "Readers still see this" in withholding.get(address).content.decode()
    response = withholding.post(address, FORM)
    assert "Readers still see this" in response.content.decode()
    assert versions(story)[1].content


def test_nobody_else_sees_versions_or_withholds_one(client, home):
    story = cleaned(named_story())
    other = builders.make_user("other", is_superuser=False)
    other.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(other)
    second = versions(story)[1]
    for address in (
        reverse("published_versions"),
        reverse("story_versions", args=[story.pk]),
        reverse("withhold_version", args=[second.pk]),
    ):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address, FORM).status_code in (302, 403)
    assert versions(story)[1].content


def test_the_report_lists_deleted_stories_in_as_many_queries(withholding, home):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            withholding.get(reverse("published_versions"))
        return len(queries)

    builders.make_article("Story 0", slug="s0").delete()
    builders.make_article("Story 1", slug="s1")
    asked()
    few = asked()
    for number in range(2, 6):
        builders.make_article(f"Story {number}", slug=f"s{number}")
    assert asked() == few
    page = withholding.get(reverse("published_versions")).content.decode()
    assert "Deleted story" in page
    assert "Story 5, version 1" in page
    for name, status in (("story_versions", 200), ("withhold_version", 404)):
        assert withholding.get(reverse(name, args=[10**15])).status_code == status
