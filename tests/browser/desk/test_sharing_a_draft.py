"""A draft is shared with an outsider, and its link dies when the story is published."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.typist import Typist


def test_an_outsider_reads_a_draft_until_it_is_published(
    desk: Page, browser: Browser, newsroom
):
    typist = Typist(desk)
    typist.start_story("General")
    desk.get_by_placeholder("Headline").fill("The ferry line closes in May")
    typist.click_into_body()
    desk.keyboard.insert_text("The board told the crews on Monday.")
    written = desk.locator("[name=body-0-value]")
    expect(written).to_have_value(re.compile("crews"))  # a moment after it is typed
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.locator(".messages .success")).to_be_visible()
    editor = desk.url
    desk.get_by_role("button", name="Actions", exact=True).first.click()
    desk.get_by_role("link", name="Share draft").click()
    desk.get_by_label("1 day").check()
    desk.get_by_role("button", name="Make a link").click()
    address = desk.get_by_label("Address").input_value()

    with browser.new_context(base_url=newsroom.address) as elsewhere:
        outsider = elsewhere.new_page()
        assert outsider.goto(address).status == 200
        expect(outsider.get_by_role("heading", level=1)).to_have_text(
            "The ferry line closes in May"
        )
        expect(outsider.get_by_text("This is a draft")).to_be_visible()
        desk.goto(editor)
        typist.publish()
        assert outsider.goto(address).status == 404
