"""Where copies lie: how many, and what becomes of a file that is not one."""

import threading
import time

import pytest
from reading import Scripted, read

from delivery.generations import Generations
from newsroom.page_cache.application import PageCache
from newsroom.page_cache.shelf import Shelf

KEY = ("http", "paper.example", "/", "", False)


def files(folder):
    return [path for path in folder.glob("??/*") if path.is_file()]


def test_the_least_used_pages_leave_a_full_disk(site, front, folder):
    for number in range(30):
        read(site, f"/page-{number}/")
    shelf = Shelf(folder, most=sum(f.stat().st_size for f in files(folder)) // 2)
    shelf.sweep()
    assert 10 <= len(files(folder)) <= 15
    again = Scripted("front")
    read(PageCache(again, megabytes=1), "/page-29/")
    assert not again.asked
    read(PageCache(again, megabytes=1), "/page-0/")
    assert again.asked


def test_a_site_that_is_read_through_stays_within_its_limit(front, folder):
    site = PageCache(front, megabytes=1)
    size = 0
    for number in range(1_500):
        read(site, f"/page-{number}/")
        if number == 0:
            size = files(folder)[0].stat().st_size
    end = time.monotonic() + 10
    while len(files(folder)) * size > 1.2 * (1 << 20):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert front.asked


def test_memory_holds_so_much_and_no_more(site, folder):
    shelf = Shelf(folder, most=1 << 20, in_memory=20_000)
    read(site, "/page-0/")
    copy = next(iter(site._shelf._memory.values()))
    for number in range(100):
        copy.key = ("http", "testserver", f"/{number}/", "", False)
        shelf.put(copy)
        assert shelf._bytes <= 20_000
    assert len(shelf._memory) == 20_000 // copy.size


@pytest.mark.parametrize(
    "content", [b"", b"x", b"1\n", b"{}\n", b'{"sizes": {"": 9}}\nshort']
)
def test_a_broken_file_is_no_copy(site, front, folder, content):
    read(site, "/")
    (file,) = files(folder)
    file.write_bytes(content)
    assert b"Page 2" in read(PageCache(front, megabytes=1), "/").body


def test_half_a_file_is_no_copy(site, front, folder):
    read(site, "/")
    (file,) = files(folder)
    file.write_bytes(file.read_bytes()[:-1])
    assert b"Page 2" in read(PageCache(front, megabytes=1), "/").body


def test_a_disk_that_takes_nothing_costs_no_reader_a_page(site, front, monkeypatch):
    def refuse(*arguments):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("pathlib.Path.write_bytes", refuse)
    monkeypatch.setattr("pathlib.Path.unlink", refuse)
    monkeypatch.setattr("newsroom.page_cache.place.os.open", refuse)
    assert b"Page 1" in read(site, "/").body
    assert b"Page 1" in read(site, "/").body


def test_copies_from_before_a_lost_list_of_purges_are_not_believed(site, front, folder):
    read(site, "/")
    (folder / "purges").unlink()
    site._here = Generations(folder / "purges")
    assert b"Page 2" in read(site, "/").body


def test_a_page_is_made_once_however_many_ask_for_it(folder):
    """Of two processes, which share nothing but the disk."""
    slow = Scripted("front")
    slow.before = lambda: time.sleep(0.3)
    sites = [PageCache(slow, megabytes=1), PageCache(slow, megabytes=1)]
    answers = []
    asking = [
        threading.Thread(target=lambda at=at: answers.append(read(at, "/").body))
        for at in sites * 8
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(answers) == 16
    assert len(set(answers)) == 1
    assert len(slow.asked) == 1


def test_who_waited_long_enough_makes_the_page_too(site, front, monkeypatch):
    monkeypatch.setattr("newsroom.page_cache.application.PATIENCE", 0.2)
    with site._shelf.place(KEY, 0) as place:
        assert place.is_ours
        began = time.monotonic()
        assert read(site, "/", Host="paper.example").status == 200
    assert time.monotonic() - began > 0.2
    assert len(front.asked) == 1


def test_who_waits_sees_since_when_the_page_is_made(site, front, monkeypatch):
    """Not since when it was somebody's turn, who may wait for other pages first."""
    monkeypatch.setattr("newsroom.page_cache.application.PATIENCE", 1)
    monkeypatch.setattr("newsroom.page_cache.making.HUNG", 0.2)
    with site._shelf.place(KEY, 0) as place:
        time.sleep(0.3)
        assert not hangs(site)
        place.begin()
        assert not hangs(site)
        time.sleep(0.3)
        assert hangs(site)
        assert read(site, "/", Host="paper.example").status == 503
    with site._shelf.place(KEY, 0):
        assert not hangs(site)


def hangs(site) -> bool:
    with site._shelf.place(KEY, 0) as place:
        return place.hangs


def test_a_place_of_somebody_else_s_is_as_good(site, monkeypatch):
    """Of one that may write to the file, and no more: as after a run as root."""

    def refuse(*arguments):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("newsroom.page_cache.place.os.pwrite", refuse)
    for _ in range(2):
        with site._shelf.place(KEY, 0) as place:
            assert place.is_ours
            place.begin()
