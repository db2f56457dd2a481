"""The pictures of docs/editors.md, taken while a story is written and published.

`make screenshots` takes them last; ``--only desk`` takes them alone. What is written
stays in the demo newsroom.
"""

from collections.abc import Callable
from pathlib import Path

from chromium import settle
from pages import FLAGSHIP
from playwright.sync_api import Browser, Locator, Page, expect
from typist import Typist

HEADLINE = "The harbour crane of Ostwick lifts its last load"
STANDFIRST = "It unloaded ships for ninety years. A museum takes it over in May."
SUBMITTED = "Sallow Bridge names its new footbridge"
MARGIN = 12
Save = Callable[[bytes, Path], None]


class Desk:
    """Somebody at the desk who takes pictures of what they do."""

    def __init__(self, page: Page, to: Path, save: Save):
        self.page, self.to, self.save = page, to, save
        self.typist = Typist(page)

    def take(self, name: str, *shown: Locator, tall: int = 900) -> None:
        """A picture of ``shown``, or of what the window shows, as ``name``.webp."""
        self.page.set_viewport_size({"width": 1280, "height": tall})
        settle(self.page)
        self.page.wait_for_timeout(600)  # what slides and fades has come to rest
        clip = _around([box for each in shown if (box := each.bounding_box())], tall)
        path = self.to / f"{name}.webp"
        self.save(self.page.screenshot(clip=clip), path)
        print(f"{path} {path.stat().st_size // 1024} kB", flush=True)

    def say_saved(self) -> None:
        """Wait for the word that what was pressed is done."""
        expect(self.page.locator(".messages .success")).to_be_visible()

    def choose(self, action: str) -> None:
        """Press what the menu beside 'Save draft' has under that name."""
        self.page.get_by_role("button", name="More actions").last.click()
        self.page.get_by_role("button", name=action, exact=True).first.click()

    def show(self, place: Locator) -> None:
        """Scroll so that ``place`` stands in the middle of the window."""
        place.evaluate("place => place.scrollIntoView({block: 'center'})")


def take_desk(browser: Browser, demo, to: Path, save: Save) -> None:
    """All pictures, into the folder ``to``."""
    to.mkdir(parents=True, exist_ok=True)
    editor = Desk(_signed_in(browser, demo, "editor"), to, save)
    colleague = _signed_in(browser, demo, "managing-editor")
    _begin(editor)
    _write(editor)
    _publish(editor)
    _share(editor)
    _meet(editor, colleague)
    _overview(editor)
    _review(editor)
    _tidy(editor)
    _arrange_the_front(editor)


def _signed_in(browser: Browser, demo, username: str) -> Page:
    context = browser.new_context(
        base_url=demo.address,
        viewport={"width": 1280, "height": 900},
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/admin/sign-in/")
    page.get_by_label("Username or e-mail").fill(username)
    page.get_by_label("Password").fill(demo.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/admin/")
    return page


def _around(boxes: list[dict], tall: int) -> dict | None:
    """What to cut out so that all ``boxes`` are seen; None: everything."""
    if not boxes:
        return None
    left = max(min(box["x"] for box in boxes) - MARGIN, 0)
    top = max(min(box["y"] for box in boxes) - MARGIN, 0)
    right = min(max(box["x"] + box["width"] for box in boxes) + MARGIN, 1280)
    bottom = min(max(box["y"] + box["height"] for box in boxes) + MARGIN, tall)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _begin(desk: Desk) -> None:
    page = desk.page
    page.goto("/admin/")
    desk.take("dashboard", tall=760)
    page.get_by_role("link", name="New story").first.click()
    desk.take("new-story", tall=620)
    page.get_by_role("button", name="Start writing").click()
    expect(page.get_by_placeholder("Headline")).to_be_visible()


def _write(desk: Desk) -> None:
    page, typist = desk.page, desk.typist
    page.get_by_placeholder("Headline").fill(HEADLINE)
    page.locator("[name=standfirst]").fill(STANDFIRST)
    panel = page.get_by_role("button", name="Toggle checklist")
    if panel.get_attribute("aria-expanded") != "true":
        panel.click()
    expect(page.locator(".checklist__sum")).to_be_visible()
    page.wait_for_timeout(2500)  # it is saved, and the checklist follows
    desk.take("editor", tall=900)
    panel.click()

    typist.click_into_body()
    page.keyboard.insert_text("The last load was a clock of four tonnes.")
    page.keyboard.press("Enter")
    page.wait_for_timeout(600)
    page.keyboard.type("/")
    menu = page.get_by_role("listbox")
    expect(menu.get_by_role("option", name="Heading")).to_be_visible()
    desk.show(typist.editors().first)
    desk.take("blocks", typist.editors().first, menu)
    page.keyboard.press("Backspace")
    page.keyboard.insert_text("It hangs in the town hall now.")

    box = page.get_by_role("combobox", name="Hashtags")
    typist.type_hashtags(["Ostwick", "Harbours"])
    box.press_sequentially("Mus")
    page.wait_for_timeout(1200)
    chips = page.locator("hashtag-chips").first
    desk.show(chips)
    desk.take("hashtags", chips, chips.get_by_role("listbox"))
    box.press_sequentially("eums")
    box.press("Enter")

    typist.type_source(FLAGSHIP.sources[0].url)
    notice = page.get_by_role("status").filter(has_text="from the same source")
    expect(notice).to_be_visible()
    address = page.get_by_role("textbox", name="Address").last
    desk.show(notice)
    desk.take("sources", address, notice)
    page.get_by_role("tab", name="Timing").click()
    desk.take("timing", page.locator("#tab-timing"), tall=900)


def _publish(desk: Desk) -> None:
    page = desk.page
    page.get_by_role("tab", name="Story").click()
    page.get_by_role("button", name="More actions").last.click()
    footer = page.get_by_role("button", name="Publish", exact=True)
    desk.take("publish", footer, page.get_by_role("button", name="Save draft"))
    footer.click()
    desk.say_saved()
    page.locator(".messages").get_by_role("link", name="Edit").click()
    page.locator("[name=standfirst]").fill(f"{STANDFIRST} Tickets cost nothing.")
    desk.choose("Publish")
    dialog = page.get_by_role("dialog", name="What do readers see of this?")
    expect(dialog).to_be_visible()
    dialog.get_by_role("radio", name="Update").check()
    dialog.get_by_label("Note to readers").fill("Adds when the museum opens.")
    desk.take("publish-again", dialog.locator(".w-dialog__box"))
    page.keyboard.press("Escape")


def _share(desk: Desk) -> None:
    page = desk.page
    page.get_by_role("button", name="Save draft").click()
    desk.say_saved()
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("link", name="Share draft").click()
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_label("Address")).to_be_visible()
    desk.take("share-draft", page.locator("main"), tall=760)
    page.get_by_role("link", name="Back to the story").click()


def _meet(desk: Desk, colleague: Page) -> None:
    page = desk.page
    expect(page.locator("[name=title]")).to_be_visible()
    colleague.goto(page.url)
    expect(colleague.locator("[name=title]")).to_be_visible()
    # The editor's network is away, so that nothing is saved before it is pressed.
    page.route("**/edit/", lambda route: route.abort())
    page.locator("[name=standfirst]").fill(f"{STANDFIRST} It opens on 3 May.")
    colleague.locator("[name=title]").fill("Ostwick's harbour crane lifts a last load")
    colleague.get_by_role("button", name="Save draft").click()
    expect(colleague.locator(".messages .success")).to_be_visible()
    page.unroute("**/edit/")
    page.get_by_role("button", name="Save draft").first.click()
    expect(page.get_by_text("Nothing was saved")).to_be_visible()
    desk.take("two-versions", page.locator("main"), tall=820)
    page.get_by_role("button", name="Save these as a draft").click()
    expect(page.locator("[name=title]")).to_be_visible()


def _overview(desk: Desk) -> None:
    page = desk.page
    page.goto("/admin/")
    page.get_by_role("link", name="Stories", exact=True).click()
    desk.take("stories", tall=760)
    page.get_by_role("link", name="Calendar", exact=True).click()
    desk.take("calendar", tall=820)


def _review(desk: Desk) -> None:
    page = desk.page
    page.goto("/admin/pages/search/?q=sallow+bridge")
    page.locator("main").get_by_role("link", name=SUBMITTED).click()
    desk.choose("Request changes")
    dialog = page.locator(".modal-content")
    dialog.get_by_role("textbox").fill("Say in the standfirst when the bridge opens.")
    desk.take("request-changes", dialog)
    dialog.get_by_role("button", name="Request changes").click()
    desk.say_saved()
    page.goto("/admin/pages/search/?q=sallow+bridge")
    page.locator("main").get_by_role("link", name=SUBMITTED).click()
    expect(page.locator(".messages")).to_contain_text("when the bridge opens")
    desk.take("sent-back", tall=520)


def _tidy(desk: Desk) -> None:
    page = desk.page
    page.goto("/admin/hashtags/hashtag/?use=used&o=-3")
    for name in page.locator("td.field-hashtag bdi").all_inner_texts()[:2]:
        page.get_by_label(f"Choose {name}", exact=True).check()
    page.get_by_role("link", name="Merge the chosen hashtags into one").click()
    desk.take("merge", page.locator("main"), tall=820)


def _arrange_the_front(desk: Desk) -> None:
    page = desk.page
    page.goto("/admin/")
    page.get_by_role("link", name="Front page", exact=True).click()
    page.get_by_role("button", name="Add slot").click()
    page.get_by_role("button", name="Choose a story").click()
    dialog = page.locator(".modal-content")
    dialog.get_by_role("textbox").first.fill(FLAGSHIP.headline[:20])
    dialog.get_by_role("link", name=FLAGSHIP.headline).click()
    expect(dialog).to_be_hidden()
    desk.show(page.locator("[name=slots-0-headline]"))
    desk.take("front-page", page.locator("#inline_child_slots-0"), tall=820)
    page.goto("/admin/settings/home/breakingbanner/")
    page.locator("[name=text]").fill("The harbour bridge is closed to all traffic")
    desk.take("breaking-banner", page.locator("main"), tall=640)
