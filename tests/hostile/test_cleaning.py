"""Some hostile documents through every input: no markup of theirs is left.

`tests/browser/test_nothing_runs.py` shows many more of them in a browser.
"""

import logging

import pytest
from bs4 import BeautifulSoup

from news.blocks import rich_text
from news.blocks.paragraph import ParagraphBlock
from syndication import settling
from syndication.importing.html.cleaning import cleaned
from tests.hostile.grammar import FAMILIES, documents
from tests.hostile.pages import made_of
from tests.hostile.rendering import section

COUNT = 8
pytestmark = pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning")


@pytest.fixture(autouse=True)
def quietly():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def wrong_in(sections: list[str]) -> list[str]:
    """Elements, handlers and addresses that run or load, as a parser reads them."""
    found = []
    for each in BeautifulSoup("".join(sections), "html.parser").find_all(True):
        frame = each.name == "iframe" and "sandbox" in each.attrs
        data = each.name == "script" and each.get("type") == "application/ld+json"
        if each.name in {"script", "iframe", "object", "svg", "img"} and not (
            frame or data
        ):
            found.append(str(each)[:100])
        found += [name for name in each.attrs if name.startswith("on")]
        found += [
            each[name]
            for name in ("href", "src", "action", "formaction")
            if each.get(name, "").strip().lower().startswith(("javascript:", "data:"))
        ]
    return found


def test_nothing_is_left_of_a_sample_and_cleaning_again_changes_nothing():
    given = list(documents(COUNT))
    for made in made_of(given):
        assert wrong_in(made.sections) == []
        assert made.changed == []
        assert len(made.sections) > 3 * COUNT
    assert {each.family for each in given} == set(FAMILIES)


def test_the_same_documents_are_seen_as_they_are():
    """The negative control."""
    raw = [section(each.number, "raw", each.text) for each in documents(8)]

    assert len(wrong_in(raw)) >= 6


def test_a_link_that_leads_nowhere_is_text_at_the_first_saving():
    dead = '<p><a>Minutes</a> and <a href="/x">tolls</a></p>'
    saved = ParagraphBlock().value_from_form(dead).source

    assert saved == '<p>Minutes and <a href="/x">tolls</a></p>'
    assert rich_text.without_dead_links(saved) == saved


@pytest.mark.parametrize("between", ["<div>" * 60, "<ul><li>" * 40])
def test_a_link_in_a_link_below_many_blocks_settles(between, monkeypatch):
    said = f"<a href=/x>{between}<a href=javascript:run()>touch me</a></a>"
    once, _ = cleaned(said)
    assert cleaned(once)[0] == once
    assert "javascript" not in once
    monkeypatch.setattr(settling, "_without_links_in_links", lambda html: html)
    once, _ = cleaned(said)
    assert cleaned(once)[0] != once, "the control"
