"""Links to posts that come later: made at the end, never more public than before."""

import pytest

from news.models import ArticlePage
from syndication.importing.linking import Linking
from tests.syndication.importing.exports import item

LINK = '<p>{} <a href="https://old.example/2020/01/post-{}/">later</a></p>'


def draft_of(slug) -> str:
    """The text of a story's latest revision."""
    story = ArticlePage.objects.get(slug=slug)
    return str(story.get_latest_revision_as_object().body)


def test_a_link_waits_for_its_story_and_is_published_with_it(run, export):
    run(export(item(1, text=LINK.format("Public", 2)), item(2)), "--publish")
    first, second = ArticlePage.objects.order_by("pk")
    assert first.live
    assert f'id="{second.pk}"' in str(first.body.raw_data[0])
    assert first.live_revision_id == first.latest_revision_id


def test_what_became_private_stays_private_when_its_link_is_made(run, export):
    run(export(item(1, text="<p>Old</p>")), "--publish")
    private = item(1, text=LINK.format("Secret", 2), status="private")
    run(export(private, item(2)), "--publish")
    story = ArticlePage.objects.get(slug="post-1")
    assert "Old" in str(story.body)
    assert "linktype" in draft_of("post-1") or "/post-2/" in draft_of("post-1")
    assert "Secret" not in str(story.body)
    assert "old.example" not in draft_of("post-1")


def test_another_run_publishes_no_draft_that_waits_for_its_post(run, export):
    run(export(item(1, text="<p>Old</p>")), "--publish")
    run(export(item(1, text=LINK.format("New", 2))))
    run(export(item(2), name="other.xml"), "--publish")
    assert "New" not in str(ArticlePage.objects.get(slug="post-1").body)


@pytest.mark.parametrize("flags", [[], ["--keep-going"]])
def test_links_that_cannot_be_made_are_said_with_their_story(
    run, export, monkeypatch, flags
):
    def fail(self, imported, pages):
        raise ValueError("no address")

    monkeypatch.setattr(Linking, "make", fail, raising=False)
    said = run(export(item(1, text=LINK.format("A", 2)), item(2)), *flags)
    assert said.error == "wordpress:https://old.example?p=1: no address"
    assert said.lines[0] == "Posts made 2, failed 1"
