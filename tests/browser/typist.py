"""Somebody who types a story into the editor, key by key, as an editor would."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

SLASH = {"h2": "/head", "quote": "/quote", "ul": "/bull", "ol": "/numb"}


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
        self.page.get_by_role("link", name="Newsclip", exact=True).first.click()
        self.page.get_by_role("link", name=category, exact=True).first.click()
        self.page.get_by_role("link", name="Add child page").first.click()
        expect(self.page.get_by_placeholder("Headline")).to_be_visible()

    def make_category(self, name: str) -> None:
        """Make and publish a category below the front page."""
        self.page.goto("/admin/pages/")
        self.page.get_by_role("link", name="Newsclip", exact=True).first.click()
        self.page.get_by_role("link", name="Add child page").first.click()
        self.page.get_by_placeholder("Page title").fill(name)
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
        self.editors().first.click()
        for number, (kind, text) in enumerate(blocks):
            if kind == "p":
                self._paragraph(text, first=number == 0)
            elif kind in ("ul", "ol"):
                self._insert(kind)
                for item in text:
                    self.keys.insert_text(item)
                    self.keys.press("Enter")
                self._wait_for_new_block(lambda: self.keys.press("Enter"))
            else:
                self._insert(kind)
                self.keys.insert_text(text)
                if kind == "quote":
                    self.keys.press("Tab")  # to the attribution, a one-line field
                self._wait_for_new_block(lambda: self.keys.press("Enter"))

    def type_hashtags(self, names: list[str]) -> None:
        """Type hashtags, each ended with Enter."""
        box = self.page.get_by_label("Hashtags", exact=True)
        for name in names:
            box.type(name)
            box.press("Enter")

    def type_source(self, address: str) -> None:
        """Add a source reference."""
        self.page.get_by_role("button", name="Add source reference").click()
        self.page.get_by_label(re.compile("^Address")).last.fill(address)

    def publish(self) -> None:
        """Press Publish, and wait for the word that it is done."""
        self.page.get_by_role("button", name="More actions").last.click()
        self.page.get_by_role("button", name="Publish", exact=True).click()
        expect(self.page.locator(".messages .success")).to_contain_text("published")

    def editors(self) -> Locator:
        """The places in the body where text can be typed."""
        return self.page.locator("[data-contentpath=body] [contenteditable=true]")

    def _paragraph(self, text, *, first) -> None:
        # A block before has left the cursor in an empty paragraph.
        self.keys.insert_text(text)

    def _insert(self, kind) -> None:
        """Put a block below by its slash command; an empty paragraph stays behind."""
        self.keys.press("Enter")
        self.keys.type(SLASH[kind])
        expect(self.page.get_by_role("listbox")).to_be_visible()
        self._wait_for_new_block(lambda: self.keys.press("Enter"))

    def _wait_for_new_block(self, act) -> None:
        blocks = self.page.locator("[data-contentpath=body] [data-streamfield-child]")
        before = blocks.count()
        act()
        expect(blocks).to_have_count(before + 1)
        self.page.wait_for_timeout(250)  # the new block slides open, then takes focus
