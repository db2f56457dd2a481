"""Chromium, as the browser tests and the tools beside them drive it."""

import os
import shutil
from contextlib import contextmanager

import django
from django.template.loader import get_template
from django.test import override_settings
from pages import PageType
from playwright.sync_api import Page, Response, expect, sync_playwright

# What is below the fold is loaded, and every picture is there to be seen.
SETTLED = """async () => {
    for (const image of document.images) image.loading = "eager";
    const loads = [...document.images].map(image => image.decode().catch(() => {}));
    await Promise.all([document.fonts.ready, ...loads]);
}"""


@contextmanager
def chromium():
    """Debian's Chromium, or Playwright's own where that is installed."""
    # Playwright's event loop stays in this process, where other tests use the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # A busy machine is no failure: uploads encode pictures while other tests run.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield browser
        browser.close()


def open_page(page: Page, kind: PageType) -> Response:
    """Go to a page of that type; what answers is asserted to have its status."""
    if kind.template:
        page.route(
            f"**{kind.address}",
            lambda route: route.fulfill(
                status=kind.status,
                content_type="text/html; charset=utf-8",
                body=_rendered(kind.template),
            ),
        )
    answer = page.goto(kind.address)
    assert answer.status == kind.status, f"{kind.address}: {answer.status}"
    return answer


def settle(page: Page) -> None:
    """Wait until all pictures and fonts are there, below the fold too."""
    page.evaluate(SETTLED)


def _rendered(template: str) -> str:
    """A page that no address leads to; files by their plain names are served, too."""
    django.setup()
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    with override_settings(STORAGES={"staticfiles": {"BACKEND": plain}}):
        return get_template(template).render()
