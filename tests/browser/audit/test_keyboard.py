"""A reader without a mouse finds everything, and sees where they are."""

import keyboard
import pytest
from pages import PAGES
from playwright.sync_api import expect

WIDTHS = [360, 1440]


@pytest.fixture
def at(reader):
    """Open a page of that name, at that width."""

    def open_at(name: str, width: int = 1440):
        reader.emulate_media(reduced_motion="reduce")
        reader.set_viewport_size({"width": width, "height": 800})
        reader.goto(PAGES[name].address)
        return reader

    return open_at


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "name", ["front", "article", "category", "hashtag", "search-results"]
)
def test_tab_leads_through_the_page(at, name, width):
    """Everything is a stop, seen and outlined, big enough to hit; none is a trap."""
    page = at(name, width)
    stops = keyboard.walk(page)

    assert keyboard.unreached(page) == []
    assert [stop.what for stop in stops if not stop.onScreen] == []
    assert [stop.what for stop in stops if not stop.uncovered] == []
    assert [stop.what for stop in stops if not stop.outlined] == []
    small = [stop for stop in stops if not (stop.bigEnough or stop.inSentence)]
    assert [stop.what for stop in small] == []


def at_first(stop) -> str:
    """The stop as the page has it: a search box is made a combobox when reached."""
    return stop.what.partition(" autocomplete=")[0].removesuffix(">")


def test_tab_leads_back(at):
    page = at("article")
    there = keyboard.walk(page)
    page.evaluate("window.stops = []")
    back = []
    while (stop := keyboard.press_tab(page, backwards=True)) and not stop.seen:
        back.append(stop)

    assert [at_first(stop) for stop in reversed(back)] == list(map(at_first, there))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_first_stop_skips_to_the_stories(at, width):
    page = at("front", width)
    first = keyboard.press_tab(page)
    page.keyboard.press("Enter")
    following = keyboard.press_tab(page)

    assert 'href="#main"' in first.what
    assert first.onScreen
    assert first.uncovered
    assert following.inMain


def test_a_category_is_opened_from_the_menu(at):
    page = at("front")
    link = page.locator(".category-menu a").first
    name = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_search_is_typed_and_asked(at):
    page = at("front")
    box = page.locator(".masthead [name=q]")
    while not box.evaluate("box => box === document.activeElement"):
        assert keyboard.press_tab(page), "the search box was not reached"
    page.keyboard.type("river")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=river")
