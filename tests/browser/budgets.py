"""`make budgets`: what the front page and a story weigh, and how soon they are there.

    python tests/browser/budgets.py --address http://localhost:8000

Without ``--address`` it builds a demo newsroom of its own, on SQLite, and serves it.
A kB is 1,000 bytes, as they travel; pictures that wait for the reader are not counted.
"""

import argparse
from dataclasses import dataclass

from demo_newsroom import demo_newsroom  # isort: skip - finds all the others
from chromium import chromium
from pages import PAGES
from playwright.sync_api import Browser, Page, Request

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}
MEASURED = ("front", "article")
LOADS = 5
# Lighthouse's slow 4G (its `mobileSlow4G`), and a phone to which the loop below takes
# 100 ms: a quarter as fast as a usual machine, however fast this one is in this hour.
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_638_400 / 8,
    "uploadThroughput": 675_840 / 8,
}
PHONE_MS = 100
LOOP_MS = """() => {
    const spent = () => {
        const start = performance.now(), words = [];
        for (let i = 0; i < 100_000; i++) words.push(String(i * 7919 % 100_003));
        words.sort();
        return performance.now() - start;
    };
    return Array.from({length: 9}, spent).sort((one, other) => one - other)[4];
}"""

OBSERVED = """
    window.shifted = 0;
    window.largest = {startTime: 0};
    new PerformanceObserver(list => {
        for (const shift of list.getEntries()) window.shifted += shift.value;
    }).observe({type: "layout-shift", buffered: true});
    new PerformanceObserver(list => {
        for (const paint of list.getEntries()) window.largest = paint;
    }).observe({type: "largest-contentful-paint", buffered: true});
"""
SCROLLED_TO_THE_END = """async () => {
    const step = window.innerHeight / 2;
    for (let y = 0; y < document.documentElement.scrollHeight; y += step) {
        window.scrollTo(0, y);
        await new Promise(requestAnimationFrame);
        await new Promise(resolve => setTimeout(resolve, 40));
    }
    const pictures = [...document.images].map(image => image.decode().catch(() => {}));
    await Promise.all(pictures);
    await new Promise(resolve => setTimeout(resolve, 300));
    return window.shifted;
}"""
LAZY_PICTURES = """() => [...document.images]
    .filter(image => image.loading === "lazy").map(image => image.currentSrc)"""
BLOCKING_SCRIPTS = """() => performance.getEntriesByType("resource")
    .filter(file => file.initiatorType === "script")
    .filter(file => file.renderBlockingStatus === "blocking")
    .map(file => file.name)"""
INLINE = """() => [...document.querySelectorAll(
    "script:not([src]):not([type='application/ld+json']), style, [style]"
)].map(element => element.outerHTML.slice(0, 200))"""
# A busy machine tells of a paint late; Playwright's own waiting needs an unsafe eval.
LARGEST = """async () => {
    const pause = () => new Promise(resolve => setTimeout(resolve, 300));
    for (let tries = 0; tries < 50 && !window.largest.startTime; tries++) await pause();
    await pause();
    const {startTime, element} = window.largest;
    return [startTime / 1000, element ? element.outerHTML.slice(0, 80) : ""];
}"""


@dataclass(frozen=True)
class Transfer:
    """One answer as it travelled: ``kind`` is Chromium's, ``size`` the body's bytes."""

    address: str
    kind: str
    size: int


@dataclass(frozen=True)
class Weight:
    """What one page asked for and did while it was opened and read to its end."""

    transfers: tuple[Transfer, ...]
    third_party: tuple[str, ...]
    blocking: tuple[Transfer, ...]
    inline: tuple[str, ...]
    cookies: tuple[str, ...]
    shift: float
    paint: float
    painted: str

    def size(self, *kinds: str) -> int:
        """The bytes of all that is of these kinds."""
        return sum(sent.size for sent in self.transfers if sent.kind in kinds)

    @property
    def text(self) -> int:
        """Bytes of HTML, CSS and JavaScript."""
        return self.size("document", "stylesheet", "script")


def weigh(browser: Browser, address: str, path: str) -> Weight:
    """What a phone with nothing kept is sent for that page, and what the page does."""
    context = browser.new_context(base_url=address, viewport=PHONE)
    page = context.new_page()
    page.add_init_script(OBSERVED)
    asked: list[Request] = []
    context.on("request", lambda request: asked.append(request))
    answer = page.goto(path, wait_until="networkidle")
    assert answer.status == 200, f"{path}: {answer.status}"
    at_first = list(asked)
    shift = page.evaluate(SCROLLED_TO_THE_END)
    lazy, blocking = page.evaluate(LAZY_PICTURES), page.evaluate(BLOCKING_SCRIPTS)
    transfers = [
        Transfer(
            request.url, request.resource_type, request.sizes()["responseBodySize"]
        )
        for request in at_first
        if request.url not in lazy and not request.url.startswith(("data:", "blob:"))
    ]
    others = [one.url for one in asked if not one.url.startswith((address, "data:"))]
    paint, painted = paint_on_slow_4g(browser, address, path)
    weight = Weight(
        tuple(transfers),
        tuple(others),
        tuple(sent for sent in transfers if sent.address in blocking),
        tuple(page.evaluate(INLINE)),
        tuple(cookie["name"] for cookie in context.cookies()),
        shift,
        paint,
        painted,
    )
    context.close()
    return weight


def paint_on_slow_4g(browser: Browser, address: str, path: str) -> tuple[float, str]:
    """Seconds until the largest thing of a slow phone's screen is there, and its HTML.

    The best of some loads: what else this machine does can only make one later.
    """
    return min(_load_on_slow_4g(browser, address, path) for _ in range(LOADS))


def _load_on_slow_4g(browser, address, path) -> tuple[float, str]:
    context = browser.new_context(base_url=address, viewport=PHONE)
    page = context.new_page()
    slower = max(1, PHONE_MS / page.evaluate(LOOP_MS))
    page.add_init_script(OBSERVED)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_4G)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(path, wait_until="networkidle")
    seconds, painted = page.evaluate(LARGEST)
    context.close()
    return seconds, painted


def bottom_of(page: Page, selector: str) -> float:
    """How far down the page the first such element ends, in pixels."""
    box = page.locator(selector).first.bounding_box()
    return box["y"] + box["height"]


def rows(weight: Weight) -> list[tuple[str, str, str]]:
    """What is measured, what it came to, and the most that it may: a line each."""
    return [
        (
            "HTML + CSS + JavaScript, compressed",
            f"{weight.text / 1000:.1f} kB",
            "50 kB",
        ),
        ("of it JavaScript", f"{weight.size('script') / 1000:.1f} kB", "15 kB"),
        ("fonts", f"{weight.size('font') / 1000:.1f} kB", "110 kB"),
        ("pictures of the first screen", f"{weight.size('image') / 1000:.1f} kB", "—"),
        ("requests without pictures below", str(len(weight.transfers)), "12"),
        ("requests to third parties", str(len(weight.third_party)), "0"),
        ("scripts and styles in the HTML", str(len(weight.inline)), "0"),
        ("cookies", str(len(weight.cookies)), "0"),
        ("CLS, read to the end", f"{weight.shift:.4f}", "0.002"),
        ("LCP on slow 4G, on a slow phone", f"{weight.paint:.2f} s", "1.8 s"),
    ]


def table(weights: dict[str, Weight]) -> str:
    """The measured pages side by side, as Markdown."""
    lines = [f"| what | {' | '.join(weights)} | at most |"]
    lines.append("|---|" + "--:|" * (len(weights) + 1))
    for same in zip(*(rows(weight) for weight in weights.values()), strict=True):
        what, _, most = same[0]
        lines.append(f"| {what} | {' | '.join(row[1] for row in same)} | {most} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--address", default="", help="a running demo newsroom")
    parser.add_argument("--list", action="store_true", help="each request, too")
    wanted = parser.parse_args()
    with chromium() as browser, demo_newsroom(wanted.address) as demo:
        weights = {
            name: weigh(browser, demo.address, PAGES[name].address) for name in MEASURED
        }
    print(table(weights))
    for name, weight in weights.items() if wanted.list else ():
        print(f"\n{name}: the largest thing painted is {weight.painted}")
        for sent in weight.transfers:
            print(f"  {sent.size:7} {sent.kind:10} {sent.address}")


if __name__ == "__main__":
    main()
