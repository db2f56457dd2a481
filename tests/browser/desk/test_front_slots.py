"""An editor composes the front page, and looks at it as it will be."""

from datetime import datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.browser.typist import Typist

PILOTS = "Averne pilots and port meet a mediator"
RADIO = "A radio play in a dialect of 900 speakers"


def open_the_front(desk: Page) -> Locator:
    """The panel of its slots, in the editor."""
    desk.goto("/admin/")
    desk.get_by_role("link", name="Front page", exact=True).click()
    slots = desk.locator("#panel-child-content-slots-content")
    expect(slots).to_be_visible()
    return slots


def place(desk: Page, slots: Locator, headline: str) -> Locator:
    """A new slot with that story; the keyboard goes to the story by itself."""
    slots.get_by_role("button", name="Add slot").press("Enter")
    newest = slots.locator("[data-inline-panel-child]").last
    slot = slots.locator(f"#{newest.get_attribute('id')}")
    choose = slot.get_by_role("button", name="Choose a story")
    expect(choose).to_be_focused()
    desk.keyboard.press("Enter")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_placeholder("Search").fill(headline)
    dialog.get_by_role("link", name=headline).first.click()
    # The dialog gives the focus back once its backdrop has gone.
    expect(desk.locator(".modal-backdrop")).to_have_count(0)
    return slot


def test_an_editor_composes_the_front_with_the_keyboard(desk: Page):
    slots = open_the_front(desk)
    placed = slots.locator("[data-inline-panel-child]").count()
    place(desk, slots, PILOTS)
    radio = place(desk, slots, RADIO)
    radio.get_by_label("Headline").fill("Sixty thousand listen to a dialect")
    for _ in range(placed + 1):
        radio.get_by_role("button", name="Move up").press("Enter")
    Typist(desk).publish()

    desk.goto("/")
    headlines = desk.locator("main h2 a, main h3 a")
    expect(headlines.first).to_have_text("Sixty thousand listen to a dialect")
    assert headlines.first.get_attribute("href") == "/culture/orlese-radio-play/"
    assert desk.locator("main a[href='/culture/orlese-radio-play/']").count() == 1


def test_the_front_at_a_later_time_shows_what_is_scheduled_until_then(desk: Page):
    later = f"{datetime.now() + timedelta(days=30):%Y-%m-%d %H:%M}"
    slots = open_the_front(desk)
    expect(slots).to_be_visible()
    desk.get_by_role("link", name="See the front at a later time").click()
    desk.get_by_label("Date and time").fill(later)
    desk.get_by_role("button", name="Show the front page").press("Enter")
    then = desk.frame_locator("iframe[aria-labelledby=coming-front]")
    expect(then.get_by_text("New flood maps move 6,200 homes").first).to_be_visible()
    desk.goto("/")
    expect(desk.get_by_text("New flood maps move 6,200 homes")).to_have_count(0)
