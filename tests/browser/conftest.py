"""A newsroom served as `make serve` serves it, and a real browser to read it with."""

import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import processes
import pytest
from chromium import chromium
from playwright.sync_api import Browser, Error, Page

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
def demo() -> list[str]:
    """What builds the demo newsroom, with small pictures: none is measured here."""
    return [str(Path(__file__).parent / "small_demo.py")]


@pytest.fixture(scope="session")
def running(demo, tmp_path_factory, new_database):
    """The demo newsroom, run by the Procfile's ``web`` and ``clock``, DEBUG off."""
    var = tmp_path_factory.mktemp("var")
    running = processes.Newsroom(new_database(), var)
    try:
        running.manage("migrate", "--noinput", check=True)
        running.run(*demo, check=True)
        with running.web(), running.clock():
            yield running
    finally:
        running.close()
        shutil.rmtree(var, ignore_errors=True)


@pytest.fixture(scope="session")
def newsroom(running) -> Newsroom:
    """Where that newsroom is, and how to sign in."""
    username, password = (running.var / "sign-in.txt").read_text().split(" / ")
    return Newsroom(running.address, username, password.strip())


@pytest.fixture(scope="session")
def strict(running):
    """The same at an address where who can publish needs a second factor."""
    database = running.environment["DATABASE_URL"]
    strict = processes.Newsroom(database, running.var, NEWSCLIP_SECOND_FACTOR="1")
    try:
        with strict.web(collecting=False):
            yield strict
    finally:
        strict.close()


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, or Playwright's own where that is installed."""
    with ExitStack() as until_the_end:
        try:
            running = until_the_end.enter_context(chromium())
        except Error:
            if os.environ.get("CI"):
                raise
            pytest.skip(HOW_TO_GET_A_BROWSER)
        yield running


@pytest.fixture
def reader(browser: Browser, newsroom) -> Page:
    """A page of somebody who is not signed in; what it complains of fails the test."""
    yield from _watched_page(browser, newsroom)


@pytest.fixture(scope="session")
def signed_in(browser: Browser, newsroom) -> dict:
    """What a browser keeps once the demo's editor has signed in."""
    with browser.new_context(base_url=newsroom.address) as context:
        page = context.new_page()
        page.goto("/admin/sign-in/")
        page.get_by_label("Username or e-mail").fill(newsroom.username)
        page.get_by_label("Password").fill(newsroom.password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/admin/")
        return context.storage_state()


@pytest.fixture
def desk(browser: Browser, newsroom, signed_in) -> Page:
    """A page signed in to the admin as the demo's editor."""
    yield from _watched_page(browser, newsroom, storage_state=signed_in)


def _watched_page(browser, newsroom, **context):
    """A fresh page; console messages and requests to other hosts fail the test."""
    context = browser.new_context(
        base_url=newsroom.address, viewport={"width": 1440, "height": 900}, **context
    )
    page = context.new_page()
    complaints = []
    page.on(
        "console",
        # Chromium's advice on Wagtail's sign-in form is not ours to follow.
        lambda message: (
            message.type == "verbose"
            or _awaits_a_headline(message.location["url"], message.text)
            or complaints.append(message.text)
        ),
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
            or _awaits_a_headline(answer.url, f"status of {answer.status}")
            or complaints.append(f"{answer.status} {answer.url}")
        ),
    )
    page.complaints = complaints
    yield page
    context.close()
    assert complaints == []


def _awaits_a_headline(address: str, text: str) -> bool:
    """Whether Wagtail refused to autosave a page that has no title yet."""
    return "/pages/add/" in address and "status of 400" in text
