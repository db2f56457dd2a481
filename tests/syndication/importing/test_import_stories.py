"""What becomes of posts: made once, changed with their file, never against editors."""

from django.db import connection
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageLogEntry, Revision

from delivery.models import Effect
from hashtags.models import Hashtag
from news.models import ArticlePage, Author, CategoryIndexPage, StoryVersion
from newsroom.demo import builders
from syndication.importing.models import ImportedStory
from tests.syndication.importing.exports import item

WRITTEN = (
    *(ArticlePage, Author, CategoryIndexPage, Effect, Hashtag, ImportedStory),
    *(PageLogEntry, Redirect, Revision, StoryVersion),
)


def counts() -> dict:
    """How many rows there are of all that an import writes."""
    return {model.__name__: model.objects.count() for model in WRITTEN}


def test_a_post_becomes_a_draft_with_all_that_it_says_of_itself(run, export):
    run(
        export(
            item(title="Harbour &amp; vote", tags=["Arts: reviews"], excerpt="In short")
        )
    )
    story = ArticlePage.objects.get()
    assert not story.live
    draft = story.get_latest_revision_as_object()
    assert (draft.title, draft.slug) == ("Harbour & vote", "post-1")
    assert draft.standfirst == "In short"
    assert draft.author_names == ["Ada Marsh"]
    assert [tag.name for tag in draft.hashtags.all()] == ["ArtsReviews"]
    assert story.category.title == "World"
    assert not story.category.live
    assert f"{story.published_at:%Y-%m-%d %H:%M %Z}" == "2020-01-31 10:00 UTC"
    assert draft.body[0].value.source == "<p>The board met.</p>"


def test_published_stories_are_dated_listed_versioned_and_found_where_they_were(
    run, export, client
):
    said = run(export(item(tags=["NATO"])), "--publish")
    assert "Published of these: 1" in said.lines
    story = ArticlePage.objects.published().get()
    assert story.published_at == story.first_published_at
    assert story.published_at.year == 2020
    assert StoryVersion.objects.of(story.pk).count() == 1
    assert client.get(story.url).status_code == 200
    assert "Harbour vote" in client.get(story.category.url).text
    assert "Harbour vote" in client.get("/hashtag/nato/").text
    answer = client.get("/2020/01/post-1/")
    assert (answer.status_code, answer.headers["Location"]) == (301, story.url)


def test_nothing_is_published_unless_it_was_asked_for_and_was_published_there(
    run, export
):
    states = {"draft": "a", "pending": "b", "private": "c", "future": "d"}
    items = [item(n, f"In {s}", status=s) for n, s in enumerate(states, start=1)]
    locked = "<wp:post_password>enter</wp:post_password>"
    items += [item(5, "Locked", extra=locked)]
    items += [item(6, "To come", date="2199-01-01 00:00:00")]
    items += [item(7, "Empty", text="")]
    said = run(export(*items), "--publish")
    assert not ArticlePage.objects.filter(live=True).exists()
    assert not CategoryIndexPage.objects.filter(live=True).exists()
    assert "Note, scheduled there, a draft here (2)" in said.said
    assert ArticlePage.objects.get(title="To come").published_at is None


def test_a_second_run_changes_nothing(run, export):
    file = export(item(1, tags=["NATO"]), item(2, text='<img src="/a.jpg">'))
    for flags in ([], ["--publish"]):
        run(file, *flags)
        before = counts()
        assert run(file, *flags).lines[0] == "Posts unchanged 2"
        assert counts() == before


def test_a_dry_run_says_what_would_happen_and_writes_nothing(run, export, tmp_path):
    file = export(
        item(1, tags=["NATO"]),
        item(
            2, slug="post-1", text='<a href="https://old.example/2020/01/post-1/">1</a>'
        ),
        item(3, kind="page"),
    )
    before, with_rows = counts(), set(connection.introspection.table_names())
    with connection.execute_wrapper(_only_reads):
        dry = run(file, "--dry-run", "--publish")
    assert counts() == before
    assert with_rows == set(connection.introspection.table_names())
    wet = run(file, "--publish", "--verbosity=2")
    assert dry.lines[0].startswith(
        "made: /world/post-1/ Harbour vote (export.xml, line "
    )
    assert dry.lines[1].startswith("made: /world/post-1-2/")
    same = [line.replace("Would be", "Posts") for line in dry.lines]
    assert same == wet.lines
    assert "Links between imported stories: 1" in wet.lines


def _only_reads(execute, sql, *args):
    assert sql.lstrip().startswith(("SELECT", "WITH")), sql
    return execute(sql, *args)


def test_what_was_imported_as_a_draft_is_published_by_a_later_run(run, export):
    file = export(item())
    run(file)
    assert run(file, "--publish").lines[0] == "Posts published, unchanged 1"
    story = ArticlePage.objects.published().get()
    assert story.first_published_at == story.published_at
    assert CategoryIndexPage.objects.get().live


def test_a_changed_post_is_a_new_revision_at_the_same_address(run, export):
    run(export(item()), "--publish")
    story = ArticlePage.objects.get()
    changed = item(title="Vote postponed", slug="another", date="2020-02-01 09:00:00")
    said = run(export(changed), "--publish")
    assert said.lines[0] == "Posts changed 1"
    story.refresh_from_db()
    assert (story.title, story.slug) == ("Vote postponed", "post-1")
    assert story.published_at.month == 2
    assert story.revisions.count() == 2
    assert StoryVersion.objects.of(story.pk).count() == 2
    assert Redirect.objects.filter(redirect_page=story.pk).count() == 2


def test_a_changed_post_waits_as_a_draft_where_nothing_is_to_be_published(run, export):
    run(export(item()), "--publish")
    run(export(item(title="Vote postponed")))
    story = ArticlePage.objects.get()
    assert story.title == "Harbour vote"
    assert story.get_latest_revision_as_object().title == "Vote postponed"


def test_what_editors_changed_since_is_left_and_reported(run, export):
    run(export(item()))
    story = ArticlePage.objects.get()
    draft = story.get_latest_revision_as_object()
    draft.title = "Ours"
    draft.save_revision()
    said = run(export(item(title="Theirs")), "--publish")
    assert "Skipped, it was edited in the newsroom since (1)" in said.said
    story.refresh_from_db()
    assert story.get_latest_revision_as_object().title == "Ours"
    assert not ArticlePage.objects.filter(live=True).exists()


def test_what_editors_deleted_or_took_down_does_not_come_back(run, export):
    file = export(item(1), item(2, title="Second"))
    run(file, "--publish")
    ArticlePage.objects.get(title="Harbour vote").delete()
    second = ArticlePage.objects.get()
    second.unpublish()
    said = run(file, "--publish")
    assert "Skipped, it was deleted in the newsroom since (1)" in said.said
    run(export(item(2, title="Second, changed")), "--publish")
    assert ArticlePage.objects.get() == second
    assert not ArticlePage.objects.filter(live=True).exists()


def test_a_category_that_editors_hide_is_not_published(run, export):
    builders.make_category("World", live=False)
    run(export(item()), "--publish")
    assert not CategoryIndexPage.objects.get(slug="world").live


def test_another_comment_changes_nothing(run, export):
    comment = "<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>"
    run(export(item()))
    said = run(export(item(extra=comment)))
    assert said.lines[0] == "Posts unchanged 1"


def test_everything_noted_is_counted_and_all_its_places_are_listed_if_asked(
    run, export
):
    scripts = "<script>x</script>" * 150
    posts = [item(number, text=f"<p>A</p>{scripts}") for number in range(1, 6)]
    file = export(*posts)
    (line,) = [s for s in run(file, "--dry-run").lines if "<script> removed" in s]
    assert line.startswith("Note, <script> removed (750): export.xml, line ")
    said = run(file, "--verbosity=2").lines
    (line,) = [each for each in said if "<script> removed" in each]
    assert line.count("export.xml, line ") == 5
    assert "more" not in line
