"""A film plays in a story once its reader says so; until then nobody hears of them."""

import re

import pytest
from playwright.sync_api import Page, expect

STORY = "/science/camera-in-the-net/"
FILM = "https://www.reelhouse.example/w/inside-the-net"
PLAYER = "https://www.reelhouse.example/videos/embed/inside-the-net?autoplay=1"
PLAYS = "<!doctype html><title>Player</title><h1>It plays</h1>"


@pytest.fixture
def viewer(browser, newsroom) -> Page:
    """A page for which the film's site answers; ``asked`` of every other host."""
    context = browser.new_context(base_url=newsroom.address)
    page = context.new_page()
    page.asked = []
    page.on(
        "request",
        lambda request: (
            request.url.startswith(newsroom.address) or page.asked.append(request)
        ),
    )
    page.route(
        re.compile("^https://"),
        lambda route: route.fulfill(content_type="text/html", body=PLAYS),
    )
    yield page
    context.close()


def open_story(page: Page) -> None:
    page.goto(STORY)
    page.locator("embed-facade").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")


def test_nothing_is_asked_of_another_site_until_the_film_is_started(viewer):
    open_story(viewer)
    still = viewer.locator(".embed__still")
    assert still.evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert viewer.locator("iframe").count() == 0
    assert viewer.asked == []

    name = "Play here: loads from reelhouse.example: Inside the net"
    viewer.get_by_role("button", name=name).click()
    expect(viewer.frame_locator("embed-facade iframe").locator("h1")).to_be_visible()
    [request] = viewer.asked
    assert request.url == PLAYER
    assert request.headers["referer"].count("/") == 3  # the origin and no page


def test_the_player_takes_the_stills_place_within_its_limits(viewer):
    open_story(viewer)
    expect(viewer.get_by_role("link", name="Watch on")).to_have_count(0)
    viewer.get_by_role("button", name="Play here").press("Enter")
    frame = viewer.locator("embed-facade iframe")

    expect(frame).to_be_focused()
    expect(frame).to_have_attribute(
        "title", "Inside the net: four minutes at 80 metres"
    )
    sandbox = "allow-scripts allow-same-origin allow-presentation"
    expect(frame).to_have_attribute("sandbox", sandbox)
    expect(viewer.locator(".embed__still")).to_have_count(0)
    expect(
        viewer.get_by_role("link", name="Watch on reelhouse.example")
    ).to_be_visible()


def test_the_policy_lets_no_other_site_into_a_frame(viewer):
    open_story(viewer)
    viewer.locator("embed-facade").evaluate(
        "facade => { facade.dataset.src = 'https://elsewhere.example/'; }"
    )
    with viewer.expect_console_message(lambda said: "frame-src" in said.text):
        viewer.get_by_role("button", name="Play here").click()
    assert viewer.asked == []


def test_without_scripts_there_is_a_still_and_a_link(browser, newsroom):
    context = browser.new_context(base_url=newsroom.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(STORY)
    link = page.get_by_role("link", name="Watch on reelhouse.example")
    expect(link).to_have_attribute("href", FILM)
    expect(page.locator(".embed__still")).to_be_visible()
    assert page.get_by_role("button", name="Play here").count() == 0
    context.close()


def test_only_a_story_with_a_film_loads_the_module(viewer):
    scripts = "[...document.scripts].map(script => script.src)"
    viewer.goto(STORY)
    assert any("/js/embeds" in address for address in viewer.evaluate(scripts))
    viewer.goto("/business/port-averne-pilots-strike/")
    assert not any("/js/embeds" in address for address in viewer.evaluate(scripts))
