"""What readers get where the database or a template fails."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from reading import Scripted, read

from delivery.caching import AWAY, DATABASE_FAILED, Keeping
from delivery.generations import Generations, generations
from delivery.patience import patience
from delivery.purge import purge
from newsroom.page_cache import application as module
from newsroom.page_cache import making
from newsroom.page_cache.application import PageCache


@pytest.fixture
def aged(site, front, monkeypatch):
    """The front, kept so long ago that it is to be made anew."""
    read(site, "/")
    now, later = time.time, front.keeping.policy.front + 60
    monkeypatch.setattr(time, "time", lambda: now() + later)
    return site


def fail():
    raise OperationalError("the database is away")


def answers_500(front):
    front.keeping, front.status = None, "500 Internal Server Error"


def answers_503(front):
    front.keeping, front.status = None, "503 Service Unavailable"


def raises(front):
    front.before = fail


@pytest.mark.parametrize("fails", [answers_500, answers_503, raises])
def test_the_last_good_copy_is_shown_with_its_age(aged, front, fails):
    fails(front)
    answer = read(aged, "/", Accept_Encoding="br")
    assert answer.status == 200
    assert 350 < int(answer.headers["age"]) < 400
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-encoding"] == "br"


def test_a_page_that_comes_again_is_new(aged, front):
    front.before = fail
    read(aged, "/")
    front.before = lambda: None
    answer = read(aged, "/")
    assert b"Page 3" in answer.body
    assert "age" not in answer.headers


@pytest.mark.parametrize("fails", [answers_500, answers_503, raises])
def test_what_was_purged_is_never_the_last_good_copy(aged, front, fails):
    """It may show a story that was withdrawn."""
    purge(["front"])
    fails(front)
    answer = read(aged, "/")
    assert answer.status >= 500
    assert b"Page 1" not in answer.body


def test_what_has_had_its_time_is_never_the_last_good_copy(site, front, monkeypatch):
    until = timezone.now() + timedelta(seconds=30)
    front.keeping = Keeping(front.keeping.names, front.keeping.policy, until)
    read(site, "/")
    front.before = fail
    later = until.timestamp()
    monkeypatch.setattr("newsroom.page_cache.application.time.time", lambda: later)
    assert read(site, "/").status == 503


def test_a_cold_address_is_a_small_503_at_once(site, front):
    front.before = fail
    began = time.monotonic()
    answer = read(site, "/world/")
    assert time.monotonic() - began < 0.2
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert answer.headers["cache-control"] == "private, no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert b"Try again in a minute" in answer.body
    assert len(answer.body) < 2_000


def test_where_not_even_that_page_can_be_made_there_is_a_line(site, front, monkeypatch):
    front.before = fail
    monkeypatch.setattr("newsroom.errors.get_template", lambda name: fail())
    answer = read(site, "/world/")
    assert (answer.status, answer.body) == (503, b"Try again in a minute.\n")
    assert answer.headers["retry-after"]


def test_a_head_has_no_body_there_either(site, front):
    front.before = fail
    answer = read(site, "/world/", "HEAD")
    assert (answer.status, answer.body) == (503, b"")


def test_whoever_comes_while_a_page_is_made_anew_gets_the_old_one(aged, front):
    """It is right, and may be kept as it was: only its time is over."""
    go_on = threading.Event()
    front.before = lambda: go_on.wait(10)
    making = threading.Thread(target=read, args=(aged, "/"))
    making.start()
    while len(front.asked) < 2:
        time.sleep(0.01)
    answer = read(aged, "/")
    go_on.set()
    making.join()
    assert b"Page 1" in answer.body
    assert answer.headers["cache-control"] == front.keeping.policy.header()


def test_the_api_says_so_in_its_own_way(site, front):
    front.before = fail
    answer = read(site, "/api/v1/stories")
    assert answer.status == 503
    assert json.loads(answer.body)["status"] == 503


def test_the_program_before_left_copies_of_last_resort(site, front, monkeypatch):
    read(site, "/")
    monkeypatch.setattr("newsroom.page_cache.application.build", lambda: "newer")
    newer = Scripted("front")
    newer.before = fail
    answer = read(PageCache(newer, megabytes=1), "/")
    assert answer.status == 200
    assert "age" in answer.headers


def test_nothing_is_asked_of_a_database_that_is_away(aged, front, monkeypatch):
    """Who waits for it in vain is one reader, not each."""
    there = threading.Event()
    monkeypatch.setattr(module, "_database_answers", there.is_set)
    monkeypatch.setattr(module, "PROBES_EVERY", 0.01)

    def refuse():
        front.asked[-1][DATABASE_FAILED] = AWAY
        front.keeping, front.status = None, "503 Service Unavailable"

    keeping, front.before = front.keeping, refuse
    assert "age" in read(aged, "/").headers
    asked = len(front.asked)
    assert "age" in read(aged, "/").headers
    assert read(aged, "/world/").status == 503
    assert len(front.asked) == asked

    front.before, front.keeping, front.status = lambda: None, keeping, "200 OK"
    there.set()
    end = time.monotonic() + 10
    while "age" in read(aged, "/").headers:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_nor_is_it_asked_for_what_nobody_keeps(site, front, monkeypatch):
    """Each question may take seconds, and a robot asks for what is not there."""
    there = threading.Event()
    monkeypatch.setattr(module, "_database_answers", there.is_set)
    monkeypatch.setattr(module, "PROBES_EVERY", 0.01)
    front.keeping, front.status = None, "503 Service Unavailable"
    front.before = lambda: front.asked[-1].update({DATABASE_FAILED: AWAY})
    for path in ("/search/", "/oembed", "/admin/", "/livez", "/readyz", "/sw.js"):
        read(site, path)
    asked = [environ["PATH_INFO"] for environ in front.asked]
    assert asked == ["/search/", "/admin/", "/livez", "/readyz", "/sw.js"]
    there.set()
    while site._database_is_away.is_set():
        time.sleep(0.01)


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 503)])
def test_copies_last_so_long_on_a_machine_that_hears_of_no_purge(
    aged, front, monkeypatch, settings, minutes, status
):
    settings.CACHE_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr("delivery.fleet.follow", lambda: None)
    monkeypatch.setattr(Generations, "seconds_since_heard", minutes * 60)
    front.before = fail
    assert read(aged, "/").status == status


def test_what_others_may_have_purged_is_shown_to_nobody_while_a_page_is_made(
    aged, front, monkeypatch, settings
):
    """A machine that hears of no purge makes each reader wait for the page."""
    settings.CACHE_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr("delivery.fleet.follow", lambda: None)
    generations().hear()
    monkeypatch.setattr("delivery.fleet.hears", lambda: False)
    go_on = threading.Event()
    front.before = lambda: go_on.wait(10)
    with ThreadPoolExecutor(2) as readers:
        answers = [readers.submit(read, aged, "/") for _ in range(2)]
        assert not wait(answers, timeout=0.2).done
        go_on.set()
    assert [b"Page 1" in each.result().body for each in answers] == [False, False]


@pytest.fixture
def hanging(aged, front, monkeypatch):
    """Ask for these, which hang, each in a thread; they end with the test."""
    monkeypatch.setattr("newsroom.page_cache.making.HUNG", 0.2)
    monkeypatch.setattr("newsroom.page_cache.making.OTHERS_HUNG", 0.4)
    monkeypatch.setattr("newsroom.page_cache.making.LOOKS_EVERY", 0.01)
    go_on, threads = threading.Event(), []
    front.before = lambda: go_on.wait(30)

    def hang(*paths: str) -> None:
        before = len(front.asked)
        asking = [threading.Thread(target=read, args=(aged, each)) for each in paths]
        threads.extend(asking)
        for thread in asking:
            thread.start()
        end = time.monotonic() + 5
        while len(front.asked) < before + len(set(paths)) and time.monotonic() < end:
            time.sleep(0.01)

    yield hang
    go_on.set()
    for thread in threads:
        thread.join()


def test_pages_that_hang_leave_a_thread_to_those_with_copies(aged, hanging):
    hanging("/a/", "/b/", "/c/")
    began = time.monotonic()
    assert read(aged, "/d/").status == 503
    assert read(aged, "/").headers["age"]
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("path", ["/oembed", "/search/", "/admin/"])
def test_so_does_what_nobody_keeps(aged, front, hanging, path):
    """A check of the machine every few seconds would else take them all."""
    front.keeping = None
    hanging("/oembed", "/search/", "/admin/")
    assert read(aged, path).status == 503
    assert read(aged, "/").headers["age"]


def test_readers_wait_for_the_database_less_long_than_editors(aged, front):
    front.keeping, waits = None, []
    front.before = lambda: waits.append(patience.get())
    for path in ("/search/", "/oembed", "/admin/"):
        read(aged, path)
    assert waits == [making.PATIENCE, making.PATIENCE, making.OTHERS_HUNG]


def test_what_needs_no_database_is_answered_meanwhile(aged, front, hanging):
    front.keeping = None
    hanging("/oembed", "/search/", "/admin/")
    front.before = lambda: None
    for path in ("/static/css/site.css", "/livez", "/readyz", "/metrics"):
        assert read(aged, path).status == 200


def test_an_editor_s_slow_request_costs_no_reader_a_page(aged, front, hanging):
    """A picture is uploaded for longer than a page is made: nothing hangs."""
    keeping, front.keeping = front.keeping, None
    hanging("/admin/", "/search/")
    time.sleep(0.5)
    front.keeping, front.before = keeping, lambda: time.sleep(0.02)
    with ThreadPoolExecutor(2) as readers:
        answers = readers.map(read, [aged] * 2, ["/new/"] * 2)
    assert [answer.status for answer in answers] == [200, 200]


def test_a_page_that_hangs_costs_no_other_its_turn(aged, front, hanging, monkeypatch):
    """While two of three are quick, who comes waits for one of them."""
    hanging("/a/")
    time.sleep(0.3)
    monkeypatch.setattr("newsroom.page_cache.making.LOOKS_EVERY", 5)
    front.before = lambda: time.sleep(0.02)
    with ThreadPoolExecutor(6) as readers:
        answers = readers.map(read, [aged] * 6, [f"/{each}/" for each in "bcdefg"])
    assert {answer.status for answer in answers} == {200}


def test_who_waits_for_a_page_that_hangs_waits_no_longer(aged, front, hanging):
    """Nor makes it, too: that would hang as well."""
    hanging("/a/", "/a/", "/a/")
    began = time.monotonic()
    assert read(aged, "/a/").status == 503
    assert time.monotonic() - began < module.PATIENCE / 2
    assert [asked["PATH_INFO"] for asked in front.asked].count("/a/") == 1


def test_nor_does_who_waits_for_another_process(aged, hanging, monkeypatch):
    """They share but the disk, on which it says since when it makes the page."""
    other = PageCache(aged._application, megabytes=1)
    hanging("/a/")
    time.sleep(0.3)
    monkeypatch.setattr("newsroom.page_cache.application.PATIENCE", 10)
    began = time.monotonic()
    for _ in range(4):
        assert read(other, "/a/").status == 503
    assert time.monotonic() - began < 1


def test_where_pages_are_known_to_hang_nobody_waits(aged, hanging, monkeypatch):
    """A tenth of a second each would keep the last thread from those with copies."""
    hanging("/a/", "/b/", "/c/")
    time.sleep(0.3)
    monkeypatch.setattr("newsroom.page_cache.making.LOOKS_EVERY", 5)
    began = time.monotonic()
    assert read(aged, "/d/").status == 503
    assert time.monotonic() - began < 2
