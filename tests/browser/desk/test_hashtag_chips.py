"""Hashtags as an editor types them: chips, suggestions, order, nothing lost."""

import re

import pytest
from playwright.sync_api import expect

PASTE = """(box, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  const paste = { clipboardData, bubbles: true, cancelable: true };
  box.dispatchEvent(new ClipboardEvent("paste", paste));
}"""


@pytest.fixture
def form(desk):
    """A new story in the first category, without hashtags."""
    pages = desk.request.get("/admin/api/main/pages/").json()["items"]
    category = next(
        page["id"] for page in pages if page["meta"]["type"] == "news.CategoryIndexPage"
    )
    desk.goto(f"/admin/pages/add/news/articlepage/{category}/")
    expect(box(desk)).to_be_visible()
    return desk


def box(form):
    return form.get_by_role("combobox", name="Hashtags")


def chips(form):
    return form.locator(".hashtag-chips__name")


def offered(form, **which):
    return form.get_by_role("listbox").get_by_role("option", **which)


def submitted(form):
    return form.locator("input[type=hidden][name=hashtags]").input_value()


def test_typing_makes_chips_without_submitting(form):
    address = form.url
    box(form).press_sequentially("Global Security")
    expect(offered(form)).to_have_text("#GlobalSecurity (new)")
    box(form).press("Enter")
    box(form).press_sequentially("first, #second")
    box(form).press("Tab")
    expect(chips(form)).to_have_text(["#GlobalSecurity", "#first", "#second"])
    expect(box(form)).to_be_focused()
    assert form.url == address
    assert submitted(form) == "#GlobalSecurity, #first, #second"


def test_half_a_word_is_no_hashtag_until_the_editor_leaves_it(form):
    box(form).press_sequentially("Half")
    assert submitted(form) == ""
    form.locator("#id_title").focus()
    assert submitted(form) == "#Half"


def test_pasted_hashtags_become_chips_and_repeated_ones_do_not(form):
    box(form).evaluate(PASTE, "#NATO, #Macron #北约\n#nato")
    expect(chips(form)).to_have_text(["#NATO", "#Macron", "#北约"])
    expect(form.locator("hashtag-chips [role=status]")).to_have_text(
        "#NATO is there already"
    )


def test_suggestion_is_chosen_with_the_arrow_keys(form):
    box(form).press_sequentially("zzz")
    expect(form.get_by_role("listbox", name="Suggested hashtags")).to_be_visible()
    box(form).press("ArrowDown")
    option = offered(form, selected=True)
    expect(box(form)).to_have_attribute(
        "aria-activedescendant", option.get_attribute("id")
    )
    box(form).press("Escape")
    expect(offered(form)).to_have_count(0)
    expect(box(form)).to_have_value("zzz")


def test_chips_are_removed_and_moved_from_the_keyboard(form):
    box(form).evaluate(PASTE, "#One, #Two, #Three, #Four")
    box(form).press("Backspace")
    form.get_by_role("button", name="Remove #One").click()
    expect(chips(form)).to_have_text(["#Two", "#Three"])
    three = form.get_by_role("button", name="#Three", exact=True)
    three.press("Alt+ArrowLeft")
    expect(chips(form)).to_have_text(["#Three", "#Two"])
    expect(three).to_be_focused()
    assert submitted(form) == "#Three, #Two"


def test_chips_are_moved_by_dragging_and_by_pressing_two(form):
    box(form).evaluate(PASTE, "#One, #Two, #Three")

    def chip(name):
        return form.get_by_role("button", name=name, exact=True)

    chip("#Three").drag_to(chip("#One"))
    expect(chips(form)).to_have_text(["#Three", "#One", "#Two"])
    chip("#Two").click()
    chip("#Three").click()
    expect(chips(form)).to_have_text(["#Two", "#Three", "#One"])


def test_targets_are_large_enough(form):
    """WCAG 2.2, 2.5.8: 24 by 24 CSS pixels."""
    box(form).evaluate(PASTE, "#A, #B")
    for target in form.locator(
        ".hashtag-chips [role=button], .hashtag-chips button"
    ).all():
        size = target.bounding_box()
        assert min(size["width"], size["height"]) >= 24


def test_text_left_in_the_box_is_saved_and_the_order_kept(form):
    form.locator("#id_title").fill("Chips in a browser")
    box(form).evaluate(PASTE, "#Zebra, #Aquifer")
    box(form).press_sequentially("left over")
    form.keyboard.press("ControlOrMeta+s")
    form.wait_for_url(re.compile(r"/edit/"))
    expect(chips(form)).to_have_text(["#Zebra", "#Aquifer", "#LeftOver"])
