"""The admin works under its policy: no script but its own files and known calls runs.

It walks so many screens as ``SCREENS``, or all with ``NEWSCLIP_SCREENS=200``.
"""

import os
import re
from urllib.parse import urldefrag, urlsplit

import pytest
from django.urls import Resolver404, resolve
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.typist import Typist

SCREENS = int(os.environ.get("NEWSCLIP_SCREENS", 40))
# What breaks the policy is told the page, and so by the console, which is watched.
TELL = """addEventListener("securitypolicyviolation", event => {
    console.error(`${event.effectiveDirective} forbids ${event.blockedURI}`);
});"""
LINKS = "links => links.map(link => link.href)"
# Views that are no screen: they need what is posted, or end the walk.
NO_SCREEN = {"wagtailadmin_logout", "wagtail_bulk_action"}
NONCE = re.compile(r' nonce="[^"]*"')


@pytest.fixture
def strict_desk(desk) -> Page:
    desk.add_init_script(TELL)
    return desk


@pytest.fixture
def tampered(browser, newsroom, signed_in):
    """A page signed in whose documents pass through ``change``; what it then tells."""
    with browser.new_context(
        base_url=newsroom.address, storage_state=signed_in
    ) as context:

        def open_changed(address: str, change) -> tuple[Page, list[str]]:
            page, told = context.new_page(), []
            page.add_init_script(TELL)
            page.on("console", lambda message: told.append(message.text))

            def answer(route):
                response = route.fetch()
                route.fulfill(response=response, body=change(response.text()))

            page.route(f"**{address}", answer)
            page.goto(address)
            page.wait_for_timeout(500)  # for what is told of it
            return page, [each for each in told if " forbids " in each]

        yield open_changed


def screen(address: str) -> str | None:
    """The view that answers there, with the kind of page that it edits; None: none."""
    try:
        view = resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None
    return None if view in NO_SCREEN or "logout" in view else view


def test_every_screen_works_under_the_policy(strict_desk, newsroom, say):
    """Each view once that links lead to, from the dashboard on; none complains."""
    seen, waiting = {}, ["/admin/"]
    while waiting and len(seen) < SCREENS:
        address = waiting.pop(0)
        view = screen(address)
        if view is None or view in seen:
            continue
        seen[view] = strict_desk.goto(address).status
        strict_desk.wait_for_function("document.readyState === 'complete'")
        assert strict_desk.complaints == [], f"{view}: {address}"
        for link in strict_desk.eval_on_selector_all("a[href]", LINKS):
            link = urldefrag(link).url.removeprefix(newsroom.address)
            if link.startswith("/admin/"):
                waiting.append(link)
    say(f"{len(seen)} screens of the admin: 0 violations, 0 errors")
    assert len(seen) >= min(SCREENS, 40)
    assert set(seen.values()) == {200}


def test_a_story_is_written_under_the_policy(strict_desk, tmp_path, say):
    """Typed with every kind of block, choosers, preview, a date, refused."""
    desk, typist = strict_desk, Typist(strict_desk)
    typist.start_story("Politics")
    desk.get_by_placeholder("Headline").fill("Locks under a strict policy")
    picture = tmp_path / "strict-lock.jpg"
    Image.effect_noise((664, 372), 70).convert("RGB").save(picture, "JPEG")
    typist.upload_hero(picture, "Strict lock", "A lock gate")
    typist.type_body([("p", "The keepers shut the gates."), ("h2", "What happened")])
    desk.keyboard.press("Control+A")
    desk.keyboard.press("Control+C")
    kinds = add_every_block(desk)
    choose_a_link(desk)
    typist.type_hashtags(["Locks", "Ports"])
    typist.type_source("https://courier.example/locks")
    desk.get_by_role("button", name="Toggle preview").click()
    frame = desk.frame_locator("#w-preview-iframe")
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Locks under")
    schedule(desk)
    # Blocks that are empty cannot go out: the form comes back, with what is wrong.
    desk.get_by_role("button", name="More actions").last.click()
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.locator(".messages")).to_contain_text("Not done yet")
    assert desk.complaints == []
    say(f"a story with {kinds} kinds of block: 0 violations, 0 errors")


def add_every_block(desk: Page) -> int:
    """One of each kind that the body offers, at its end; how many those are."""
    added, names = 0, None
    while names is None or added < len(names):
        desk.locator(
            "[data-contentpath=body] button[title='Insert a block']"
        ).last.click()
        options = desk.locator(".w-combobox [role=option]")
        expect(options.first).to_be_visible()
        names = names or options.all_inner_texts()
        options.nth(added).click()
        expect(options).to_have_count(0)
        added += 1
    return added


def choose_a_link(desk: Page) -> None:
    """A story chosen as what some words of the body lead to."""
    paragraph = desk.locator("[data-contentpath=body] [contenteditable=true]").first
    paragraph.click()
    desk.keyboard.press("Control+A")
    desk.keyboard.press("Control+K")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("link", name="Newsclip", exact=True).click()
    expect(dialog).to_be_hidden()


def schedule(desk: Page) -> None:
    """The calendar of when to publish."""
    if not desk.get_by_role("button", name="Set schedule").is_visible():
        desk.get_by_role("button", name="Toggle status").click()
    desk.get_by_role("button", name="Set schedule").click()
    expect(desk.locator("#id_go_live_at")).to_be_focused()
    expect(desk.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    desk.keyboard.press("Escape")
    desk.get_by_role("tab", name="Story").click()


def test_without_nonces_the_editor_does_break_the_policy(tampered):
    """The control: what the tests above look for is found where it is."""
    _, told = tampered("/admin/reports/site-history/", lambda html: NONCE.sub("", html))
    assert any("script-src-elem forbids inline" in each for each in told), told


@pytest.mark.parametrize(
    "script",
    [
        "<script>window.ran = 1</script>",
        '<script nonce="guessed-guessed-guess">window.ran = 1</script>',
        "<img src=x: onerror='window.ran = 1'>",
        "<svg onload='window.ran = 1'></svg>",
        "<a id=go href='javascript:window.ran = 1'>x</a>",
    ],
)
def test_what_somebody_put_into_a_screen_does_not_run(tampered, script):
    page, _ = tampered(
        "/admin/account/", lambda html: html.replace("<main", f"{script}<main", 1)
    )
    if "id=go" in script:
        page.locator("#go").dispatch_event("click")
    assert page.evaluate("window.ran") is None
