"""What is done to several stories at once: all of it or nothing, by who may."""

import pytest
from django.urls import reverse

from hashtags.models import Hashtag
from news.listings import listed_in
from news.models import ArticlePage, StoryListing, StoryVersion
from newsroom.demo import builders
from tests.accounts.people import member
from tests.news.newsdesk import EMBARGO, fresh, review_by


def address_of(action, *pages):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return f"{address}?" + "&".join(f"id={getattr(page, 'pk', page)}" for page in pages)


def do(client, action, *pages, **fields):
    return client.post(address_of(action, *pages), fields)


def names(story):
    return [each.name for each in fresh(story).hashtags.all()]


def drafted(story):
    newest = fresh(story).get_latest_revision_as_object()
    return [each.name for each in newest.hashtags.all()]


def is_listed_right(story):
    rows = StoryListing.objects.filter(story=story.pk)
    rows = {(row.listing.kind, row.listing.key) for row in rows}
    return rows == set(listed_in(fresh(story)))


@pytest.fixture
def sport(home):
    return builders.make_category("Sport")


@pytest.fixture
def story(home):
    return builders.make_article("Harbour vote", slug="vote", hashtags=["Harbour"])


@pytest.mark.parametrize("list_of", ["stories", "explorer"])
def test_both_lists_offer_them(desk, story, list_of):
    at = "/admin/stories/"
    if list_of == "explorer":
        at = reverse("wagtailadmin_explore", args=[story.get_parent().pk])
    page = desk.get(at).content.decode()
    for action in ("change_category", "add_hashtags", "remove_hashtags", "unpublish"):
        assert f"/admin/bulk/wagtailcore/page/{action}/" in page


# Category ---------------------------------------------------------------------------


def test_stories_change_their_category_and_are_found_there(desk, client, story, sport):
    other = builders.make_article("Other", publish=False)
    former = story.url
    assert b"Harbour vote" in desk.get(address_of("change_category", story)).content
    assert fresh(story).category != sport
    do(desk, "change_category", story, other, category=sport.pk)
    for each in (story, other):
        assert fresh(each).category == sport
        assert fresh(each).get_parent().pk == sport.pk
    assert is_listed_right(story)
    client.logout()
    answer = client.get(former)
    assert (answer.status_code, answer.url) == (301, fresh(story).url)


def test_a_taken_address_is_said_by_story_and_nothing_moves(desk, story, sport):
    builders.make_article("Theirs", slug="vote", category=sport)
    free = builders.make_article("Free")
    answer = do(desk, "change_category", story, free, category=sport.pk)
    (error,) = answer.context["form"].errors["category"]
    assert "Harbour vote" in error
    assert "/vote/" in error
    assert fresh(free).category != sport


def test_two_chosen_stories_with_one_slug_do_not_meet(desk, story, sport):
    other = builders.make_category("Politics")
    twin = builders.make_article("Twin", slug="vote", category=other)
    answer = do(desk, "change_category", story, twin, category=sport.pk)
    assert len(answer.context["form"].errors["category"]) == 2


def test_a_published_story_moves_only_between_categories_of_ones_own(
    client, story, sport
):
    editor = member("Editor")
    editor.groups.get().page_permissions.filter(
        page=sport, permission__codename="publish_page"
    ).delete()
    client.force_login(editor)
    answer = do(client, "change_category", story, category=sport.pk)
    assert "cannot publish" in answer.context["form"].errors["category"][0]
    editor.groups.get().page_permissions.filter(page=sport).delete()
    answer = do(client, "change_category", story, category=sport.pk)
    assert answer.context["form"].errors["category"]
    assert fresh(story).category != sport


# Hashtags ---------------------------------------------------------------------------


def test_a_live_story_is_published_as_a_minor_fix(desk, story):
    do(desk, "add_hashtags", story, hashtags="#Port, #Vote")
    assert names(story) == ["Harbour", "Port", "Vote"]
    version = StoryVersion.objects.of(story.pk).last()
    assert version.change == StoryVersion.Change.MINOR
    assert fresh(story).updated_at is None
    assert is_listed_right(story)
    do(desk, "remove_hashtags", story, hashtags="harbour, Unknown")
    assert names(story) == ["Port", "Vote"]
    assert is_listed_right(story)


def test_what_changes_nothing_makes_no_version(desk, story):
    before = fresh(story).latest_revision_id
    do(desk, "add_hashtags", story, hashtags="#HARBOUR")
    do(desk, "remove_hashtags", story, hashtags="#Elsewhere")
    assert fresh(story).latest_revision_id == before


def test_unpublished_edits_stay_unpublished(desk, story):
    story.title = "Not yet"
    story.save_revision()
    answer = do(desk, "add_hashtags", story, hashtags="#Port")
    assert answer.status_code == 302
    assert (fresh(story).title, names(story)) == ("Harbour vote", ["Harbour"])
    assert drafted(story) == ["Harbour", "Port"]
    assert fresh(story).get_latest_revision_as_object().title == "Not yet"


def test_a_draft_and_what_is_scheduled_stay_unpublished(desk, home):
    draft = builders.make_article("Draft", publish=False)
    waits = builders.make_article("Waits", embargo_until=EMBARGO)
    scheduled = waits.scheduled_revision.pk
    do(desk, "add_hashtags", draft, waits, hashtags="#Port")
    assert drafted(draft) == drafted(waits) == ["Port"]
    assert not fresh(draft).live
    assert not fresh(waits).live
    assert fresh(waits).scheduled_revision.pk == scheduled


@pytest.mark.parametrize("typed", ["", "#Blocked", "#" + "x" * 500])
def test_bad_hashtags_are_refused_and_kept(desk, story, typed):
    Hashtag.objects.create_missing([Hashtag(name="Blocked")])
    Hashtag.objects.filter(name="Blocked").update(status=Hashtag.Status.BLOCKED)
    answer = do(desk, "add_hashtags", story, hashtags=typed)
    assert answer.context["form"].errors["hashtags"]
    assert typed in answer.content.decode()
    assert names(story) == ["Harbour"]


def test_a_story_in_review_is_left_to_its_reviewers(desk, editor, home):
    draft = builders.make_article("Draft", publish=False)
    review_by(home, editor).start(draft, editor)
    answer = do(desk, "add_hashtags", draft, hashtags="#Port")
    assert "in review" in answer.context["form"].errors["hashtags"][0]
    assert drafted(draft) == []


# Whose ------------------------------------------------------------------------------


def test_a_contributor_changes_own_drafts_and_only_proposes(client, home, sport):
    contributor = member("Contributor")
    own = builders.make_article("Own", user=contributor, publish=False)
    public = builders.make_article("Public")
    client.force_login(contributor)
    do(client, "add_hashtags", own, public, hashtags="#Brandnew")
    assert drafted(own) == ["Brandnew"]
    assert drafted(public) == []
    assert Hashtag.objects.get(name="Brandnew").status == Hashtag.Status.PROPOSED
    do(client, "change_category", own, public, category=sport.pk)
    assert fresh(own).category == sport
    assert fresh(public).category != sport


def test_who_may_not_publish_changes_the_draft_of_a_public_story_only(client, home):
    contributor = member("Contributor")
    own = builders.make_article(
        "Own", user=contributor, hashtags=["Harbour"], publish=False
    )
    own.get_latest_revision().publish()
    client.force_login(contributor)
    do(client, "add_hashtags", own, hashtags="#Port")
    assert names(own) == ["Harbour"]
    assert drafted(own) == ["Harbour", "Port"]


@pytest.mark.parametrize("action", ["publish", "add_hashtags"])
def test_nothing_is_done_where_none_of_the_chosen_is_ones_own(client, home, action):
    public = builders.make_article("Public")
    public.title = "Not yet"
    newest = public.save_revision().pk
    client.force_login(member("Contributor"))
    assert do(client, action, public, hashtags="#Port").status_code == 302
    assert (fresh(public).title, names(public)) == ("Public", [])
    assert fresh(public).latest_revision_id == newest


def test_a_contributor_learns_nothing_of_others_drafts(client, home):
    hidden = builders.make_article("Hidden", publish=False)
    client.force_login(member("Contributor"))
    answer = client.get(address_of("add_hashtags", hidden), follow=True)
    assert "Hidden" not in answer.content.decode()


def test_locked_stories_aliases_and_other_pages_are_left_alone(desk, story, sport):
    alias = story.create_alias(parent=sport)
    locked = builders.make_article("Locked")
    ArticlePage.objects.filter(pk=locked.pk).update(
        locked=True, locked_by=builders.make_user("colleague")
    )
    page = desk.get(address_of("add_hashtags", story, locked, alias, sport))
    assert [each["item"].pk for each in page.context["items"]] == [story.pk]
    do(desk, "add_hashtags", locked, story, hashtags="#Port")
    assert names(locked) == []
    assert names(alias) == names(story) == ["Harbour", "Port"]


@pytest.mark.parametrize("asked", ["x", "0", "9" * 30, "-1", "%00", "'"])
def test_what_is_not_there_is_not_found(desk, story, asked):
    for action in ("add_hashtags", "change_category"):
        assert desk.get(address_of(action, asked)).status_code in (400, 404)


def test_reading_changes_nothing(desk, story, sport):
    desk.get(address_of("add_hashtags", story), {"hashtags": "#Port"})
    desk.get(address_of("change_category", story) + f"&category={sport.pk}")
    assert names(story) == ["Harbour"]
    assert fresh(story).category != sport
