"""Pages fit every screen, text size, script and setting, and paper."""

import pytest
from pages import PAGES

# A page that fits only because what sticks out is cut off does not fit.
STICKING_OUT = """() => {
    const within = element => {
        let box = element.parentElement;
        for (; box !== document.body; box = box.parentElement) {
            const style = getComputedStyle(box);
            if (style.overflowX !== "visible" || style.clipPath !== "none") return true;
        }
        return false;
    };
    return [...document.body.querySelectorAll("*")].filter(element => {
        const box = element.getBoundingClientRect();
        return box.width && box.height && element.checkVisibility()
            && (box.right > innerWidth + 1 || box.left < -1)
            && !element.matches(".skip-link") && !within(element);
    }).map(element => element.outerHTML.slice(0, 120));
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter(element => {
    const style = getComputedStyle(element);
    const durations = `${style.transitionDuration}, ${style.animationDuration}`;
    return style.scrollBehavior === "smooth"
        || durations.split(", ").some(duration => parseFloat(duration) > 0.01);
}).map(element => element.outerHTML.slice(0, 120))"""
PRINTED = """() => document.body.innerText
    + [...document.querySelectorAll("*")].flatMap(element => ["::before", "::after"]
        .map(where => getComputedStyle(element, where).content)).join(" ")"""
FONT_SIZE = "element => parseFloat(getComputedStyle(element).fontSize)"
REACHABLE = [name for name, kind in PAGES.items() if kind.status == 200]


def assert_it_fits(page):
    room = page.evaluate("document.documentElement.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= room
    assert page.evaluate(STICKING_OUT) == []


@pytest.mark.parametrize("name", REACHABLE)
def test_a_page_fits_every_width(reader, name):
    reader.goto(PAGES[name].address)
    for width in (320, 360, 768, 1440, 1920):
        reader.set_viewport_size({"width": width, "height": 800})
        assert_it_fits(reader)


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", REACHABLE)
def test_a_page_fits_with_text_twice_as_large(reader, name, width):
    reader.set_viewport_size({"width": width, "height": 800})
    reader.goto(PAGES[name].address)
    heading = reader.locator("h1")
    before = heading.evaluate(FONT_SIZE)
    reader.evaluate("document.documentElement.style.fontSize = '200%'")

    assert heading.evaluate(FONT_SIZE) >= 1.4 * before
    assert_it_fits(reader)


def test_what_is_read_grows_with_the_readers_text_size(reader):
    reader.goto(PAGES["article"].address)
    paragraph = reader.locator(".body p").first
    before = paragraph.evaluate(FONT_SIZE)
    reader.evaluate("document.documentElement.style.fontSize = '200%'")

    assert paragraph.evaluate(FONT_SIZE) == pytest.approx(2 * before, rel=0.05)


@pytest.mark.parametrize("width", [360, 1440])
def test_an_arabic_story_begins_at_the_right(reader, width):
    reader.set_viewport_size({"width": width, "height": 800})
    reader.goto(PAGES["article-arabic"].address)

    for line in (reader.locator("h1"), reader.locator(".body p").first):
        gaps = line.evaluate("""block => {
            const words = document.createRange();
            words.selectNodeContents(block);
            const first = words.getClientRects()[0];
            const room = block.getBoundingClientRect();
            return [first.left - room.left, room.right - first.right];
        }""")
        assert gaps[1] <= max(gaps[0], 2)


@pytest.mark.parametrize("name", ["front", "article"])
def test_forced_colours_keep_everything_readable(reader, name):
    """Text is in the reader's colours, and a focused link is still outlined."""
    reader.emulate_media(forced_colors="active")
    reader.goto(PAGES[name].address)
    reader.keyboard.press("Tab")
    seen = reader.evaluate("""() => {
        const at = getComputedStyle(document.querySelector("h1, h2"));
        const focused = getComputedStyle(document.activeElement);
        const paper = getComputedStyle(document.documentElement).backgroundColor;
        return [at.color, paper, focused.outlineStyle];
    }""")

    assert seen[0] != seen[1]
    assert seen[2] != "none"


@pytest.mark.parametrize("name", ["front", "article"])
def test_nothing_moves_for_whoever_asked_for_less(reader, name):
    reader.emulate_media(reduced_motion="reduce")
    reader.goto(PAGES[name].address)

    assert reader.evaluate(MOVING) == []


def test_a_printed_story_is_a_clean_page(reader):
    """Its address, sources and date, on white; nothing that only a screen can use."""
    reader.emulate_media(media="print", color_scheme="dark")
    reader.goto(PAGES["article"].address)
    printed = reader.evaluate(PRINTED)
    link = reader.locator("link[rel=canonical]").get_attribute("href")

    for shown in ("h1", ".byline time", ".body", ".sources"):
        assert reader.locator(shown).first.is_visible(), shown
    assert link.partition("://")[2].rstrip("/") in printed
    for hidden in ("nav", "form", ".share", "theme-switch", "button", ".more"):
        shown = [one for one in reader.locator(hidden).all() if one.is_visible()]
        assert shown == [], hidden
    assert reader.evaluate("getComputedStyle(document.body).backgroundColor") in (
        *("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"),
    )
