"""An embed is typed like any block, and read without asking anybody else."""

from playwright.sync_api import expect

from newsroom.demo.stories.business import PILOTS_POST
from tests.browser.typist import SLASH, Typist


def test_slash_emb_takes_an_address_and_enter_goes_on(desk, monkeypatch):
    monkeypatch.setitem(SLASH, "embed", ("/emb", "Embed"))
    typist = Typist(desk)
    typist.start_story("World")
    typist.type_body([("embed", "chorus.example/a/post"), ("p", "And below.")])

    block = desk.locator("[data-contentpath=body] input[inputmode=url]")
    expect(block).to_have_value("chorus.example/a/post")
    expect(typist.editors().last).to_have_text("And below.")


def test_a_card_is_read_without_asking_its_site(reader):
    """``reader`` fails the test at any request to another host."""
    reader.goto("/business/port-averne-pilots-strike/")
    card = reader.locator("aside.embed")

    expect(card).to_contain_text("Chorus")
    expect(card.get_by_role("link")).to_have_attribute("href", PILOTS_POST)
    assert card.locator("iframe, script, img").count() == 0
