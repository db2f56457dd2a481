"""From the dashboard to a live story, by keyboard, in fifteen presses or fewer."""

import re

from playwright.sync_api import Page, expect

HEADLINE = "The Ostwick crane lifts its last load in fifteen keys"
SOURCE = "https://www.averne-courier.example/2026/crane"


class Keyboard:
    """Counts each press that is not typing: Tab, Enter, an arrow, a shortcut."""

    def __init__(self, page: Page):
        self.page = page
        self.presses: list[str] = []

    def press(self, key: str) -> None:
        self.presses.append(key)
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)


def test_fifteen_presses_lead_from_the_dashboard_to_a_live_story(desk, reader):
    keys = Keyboard(desk)
    desk.goto("/admin/")
    desk.wait_for_load_state()
    keys.press("n")
    expect(desk.get_by_role("radio", checked=True)).to_be_focused()
    keys.press("Enter")
    expect(desk.get_by_placeholder("Headline")).to_be_focused()
    keys.type(HEADLINE)
    keys.press("Enter")
    expect(desk.get_by_role("textbox", name="Standfirst")).to_be_focused()
    keys.type("It was built in 1931.")

    keys.press("Alt+PageDown")
    keys.press("Enter")
    expect(desk.get_by_role("dialog").locator("#id_q")).to_be_focused()
    keys.type("crane")
    expect(desk.get_by_text("Enter takes '")).to_be_visible()
    keys.press("Enter")
    alt = desk.get_by_role("textbox", name="Alt text")
    body = desk.locator("[data-contentpath=body] [contenteditable=true]").first
    expect(alt.or_(body).and_(desk.locator(":focus"))).to_have_count(1)
    if alt.evaluate("field => field === document.activeElement"):
        keys.type("A crane above the harbour")
        keys.press("Alt+PageDown")
    expect(body).to_be_focused()
    desk.wait_for_timeout(250)  # the editor takes its selection over after the focus
    keys.type("The last load was a clock.")

    keys.press("Alt+PageDown")
    keys.type("Ostwick,Harbours,Cranes,")
    keys.press("Alt+PageDown")
    expect(desk.get_by_role("button", name="Add source reference")).to_be_focused()
    keys.press("Enter")
    expect(desk.get_by_role("textbox", name="Address")).to_be_focused()
    keys.type(SOURCE)
    keys.press("Control+Alt+Enter")
    expect(desk.locator(".messages .success")).to_contain_text("published")
    assert len(keys.presses) <= 15, keys.presses

    reader.goto("/")
    reader.get_by_role("link", name=HEADLINE, exact=True).first.click()
    main = reader.locator("main")
    expect(main.locator(".hero img")).to_have_attribute("alt", re.compile("."))
    expect(main.locator(".hashtags a")).to_have_text(
        ["#Ostwick", "#Harbours", "#Cranes"]
    )
    expect(main.locator(".sources__address")).to_have_attribute("href", SOURCE)
    expect(main.locator(".body")).to_have_text("The last load was a clock.")


def test_the_preview_opens_at_the_width_of_a_phone(desk):
    desk.goto("/admin/pages/search/?q=night+ferry")
    desk.get_by_role("link", name="A night ferry from Averne").first.click()
    desk.get_by_role("button", name="Toggle preview").click()
    expect(desk.get_by_role("radio", name="Preview in mobile size")).to_be_checked()
    width = "() => document.querySelector('#w-preview-iframe').contentWindow.innerWidth"
    desk.wait_for_function(f"({width})() === 375")
