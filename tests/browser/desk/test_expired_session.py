"""A session that ends while a story is written: nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.typist import Typist


@pytest.fixture
def desk(browser, newsroom) -> Page:
    """A page with a session of its own, which ends: complaints are no failure."""
    context = browser.new_context(
        base_url=newsroom.address, viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    sign_in(page, newsroom.username, newsroom.password)
    yield page
    context.close()


def sign_in(page: Page, username: str, password: str) -> None:
    if "/sign-in/" not in page.url:
        page.goto("/admin/sign-in/")
    page.get_by_label("Username or e-mail").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).not_to_have_url(re.compile("/sign-in/"))


def end_the_session(page: Page) -> None:
    """End it on the server; the browser keeps its cookies, as when it has expired."""
    cookies = {c["name"]: c["value"] for c in page.context.cookies()}
    address = page.url
    origin = re.match(r"https?://[^/]+", address)[0]
    token = page.evaluate("window.wagtailConfig.CSRF_TOKEN")
    answer = page.request.post(
        "/admin/logout/",
        headers={"X-CSRFToken": token, "Referer": address, "Origin": origin},
    )
    assert answer.ok
    # The browser was not told.
    page.context.add_cookies(
        [{"name": n, "value": v, "url": origin} for n, v in cookies.items()]
    )


def sign_in_again(desk: Page, newsroom) -> None:
    """Follow the notice's link to a new tab, and sign in there."""
    link = desk.get_by_role("alert").get_by_role("link", name="Sign in in a new tab")
    with desk.context.expect_page() as opened:
        link.click()
    sign_in(opened.value, newsroom.username, newsroom.password)


def begin(desk: Page, headline: str) -> None:
    """A story that is saved once, before its session ends."""
    typist = Typist(desk)
    typist.start_story("World")
    desk.get_by_placeholder("Headline").fill(headline)
    typist.click_into_body()
    desk.keyboard.type("The first sentence.")
    expect(typist.editors().first).to_have_text("The first sentence.")
    desk.wait_for_url("**/edit/")


def test_a_press_is_held_back_and_all_is_published_after_signing_in(
    desk, newsroom, reader
):
    headline = "Written through the end of a session"
    begin(desk, headline)
    end_the_session(desk)
    desk.keyboard.type(" And a second one.")
    alert = desk.get_by_role("alert")
    expect(alert).to_contain_text("You have been signed out")
    desk.get_by_role("button", name="More actions").last.click()
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(alert).to_contain_text("'Publish' was not sent")
    expect(alert.get_by_role("link", name="Sign in in a new tab")).to_be_focused()
    asked = []
    desk.on("request", lambda sent: asked.append("/signed-in/" in sent.url))
    desk.wait_for_timeout(1000)
    assert sum(asked) <= 1, "to show the link is no reason to ask again"

    with desk.context.expect_page() as opened:
        desk.keyboard.press("Enter")
    tab = opened.value
    sign_in(tab, newsroom.username, newsroom.password)
    expect(tab.get_by_text("Go back to the tab with your story")).to_be_visible()

    expect(alert).to_contain_text("your story is saved. Press 'Publish' again")
    if not (
        publish := desk.get_by_role("button", name="Publish", exact=True)
    ).is_visible():
        desk.get_by_role("button", name="More actions").last.click()
    publish.click()
    expect(desk.locator(".messages .success")).to_contain_text("published")
    reader.goto("/")
    reader.get_by_role("link", name=headline).first.click()
    expect(reader.locator(".body")).to_have_text(
        "The first sentence. And a second one."
    )


def test_an_autosave_from_before_that_fails_late_is_not_told_of_now(desk, newsroom):
    begin(desk, "Signed in again while an autosave was on its way")
    end_the_session(desk)
    desk.keyboard.type(" And a second one.")
    alert = desk.get_by_role("alert")
    expect(alert).to_contain_text("You have been signed out")
    on_their_way = []

    def hold_the_first(route):
        if route.request.method == "POST" and not on_their_way:
            on_their_way.append(route)
        else:
            route.continue_()

    desk.route("**/edit/", hold_the_first)
    with desk.expect_request(
        lambda sent: sent.method == "POST" and "/edit/" in sent.url
    ):
        desk.keyboard.type(" And a third one.")
    with desk.expect_response(lambda answer: "/signed-in/" in answer.url and answer.ok):
        sign_in_again(desk, newsroom)
    on_their_way[0].fulfill(status=403, body="That token was of the former session.")
    expect(alert).to_contain_text("your story is saved")


def test_a_press_that_was_held_back_takes_no_caret_away_later(desk):
    begin(desk, "Pressed once, then written on")
    end_the_session(desk)
    desk.get_by_role("button", name="Save draft").click()
    alert = desk.get_by_role("alert")
    expect(alert.get_by_role("link", name="Sign in in a new tab")).to_be_focused()
    Typist(desk).click_into_body()
    with desk.expect_response(lambda answer: "/signed-in/" in answer.url):
        desk.keyboard.type(" And a second one.")  # which autosave cannot save
    desk.wait_for_timeout(500)
    desk.keyboard.type(" And a third one.")
    expect(Typist(desk).editors().first).to_contain_text("And a third one.")
    expect(alert).to_contain_text("'Save draft' was not sent")


def test_a_newsroom_that_fails_for_a_while_is_no_sign_out(desk):
    begin(desk, "Written while the server failed")
    away = {"status": 503, "body": "Away"}
    for at in ("**/edit/", "**/signed-in/"):
        desk.route(at, lambda route: route.fulfill(**away))
    desk.keyboard.type(" And a second one.", delay=150)  # as people type
    alert = desk.get_by_role("alert")
    expect(alert).to_contain_text("The newsroom cannot be reached")
    desk.unroute_all()
    desk.keyboard.type(" And a third one.")
    expect(alert).to_contain_text("can be reached again, and your story is saved")


def test_once_the_newsroom_saves_again_the_story_is_saved_though_nobody_types(desk):
    begin(desk, "Written while the database took nothing")
    away = {"status": 503, "json": {"success": False, "error_code": "failed"}}
    for at in ("**/edit/", "**/signed-in/"):
        desk.route(at, lambda route: route.fulfill(**away))
    desk.keyboard.type(" And a second one.")
    alert = desk.get_by_role("alert")
    expect(alert).to_contain_text("cannot save just now. Your story is still here")
    desk.get_by_role("button", name="Save draft").click()
    expect(alert).to_contain_text("'Save draft' was not sent")
    expect(Typist(desk).editors().first).to_contain_text("And a second one.")
    desk.unroute_all()
    expect(alert).to_contain_text("can be reached again, and your story is saved")
    desk.reload()
    expect(Typist(desk).editors().first).to_contain_text("And a second one.")


def test_a_newsroom_that_says_nothing_is_not_waited_for(desk):
    begin(desk, "Written while the database hung")
    held = []
    for at in ("**/edit/", "**/signed-in/"):
        # Neither answered nor refused.
        desk.route(at, lambda route: held.append(route))
    desk.get_by_role("button", name="Save draft").click()
    alert = desk.get_by_role("alert")
    expect(alert).to_contain_text("'Save draft' was not sent")
    desk.unroute_all()
    expect(alert).to_contain_text("can be reached again")


def test_where_nothing_saves_by_itself_any_more_it_asks_to_save(desk, newsroom):
    """As after a conflict, which ends Wagtail's autosave."""
    begin(desk, "Signed in again where autosave has ended")
    form = desk.locator("[data-edit-form]")
    form.evaluate("(form) => { form.dataset.wAutosaveActiveValue = 'false' }")
    end_the_session(desk)
    desk.get_by_role("button", name="Save draft").click()
    sign_in_again(desk, newsroom)
    expect(desk.get_by_role("alert")).to_contain_text(
        "save your story now. Press 'Save draft' again"
    )


def test_nothing_is_saved_as_somebody_else_who_signed_in_meanwhile(desk, newsroom):
    begin(desk, "Opened by one, continued by another")
    me = desk.locator("[data-signed-in]")
    me.evaluate("(field) => { field.dataset.user = '0' }")  # whom nobody can be
    end_the_session(desk)
    desk.keyboard.type(" Typed later.")
    sign_in_again(desk, newsroom)
    alert = desk.get_by_role("alert")
    expect(alert).to_contain_text("did not open this story")
    desk.get_by_role("button", name="Save draft").click()
    expect(alert).to_contain_text("'Save draft' was not sent")

    with desk.expect_response(
        lambda answer: (
            answer.request.method == "POST" and "/edit/" in answer.url and answer.ok
        )
    ) as saved:
        alert.get_by_role("button", name="Save it as this user").click()
    assert saved.value.json()["success"]
    expect(alert).to_contain_text("your story is saved")
