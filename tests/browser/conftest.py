"""A newsroom served as `make serve` serves it, and a real browser to read it with."""

import os
import shutil
from dataclasses import dataclass

import processes
import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

DEBIAN_CHROMIUM = "/usr/bin/chromium"
HOW_TO_GET_A_BROWSER = (
    "no Chromium: run `apt-get install chromium`, or `playwright install chromium`"
)


@dataclass(frozen=True)
class Newsroom:
    """A running newsroom: where it is and how to sign in."""

    address: str
    username: str
    password: str


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory, new_database):
    """The demo newsroom, run by the Procfile's ``web`` and ``clock``, DEBUG off."""
    var = tmp_path_factory.mktemp("var")
    running = processes.Newsroom(new_database(), var)
    try:
        running.manage("migrate", "--noinput", check=True)
        running.manage("demo", check=True)
        with running.web(), running.clock():
            username, password = (var / "sign-in.txt").read_text().split(" / ")
            yield Newsroom(running.address, username, password.strip())
    finally:
        running.close()
        shutil.rmtree(var, ignore_errors=True)


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, or Playwright's own where that is installed."""
    # Playwright's event loop stays in this process, where other tests use the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--disable-background-networking"],
            )
        except Error:
            if os.environ.get("CI"):
                raise
            pytest.skip(HOW_TO_GET_A_BROWSER)
        yield chromium
        chromium.close()


@pytest.fixture
def reader(browser: Browser, newsroom) -> Page:
    """A page of somebody who is not signed in; what it complains of fails the test."""
    yield from _watched_page(browser, newsroom)


@pytest.fixture
def desk(browser: Browser, newsroom) -> Page:
    """A page signed in to the admin as the demo's editor."""
    for page in _watched_page(browser, newsroom):
        page.goto("/admin/login/")
        page.get_by_label("Username").fill(newsroom.username)
        page.get_by_label("Password").fill(newsroom.password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/admin/")
        yield page


def _watched_page(browser, newsroom):
    """A fresh page; console messages and requests to other hosts fail the test."""
    context = browser.new_context(
        base_url=newsroom.address, viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    complaints = []
    page.on(
        "console",
        # Chromium's advice on Wagtail's sign-in form is not ours to follow.
        lambda message: message.type == "verbose" or complaints.append(message.text),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((newsroom.address, "data:", "blob:"))
            or complaints.append(f"asked another host: {request.url}")
        ),
    )
    page.on(
        "response",
        lambda answer: (
            answer.status < 400
            or complaints.append(f"{answer.status} {answer.url}: {answer.text()[:500]}")
        ),
    )
    page.complaints = complaints
    yield page
    context.close()
    assert complaints == []
