"""Many documents in one page of a browser, and which of them ran or loaded something.

The page has no policy that would protect it: what is tested is the cleaning alone.
Whatever a document asks of another host is answered here, and is noted.
"""

import html
import json
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route

from tests.hostile.grammar import CANARY

PLACE = "http://page.example/"
# What runs tells its number; nothing may be asked of whoever looks on.
_HEAD = """<!doctype html><meta charset="utf-8"><title>Documents</title>
<style>section { content-visibility: auto; }</style><script>
window.ranNumbers = [];
window.ran = number => ranNumbers.push(number);
window.alert = window.confirm = window.prompt = window.print = () => ran(-1);
window.open = () => ran(-2);
window.touched = root => {
    for (const each of root.querySelectorAll("*")) {
        for (const { name } of [...each.attributes]) {
            if (name.startsWith("on")) {
                try { each.dispatchEvent(new Event(name.slice(2))); } catch {}
                try { each.focus?.({ preventScroll: true }); } catch {}
            }
        }
        const leads = each.protocol ?? each.href?.animVal ?? "";
        const acts = each.form || each.type === "submit" || each.localName === "mi";
        if (`${leads}`.startsWith("javascript:") || acts) {
            try { each.dispatchEvent(new MouseEvent("click",
                { bubbles: true, cancelable: true })); } catch {}
        }
    }
};
</script><body>"""
# What only somebody hostile would have put into a section: an element, an attribute, an
# address. Our own data for machines and the frame of oEmbed are known by their place.
_LOOK = """() => {
    const odd = [];
    const elements = new Set(("a abbr aside b bdi blockquote br caption cite code dd dl"
        + " dt del div em embed-facade figcaption figure h1 h2 h3 h4 h5 h6 hgroup hr i"
        + " li ol p pre s section span strong table tbody td th thead tr ul iframe"
        + " script img").split(" "));
    const attributes = new Set(("aria-label cite class colspan data-block-key data-n"
        + " data-from dir height href id lang loading rel role rowspan sandbox scope"
        + " src start style tabindex title type width alt").split(" "));
    const schemes = new Set(["http:", "https:", "mailto:", "tel:", "ftp:"]);
    for (const section of document.body.children) {
        const said = { number: section.dataset.n, from: section.dataset.from };
        for (const each of section.querySelectorAll("*")) {
            const wrong = what => odd.push({ ...said, what, html:
                each.outerHTML.slice(0, 300) });
            if (!elements.has(each.localName)) wrong("element");
            if (each.localName === "script" && each.type !== "application/ld+json")
                wrong("script");
            if (each.localName === "iframe" && (said.from !== "oEmbed"
                || !each.src.startsWith("http://newsroom.example/")
                || each.sandbox.contains("allow-scripts"))) wrong("frame");
            if (each.localName === "img") wrong("picture");
            for (const { name } of each.attributes)
                if (!attributes.has(name) || (name === "style"
                    && said.from !== "oEmbed")) wrong(`attribute ${name}`);
            if (each.localName === "a" && each.hasAttribute("href")
                && !schemes.has(each.protocol)) wrong(`leads to ${each.protocol}`);
        }
    }
    return { odd, sections: document.body.children.length, ran: window.ranNumbers };
}"""
# Markup is written out and read again by editors and readers: it may change on the way.
_READ_AGAIN = """() => {
    for (const each of document.body.children) each.innerHTML = each.innerHTML;
}"""


@dataclass
class Seen:
    """Numbers of documents that ran or loaded something; what else was odd."""

    ran: set[int] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    odd: list[dict] = field(default_factory=list)


def section(number: int, made_by: str, markup: str) -> str:
    name = html.escape(made_by)
    return f'<section data-n="{number}" data-from="{name}">{markup}</section>'


class Stage:
    """A page to show documents in."""

    def __init__(self, context: BrowserContext):
        self.page: Page = context.new_page()
        self._shown, self._seen = "", Seen()
        context.route("**/*", self._answer)
        self.page.on("dialog", lambda dialog: (self._note(-3), dialog.dismiss()))

    def cleaned(self, sections: list[str]) -> Seen:
        """What became of sections, each of which must stay where it was put."""
        seen = self._show(_HEAD + "\n".join(sections))
        for script in ("touched(document)", _READ_AGAIN, "touched(document)"):
            self.page.evaluate(script)
        self.page.wait_for_timeout(200)
        looked = self.page.evaluate(_LOOK)
        seen.ran |= set(looked["ran"])
        seen.odd += looked["odd"]
        if looked["sections"] != len(sections):
            seen.odd.append({"what": f"{looked['sections']} sections stand there"})
        if self.page.url != PLACE:
            seen.odd.append({"what": f"the page went to {self.page.url}"})
        return seen

    def raw(self, texts: list[str]) -> Seen:
        """The same of documents as they are, each in a frame of its own."""
        frames = "".join(
            f'<iframe srcdoc="{html.escape(text)}"></iframe>' for text in texts
        )
        seen = self._show(_HEAD + frames)
        self.page.wait_for_timeout(800)
        self.page.evaluate(
            """() => { for (const frame of document.querySelectorAll("iframe")) {
                try { touched(frame.contentDocument); } catch {} } }"""
        )
        self.page.wait_for_timeout(500)
        seen.ran |= set(self.page.evaluate("ranNumbers"))
        return seen

    def _show(self, page: str) -> Seen:
        self._shown, self._seen = page, Seen()
        self.page.goto(PLACE, wait_until="load")
        return self._seen

    def _note(self, number: int) -> None:
        self._seen.ran.add(number)

    def _answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.netloc == "page.example" and address.path == "/":
            route.fulfill(
                body=self._shown.encode("utf-8", "replace"),
                content_type="text/html; charset=utf-8",
            )
            return
        if address.netloc == CANARY:
            if found := re.search(r"/(\d+)", address.path):
                self._note(int(found[1]))
        elif address.netloc not in {"page.example", "newsroom.example"}:
            self._seen.asked.append(route.request.url)
        route.fulfill(status=404, body="", content_type="text/plain")


def report(seen: Seen) -> str:
    return json.dumps(seen.odd[:5], ensure_ascii=False, indent=1)
