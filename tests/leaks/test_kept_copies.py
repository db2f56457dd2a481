"""What was kept while a story was public shows nothing of it once it is not.

Pages in the page cache, parts and lists that a process remembers, the last good copy
where nothing can be made, and what a browser holds and asks about.
"""

import pytest
from django.test import Client

from tests.leaks import planted
from tests.leaks.kept import Reader, Site
from tests.leaks.once_public import FEW, WARM, published
from tests.leaks.rows import BY_NAME, ROWS
from tests.leaks.tally import FULL
from tests.leaks.walk import ask, leaks, unasked


@pytest.fixture
def site(settings, tmp_path):
    settings.PAGES_FOLDER = tmp_path / "pages"
    return Site()


def warmed(row, reader) -> tuple[object, list[tuple[str, str]]]:
    """A public story of which everything was asked twice; and where."""
    story, places = published(row)
    for _ in range(2):
        for _, at in places:
            ask(reader, at)
    return story, places


def ask_what_is_held(reader, places) -> list[str]:
    """Whether a browser is told that what it holds is good still; and parts of it."""
    found = []
    for name, at in places:
        etag = reader.etags.get(at)
        if etag is None:
            continue
        now = ask(reader, at)
        held = ask(reader, at, **{"If-None-Match": etag})
        part = ask(reader, at, Range="bytes=0-65535")
        if held.status == 304 and now.status != 200:
            found.append(f"{name} {at}: 304 where there is nothing")
        new = unasked(part.words() | held.words(), at)
        found += [f"{name} {at}: part says {word}" for word in sorted(new)]
    return found


@pytest.mark.parametrize(
    "row", WARM if FULL else FEW, ids=lambda row: row.name.replace(" ", "_")
)
def test_no_kept_copy_tells_of_what_was_hidden_since(
    newsroom, remembering, site, stamped, cells, row
):
    stamped(ROWS.index(row))
    reader = Reader(site)
    story, places = warmed(row, reader)
    assert len(reader.etags) > 40
    row.bring(story)

    found = leaks(reader, places, as_never_was=set())
    cells.cell("page cache, warm", row.name, len(places), found)
    found = leaks(Client(), places, as_never_was=set())
    cells.cell("remembered by a process", row.name, len(places), found)
    found = ask_what_is_held(reader, places)
    cells.cell("304, HEAD and Range, warm", row.name, 2 * len(reader.etags), found)
    site.fail()
    found = leaks(reader, places, as_never_was=set())
    cells.cell("last good copy", row.name, len(places), found)
    assert cells.leaks == []


def test_kept_copies_show_a_public_story(newsroom, remembering, site, cells):
    """The positive control: they are kept, and told while nothing else can be."""
    reader = Reader(site)
    _, places = warmed(BY_NAME["draft"], reader)
    made = site.made
    assert leaks(reader, places, as_never_was=set())
    assert site.made - made < len(places) - 40
    cells.control("page cache, warm", "shown")
    assert leaks(Client(), places, as_never_was=set())
    cells.control("remembered by a process", "shown")
    statuses = [
        ask(reader, at, **{"If-None-Match": etag}).status
        for at, etag in list(reader.etags.items())
    ]
    assert statuses.count(304) > len(statuses) / 2
    cells.control("304, HEAD and Range, warm", "shown")
    site.fail()
    assert leaks(reader, places, as_never_was=set())
    cells.control("last good copy", "shown")


def test_copies_of_which_nobody_is_told_are_found(
    newsroom, remembering, site, cells, monkeypatch
):
    """The negative control: no purge reaches anything that is kept."""
    row, reader = BY_NAME["unpublished"], Reader(site)
    story, places = warmed(row, reader)
    monkeypatch.setattr(
        "delivery.generations.Generations.forget", lambda self, names: None
    )
    planted.fresh(story).unpublish()
    assert leaks(reader, places, as_never_was=set())
    cells.control("page cache, warm", "red")
    assert leaks(Client(), places, as_never_was=set())
    cells.control("remembered by a process", "red")
    assert ask_what_is_held(reader, places)
    cells.control("304, HEAD and Range, warm", "red")
    site.fail()
    assert leaks(reader, places, as_never_was=set())
    cells.control("last good copy", "red")
