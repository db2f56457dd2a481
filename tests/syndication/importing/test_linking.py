"""Links to posts that come later: made at the end, never more public than before."""

import json

import pytest

from news.models import ArticlePage
from syndication.importing.linking import Linking
from tests.syndication.importing.exports import item

LINK = '<p>{} <a href="https://old.example/2020/01/post-{}/">later</a></p>'


def draft_of(story) -> str:
    """The text of a story's latest revision, as it is stored."""
    return str(story.get_latest_revision_as_object().body.get_prep_value())


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
    assert "Secret" not in str(story.body)
    assert "Secret" in draft_of(story)
    assert 'linktype="page"' in draft_of(story)


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


def test_a_dry_run_counts_the_links_of_a_changed_post(run, export):
    run(export(item(1, text="<p>Old</p>")), "--publish")
    file = export(item(1, text=LINK.format("New", 2)), item(2))
    said = [run(file, *flags, "--publish").lines for flags in (["--dry-run"], [])]
    links = [[line for line in lines if "Links" in line] for lines in said]
    assert links == [["Links between imported stories: 1"]] * 2


def ghost(tmp_path, name, **texts):
    """An export of Ghost, which says no address of its site: texts by their slugs."""
    posts = [
        {
            "id": f"{name}-{slug}",
            "title": f"{name} {slug}",
            "slug": slug,
            "html": f"<p>{text}</p>",
            "status": "published",
        }
        for slug, text in texts.items()
    ]
    file = tmp_path / f"{name}.json"
    file.write_text(json.dumps({"db": [{"data": {"posts": posts}}]}))
    return file


def test_a_path_leads_to_the_story_of_the_same_site(run, tmp_path):
    to_about = '<a href="__GHOST_URL__/about/">about</a>'
    to_help = '<a href="__GHOST_URL__/help/">help</a>'
    one = ghost(tmp_path, "one", about="A", early=to_about, waits=to_help)
    other = ghost(tmp_path, "other", early=to_about, about="B", help="C", late=to_about)
    for file in (one, other):
        dry = run(file, "--dry-run", form="ghost").lines
        wet = run(file, form="ghost").lines
        assert [each for each in dry if "Links" in each] == [
            each for each in wet if "Links" in each
        ]
        assert run(file, form="ghost").lines[0].startswith("Posts unchanged ")
    stories = {story.title: story for story in ArticlePage.objects.all()}
    about = stories["other about"].pk
    for title, page in {
        "one early": stories["one about"].pk,
        "other early": about,
        "other late": about,
    }.items():
        assert f'<a linktype="page" id="{page}">' in draft_of(stories[title])
    assert 'href="/help/"' in draft_of(stories["one waits"])
