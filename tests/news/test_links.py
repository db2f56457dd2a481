"""Links from story to story show no address and no title that a reader may not see."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from newsroom.demo import builders


def linking_to(target):
    """A story that links to and relates to another."""
    link = f'<p>Read <a linktype="page" id="{target.pk}">more on it</a>.</p>'
    return builders.make_article(
        "The linking story",
        slug="linking",
        body=[
            ("paragraph", link),
            (
                "bulleted_list",
                link.replace("<p>", "<ul><li>").replace("</p>", "</li></ul>"),
            ),
            ("related_story", target.pk),
        ],
    )


def hide_by_unpublishing(story):
    story.unpublish()


def hide_by_embargo(story):
    story.embargo_until = timezone.now() + timedelta(hours=1)
    story.save()


def hide_by_expiry(story):
    story.expire_at = timezone.now() - timedelta(hours=1)
    story.save()


def hide_by_restriction(story):
    PageViewRestriction.objects.create(page=story, restriction_type="login")


@pytest.mark.parametrize(
    "hide",
    [hide_by_unpublishing, hide_by_embargo, hide_by_expiry, hide_by_restriction],
)
def test_a_link_to_a_hidden_story_is_plain_text(client, home, hide):
    target = builders.make_article("Secret minister", slug="secret-minister")
    story = linking_to(target)
    visible = client.get(story.url).content.decode().partition("More from")[0]
    assert visible.count('href="/general/secret-minister/"') == 3
    assert "Secret minister" in visible

    hide(target)
    page = client.get(story.url).content.decode()
    assert "more on it" in page
    assert "secret-minister" not in page
    assert "Secret minister" not in page


def test_a_link_to_a_deleted_story_is_plain_text(client, home):
    target = builders.make_article("Gone", slug="gone-story")
    story = linking_to(target)
    target.delete()

    page = client.get(story.url).content.decode()
    assert "more on it" in page
    assert "gone-story" not in page


def test_a_link_to_a_category_is_a_link_until_the_category_is_hidden(client, home):
    sport = builders.make_category("Sport")
    story = linking_to(sport)
    assert client.get(story.url).content.decode().count('href="/sport/"') == 3

    sport.unpublish()
    assert "/sport/" not in client.get(story.url).content.decode()


def test_a_moved_story_leaves_a_redirect(client, home):
    story = builders.make_article(category=builders.make_category("World"))
    old = story.url
    story.move(builders.make_category("Sport"), pos="last-child")

    answer = client.get(old)
    assert answer.status_code == 301
    assert answer["Location"] == f"/sport/{story.slug}/"


def test_a_changed_slug_leaves_a_redirect(
    client, home, django_capture_on_commit_callbacks
):
    story = builders.make_article(slug="old-slug")
    with django_capture_on_commit_callbacks(execute=True):
        story.slug = "new-slug"
        story.save_revision().publish()

    answer = client.get("/general/old-slug/")
    assert (answer.status_code, answer["Location"]) == (301, "/general/new-slug/")


def test_a_new_headline_never_changes_a_published_address(edit, home):
    from tests.news.story_form import story_form

    story = builders.make_article(slug="first-headline")
    address = story.url
    edit(
        story,
        story_form(title="Second headline", slug="first-headline", action="publish"),
    )
    story.refresh_from_db()

    assert story.title == "Second headline"
    assert story.url == address
