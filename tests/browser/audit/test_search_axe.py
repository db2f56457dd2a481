"""axe finds nothing in what opens on the search page: suggestions, filters, help."""

import pytest
from nodejs import MODULES
from pages import PAGES
from playwright.sync_api import expect
from test_axe import AXE


@pytest.fixture(params=[(360, "light"), (1440, "dark")])
def page(browser, newsroom, request):
    """The page of an answer; axe is put into it past the site's policy."""
    width, theme = request.param
    context = browser.new_context(
        base_url=newsroom.address,
        viewport={"width": width, "height": 900},
        color_scheme=theme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(PAGES["search-results"].address)
    page.add_script_tag(path=MODULES / "axe-core" / "axe.min.js")
    yield page
    context.close()


def test_axe_finds_nothing_in_suggestions(page):
    box = page.locator("main [name=q]")
    box.fill("aver")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    assert page.evaluate(AXE) == []


def test_axe_finds_nothing_in_filters_and_help(page):
    button = page.locator(".search-tools__filters")
    page.locator("summary", has_text="How to search").click()
    if button.is_visible():
        button.click()
    expect(page.locator(".filters")).to_be_visible()
    assert page.evaluate(AXE) == []
