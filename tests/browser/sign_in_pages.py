"""Every page of signing in, as one person meets them who can publish."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, BrowserContext, Page, expect

SIGN_IN = "/admin/sign-in/"
FACTORS = f"{SIGN_IN}second-factor/"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
# Somebody who owns the newsroom, somebody who may not use it, and a link from a mail.
STAFF = """
import json, sys
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from accounts.models import User
name, password = {name!r}, {password!r}
owner = User.objects.create_superuser(name, name + "@newsclip.example", password)
User.objects.create_user(name + "-reader", "", password)
key = default_token_generator.make_token(owner)
print(json.dumps([user_pk_to_url_str(owner), key]))
"""


@dataclass(frozen=True)
class Owner:
    """A new owner of the newsroom: their name, password, and link to a new one."""

    name: str
    password: str
    link: str


def new_owner(strict) -> Owner:
    name, password = f"owner-{secrets.token_hex(4)}", secrets.token_urlsafe(12)
    asked = STAFF.format(name=name, password=password)
    said = strict.manage("shell", "--verbosity", "0", "--command", asked, check=True)
    whose, key = json.loads(said.stdout.strip().splitlines()[-1])
    return Owner(name, password, f"{SIGN_IN}password/{whose}/{key}/")


def from_elsewhere(browser: Browser, address: str, **more) -> BrowserContext:
    """A browser whose tries count for an address of its own."""
    other = f"203.0.113.{secrets.randbelow(250)}"
    said = {"X-Forwarded-For": other}
    return browser.new_context(base_url=address, extra_http_headers=said, **more)


def with_authenticator(page: Page) -> Page:
    """The same page, on a device that keeps passkeys and has its owner's finger."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def type_name(page: Page, name: str, password: str) -> None:
    page.get_by_label("Username or e-mail").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def code_of(page: Page, secret: str, later: int = 0) -> str:
    """What the app shows; a little ``later``, for no code works twice."""
    counter = page.evaluate("Math.floor(Date.now() / 30000)") + later
    return format_hotp_value(hotp_value(secret, counter))


def sign_in_pages(page: Page, owner: Owner) -> Iterator[str]:
    """The name of each page, while it is shown; what it leads to is asserted."""
    yield from _forgotten(page, owner)
    yield from _first_sign_in(page, owner)
    secret = yield from _an_app(page)
    yield from _changes(page)
    yield from _next_sign_in(page, owner, secret)


def _heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _forgotten(page: Page, owner: Owner) -> Iterator[str]:
    page.goto(SIGN_IN)
    yield "sign-in"
    type_name(page, owner.name, "wrong")
    expect(page.get_by_text("do not belong together")).to_be_visible()
    yield "wrong-password"
    for time in range(6):
        page.goto(SIGN_IN)
        page.get_by_role("link", name="Forgotten password?").click()
        _heading(page, "Get a new password")
        if not time:
            yield "forgotten-password"
        page.get_by_label("E-mail").fill(f"not-{owner.name}@newsclip.example")
        _press(page, "Send the link")
        _heading(page, "Look at your mail" if time < 5 else "Too many tries")
        if not time:
            yield "mail-sent"
    yield "too-many-tries"
    page.goto(f"{SIGN_IN}password/1/wrong/")
    _heading(page, "This link is no longer good")
    yield "old-link"
    page.goto(owner.link)
    _heading(page, "Your new password")
    typed, again = page.locator("input[type=password]").all()
    typed.fill("12345")
    again.fill("another")
    _press(page, "Set this password")
    expect(page.locator(".error-message").first).to_be_visible()
    yield "new-password"
    for field in (typed, again):
        field.fill(owner.password)
    _press(page, "Set this password")
    _heading(page, "Your password is set")
    yield "password-set"


def _first_sign_in(page: Page, owner: Owner) -> Iterator[str]:
    page.goto(f"{SIGN_IN}?next=/admin/")
    type_name(page, f"{owner.name}-reader", owner.password)
    page.goto(f"{SIGN_IN}?next=/admin/")
    _heading(page, "This account does not work here")
    yield "no-entry"
    _press(page, "Sign in as somebody else")
    type_name(page, owner.name, owner.password)
    _heading(page, "Set up a second factor")
    page.goto("/admin/pages/")
    _heading(page, "Set up a second factor")
    yield "needs-one"
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_label("What you call it").fill("My telephone")
    yield "set-up-passkey"
    _press(page, "Set it up")
    _heading(page, "Your recovery codes")
    expect(page.locator(".sign-in__codes li")).to_have_count(10)
    yield "recovery-codes"
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url("**/admin/")
    page.goto(FACTORS)
    yield "passkey-alone"
    page.get_by_role("link", name="Rename My telephone").click()
    page.get_by_label("What you call it").fill("The old telephone")
    yield "rename-passkey"
    _press(page, "Rename it")
    page.get_by_role("link", name="Remove The old telephone").click()
    _heading(page, "Remove “The old telephone”?")
    yield "remove-passkey"
    _press(page, "Remove it")
    expect(page.get_by_text("needs a second factor")).to_be_visible()
    expect(page.get_by_text("The old telephone")).to_be_visible()
    yield "last-one-stays"


def _an_app(page: Page) -> Iterator[str]:
    page.get_by_role("link", name="Set up an app").click()
    _heading(page, "Set up an authenticator app")
    page.get_by_text("The app cannot read it?").click()
    secret = page.locator(".sign-in__steps code").inner_text()
    page.get_by_label("Authenticator code").fill("000000")
    _press(page, "Set it up")
    expect(page.get_by_text("not right")).to_be_visible()
    yield "set-up-app"
    page.get_by_label("Authenticator code").fill(code_of(page, secret))
    _press(page, "Set it up")
    page.goto(FACTORS)
    expect(page.get_by_role("link", name="Remove the app")).to_be_visible()
    yield "all-factors"
    return secret


def _changes(page: Page) -> Iterator[str]:
    page.get_by_role("link", name="Remove the app").click()
    yield "remove-app"
    page.goto(f"{FACTORS}codes/new/")
    yield "new-codes"
    for way in ("", "code/", "passkey/"):
        page.goto(f"{SIGN_IN}again/{way}")
        _heading(page, "Is it you?")
        yield f"again-{way.strip('/') or 'password'}"


def _next_sign_in(page: Page, owner: Owner, secret: str) -> Iterator[str]:
    page.context.clear_cookies()
    page.goto("/admin/pages/")
    type_name(page, owner.name, owner.password)
    _heading(page, "One more step")
    yield "second-step"
    page.get_by_label("Code").fill("000000")
    _press(page, "Sign in")
    expect(page.get_by_text("not right")).to_be_visible()
    yield "wrong-code"
    page.get_by_label("Code").fill(code_of(page, secret, 1))
    _press(page, "Sign in")
    page.wait_for_url("**/admin/pages/**")
