"""Many stories to read, and one to write on. Used by ``newsroom_at.py``."""

from django.db import transaction

from news.models import ArticlePage
from newsroom.demo import builders
from tests.news.story_form import story_form

SECTIONS = ["Harbour", "Transport", "Energy", "Courts", "Weather"]


def publish_many(count: int, each: int = 50) -> list[dict]:
    """Publish so many stories in five sections; says where, and what they say.

    ``each``: so many in one transaction.
    """
    sections = [builders.make_category(name) for name in SECTIONS]
    made = []
    for begin in range(0, count, each):
        with transaction.atomic():
            for number in range(begin, min(begin + each, count)):
                section = sections[number % len(sections)]
                headline = f"Tide {number:04d} comes in at the pier"
                story = builders.make_article(
                    headline,
                    category=section,
                    body=[("paragraph", f"<p>It was the tide of day {number}.</p>")],
                    hashtags=[f"Tide{number % 7}"],
                )
                made.append({"pk": story.pk, "path": story.url, "headline": headline})
    return made


def form_of(pk: int, headline: str) -> dict:
    """What the editor posts of a story, with another headline."""
    story = ArticlePage.objects.get(pk=pk)
    # A draft's time is the form's, as the admin shows it.
    return story_form(title=headline, slug=story.slug, published_at="")


def newest_headline(pk: int) -> str:
    """The headline of the story's newest revision."""
    return ArticlePage.objects.get(pk=pk).get_latest_revision_as_object().title


def headline_shown(pk: int) -> str:
    """The headline that readers get."""
    return ArticlePage.objects.get(pk=pk).title


def is_live(pk: int) -> bool:
    """Whether readers get the story."""
    return ArticlePage.objects.get(pk=pk).live
