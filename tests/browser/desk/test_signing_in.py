"""Signing in as browsers do it: by passkey, by code, and after a session has ended."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.browser.desk.test_expired_session import begin, end_the_session

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def person(browser, newsroom) -> Page:
    """A browser with a virtual authenticator, at a host that passkeys may name."""
    context = browser.new_context(
        base_url=newsroom.address, viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    assert page.complaints == []
    context.close()


def sign_in(page: Page, name: str, password: str) -> None:
    if "/sign-in/" not in page.url:
        page.goto("/admin/sign-in/")
    page.get_by_label("Username or e-mail").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


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
    person.get_by_label("Authenticator code").fill(_code(person, secret, 0))
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
    tab.get_by_label("Code").fill(_code(person, secret, 1))
    tab.get_by_role("button", name="Sign in", exact=True).click()
    expect(tab.get_by_text("Go back to the tab with your story")).to_be_visible()
    expect(alert).to_contain_text("your story is saved")
    remove_all(tab)


def _code(page: Page, secret: str, later: int) -> str:
    """What the app shows; a little ``later``, for no code works twice."""
    counter = page.evaluate("Math.floor(Date.now() / 30000)") + later
    return format_hotp_value(hotp_value(secret, counter))
