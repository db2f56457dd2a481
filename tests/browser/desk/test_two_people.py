"""Two people have one story open; the second to save chooses field by field."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.typist import Typist

HEADLINE = "Two people write about one bridge"


@pytest.fixture
def colleague(browser: Browser, newsroom) -> Page:
    """A page of the managing editor, beside that of the desk."""
    with browser.new_context(base_url=newsroom.address) as context:
        page = context.new_page()
        page.goto("/admin/sign-in/")
        page.get_by_label("Username or e-mail").fill("managing-editor")
        page.get_by_label("Password").fill(newsroom.password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/admin/")
        yield page


def save(page: Page) -> None:
    page.get_by_role("button", name="Save draft").click()


def test_the_second_to_save_sees_both_versions_and_loses_nothing(
    desk: Page, colleague: Page
):
    typist = Typist(desk)
    typist.start_story("General")
    desk.get_by_placeholder("Headline").fill(HEADLINE)
    typist.click_into_body()
    desk.keyboard.insert_text("The bridge is closed.")
    save(desk)
    expect(desk.locator(".messages .success")).to_be_visible()
    colleague.goto(desk.url)
    expect(colleague.locator("[name=title]")).to_have_value(HEADLINE)

    # The network of the second is away, so that only their press is sent.
    desk.route("**/edit/", lambda route: route.abort(), times=20)
    desk.locator("[name=standfirst]").fill("It will open in spring.")
    colleague.locator("[name=title]").fill("The bridge has two authors")
    save(colleague)
    expect(colleague.locator(".messages .success")).to_be_visible()
    desk.unroute("**/edit/")
    # The editor knows of the newer version by now, and leaves the word to the page.
    told = desk.get_by_role("button", name="managing-editor saved a new version")
    expect(told).to_be_visible()
    save(desk)
    expect(desk.get_by_text("Nothing was saved")).to_be_visible()
    headline = desk.get_by_role("group", name="Headline")
    # What the other version has is in each column, too, and hidden there.
    assert "The bridge has two authors" in headline.inner_text()
    expect(headline.get_by_label("The newer version")).to_be_checked()
    mine = desk.get_by_role("group", name="Standfirst").get_by_label("Yours")
    expect(mine).to_be_checked()
    desk.get_by_role("button", name="Save these as a draft").click()
    expect(desk.locator("[name=title]")).to_have_value("The bridge has two authors")
    expect(desk.locator("[name=standfirst]")).to_have_value("It will open in spring.")
    desk.complaints.clear()  # of the network that was away, and of the 409
