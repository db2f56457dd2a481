"""Hashtags merged by somebody at the desk, after a look at what changes; and undone."""

import re

import pytest
from playwright.sync_api import expect

LIST = "/admin/hashtags/hashtag/"


@pytest.fixture
def two(desk):
    """Two hashtags of the demo, the first on fewer stories."""
    desk.goto(f"{LIST}?use=used&o=-3")
    names = desk.locator("td.field-hashtag bdi").all_inner_texts()
    return names[1], names[0]


def row(desk, name):
    return desk.get_by_role("row").filter(
        has=desk.get_by_role("link", name=name, exact=True)
    )


def test_a_merge_is_previewed_done_and_undone(desk, two):
    merged, kept = two
    address = f"/hashtags/{row(desk, merged).locator('bdi').inner_text()[1:].lower()}/"
    desk.get_by_label(f"Choose {merged}", exact=True).check()
    desk.get_by_label(f"Choose {kept}", exact=True).check()
    desk.get_by_role("link", name="Merge the chosen hashtags into one").click()

    expect(desk.get_by_label("Keep", exact=False)).to_have_value(kept[1:])
    changes = desk.get_by_role("region", name="What changes")
    expect(changes).to_contain_text(f"lead to /hashtags/{kept[1:].lower()}/")
    expect(changes).to_contain_text(address)
    desk.get_by_role("button", name=f"Merge into {kept}").click()

    expect(desk.locator(".messages .success")).to_contain_text(
        f"{merged} merged into {kept}"
    )
    desk.goto(address)
    expect(desk).to_have_url(re.compile(f"/hashtags/{kept[1:].lower()}/$"))

    desk.goto("/admin/hashtags/journal/")
    desk.get_by_role("link", name=f"Undo: {merged} merged into {kept}").click()
    expect(desk.get_by_text(f"{merged} stands alone")).to_be_visible()
    desk.get_by_role("button", name="Undo", exact=True).click()

    expect(desk.locator(".messages .success")).to_contain_text("Undone")
    desk.goto(address)
    expect(desk).to_have_url(re.compile(f"{address}$"))
    expect(desk.get_by_role("heading", level=1)).to_contain_text(merged)


def test_another_hashtag_is_kept_and_a_merge_into_itself_refused(desk, two):
    merged, kept = two
    row(desk, merged).get_by_role("link", name="Merge…").click()
    desk.get_by_label("Keep", exact=False).fill(merged)
    desk.get_by_role("button", name="Show what changes").click()
    expect(desk.get_by_text("cannot be merged into itself")).to_be_visible()

    desk.get_by_label("Keep", exact=False).fill(kept)
    desk.get_by_role("button", name="Show what changes").click()
    expect(desk.get_by_role("button", name=f"Merge into {kept}")).to_be_visible()
