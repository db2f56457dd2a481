"""The benchmarks of many stories, on a corpus that is built in a moment."""

import json
import os
import subprocess
import sys
from collections import Counter

import pytest
from django.conf import settings

from bench import corpus, questions, search
from bench import scale as pages
from home.models import HomePage, StandardPage
from newsroom.demo import builders, scale
from search.models import Word

# By it the tests come before those that empty the database.
pytestmark = pytest.mark.django_db

NUMBER = 5


@pytest.fixture(scope="module")
def stories(once):
    builders.front_page()
    scale.add_stories(120)


@pytest.fixture
def drawn(stories, db) -> list[questions.Question]:
    return questions.draw(NUMBER)


def test_so_many_different_queries_of_each_kind_are_drawn(drawn):
    counted = Counter(question.kind for question in drawn)
    assert counted == dict.fromkeys(questions.KINDS, NUMBER)
    assert len(set(map(repr, drawn))) == len(drawn)


def test_queries_are_the_same_each_time(drawn):
    assert questions.draw(NUMBER) == drawn


def test_queries_are_of_the_kind_they_are_called(drawn):
    counts = dict(Word.objects.values_list("word", "stories"))
    for question in drawn:
        words = question.words.strip('"').split()
        match question.kind:
            case "common word":
                assert 120 / 5 < counts[question.words] < 120 / 2
            case "rare word":
                assert 3 <= counts[question.words] <= 20
            case "two words" | "phrase":
                assert len(words) > 1
                assert all(counts[word] for word in words)
            case "typo" | "no hit":
                assert question.words not in counts
            case "hashtag and facet":
                assert question.words.startswith("#")
                assert question.narrowed.keys() <= {"year", "category"}


def test_each_query_is_answered_and_timed(drawn):
    times = search.measure(drawn)
    assert {kind: len(taken) for kind, taken in times.items()} == dict.fromkeys(
        questions.KINDS, NUMBER
    )


def test_a_kind_over_its_limit_is_told(capsys):
    quick, slow = [1.0] * 100, [1.0] * 90 + [200.0] * 10
    times = {"rare word": quick, "typo": slow, "suggestions": [9.0] * 100}
    lines = search.table(times, {"rare word": [0.5]}, 50_000)
    assert [(line.kind, line.limit, line.is_over) for line in lines] == [
        ("rare word", 30, False),
        ("suggestions", 10, False),
        ("typo", 30, True),
    ]
    assert lines[0].cells == ["rare word", "100", "1.0", "1.0", "30", "500", "500×"]
    assert {line.limit for line in search.table(times, {}, 1_000_000)} == {25, 120}

    search.show(lines, markdown=True)
    assert (
        "| rare word | 100 | 1.0 | 1.0 | 30 | 500 | 500× |" in capsys.readouterr().out
    )


def test_every_page_is_timed_among_many_stories(stories, monkeypatch, db):
    home = HomePage.objects.get()
    home.add_child(instance=StandardPage(title="About")).save_revision().publish()
    builders.make_user("owner", is_superuser=True)
    monkeypatch.setattr(pages, "WARM_UP", 0)
    monkeypatch.setattr(pages, "TIMES", 1)
    took = pages.measured()
    assert min(took.values()) > 0
    assert {"front", "standard page", "desk: stories", "publish, to its page"} < {*took}
    over = pages.show(dict.fromkeys(took, 1.0), dict.fromkeys(took, 1.2), 120)
    assert not over
    slow = dict.fromkeys(took, 1.2) | {"front": 1.4, "publish, to its page": 251}
    assert pages.show(dict.fromkeys(took, 1.0), slow, 120) == [
        "front",
        "publish, to its page",
    ]


def test_the_corpus_is_known_again_by_another_process():
    """Sets of words have another order in each."""
    code = (
        "import django, json; django.setup(); "
        "from bench.corpus import version; print(json.dumps(version()))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.ROOT,
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "7"},
    ).stdout
    assert json.loads(said) == corpus.version()
