"""Every kind of page in a real browser: pictures shown, nothing to complain of."""

import json

import pytest

from newsroom.demo.world import AUTHORS

PAGES = {
    "front": ("/", None),
    "category": ("/", ".category-menu a"),
    "story": ("/", ".card:has(img) .card__headline a"),
    "hashtag": ("story", ".hashtags a"),
    "author": (f"/authors/{AUTHORS[0]['slug']}/", None),
    "outlet": ("story", ".sources__about a"),
    "search": ("/search/?q=river", None),
}


def open_page(page, name):
    """Go there as a reader does, link by link; returns the last answer."""
    start, link = PAGES[name]
    answer = open_page(page, start) if start in PAGES else page.goto(start)
    if link:
        with page.expect_navigation() as navigation:
            page.locator(link).first.click()
        answer = navigation.value
    return answer


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_complete(reader, name, width):
    """The ``reader`` fixture fails on console messages and requests to other hosts."""
    reader.set_viewport_size({"width": width, "height": 800})
    answer = open_page(reader, name)

    assert answer.status == 200
    pictures = reader.locator("main img")
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        assert picture.evaluate(
            "image => image.decode().then(() => image.naturalWidth)"
        )
    assert reader.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["front", "story"])
def test_what_is_data_for_machines_violates_no_policy(reader, name):
    """Data is not executed, so that no policy has to allow it."""
    reader.add_init_script(
        """window.violated = [];
        addEventListener("securitypolicyviolation",
            violation => violated.push(violation.violatedDirective));"""
    )
    open_page(reader, name)

    blocks = reader.locator("script[type='application/ld+json']")
    assert blocks.count() >= 2
    for text in blocks.all_text_contents():
        assert json.loads(text)["@context"] == "https://schema.org"
    assert reader.evaluate("violated") == []


def test_the_demo_shows_pictures(reader):
    reader.goto("/")

    assert reader.locator("main img").count() >= 8


@pytest.mark.parametrize("width", [360, 1440])
def test_a_page_that_is_not_there_says_so(reader, width):
    reader.set_viewport_size({"width": width, "height": 800})
    answer = reader.goto("/nowhere/")

    assert answer.status == 404
    assert reader.get_by_role("heading", level=1).inner_text() == "This page isn’t here"
    # Chromium itself reports a page that is not found.
    reader.complaints[:] = [line for line in reader.complaints if "404" not in line]
