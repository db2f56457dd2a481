"""A newsroom served as `make serve` serves it, and a real browser to read it with."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(settings.ROOT)
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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "NEWSCLIP_VAR": str(var),
        "NEWSCLIP_BASE_URL": address,
        "NEWSCLIP_BIND": "127.0.0.1",
        "PORT": str(port),
        "DATABASE_URL": new_database(),
        "DEBUG": "0",
    }
    for command in ("collectstatic --noinput", "migrate --noinput", "demo"):
        subprocess.run(
            [sys.executable, "manage.py", *command.split()],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
        )
    procfile = (ROOT / "Procfile").read_text()
    processes = []
    with (var / "log").open("w") as log:
        for command in re.findall(r"^(?:web|clock): (.*)$", procfile, re.M):
            process = subprocess.Popen(
                ["bash", "-c", f"exec {command}"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
            processes.append(process)
    try:
        _wait_for(address)
        username, password = (var / "sign-in.txt").read_text().split(" / ")
        yield Newsroom(address, username, password.strip())
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=60)
        shutil.rmtree(var, ignore_errors=True)


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=60).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"nothing answers at {address}")


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
