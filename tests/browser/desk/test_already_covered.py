"""'Already covered?' beside what is typed, in a real browser."""

import pytest
from pages import FLAGSHIP
from playwright.sync_api import Page, expect

NOTICE = ".covered"


@pytest.fixture
def story(desk: Page) -> Page:
    """The editor of a new story."""
    desk.goto("/admin/new-story/")
    if "/add/" not in desk.url:
        desk.get_by_role("button", name="Start writing").click()
    expect(desk.get_by_placeholder("Headline")).to_be_visible()
    return desk


def test_a_headline_that_we_had_is_told_while_it_is_typed(story: Page):
    headline = story.get_by_placeholder("Headline")
    headline.press_sequentially(FLAGSHIP.headline)
    notice = story.get_by_role("status").filter(has_text="Already covered?")
    expect(notice).to_contain_text(FLAGSHIP.headline)
    expect(notice).to_contain_text("live")
    link = notice.get_by_role("link").first
    expect(link).to_have_attribute("target", "_blank")
    expect(headline).to_be_focused()

    headline.fill("Nothing that anybody ever wrote about")
    expect(notice).to_have_count(0)


def test_a_source_that_we_had_is_told_beside_its_field_when_it_is_pasted(story: Page):
    address = FLAGSHIP.sources[0].url
    story.get_by_role("button", name="Add source reference").click()
    field = story.get_by_role("textbox", name="Address").last
    field.fill(f"{address}?utm_source=newsletter")
    notice = story.get_by_role("status").filter(has_text="from the same source")
    expect(notice).to_contain_text(FLAGSHIP.headline)
    field.fill("https://nobody.example/ever")
    expect(notice).to_have_count(0)
