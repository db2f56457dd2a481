"""What waits for its time, in a real browser with a real clock."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser.typist import Typist


def test_the_desk_says_that_the_clock_runs(desk: Page):
    desk.goto("/admin/")
    expect(desk.get_by_text("The clock last ran:")).to_be_visible()
    expect(desk.get_by_text("The clock is not running")).to_have_count(0)


def test_a_scheduled_story_may_be_edited_and_its_schedule_updated(desk: Page):
    desk.goto("/admin/pages/search/?q=night+ferry")
    desk.get_by_role("link", name="A night ferry from Averne").first.click()
    expect(desk.get_by_text("A version of").first).to_be_visible()
    headline = desk.locator("[name=title]")
    headline.fill("The Ostwick night ferry comes back after eleven years")
    desk.get_by_role("button", name="More actions").click()
    desk.get_by_role("button", name="Update schedule").click()
    expect(desk.get_by_text("has been scheduled for publishing")).to_be_visible()


def timing_of_a_new_story(desk: Page) -> None:
    desk.goto("/admin/")
    typist = Typist(desk)
    typist.start_story("General")
    desk.locator("[name=title]").fill("The harbour vote is put off")
    desk.get_by_role("tab", name="Timing").click()


def test_an_early_go_live_is_said_on_its_field_which_the_bar_leads_to(desk: Page):
    timing_of_a_new_story(desk)
    desk.locator("#id_embargo_until").fill("2090-05-02 12:00")
    desk.locator("#id_go_live_at").fill("2090-05-01 12:00")
    desk.get_by_role("tab", name="Story").click()
    desk.get_by_role("button", name="Save draft").click()
    desk.get_by_role("button", name="Go to the first error").click()
    expect(desk.get_by_text("The story is under embargo until")).to_be_visible()
    desk.close()
    desk.complaints.clear()  # of autosaves that were refused


def test_publish_says_that_it_schedules_under_an_embargo(desk: Page):
    timing_of_a_new_story(desk)
    desk.locator("#id_embargo_until").fill("2090-05-02 12:00")
    desk.get_by_role("button", name="More actions").last.click()
    label = desk.locator("button[name=action-publish]")
    expect(label).to_have_text("Schedule to publish")
    desk.locator("#id_embargo_until").fill("")
    expect(label).to_have_text("Publish")


def test_set_schedule_leads_to_the_times(desk: Page):
    timing_of_a_new_story(desk)
    desk.get_by_role("tab", name="Story").click()
    if not desk.get_by_role("button", name="Set schedule").is_visible():
        desk.get_by_role("button", name="Toggle status").click()
    desk.get_by_role("button", name="Set schedule").click()
    expect(desk.locator("#id_go_live_at")).to_be_focused()


def test_what_is_typed_at_once_is_saved(desk: Page):
    """Wagtail notes two seconds after loading what the unchanged form holds."""
    desk.goto("/admin/pages/search/?q=night+ferry")
    desk.get_by_role("link", name="The Ostwick night ferry").first.click()
    headline = desk.locator("[name=title]")
    desk.wait_for_load_state()
    headline.press("Control+a")
    desk.keyboard.insert_text("The Ostwick night ferry is back at once")
    saved = desk.wait_for_event(
        "response",
        lambda answer: answer.request.method == "POST" and "/edit/" in answer.url,
    )
    assert saved.json()["success"]
    desk.reload()
    expect(headline).to_have_value("The Ostwick night ferry is back at once")


def test_what_is_pasted_into_the_body_at_once_is_saved(desk: Page):
    """The body makes no input event of a paste; Wagtail's two seconds are stretched."""
    desk.add_init_script(
        "const real = window.setTimeout; window.setTimeout = (run, wait, ...rest) =>"
        " real(run, wait === 2000 ? 6000 : wait, ...rest);"
    )
    desk.goto("/admin/pages/search/?q=night+ferry")
    desk.get_by_role("link", name="The Ostwick night ferry").first.click()
    desk.wait_for_load_state()
    desk.locator("[name=title]").press("Control+a")
    desk.keyboard.press("Control+c")
    desk.locator("[data-contentpath=body] [contenteditable=true]").first.click()
    with desk.expect_response(
        lambda answer: answer.request.method == "POST" and "/edit/" in answer.url
    ) as saved:
        desk.keyboard.press("Control+v")
    assert saved.value.json()["success"]


def test_wagtails_own_label_stays_where_no_story_is_written(desk: Page):
    """A category's times are read by Wagtail in the zone of the server."""
    zone = desk.context.new_cdp_session(desk)
    zone.send("Emulation.setTimezoneOverride", {"timezoneId": "Asia/Tokyo"})
    desk.goto("/admin/pages/search/?q=Sport")
    desk.get_by_role("link", name="Sport", exact=True).first.click()
    desk.wait_for_load_state()
    if "/edit/" not in desk.url:
        desk.goto(re.sub(r"(/pages/\d+)/.*", r"\1/edit/", desk.url))
    label = desk.locator("button[name=action-publish]")
    before = label.text_content()
    soon = datetime.now(ZoneInfo("Europe/Paris")) + timedelta(hours=3)
    if not desk.get_by_role("button", name="Set schedule").is_visible():
        desk.get_by_role("button", name="Toggle status").click()
    desk.get_by_role("button", name="Set schedule").click()
    desk.locator("#id_go_live_at").fill(soon.strftime("%Y-%m-%d %H:%M"))
    assert label.text_content() == before
