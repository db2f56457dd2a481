"""Signing in as browsers do it: by passkey, by code, and after a session has ended."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk.test_admin_policy import TELL
from tests.browser.desk.test_expired_session import begin, end_the_session
from tests.browser.sign_in_pages import (
    code_of,
    from_elsewhere,
    new_owner,
    sign_in_pages,
    type_name,
    with_authenticator,
)

WIDER = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def person(browser, newsroom) -> Page:
    """A browser with a virtual authenticator, at a host that passkeys may name."""
    with from_elsewhere(browser, newsroom.address) as context:
        page = with_authenticator(context.new_page())
        complaints = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        assert complaints == []


def sign_in(page: Page, name: str, password: str) -> None:
    if "/sign-in/" not in page.url:
        page.goto("/admin/sign-in/")
    type_name(page, name, password)


def sign_out(page: Page) -> None:
    page.goto("/admin/")
    end_the_session(page)
    page.context.clear_cookies()


def remove_all(page: Page) -> None:
    page.goto("/admin/sign-in/second-factor/")
    while (link := page.get_by_role("link", name=re.compile("^Remove"))).count():
        link.first.click()
        page.get_by_role("button", name="Remove it").click()
        page.wait_for_url("**/second-factor/")


def test_a_passkey_is_set_up_and_is_enough_to_sign_in(person, newsroom):
    sign_in(person, "managing-editor", newsroom.password)
    person.goto("/admin/account/#tab-actions")
    person.get_by_role("link", name="Second factors").click()
    person.get_by_role("link", name="Set up a passkey").click()
    person.get_by_label("What you call it").fill("My telephone")
    person.get_by_role("button", name="Set it up").click()
    expect(person.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    assert person.locator(".sign-in__codes li").count() == 10
    sign_out(person)

    person.goto("/admin/sign-in/?next=/admin/pages/")
    person.get_by_role("button", name="Sign in with a passkey").click()
    person.wait_for_url(re.compile(r"^http://[^/]+/admin/pages/"))
    sign_out(person)

    sign_in(person, "managing-editor", newsroom.password)
    person.get_by_role("button", name="Use a passkey").click()
    person.wait_for_url("**/admin/")
    remove_all(person)


def test_a_session_that_ended_goes_on_after_password_and_code(person, newsroom):
    sign_in(person, "section-editor", newsroom.password)
    person.wait_for_url("**/admin/")
    person.goto("/admin/sign-in/second-factor/app/")
    person.get_by_text("The app cannot read it?").click()
    secret = person.locator(".sign-in__steps code").inner_text()
    person.get_by_label("Authenticator code").fill(code_of(person, secret))
    person.get_by_role("button", name="Set it up").click()
    expect(person.get_by_role("heading", level=1)).to_have_text("Your recovery codes")

    begin(person, "Written by who has an authenticator app")
    end_the_session(person)
    person.keyboard.type(" And a second one.")
    alert = person.get_by_role("alert")
    expect(alert).to_contain_text("You have been signed out")
    with person.context.expect_page() as opened:
        alert.get_by_role("link", name="Sign in in a new tab").click()
    tab = opened.value
    sign_in(tab, "section-editor", newsroom.password)
    tab.get_by_label("Code").fill(code_of(person, secret, 1))
    tab.get_by_role("button", name="Sign in", exact=True).click()
    expect(tab.get_by_text("Go back to the tab with your story")).to_be_visible()
    expect(alert).to_contain_text("your story is saved")
    remove_all(tab)


@pytest.mark.parametrize("width", [360, 1440])
def test_every_page_of_signing_in_fits_and_keeps_the_policy(
    browser, strict, width, say
):
    """With a second factor required: none of the admin before, and the last stays."""
    complaints, seen = [], []
    window = {"width": width, "height": 900}
    with from_elsewhere(browser, strict.address, viewport=window) as context:
        page = with_authenticator(context.new_page())
        page.add_init_script(TELL)
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for name in sign_in_pages(page, new_owner(strict)):
            seen.append(name)
            assert page.evaluate(WIDER) <= 0, name
    refused = [each for each in complaints if "status of" not in each]
    assert refused == []
    say(f"{len(seen)} pages of signing in: 0 violations")
