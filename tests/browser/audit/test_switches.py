"""The theme switch and the share menu obey the keyboard."""

import pytest
from keyboard import press_tab
from pages import PAGES
from playwright.sync_api import expect

BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_chosen_theme_is_kept(reader, key):
    """From one page to the next, against what the system prefers."""
    reader.emulate_media(color_scheme="light")
    reader.goto(PAGES["front"].address)
    light = reader.evaluate(BACKGROUND)
    reader.locator("theme-switch button").first.focus()
    reader.keyboard.press(key)
    expect(reader.locator("body")).not_to_have_css("background-color", light)
    dark = reader.evaluate(BACKGROUND)
    reader.goto(PAGES["article"].address)

    assert reader.evaluate(BACKGROUND) == dark
    reader.emulate_media(color_scheme="dark")
    assert reader.evaluate(BACKGROUND) == dark


def test_the_share_menu_opens_and_is_left_by_tab(reader):
    reader.goto(PAGES["article"].address)
    menu = reader.locator("share-menu details").first
    menu.locator("summary").focus()
    reader.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")

    offered = menu.locator("a:visible, button:visible, input:visible").count()
    inside = 0
    while press_tab(reader) and menu.evaluate(
        "menu => menu.contains(document.activeElement)"
    ):
        inside += 1
        assert inside <= offered, "no way out of the menu"
    assert inside == offered >= 7


def test_escape_closes_the_share_menu_and_gives_the_focus_back(reader):
    reader.goto(PAGES["article"].address)
    menu = reader.locator("share-menu details").first
    menu.locator("summary").focus()
    reader.keyboard.press("Enter")
    press_tab(reader)
    reader.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
