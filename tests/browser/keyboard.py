"""Reading with the keyboard alone: where Tab leads, and what is seen there."""

from dataclasses import dataclass

from playwright.sync_api import Page

LONGEST_WALK = 600

# What the focused element is like. A target is 24 px in each direction (WCAG 2.5.8) if
# it is hit 11 px around its middle, so that a link which stands for its whole card is
# as big as the card; a link within a sentence may be as low as its line.
STOP = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return null;
    window.stops ??= [];
    const seen = window.stops.includes(here);
    window.stops.push(here);
    const style = getComputedStyle(here);
    const isHere = found => found && (here.contains(found) || found.contains(here));
    const boxes = [...here.getClientRects()].filter(box => box.width && box.height);
    const box = boxes[0] ?? here.getBoundingClientRect();
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const x = (left + right) / 2, y = (top + bottom) / 2;
    const hit = (dx, dy) => {
        const found = document.elementFromPoint(x + dx, y + dy);
        return found && here.contains(found);
    };
    let line = here;
    while (getComputedStyle(line).display.startsWith("inline")) {
        line = line.parentElement;
    }
    const drawn = ["::before", "::after"].map(part => getComputedStyle(here, part));
    for (let box = here; box !== document.body; box = box.parentElement) {
        drawn.push(getComputedStyle(box));
    }
    const whole = here.getBoundingClientRect();
    const around = [[-11, 0], [11, 0], [0, -11], [0, 11]];
    return {
        seen,
        what: here.outerHTML.replace(/\\s+/g, " ").slice(0, 120),
        inMain: Boolean(here.closest("main")),
        onScreen: bottom - top >= Math.min(box.height, 8) && right - left >= 4,
        uncovered: Boolean(isHere(document.elementFromPoint(x, y))),
        outlined: drawn.some(part => part.outlineStyle !== "none"
            && parseFloat(part.outlineWidth) >= 2
            && !/^rgba\\(.*, 0\\)$/.test(part.outlineColor)),
        bigEnough: (whole.width >= 24 && whole.height >= 24)
            || around.every(([dx, dy]) => hit(dx, dy)),
        inSentence: style.display === "inline"
            && line.textContent.trim().length > here.textContent.trim().length,
    };
}"""
UNREACHED = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"
)].filter(element => element.checkVisibility({visibilityProperty: true})
    && !element.disabled && element.tabIndex >= 0
    && !(window.stops ?? []).includes(element)
).map(element => element.outerHTML.slice(0, 120))"""


@dataclass(frozen=True)
class Stop:
    """Where one press of Tab led."""

    seen: bool
    what: str
    inMain: bool  # noqa: N815 - as the script above names them
    onScreen: bool  # noqa: N815
    uncovered: bool
    outlined: bool
    bigEnough: bool  # noqa: N815
    inSentence: bool  # noqa: N815


def press_tab(page: Page, backwards: bool = False) -> Stop | None:
    """The next stop; None where the keyboard has left the page."""
    page.keyboard.press("Shift+Tab" if backwards else "Tab")
    stop = page.evaluate(STOP)
    return Stop(**stop) if stop else None


def walk(page: Page) -> list[Stop]:
    """All stops from the top of the page until it is left, or begins anew."""
    stops = []
    while (stop := press_tab(page)) and not stop.seen:
        stops.append(stop)
        assert len(stops) < LONGEST_WALK, "the walk has no end"
    return stops


def unreached(page: Page) -> list[str]:
    """What can be used with a mouse and was no stop of the walk."""
    return page.evaluate(UNREACHED)
