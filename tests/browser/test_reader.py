"""What JavaScript adds for readers: the theme, the share menu, following and saving."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from pages import PAGES
from playwright.sync_api import expect

STORY = PAGES["article"].address
PAPER = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(250, 248, 243)", "rgb(21, 23, 26)"


def test_the_theme_follows_the_system_and_the_readers_choice_is_remembered(reader):
    reader.emulate_media(color_scheme="light")
    reader.goto("/")
    assert reader.evaluate(PAPER) == LIGHT

    reader.get_by_role("button", name="Dark theme").click()
    assert reader.evaluate(PAPER) == DARK

    reader.goto(STORY)
    assert reader.evaluate(PAPER) == DARK
    reader.get_by_role("button", name="Light theme").click()
    reader.emulate_media(color_scheme="dark")
    reader.reload()
    assert reader.evaluate(PAPER) == LIGHT


def test_the_remembered_theme_is_there_before_the_first_paint(reader):
    """The file that sets it blocks; nothing else with JavaScript does."""
    reader.goto("/")
    blocking = reader.locator("script[src]:not([type=module]):not([defer])")

    assert blocking.count() == 1
    assert re.search(r"/theme\.[0-9a-f]+\.js$", blocking.get_attribute("src"))
    assert (
        reader.evaluate(
            "src => fetch(src).then(answer => answer.text()).then(text => text.length)",
            blocking.get_attribute("src"),
        )
        <= 500
    )


def test_more_ways_to_share_close_by_escape_and_give_the_focus_back(reader):
    reader.goto(STORY)
    more = reader.locator("share-menu summary")
    more.click()
    expect(reader.get_by_role("link", name="Bluesky")).to_be_visible()

    reader.get_by_role("link", name="Telegram").focus()
    reader.keyboard.press("Escape")
    expect(reader.get_by_role("link", name="Bluesky")).to_be_hidden()
    expect(more).to_be_focused()

    more.click()
    reader.locator("h1").click()
    expect(reader.get_by_role("link", name="Bluesky")).to_be_hidden()


def test_a_link_is_copied(reader):
    reader.context.grant_permissions(["clipboard-write"])
    reader.goto(STORY)
    reader.locator("share-menu summary").click()
    reader.get_by_role("button", name="Copy link").click()

    expect(reader.get_by_role("button", name="Link copied")).to_be_visible()
    link = reader.locator("link[rel=canonical]").get_attribute("href")
    reader.goto("/search/")
    box = reader.locator("#search-words")
    box.press("Control+V")  # for no page may read what was copied
    expect(box).to_have_value(link)


@pytest.mark.parametrize(
    "written",
    ["mastodon.example", "https://mastodon.example/@ada", "@ada@Mastodon.example"],
)
def test_a_mastodon_server_is_asked_for_once(reader, written):
    reader.goto(STORY)
    reader.evaluate("window.open = (address) => (window.opened = address)")
    menu = reader.locator("share-menu")
    menu.locator("summary").click()
    menu.get_by_role("button", name="Mastodon", exact=True).click()
    menu.get_by_label("Your Mastodon server").fill("no server")
    menu.get_by_role("button", name="Go to it").click()
    assert reader.evaluate("window.opened") is None

    menu.get_by_label("Your Mastodon server").fill(written)
    menu.get_by_role("button", name="Go to it").click()
    opened = urlsplit(reader.evaluate("window.opened"))
    (text,) = parse_qs(opened.query)["text"]
    canonical = reader.locator("link[rel=canonical]").get_attribute("href")
    assert (opened.netloc, opened.path) == ("mastodon.example", "/share")
    assert text == f"{menu.get_attribute('data-text')} {canonical}"

    reader.reload()
    reader.evaluate("window.open = (address) => (window.opened = address)")
    reader.locator("share-menu summary").click()
    reader.get_by_role("button", name="Mastodon", exact=True).click()
    assert urlsplit(reader.evaluate("window.opened")).netloc == "mastodon.example"
    reader.get_by_role("button", name="another server").click()
    expect(reader.get_by_label("Your Mastodon server")).to_be_focused()


def test_a_story_is_saved_in_one_tap_and_stays_so(reader):
    reader.goto(STORY)
    save = reader.locator("save-button button")
    assert save.get_attribute("aria-pressed") == "false"
    save.click()
    expect(save).to_have_accessible_name("Saved this story")

    reader.reload()
    assert save.get_attribute("aria-pressed") == "true"
    save.click()
    assert save.get_attribute("aria-pressed") == "false"


def test_without_storage_every_button_works_until_the_page_is_left(reader):
    reader.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " {get() { throw new DOMException('refused', 'SecurityError') }})"
    )
    reader.goto(STORY)
    reader.get_by_role("button", name="Dark theme").click()

    assert reader.evaluate(PAPER) == DARK
    save = reader.locator("save-button button")
    save.click()
    expect(save).to_have_text("This browser keeps nothing for us")
    expect(save).to_have_accessible_name("This browser keeps nothing for us")


def test_from_the_second_page_on_there_is_a_page_for_no_connection(reader):
    reader.goto("/")
    assert reader.evaluate("navigator.serviceWorker.getRegistrations()") == []
    reader.locator(".card__headline a").first.click()
    reader.wait_for_url("**/*/*/")

    assert reader.evaluate(
        "navigator.serviceWorker.ready.then(ready => ready.active.scriptURL)"
    ).endswith("/sw.js")


def test_without_javascript_nothing_is_missing_that_a_reader_needs(browser, newsroom):
    context = browser.new_context(base_url=newsroom.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(STORY)
    page.locator("share-menu summary").click()

    expect(page.get_by_role("link", name="WhatsApp")).to_be_visible()
    expect(page.get_by_role("searchbox").first).to_be_attached()
    context.close()
