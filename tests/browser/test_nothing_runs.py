"""Hostile documents through every input and output, rendered without any policy.

Nothing runs, nothing is asked of another host, and nothing leaves its place.

`make hostile` takes 20,000 of them; a share of the families' every pattern is here.
"""

import logging
import os
from collections import Counter

import nh3
import pytest

from syndication import bodies
from tests.hostile.grammar import FAMILIES, documents
from tests.hostile.pages import made_of
from tests.hostile.rendering import Stage, report

FULL = os.environ.get("NEWSCLIP_HOSTILE") == "full"
COUNT = int(os.environ.get("NEWSCLIP_HOSTILE_COUNT", 20_000 if FULL else 240))
SLICES = 40 if FULL else 1
RAW = 2_000  # at most so many are shown as they are: each has a frame of its own
pytestmark = pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning")
HONEST = (
    "<p>The <b>board</b> met <i>again</i>: <a href='https://good.example/'>minutes</a>."
    "</p><ul><li>Tolls</li></ul><h2>What now</h2><blockquote>We will.</blockquote>"
)


@pytest.fixture(autouse=True)
def quietly():
    """The editor's converter says of each thing that it does not know."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def stage(browser):
    with browser.new_context(viewport={"width": 800, "height": 600}) as context:
        yield Stage(context)


@pytest.mark.parametrize("number", range(SLICES))
def test_nothing_that_was_cleaned_runs(stage, number, say):
    size = -(-COUNT // SLICES)
    given = list(documents(COUNT))[number * size : (number + 1) * size]
    ran, odd, asked, changed, by = set(), [], [], [], Counter()
    for made in made_of(given):
        seen = stage.cleaned(made.sections)
        ran |= seen.ran
        odd += seen.odd
        asked += seen.asked
        changed += made.changed
        by += made.documents
    say(
        f"{len(given)} documents, {sum(by.values())} times shown by {len(by)} "
        f"ways: {len(ran)} ran, {len(odd)} odd, {len(asked)} asked elsewhere, "
        f"{len(changed)} changed by cleaning again",
    )

    assert ran == set()
    assert odd == [], odd[:5]
    assert asked == []
    assert changed == [], changed[:5]


def test_the_same_documents_run_as_they_are(stage, say):
    """The negative control: each family runs, and most of the documents."""
    # An odd step: the families, of which there are eight, take turns.
    given = list(documents(COUNT))[:: -(-COUNT // RAW) | 1]
    ran = set()
    for start in range(0, len(given), 40):
        ran |= stage.raw([each.text for each in given[start : start + 40]]).ran
    ran &= {each.number for each in given}
    families = Counter(each.family for each in given if each.number in ran)
    say(
        f"{len(ran)} of {len(given)} ran raw: {dict(families)}",
    )

    assert set(families) == set(FAMILIES)
    assert len(ran) > len(given) * 0.6


def test_a_cleaner_that_lets_handlers_through_is_seen(stage, monkeypatch):
    """The negative control of the whole way: one guard is broken, and it shows."""
    clean = nh3.clean

    def lax(html, **kwargs):
        tags = kwargs["tags"] | {"img"}
        kwargs["attributes"] = {**kwargs["attributes"], "img": {"src", "onerror"}}
        return clean(html, **kwargs | {"tags": tags})

    monkeypatch.setattr(bodies.nh3, "clean", lax)
    given = [each for each in documents(COUNT) if each.family == "handler"][:3]
    page = [
        f'<section data-n="{each.number}">{bodies.clean(each.text, "http://x.example/")}'
        "</section>"
        for each in given
    ]
    seen = stage.cleaned(page)

    assert seen.ran
    assert seen.odd


def test_honest_documents_keep_their_form(stage):
    """The positive control: what is meant is shown, by every way."""
    given = [type(each)(each.number, "", HONEST) for each in documents(1)]
    (made,) = made_of(given)
    seen = stage.cleaned(made.sections)
    ways = [name for name in made.documents if name in {"HTML", "wordpress", "ninjs"}]
    shown = stage.page.locator("section[data-from='HTML']")

    assert (seen.ran, seen.odd, seen.asked) == (set(), [], []), report(seen)
    assert len(ways) == 3
    assert shown.locator("p b").text_content() == "board"
    assert shown.locator("p i").text_content() == "again"
    assert shown.locator("p a").get_attribute("href") == "https://good.example/"
    for tag, words in {
        "li": "Tolls",
        "h2": "What now",
        "blockquote": "We will.",
    }.items():
        assert shown.locator(tag).first.text_content() == words
