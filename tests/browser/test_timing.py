"""What waits for its time, in a real browser with a real clock."""

from playwright.sync_api import Page


def test_the_desk_says_that_the_clock_runs(desk: Page):
    panel = desk.locator("#at-work")
    assert "The clock last ran" in panel.inner_text()
    assert "not running" not in panel.inner_text()
