"""What waits for its time, in a real browser with a real clock."""

from playwright.sync_api import Page, expect


def test_the_desk_says_that_the_clock_runs(desk: Page):
    expect(desk.get_by_text("The clock last ran:")).to_be_visible()
    expect(desk.get_by_text("The clock is not running")).to_have_count(0)


def test_a_scheduled_story_may_be_edited_and_its_schedule_updated(desk: Page):
    desk.goto("/admin/pages/search/?q=night+ferry")
    desk.get_by_role("link", name="The Ostwick night ferry returns").first.click()
    expect(desk.get_by_text("A version of").first).to_be_visible()
    headline = desk.locator("[name=title]")
    headline.fill("The Ostwick night ferry comes back after eleven years")
    desk.get_by_role("button", name="More actions").click()
    desk.get_by_role("button", name="Update schedule").click()
    expect(desk.get_by_text("has been scheduled for publishing")).to_be_visible()
