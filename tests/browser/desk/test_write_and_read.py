"""The main job: a story typed into the real editor is a finished public page."""

import re
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.typist import TypedStory, Typist

SAMPLE = Path(settings.ROOT).parent / "shared" / "samples" / "article-2026-01-07.md"
OWN = TypedStory(
    category="Weather <& tides>",
    headline='Talmere closes its <old> lock & sends 40 ships round by "the Neck"',
    hashtags=["Ports", "Talmere", "Ferries", "TideTables", "Varnholm"],
    source="https://www.averne-courier.example/2026/locks?id=7&page=2",
    blocks=[
        ("p", "The lock keepers shut the gates at noon & told masters to wait."),
        ("h2", "What happened at the lock"),
        ("p", "A hinge cracked <again>, the second time this year."),
        ("p", "Divers go down on Thursday."),
        ("quote", "Nobody sails through a gate that will not close."),
        ("h2", "What ships do now"),
        (
            "ul",
            ["Ferries turn at the quay", "Barges wait <inside>", "Tankers go round"],
        ),
        ("p", "The Neck adds nine hours."),
        ("quote", "Nine hours is a day's wages."),
    ],
)


@pytest.fixture
def hero(tmp_path):
    """A picture to upload, like no other."""
    path = tmp_path / "lock-at-noon.jpg"
    Image.effect_noise((640, 360), 60).convert("RGB").save(path, "JPEG")
    return path


def write(desk: Page, story: TypedStory, hero: Path, *, new_category: bool) -> None:
    """Type all of it into the admin, and publish."""
    typist = Typist(desk)
    if new_category:
        typist.make_category(story.category)
    typist.start_story(story.category)
    desk.get_by_placeholder("Headline").fill(story.headline)
    typist.upload_hero(hero, "Lock at noon", "A lock gate, half open")
    expect(desk.get_by_role("textbox", name="Alt text")).to_have_value(
        "A lock gate, half open"
    )
    typist.type_body(story.blocks)
    typist.type_hashtags(story.hashtags)
    typist.type_source(story.source)
    typist.publish()


def read(reader: Page, story: TypedStory) -> None:
    """Read it signed out: every part is there, in order, escaped, once."""
    reader.goto("/")
    reader.get_by_role("link", name=story.headline, exact=True).first.click()
    main = reader.locator("main")

    expect(main.locator(".label__category").first).to_have_text(story.category)
    expect(main.get_by_role("heading", level=1)).to_have_text(story.headline)
    expect(main.locator(".byline time")).to_have_text(
        re.compile(r"^\w+ \d+, \d{4}, \d\d:\d\d\s\w+$")
    )
    tags = main.locator(".hashtags a")
    assert tags.all_inner_texts() == [f"#{name}" for name in story.hashtags]
    check_share_links(reader, story)
    check_hero(main)
    assert blocks_of(main) == expected_blocks(story)
    source = main.locator(".sources")
    expect(source).to_contain_text(f"Source reference: {story.source}")
    expect(source.locator(".sources__address")).to_have_attribute("href", story.source)
    check_order(main, story)


def check_share_links(reader: Page, story: TypedStory) -> None:
    links = {
        link.text_content().partition(":")[0]: urlsplit(link.get_attribute("href"))
        for link in reader.locator(".article .share a").all()
    }
    address = reader.url
    assert links["X"].netloc + links["X"].path == "x.com/intent/post"
    assert parse_qs(links["X"].query) == {
        "text": [story.headline],
        "url": [address],
        "hashtags": [",".join(story.hashtags[:3])],
    }
    assert parse_qs(links["Facebook"].query) == {"u": [address]}
    assert parse_qs(links["LinkedIn"].query) == {"url": [address]}


def check_hero(main) -> None:
    hero = main.locator(".hero img")
    expect(hero).to_have_attribute("alt", "A lock gate, half open")
    hero.scroll_into_view_if_needed()
    assert hero.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def blocks_of(main) -> list:
    """The body as readers see it, in the words of ``TypedStory.blocks``."""
    return main.locator(".body").evaluate(
        """body => [...body.querySelectorAll('h2, p, blockquote, ul')]
            .filter(element => !element.parentElement.closest('blockquote, ul'))
            .filter(element => !element.matches('hgroup p'))
            .map(element => [
              {BLOCKQUOTE: 'quote'}[element.tagName] || element.tagName.toLowerCase(),
              element.tagName === 'UL'
                ? [...element.children].map(item => item.textContent)
                : element.textContent.trim(),
            ])"""
    )


def expected_blocks(story: TypedStory) -> list:
    return [list(block) for block in story.blocks]


def check_order(main, story: TypedStory) -> None:
    text = main.inner_text()
    parts = [
        story.category,
        story.headline,
        f"#{story.hashtags[0]}",
        "Facebook",
        story.blocks[-1][1],
        "Source reference:",
        "More from" if "More from" in text else story.source,
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert text.count(story.headline) == 1
    assert text.count("Source reference:") == 1


def test_a_story_is_typed_published_and_read(desk, reader, hero):
    write(desk, OWN, hero, new_category=True)
    read(reader, OWN)


def test_the_sample_story_is_typed_published_and_read(desk, reader, hero):
    if not SAMPLE.exists():
        pytest.skip("there is no sample story beside the project")
    story = TypedStory.from_markdown(SAMPLE)
    write(desk, story, hero, new_category=False)
    read(reader, story)


def test_a_pointer_at_rest_does_not_choose_the_block(desk):
    typist = Typist(desk)
    typist.start_story("World")
    typist.click_into_body()
    desk.keyboard.type("/")
    offered = desk.get_by_role("listbox").get_by_role("option")
    offered.filter(has_text="Heading").hover()
    expect(offered.filter(has_text="Heading")).to_have_attribute(
        "aria-selected", "true"
    )
    offered.filter(has_text="Quote").hover()
    desk.keyboard.type("q")  # the one that stays moves up, away from the pointer
    expect(offered).to_have_count(1)
    desk.wait_for_timeout(300)  # until the browser has looked what is below the pointer
    expect(offered).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-contentpath=body] textarea")).to_be_focused()


@pytest.mark.parametrize("end", ["Enter", "Tab", ","])
def test_hashtags_become_chips(desk, end):
    typist = Typist(desk)
    typist.start_story("World")
    box = desk.get_by_role("combobox", name="Hashtags")
    box.press_sequentially("Global Security")
    expect(desk.get_by_role("option", name="#GlobalSecurity")).to_be_visible()
    box.press(end)
    expect(desk.locator(".hashtag-chips__chip")).to_contain_text(["#GlobalSecurity"])


def test_pasted_hashtags_become_chips_in_their_order(desk):
    Typist(desk).start_story("World")
    desk.get_by_role("combobox", name="Hashtags").focus()
    paste(desk, "#NATO, #Macron")
    expect(desk.locator(".hashtag-chips__chip")).to_contain_text(["#NATO", "#Macron"])


def test_ten_pasted_lines_make_ten_items(desk):
    typist = Typist(desk)
    typist.start_story("World")
    typist.click_into_body()
    desk.keyboard.type("/bull")
    expect(desk.get_by_role("listbox")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(typist.editors().last).to_be_focused()
    desk.wait_for_timeout(250)  # the editor takes its selection over after the focus
    paste(desk, "\n".join(f"Item {number}" for number in range(10)))

    items = typist.editors().last.locator("li")
    expect(items).to_have_text([f"Item {number}" for number in range(10)])


def test_enter_in_an_item_adds_one_and_on_an_empty_one_leaves(desk):
    typist = Typist(desk)
    typist.start_story("World")
    typist.type_body([("ul", ["One", "Two"])])
    desk.keyboard.insert_text("And below.")

    expect(typist.editors().nth(1).locator("li")).to_have_text(["One", "Two"])
    expect(typist.editors().nth(2)).to_have_text("And below.")


def paste(page: Page, text: str) -> None:
    """Paste plain text where the cursor is."""
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData('text/plain', text);
          document.activeElement.dispatchEvent(
            new ClipboardEvent('paste', {clipboardData: data, bubbles: true,
              cancelable: true}));
        }""",
        text,
    )


def test_the_preview_beside_the_editor_shows_the_story(desk):
    Typist(desk).start_story("World")
    desk.get_by_placeholder("Headline").press_sequentially("Seen while it is written")
    desk.get_by_role("button", name="Toggle preview").click()
    story = desk.frame_locator("#w-preview-iframe")

    expect(story.get_by_role("heading", level=1)).to_have_text(
        "Seen while it is written"
    )


def test_enter_leads_from_the_headline_to_the_standfirst_and_on_to_the_body(desk):
    typist = Typist(desk)
    typist.start_story("General")
    desk.get_by_placeholder("Headline").click()
    for text in ("A long headline " * 5, "A standfirst"):
        desk.keyboard.insert_text(text)
        desk.keyboard.press("Enter")
    desk.keyboard.insert_text("The body")
    headline = desk.get_by_placeholder("Headline")
    expect(headline).to_have_value("A long headline " * 5)
    assert headline.evaluate("field => field.scrollHeight <= field.clientHeight + 1")
    standfirst = desk.get_by_role("textbox", name="Standfirst")
    expect(standfirst).to_have_value("A standfirst")
    expect(typist.editors().first).to_have_text("The body")


def test_a_story_published_during_its_first_autosave_is_one_story(desk):
    """The autosave adds the page; the press must not add it a second time.

    Nor does the autosave that waits for the first begin beside what publishes.
    """
    desk.add_init_script("""
        const mark = (name) => document.documentElement.setAttribute(name, '');
        document.addEventListener('w-unsaved:watch-edits', () => mark('data-watched'));
        const send = window.fetch;
        window.fetch = async (address, options) => {
          const answer = await send(address, options);
          if (options?.headers?.Accept === 'application/json') {
            mark('data-autosaved');
            await new Promise((go) => setTimeout(go, 1500));
          }
          return answer;
        };
    """)
    headline = "Published in one breath"
    typist = Typist(desk)
    typist.start_story("General")
    expect(desk.locator("html[data-watched]")).to_be_attached()
    desk.get_by_placeholder("Headline").fill(headline)
    typist.type_body([("p", "It was quick.")])
    expect(desk.locator("html[data-autosaved]")).to_be_attached()
    desk.get_by_role("textbox", name="Standfirst").press_sequentially("So it was.")
    desk.wait_for_timeout(700)  # the second autosave is due, and waits for the first
    autosaves = []

    def slowly(route):
        if route.request.is_navigation_request():
            time.sleep(1.5)
        route.continue_()

    desk.route("**/edit/", slowly)
    desk.on(
        "request",
        lambda request: (
            request.method == "POST"
            and request.resource_type == "fetch"
            and re.search(r"/(add|edit)/", request.url)
            and autosaves.append(request.url)
        ),
    )
    typist.publish()
    assert autosaves == []
    desk.goto("/admin/stories/?q=Published+in+one+breath")
    expect(desk.get_by_role("link", name=headline, exact=True)).to_have_count(1)
