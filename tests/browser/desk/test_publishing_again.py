"""Publishing again, and withdrawing, with the keyboard in a real browser."""

import re

from playwright.sync_api import Locator, Page, expect


def open_editor(desk: Page, headline: str) -> None:
    desk.goto(f"/admin/pages/search/?q={headline}")
    desk.get_by_role("link", name=headline).first.click()
    expect(desk.locator("body.ready [name=title]")).to_be_visible()


def press_in_the_menu(desk: Page, name: str) -> None:
    """Open the menu of the editor's button, and go to ``name`` by Tab."""
    menu = desk.get_by_role("button", name="More actions").last
    menu.press("Enter")
    button = desk.get_by_role("button", name=name, exact=True)
    expect(button).to_be_visible()
    while not button.evaluate("button => button === document.activeElement"):
        desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")


def the_question(desk: Page) -> Locator:
    dialog = desk.get_by_role("dialog", name="What do readers see of this?")
    expect(dialog.get_by_role("radio", name="Minor fix")).to_be_focused()
    expect(dialog.get_by_role("radio", name="Minor fix")).to_be_checked()
    return dialog


def test_publish_asks_and_enter_is_a_minor_fix(desk: Page):
    open_editor(desk, "Harbour Theatre")
    press_in_the_menu(desk, "Publish")
    the_question(desk)
    desk.keyboard.press("Enter")
    expect(desk.locator(".messages .success")).to_contain_text("published")
    desk.goto("/culture/harbour-theatre-curtain/")
    expect(desk.get_by_text("Updated", exact=False)).to_have_count(0)


def test_escape_leads_back_to_the_editor_and_nothing_is_published(desk: Page):
    open_editor(desk, "Harbour Theatre")
    address = desk.url
    for _ in range(2):  # it asks again
        press_in_the_menu(desk, "Publish")
        dialog = the_question(desk)
        desk.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        menu = desk.get_by_role("button", name="More actions").last
        expect(menu).to_be_focused()
    assert desk.url == address


def test_a_correction_is_chosen_by_arrows_and_its_note_is_needed(desk: Page):
    open_editor(desk, "Harbour Theatre")
    press_in_the_menu(desk, "Publish")
    dialog = the_question(desk)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("radio", name="Correction")).to_be_checked()
    expect(dialog.get_by_label("Note to readers")).to_be_visible()
    expect(dialog.locator(".error-message")).to_be_hidden()
    desk.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Write what readers")
    expect(dialog.get_by_label("Note to readers")).to_be_focused()
    desk.keyboard.type("The curtain is of 1911, not of 1919.")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator(".messages .success")).to_contain_text("published")
    desk.goto("/corrections/")
    expect(desk.locator(".corrections__correction").first).to_contain_text(
        "The curtain is of 1911, not of 1919."
    )


def test_an_update_of_a_scheduled_version_asks_too(desk: Page):
    open_editor(desk, "Harbour Theatre")
    desk.get_by_role("tab", name="Timing").click()
    desk.locator("#id_go_live_at").fill("2090-05-02 12:00")
    for name in ("Schedule to publish", "Update schedule"):
        press_in_the_menu(desk, name)
        the_question(desk)
        desk.keyboard.press("Enter")
        expect(desk.get_by_text("has been scheduled for publishing")).to_be_visible()
        open_editor(desk, "Harbour Theatre")
    desk.get_by_role("button", name="Cancel scheduled publish").or_(
        desk.get_by_role("link", name="Cancel scheduled publish")
    ).first.click()
    desk.get_by_role("button", name=re.compile("^Yes")).click()
    expect(desk.locator(".messages .success")).to_be_visible()


def test_a_withdrawn_story_says_why_at_its_address(desk: Page):
    open_editor(desk, "A radio play")
    address = "/culture/orlese-radio-play/"
    desk.get_by_role("button", name="More actions").last.press("Enter")
    desk.get_by_role("link", name="Unpublish").last.click()
    expect(desk.get_by_text("Unpublishing withdraws it")).to_be_visible()
    reason = desk.get_by_label("Reason, which readers will see")
    reason.fill("The play was never recorded.")
    reason.press("Tab")
    desk.get_by_role("button", name=re.compile("^Yes")).press("Enter")
    expect(desk.locator(".messages .success")).to_contain_text("unpublished")
    desk.complaints.clear()
    answer = desk.goto(address)
    assert answer.status == 410
    expect(desk.get_by_role("heading", level=1)).to_contain_text(
        "This story was withdrawn on"
    )
    expect(desk.locator("main")).to_contain_text("The play was never recorded.")
    expect(desk.locator("main")).not_to_contain_text("900 speakers")
    desk.complaints.clear()  # the browser's word on the 410
