"""Somebody who types a story into the editor, key by key, as an editor would."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

FOCUSED_BLOCK = "document.activeElement.closest('[data-streamfield-child]')"
SLASH = {
    "h2": ("/head", "Heading"),
    "quote": ("/quote", "Quote"),
    "ul": ("/bull", "Bulleted list"),
    "ol": ("/numb", "Numbered list"),
}


@dataclass(frozen=True, kw_only=True)
class TypedStory:
    """A story to type: ``blocks`` are pairs of p, h2, quote or ul and their text."""

    category: str
    headline: str
    hashtags: list[str]
    source: str
    blocks: list[tuple[str, str | list[str]]]

    @classmethod
    def from_markdown(cls, path: Path) -> "TypedStory":
        """A story from Markdown with front matter, as far as a story needs it."""
        _, front, text = path.read_text().split("---\n", 2)
        fields = dict(line.split(": ", 1) for line in front.strip().splitlines())
        blocks = []
        for part in text.strip().split("\n\n"):
            if part.startswith("## "):
                blocks.append(("h2", part[3:]))
            elif part.startswith("> "):
                blocks.append(("quote", part[2:]))
            elif part.startswith("- "):
                blocks.append(("ul", [line[2:] for line in part.splitlines()]))
            else:
                blocks.append(("p", part))
        return cls(
            category=fields["category"],
            headline=fields["headline"].strip('"'),
            hashtags=fields["hashtags"].strip("[]").split(", "),
            source=fields["source"],
            blocks=blocks,
        )


class Typist:
    """Types into the admin of ``page``, which is signed in."""

    def __init__(self, page: Page):
        self.page = page
        self.keys = page.keyboard

    def start_story(self, category: str) -> None:
        """Open the editor of a new story below the category of that name."""
        self.page.goto("/admin/pages/")
        self._add_below(category)
        expect(self.page.get_by_placeholder("Headline")).to_be_visible()

    def make_category(self, name: str) -> None:
        """Make and publish a category below the front page."""
        self.page.goto("/admin/pages/")
        self.page.get_by_role("link", name="Add child page").first.click()
        self.page.get_by_role("link", name="Category", exact=True).click()
        title = self.page.get_by_placeholder("Page title")
        expect(title).to_be_focused()  # what is typed while the page loads is lost
        title.press_sequentially(name)
        self.publish()

    def upload_hero(self, picture: Path, title: str, alt: str) -> None:
        """Choose a hero picture by uploading it, with its alt text."""
        self.page.get_by_role("button", name="Choose an image").first.click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("tab", name="Upload").click()
        dialog.get_by_label("File").set_input_files(picture)
        dialog.get_by_label("Title").fill(title)
        dialog.get_by_label("Default alt text").fill(alt)
        dialog.get_by_role("button", name="Upload").click()
        expect(dialog).to_be_hidden()

    def type_body(self, blocks) -> None:
        """Type every block, without touching the mouse after the first click."""
        self.click_into_body()
        written = False  # whether the paragraph with the cursor holds any text
        for kind, text in blocks:
            if kind == "p":
                if written:
                    self.keys.press("Enter")
                self.keys.insert_text(text)
                written = True
                continue
            if written:
                self.keys.press("Enter")
            command, label = SLASH[kind]
            self.keys.type(command)
            offered = self.page.get_by_role("listbox").get_by_role("option", name=label)
            expect(offered).to_have_attribute("aria-selected", "true")
            self._press_enter_for_a_new_block()
            if isinstance(text, list):
                for item in text:
                    self.keys.insert_text(item)
                    self.keys.press("Enter")
            else:
                self.keys.insert_text(text)
            if kind == "quote":
                self.keys.press("Enter")  # Enter on an empty line leaves the quote
            self._press_enter_for_a_new_block()
            written = False

    def type_hashtags(self, names: list[str]) -> None:
        """Type hashtags, each ended with Enter."""
        box = self.page.get_by_role("combobox", name="Hashtags")
        for name in names:
            box.press_sequentially(name)
            box.press("Enter")

    def type_source(self, address: str) -> None:
        """Add a source reference."""
        self.page.get_by_role("button", name="Add source reference").click()
        self.page.get_by_role("textbox", name="Address").last.fill(address)

    def publish(self) -> None:
        """Press Publish, and wait for the word that it is done."""
        self.page.get_by_role("button", name="More actions").last.click()
        self.page.get_by_role("button", name="Publish", exact=True).click()
        expect(self.page.locator(".messages .success")).to_contain_text("published")

    def click_into_body(self) -> None:
        """Click the body's first text; the caret stands there afterwards."""
        first = self.editors().first
        first.click()
        expect(first).to_be_focused()

    def editors(self) -> Locator:
        """The places in the body where text can be typed."""
        return self.page.locator("[data-contentpath=body] [contenteditable=true]")

    def _add_below(self, title: str) -> None:
        """Add a page below the one of that title, whether or not it has any yet."""
        row = self.page.get_by_role("row").filter(
            has=self.page.get_by_role("link", name=title, exact=True)
        )
        row.get_by_label(re.compile("^(Explore child pages|Add a child page)")).click()
        if "/add" not in self.page.url:
            self.page.get_by_role("link", name="Add child page").first.click()

    def _press_enter_for_a_new_block(self) -> None:
        blocks = self.page.locator("[data-contentpath=body] [data-streamfield-child]")
        before = blocks.count()
        block = self.page.evaluate_handle(FOCUSED_BLOCK)
        self.keys.press("Enter")
        expect(blocks).to_have_count(before + 1)
        # The new block slides open, then takes focus.
        self.page.wait_for_function(
            f"before => ![before, null].includes({FOCUSED_BLOCK})", arg=block
        )
        self.page.wait_for_timeout(100)
