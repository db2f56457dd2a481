"""Searching by hand: suggestions under the box by the keyboard, filters on a phone."""

import pytest
from pages import PAGES
from playwright.sync_api import expect

RESULTS = PAGES["search-results"].address
PHONE = {"width": 360, "height": 740}


@pytest.fixture(params=["front", "search"])
def box(reader, request):
    """The masthead's box, and the search page's own, with something typed."""
    reader.goto(PAGES[request.param].address)
    box = reader.locator("main [name=q], .masthead [name=q]").last
    box.focus()
    expect(box).to_have_role("combobox")
    box.press_sequentially("aver", delay=20)
    expect(reader.get_by_role("option").first).to_be_visible()
    return box


def active(box):
    """The option that the keyboard is on; None where it is in the box."""
    return box.get_attribute("aria-activedescendant")


def test_suggestions_are_walked_with_the_arrows_and_chosen_with_enter(reader, box):
    options = reader.get_by_role("option")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(reader.locator("form [role=status]")).to_have_text(
        f"{options.count()} suggestions"
    )
    assert active(box) is None
    box.press("ArrowDown")
    assert active(box) == options.first.get_attribute("id")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("ArrowUp")
    assert active(box) is None
    box.press("ArrowUp")
    assert active(box) == options.last.get_attribute("id")
    expect(box).to_be_focused()
    address = options.last.get_attribute("data-address")
    box.press("Enter")
    reader.wait_for_url(f"**{address}")


def test_escape_closes_suggestions_and_enter_asks_for_what_was_typed(reader, box):
    box.press("ArrowDown")
    box.press("Escape")
    expect(reader.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("aver")
    assert active(box) is None
    box.press("Enter")
    reader.wait_for_url("**/search/?q=aver")


def test_a_suggestion_is_chosen_with_the_mouse(reader, box):
    option = reader.get_by_role("option").first
    address = option.get_attribute("data-address")
    option.click()
    reader.wait_for_url(f"**{address}")


def test_no_page_loads_suggestions_before_a_reader_is_in_a_box(reader):
    asked = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto("/", wait_until="networkidle")
    assert not [url for url in asked if "suggest" in url or "search" in url]


def test_filters_of_a_phone_are_behind_a_button_and_left_by_escape(reader):
    reader.set_viewport_size(PHONE)
    reader.goto(RESULTS)
    button = reader.get_by_role("button", name="Filters")
    panel = reader.get_by_role("complementary", name="Filters")
    expect(panel).to_be_hidden()
    button.focus()
    reader.keyboard.press("Enter")
    expect(panel).to_be_visible()
    reader.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


def test_filters_of_a_phone_come_on_and_off(reader):
    reader.set_viewport_size(PHONE)
    reader.goto(RESULTS)
    reader.get_by_role("button", name="Filters").click()
    choice = reader.locator(".filters__choices a").first
    name = choice.locator("bdi").inner_text()
    choice.click()
    expect(reader.get_by_role("button", name="Filters (1)")).to_be_visible()
    reader.locator(".chips").get_by_role("link", name=f"Remove {name}").click()
    expect(reader.locator(".chips")).to_have_count(0)
    expect(reader).to_have_url(f"{reader.url.partition('/search')[0]}{RESULTS}")


def test_a_desk_has_the_filters_beside_the_answer(reader):
    reader.goto(RESULTS)
    expect(reader.get_by_role("complementary", name="Filters")).to_be_visible()
    expect(reader.get_by_role("button", name="Filters")).to_be_hidden()
