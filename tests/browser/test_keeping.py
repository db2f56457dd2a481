"""Following and saving in a real browser: kept there, asked of nobody."""

import json
import re

import pytest
from pages import FLAGSHIP, PAGES
from playwright.sync_api import expect

HASHTAG = PAGES["hashtag"].address
CATEGORY = PAGES["category"].address
CATEGORY_NAME = FLAGSHIP.category
STORY = PAGES["article"].address
SECOND = re.compile(r"^(\d+|Nothing) new since \d\d:\d\d")

FOLLOWED = [
    {"kind": "hashtag", "name": "#First", "address": HASHTAG},
    {"kind": "category", "name": CATEGORY_NAME, "address": CATEGORY},
]
HOSTILE = [
    "no JSON at all",
    "[]",
    "null",
    '{"newsclip": "follow"}',
    json.dumps({"newsclip": "save", "entries": FOLLOWED}),
    *(
        json.dumps({"newsclip": "follow", "entries": [*FOLLOWED, entry]})
        for entry in (
            None,
            {"kind": "hashtag", "name": "x", "address": "javascript:alert(1)"},
            {"kind": "hashtag", "name": "x", "address": "//other.example/hashtags/x/"},
            {"kind": "hashtag", "name": "x", "address": "/admin/logout/"},
            {"kind": "__proto__", "name": "x", "address": "/world/"},
            {"kind": "category", "name": {"x": 1}, "address": "/world/"},
        )
    ),
    json.dumps({"newsclip": "follow", "entries": FOLLOWED * 300}),
    " " * 1_000_001,
]


def follow(page, *entries):
    """Follow as the buttons do, by the module that they use."""
    page.goto("/following/")
    module = page.locator("script[src*=reader]").get_attribute("src")
    keeping = module.replace(module.rpartition("/")[2], "keeping.js")
    page.evaluate(
        "async ([at, entries]) => (await import(at)).follow(...entries)",
        [keeping, list(entries)],
    )


def give(page, text: str):
    """Import a file with that text."""
    file = {"name": "a.json", "mimeType": "application/json", "buffer": text.encode()}
    page.get_by_label("Import a file").set_input_files(file)


def stored(page, key: str):
    return json.loads(page.evaluate(f"localStorage.getItem('newsclip.{key}')") or "[]")


def test_a_reader_who_follows_nothing_is_told_how(reader):
    reader.goto("/following/")
    expect(reader.get_by_text("Nothing followed yet.")).to_be_visible()
    expect(reader.get_by_role("heading", name="You follow")).to_be_hidden()
    expect(reader.get_by_role("button", name="Export as a file")).to_be_hidden()


def test_the_newest_stories_of_what_is_followed_stand_there_once(reader):
    follow(reader, *FOLLOWED)
    feeds = []
    reader.on("request", lambda request: feeds.append(request))
    reader.reload()

    stories = reader.locator("[data-part=stories] li")
    expect(stories.first).to_be_visible()
    links = stories.locator("a").evaluate_all("all => all.map(link => link.pathname)")
    assert len(links) == len(set(links)) > 1
    assert STORY in links
    moments = stories.locator("time").evaluate_all("all => all.map(at => at.dateTime)")
    assert moments == sorted(moments, reverse=True)
    asked = [request for request in feeds if request.resource_type == "fetch"]
    assert sorted(request.url for request in asked) == sorted(
        reader.evaluate("location.origin") + entry["address"] + "feed.json"
        for entry in FOLLOWED
    )
    for request in asked:
        assert request.method == "GET"
        assert "cookie" not in request.headers


def test_what_is_new_is_told_since_the_last_visit(reader):
    follow(reader, *FOLLOWED)
    new = reader.locator("[data-part=new]")
    reader.reload()
    expect(new).to_have_text(SECOND)
    reader.evaluate("localStorage.setItem('newsclip.visited', '2020-01-07T12:00:00Z')")
    reader.reload()
    expect(new).to_have_text(re.compile(r"^\d+ new since January 7, 2020$"))
    assert reader.locator(".following__mark").count() > 1


def test_unfollowing_takes_it_and_its_stories_away(reader):
    follow(reader, *FOLLOWED)
    reader.get_by_role("button", name="Unfollow #First").click()
    expect(reader.locator("[data-part=list] li")).to_have_count(1)
    assert [entry["name"] for entry in stored(reader, "followed")] == [CATEGORY_NAME]
    reader.get_by_role("button", name=f"Unfollow {CATEGORY_NAME}").click()
    expect(reader.get_by_text("Nothing followed yet.")).to_be_visible()
    expect(reader.get_by_role("heading", name="The newest")).to_be_hidden()


def test_a_feed_that_cannot_be_read_is_named(reader):
    gone = {"kind": "hashtag", "name": "#Gone", "address": "/hashtags/gone-away/"}
    follow(reader, gone, *FOLLOWED)
    failed = reader.locator("[data-part=failed]")
    expect(failed).to_have_text("Could not be read just now: #Gone.")
    expect(reader.locator("[data-part=stories] li").first).to_be_visible()
    reader.complaints[:] = [line for line in reader.complaints if "404" not in line]


def test_a_list_is_exported_and_imported_again(reader, tmp_path):
    follow(reader, *FOLLOWED)
    with reader.expect_download() as download:
        reader.get_by_role("button", name="Export as a file").click()
    file = tmp_path / "following.json"
    download.value.save_as(file)
    before = stored(reader, "followed")
    assert json.loads(file.read_text())["entries"] == before

    reader.evaluate("localStorage.clear()")
    reader.reload()
    give(reader, file.read_text())
    expect(reader.get_by_text("Imported: 2.")).to_be_visible()
    assert stored(reader, "followed") == before
    expect(reader.locator("[data-part=list] li")).to_have_count(2)


def test_a_hostile_file_is_refused_whole(reader):
    reader.goto("/following/")
    told = reader.locator("[data-part=told]")
    for text in HOSTILE:
        reader.evaluate("document.querySelector('[data-part=told]').textContent = ''")
        give(reader, text)
        expect(told).to_contain_text("Nothing was imported.")
        assert stored(reader, "followed") == []


def test_markup_in_a_list_is_text(reader):
    name = "<img src=x onerror=alert(1)>"
    follow(reader, {"kind": "category", "name": name, "address": CATEGORY})
    expect(reader.locator("[data-part=list] a")).to_have_text(name)
    assert reader.locator("[data-part=list] img").count() == 0


def test_a_story_is_saved_and_removed(reader):
    reader.goto(STORY)
    reader.locator("save-button button").first.click()
    reader.goto("/saved/")
    link = reader.locator("[data-part=list] a")
    expect(link).to_have_text(FLAGSHIP.headline)
    expect(reader.locator("[data-part=list] .card__meta")).to_contain_text(
        CATEGORY_NAME
    )
    assert link.evaluate("link => link.pathname") == STORY
    reader.get_by_role("button", name="Remove").click()
    expect(reader.get_by_text("Nothing saved yet.")).to_be_visible()


def test_what_is_saved_is_asked_of_nobody(reader):
    reader.goto("/saved/")
    asked = []
    reader.on("request", lambda request: asked.append(request.url))
    entry = {"headline": "A <b>story</b>", "address": STORY, "category": "World"}
    give(reader, json.dumps({"newsclip": "save", "entries": [entry]}))
    expect(reader.locator("[data-part=list] a")).to_have_text("A <b>story</b>")
    assert asked == []


@pytest.mark.parametrize("address", ["/following/", "/saved/"])
def test_where_storage_is_refused_the_page_says_so(reader, address):
    reader.add_init_script(
        "Object.defineProperty(window, 'localStorage', "
        "{get() { throw new DOMException('no', 'SecurityError') }})"
    )
    reader.goto(address)
    expect(reader.get_by_text("This browser keeps nothing for us")).to_be_visible()
    expect(reader.locator("[data-part=empty]")).to_be_hidden()
    expect(reader.locator("[data-part=tools]")).to_be_hidden()


def test_without_a_network_the_offline_page_is_shown_in_its_style(reader):
    reader.goto("/offline/")
    reader.evaluate(
        "navigator.serviceWorker.register('/sw.js').then(() => "
        "navigator.serviceWorker.ready)"
    )
    reader.goto("/")
    reader.wait_for_function("navigator.serviceWorker.controller !== null")
    kept = "caches.open('newsclip-offline').then(c => c.keys())"
    paths = reader.evaluate(
        f"{kept}.then(all => all.map(one => new URL(one.url).pathname))"
    )
    assert "/offline/" in paths
    assert all(at == "/offline/" or at.endswith(".css") for at in paths)

    reader.context.set_offline(True)
    reader.goto(CATEGORY)
    expect(reader.get_by_role("heading", level=1)).to_have_text("No connection")
    assert "Public Sans" in reader.locator("body").evaluate(
        "body => getComputedStyle(body.querySelector('header')).fontFamily"
    ) or reader.locator("link[rel=stylesheet]").first.evaluate("link => !!link.sheet")
    reader.context.set_offline(False)
    reader.complaints.clear()
