"""The demo newsroom's search answers the graded queries as an editor would."""

from datetime import UTC, datetime, time, timedelta
from statistics import mean

import pytest
from django.utils import timezone
from PIL import Image

from newsroom.demo import build, builders
from newsroom.demo.pictures import PICTURES
from newsroom.demo.stories import STORIES
from search.query import parse
from search.results import Filters, find
from tests.search.golden import FILE, ndcg, read

# By it the tests come before those that empty the database.
pytestmark = pytest.mark.django_db
QUERIES, NEVER = read(FILE.read_text())
GOOD_ENOUGH = 0.92
PLAIN = Image.new("RGB", (120, 80), "#00677F")


@pytest.fixture(scope="module")
def yesterday(once):
    """The day of the newest story: how fresh each is stays alike on any day."""
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture(scope="module")
def demo(yesterday):
    """The demo newsroom, one small picture standing for them all."""
    with pytest.MonkeyPatch.context() as patched:
        builders.front_page()
        one = dict.fromkeys(PICTURES, builders.make_picture("A picture", PLAIN))
        patched.setattr(build, "_pictures", lambda say: one)
        noon = datetime.combine(yesterday, time(12), UTC)
        build.build(builders.make_user(), now=noon)


@pytest.fixture(scope="module")
def answers(demo, yesterday):
    """Each graded query with the slugs that it finds, best first."""
    return [(graded, ask(graded.on(yesterday))) for graded in QUERIES]


def ask(text: str) -> list[str]:
    """The slugs on the first page of the results, and those that match in part."""
    results = find(parse(text, timezone.localdate()), Filters())
    return [found.story.slug for found in (*results.stories, *results.partial)]


def test_the_mean_of_all_queries_is_good_enough(answers, say):
    scored = [(ndcg(found, graded.grades), graded, found) for graded, found in answers]
    table = as_table(scored)
    say(f"{table}")

    assert mean(score for score, *_ in scored) >= GOOD_ENOUGH, table


def as_table(scored) -> str:
    """Queries and mean by kind and of all; then what is answered worst."""
    kinds = {"all": [score for score, *_ in scored]}
    for score, graded, _ in scored:
        kinds.setdefault(graded.kind, []).append(score)
    lines = [f"{'':16}{'queries':>8}{'nDCG@10':>9}"]
    lines += [
        f"{kind:16}{len(scores):8}{mean(scores):9.3f}" for kind, scores in kinds.items()
    ]
    lines.append("answered worst:")
    for score, graded, found in sorted(scored, key=lambda each: each[0])[:12]:
        lines.append(f"{score:6.3f}  {graded.query}: {', '.join(found[:5]) or '-'}")
    return "\n".join(lines)


def test_a_story_that_is_meant_is_among_the_first_three(answers):
    missed = [
        f"{graded.query}: {graded.known}, after {', '.join(found[:3]) or 'nothing'}"
        for graded, found in answers
        if graded.known and graded.known not in found[:3]
    ]

    assert not missed, "\n".join(missed)


def test_no_query_brings_up_what_is_not_published(answers, db):
    found = {graded.query: slugs for graded, slugs in answers}
    found |= {
        story.headline: ask(story.headline) for story in STORIES if story.key in NEVER
    }

    shown = {query: set(slugs) & set(NEVER) for query, slugs in found.items()}
    assert not {query: slugs for query, slugs in shown.items() if slugs}
