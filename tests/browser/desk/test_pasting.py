"""Pasting from Google Docs, Word or a news page makes the story's own blocks.

What lies in `clipboard/` is written in the markup of those programs.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.typist import Typist

CLIPBOARD = Path(__file__).parent / "clipboard"
# What each block holds: lines of rich text with what is bold, italic or a link in them.
BLOCKS = """() => {
  const body = wagtail.editHandler.getPanelByName('body').getBoundWidget();
  const marked = ({text, inlineStyleRanges, entityRanges}, entityMap) => {
    const of = ({offset, length}) => [...text].slice(offset, offset + length).join('');
    return [
      text,
      ...inlineStyleRanges.map(range => `${range.style}: ${of(range)}`),
      ...entityRanges.map(range => `${entityMap[range.key].data.url}: ${of(range)}`),
    ];
  };
  return body.children.map(({type, block}) => {
    const state = block.getState();
    if (!state.getCurrentContent) return [type, block.getValue()];
    const {blocks, entityMap} = DraftJS.convertToRaw(state.getCurrentContent());
    return [type, blocks.map(line => marked(line, entityMap))];
  });
}"""


@pytest.fixture(autouse=True)
def refused(desk):
    """Chromium says of each style and handler that was pasted that it is refused."""
    yield
    said = "(Applying inline style|Executing inline event handler) violates the foll"
    desk.complaints[:] = [each for each in desk.complaints if not re.match(said, each)]


def paste(page: Page, *, html: str = "", text: str = "") -> None:
    """Paste where the cursor is, as a browser does that read it from the clipboard."""
    page.evaluate(
        """({html, text}) => {
          const data = new DataTransfer();
          if (html) data.setData('text/html', html);
          data.setData('text/plain', text);
          document.activeElement.dispatchEvent(new ClipboardEvent('paste',
            {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        {"html": html, "text": text},
    )


def blocks(page: Page) -> list:
    """The body's blocks, once its editors have taken over what was pasted."""
    page.wait_for_timeout(300)
    return page.evaluate(BLOCKS)


@pytest.fixture
def sentence(desk: Page) -> Page:
    """A new story whose body is one sentence, the cursor before its last word."""
    typist = Typist(desk)
    typist.start_story("World")
    typist.click_into_body()
    desk.keyboard.insert_text("Before and after")
    for _ in "after":
        desk.keyboard.press("ArrowLeft")
    desk.wait_for_timeout(200)  # until the editor has seen where the cursor is
    return desk


def heading(text: str, level: str = "h2") -> list:
    return ["heading", {"text": text, "level": level}]


def quote(text: str, attribution: str) -> list:
    said = {"text": text, "attribution": attribution}
    return ["quote", {**said, "source_url": "", "style": "block"}]


def paragraph(*lines: list[str] | str) -> list:
    return ["paragraph", [[line] if isinstance(line, str) else line for line in lines]]


PASTED = {
    "google-docs": [
        paragraph("Before and "),
        heading("What the board decided"),
        paragraph(
            [
                "The harbour board postponed the vote, again, says the report.",
                "BOLD: postponed",
                "ITALIC: again",
                "https://www.example.org/report?id=7: the report",
            ],
            ["Second 😀 bold paragraph.", "BOLD: bold"],
        ),
        ["bulleted_list", [["One"], ["Two"], ["Two a"]]],
        ["numbered_list", [["First"]]],
        [
            "table",
            {
                "columns": [
                    {"type": "text", "heading": "Port"},
                    {"type": "text", "heading": "Ships"},
                ],
                "rows": [{"values": ["Varnholm", "412"]}],
                "caption": "",
            },
        ],
        paragraph("The end.after"),
    ],
    "word": [
        paragraph("Before and "),
        heading("The lock at Talmere"),
        paragraph(
            [
                "The keepers shut the gates “at noon” & told masters to wait.",
                "BOLD: masters",
            ]
        ),
        heading("What happened"),
        ["bulleted_list", [["A hinge cracked"], ["Divers go down", "ITALIC: down"]]],
        ["numbered_list", [["First"]]],
        quote("Nobody sails.", ""),
        paragraph(
            [
                "See us and file. «\xa0Oui\xa0», 10\xa0000after",
                "mailto:a@b.example: us",
            ]
        ),
    ],
    "news-page": [
        paragraph("Before and "),
        heading("Harbour vote put off"),
        paragraph(
            [
                "The board met on Monday,\nit said in a note.",
                "BOLD: met",
                "https://other.example/a#x: a note",
            ]
        ),
        heading("Next"),
        quote("We will not sign.", "Ilse Varga, harbour master"),
        quote("Pull", "Jo"),
        ["bulleted_list", [["One"], ["One a"], ["Two more"]]],
        paragraph("Loose text", "and more"),
        heading("Small", "h3"),
        paragraph("Endafter"),
    ],
}


@pytest.mark.parametrize("program", PASTED)
def test_pasted_text_becomes_blocks_and_undo_takes_them_back(sentence, program):
    html = (CLIPBOARD / f"{program}.html").read_text()
    paste(sentence, html=html, text="the same in plain text")
    assert blocks(sentence) == PASTED[program]

    sentence.keyboard.press("Control+z")
    assert blocks(sentence) == [paragraph("Before and after")]
    assert sentence.evaluate("window.ran") is None


def test_what_was_pasted_is_saved_and_comes_back(sentence):
    sentence.get_by_placeholder("Headline").fill("Pasted in one go")
    Typist(sentence).click_into_body()
    sentence.keyboard.press("End")
    paste(sentence, html=(CLIPBOARD / "google-docs.html").read_text())
    assert len(blocks(sentence)) == 7
    sentence.get_by_role("button", name="Save draft").click()
    sentence.wait_for_url("**/edit/")
    expect(sentence.get_by_placeholder("Headline")).to_have_value("Pasted in one go")
    expected = PASTED["google-docs"]
    assert blocks(sentence) == [
        paragraph("Before and after"),
        *expected[1:-1],
        paragraph("The end."),
    ]


def test_words_of_one_paragraph_stay_in_the_sentence(sentence):
    paste(sentence, html="<p>a <i>short</i> word </p>", text="a short word ")
    assert blocks(sentence) == [
        paragraph(["Before and a short word after", "ITALIC: short"])
    ]


def test_plain_text_of_several_paragraphs_makes_paragraphs(sentence):
    paste(sentence, text="One.\r\n\r\nTwo.\nThree. ")
    assert blocks(sentence) == [paragraph("Before and One.", "Two.", "Three.after")]
    sentence.keyboard.press("Control+z")
    assert blocks(sentence) == [paragraph("Before and after")]


HOSTILE = {
    "handlers": "<img src=x onerror='window.ran=1'><svg onload='window.ran=1'></svg>"
    "<p onclick='window.ran=1'>Kept <a href=' java&#10;script:window.ran=1'>text</a>"
    "</p><iframe srcdoc='<script>parent.ran=1</script>'></iframe>"
    "<script>window.ran=1</script><style>@import '//elsewhere.example'</style>",
    "nested": "<span>" * 10_000 + "Kept text" + "</span>" * 10_000,
    "a megabyte of markup": "<p>Kept text"
    + "<span style='x:y' class='z'></span>" * 30_000,
    "tables in tables": "<table><tr><td>" * 3_000 + "Kept text",
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_hostile_html_runs_nothing_and_the_editor_goes_on(sentence, html):
    paste(sentence, html=html, text="x")
    sentence.keyboard.type("!")
    assert blocks(sentence) == [paragraph("Before and Kept text!after")]
    assert sentence.evaluate("window.ran") is None


def test_too_much_at_once_is_refused_with_a_word(sentence):
    paste(sentence, html="<p>" + "</p><p>".join(["A long text. " * 8] * 10_000))
    expect(sentence.get_by_role("alert")).to_contain_text("Paste it in parts")
    assert blocks(sentence) == [paragraph("Before and after")]
    sentence.get_by_role("alert").get_by_role("button", name="Close").click()
    expect(sentence.get_by_role("alert")).to_have_count(0)
