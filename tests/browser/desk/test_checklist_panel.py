"""Counters, the checklist, known hashtags and stop-markers, as an editor meets them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.typist import Typist


def new_story(desk: Page, headline: str) -> Typist:
    typist = Typist(desk)
    typist.start_story("General")
    desk.locator("[name=title]").fill(headline)
    return typist


@pytest.mark.parametrize(
    ("typed", "count"),
    [("Ada", 3), ("e\u0301", 1), ("👩\u200d🚀", 1), ("👍🏽🇫🇷", 2), ("한नी", 2)],
)
def test_a_counter_counts_what_readers_see_as_characters(desk: Page, typed, count):
    new_story(desk, typed)
    expect(desk.locator("#id_title-count")).to_have_text(f"{count} of 70 characters")


def test_a_counter_warns_aloud_and_stops_nobody(desk: Page):
    new_story(desk, "x" * 70)
    headline, counter = desk.locator("#id_title"), desk.locator("#id_title-count")
    described = headline.get_attribute("aria-describedby")
    assert "id_title-count" in described.split()
    headline.press("End")
    desk.keyboard.type("y")
    expect(counter).to_have_text("71 of 70 characters: 1 too many")
    expect(desk.locator("#id_title-count + [role=status]")).to_have_text(
        "71 of 70 characters: 1 too many"
    )
    expect(headline).to_have_value("x" * 70 + "y")


def checklist(desk: Page):
    button = desk.get_by_role("button", name="Toggle checklist")
    if button.get_attribute("aria-expanded") != "true":
        button.click()
    return desk.locator("[data-side-panel=checklist]")


def test_the_checklist_follows_the_story_and_leads_to_its_fields(desk: Page):
    new_story(desk, "Harbour vote")
    panel = checklist(desk)
    standfirst = panel.locator("li").filter(has_text="Standfirst")
    expect(standfirst).to_contain_text("To do")
    desk.get_by_role("tab", name="Timing").click()
    standfirst.get_by_role("button", name="Standfirst").press("Enter")
    expect(desk.locator("#id_standfirst")).to_be_focused()
    desk.keyboard.type("The board votes on Thursday.")
    expect(standfirst).to_contain_text("Done")
    panel.get_by_role("button", name="Change what a shared link says").click()
    expect(desk.locator("#id_share_text")).to_be_focused()


def test_a_known_hashtag_of_the_text_is_one_press_away(desk: Page):
    typist = new_story(desk, "A story of two hashtags")
    typist.type_hashtags(["Zanzibar Ferries"])
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.locator(".messages .success")).to_be_visible()

    new_story(desk, "Zanzibar ferries sail again")
    offer = desk.get_by_role("button", name="Add hashtag ZanzibarFerries")
    offer.press("Enter")
    chips = desk.get_by_role("list", name="Chosen hashtags")
    expect(chips).to_contain_text("#ZanzibarFerries")
    expect(offer).to_have_count(0)
    expect(desk.locator("hashtag-chips [role=status]")).to_have_text(
        "Added #ZanzibarFerries"
    )
    expect(desk.get_by_role("combobox", name="Hashtags")).to_be_focused()


def test_a_stop_marker_is_said_where_it_stands_and_may_be_excused(desk: Page):
    typist = new_story(desk, "TK Maxx opens in Ostwick")
    typist.type_body([("p", "It opens at TK.")])
    written = desk.locator("[name^=body-][name$=-value]").first
    expect(written).to_have_value(re.compile("opens at"))  # Draftail takes a moment
    desk.get_by_role("button", name="More actions").last.click()
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_text("TK stands here.").first).to_be_visible()
    expect(
        desk.locator("[data-contentpath=body]").get_by_text("TK stands here.")
    ).to_be_visible()
    reason = desk.get_by_role("textbox", name="Why readers may see the stop-markers")
    reason.fill("It is the name of a shop.")
    typist.publish()
    desk.locator(".messages").get_by_role("link", name="Edit").click()
    desk.goto(re.sub(r"/edit/.*", "/history/", desk.url))
    expect(
        desk.get_by_text("Let TK stand: It is the name of a shop.").first
    ).to_be_visible()
