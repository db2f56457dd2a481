"""Checks of what stories cite: what they find, and how they behave on other sites."""

import time
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from delivery.models import Effect
from newsroom.demo.builders import make_article
from sources import links
from sources.link_health import AGAIN, Host, LinkState
from sources.models import Source
from sources.robots import allows, rules_in, wished_gap
from tests.delivery.listeners import CHUNKED, answer, raw, redirect

pytestmark = pytest.mark.django_db

REPORT = "http://courier.example/vote"
ROBOTS = "/robots.txt"
PIECES = [
    *("User-agent: *", "User-agent: Newsclip", "Disallow: ", "Allow: ", "\n", "\r"),
    *("Crawl-delay: ", "Request-rate: ", "²", "1/²", "//[", "%5B", "http://[", "*"),
    *("9" * 5_000, "\0", "#", "/"),
]


def source_at(url=REPORT) -> Source:
    source = Source.objects.for_address(url)
    Source.objects.filter(pk=source.pk).update(next_check_at=links.newsroom_now())
    return source


def check(source, clock, rounds=40) -> Source:
    """Let the clock run until this source is checked."""
    checked = source.checked_at
    for _ in range(rounds):
        links.check_a_link()
        source.refresh_from_db()
        if source.checked_at != checked:
            return source
        clock.go(seconds=15)
    raise AssertionError(f"It is not checked: {source.trail}")


def check_again(source, clock, **span) -> Source:
    clock.go(**span)
    Source.objects.filter(pk=source.pk).update(next_check_at=clock.now)
    return check(source, clock)


def asked(listener) -> list[str]:
    return [each.split(b" ")[1].decode() for each in listener.requests]


def test_a_page_that_answers_is_live_and_asked_again_in_a_month(web, clock):
    site = web.site("courier.example", {"/vote": answer()})

    source = check(source_at(), clock)

    assert (source.link_state, source.tries) == (LinkState.LIVE, 0)
    assert source.next_check_at == clock.now + AGAIN
    assert asked(site) == [ROBOTS, "/vote"]


def test_what_a_story_cites_is_checked_by_itself(web, clock):
    web.site("courier.example", answer())
    make_article(sources=[REPORT])
    clock.go(minutes=1)
    assert check(Source.objects.get(), clock).link_state == LinkState.LIVE


def test_who_asks_is_told_the_site(web, clock, settings):
    settings.BASE_URL = "https://newsclip.example"
    settings.DEFAULT_FROM_EMAIL = "desk@newsclip.example"
    site = web.site("courier.example", {"/vote": answer()})
    check(source_at(), clock)
    who = b"(+https://newsclip.example; desk@newsclip.example)"
    assert all(who in request for request in site.requests)


def test_the_body_is_not_fetched(web, clock):
    """Of a page that never ends, only its beginning is awaited."""

    def endless(caller, request):
        caller.sendall(CHUNKED)
        while True:
            caller.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")

    web.site("courier.example", {"/vote": endless})
    assert check(source_at(), clock).link_state == LinkState.LIVE


def test_a_page_that_only_says_404_is_live(web, clock):
    web.site("courier.example", {"/vote": answer(b"<h1>404 Not Found</h1>")})
    assert check(source_at(), clock).link_state == LinkState.LIVE


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("301 Moved Permanently", LinkState.MOVED),
        ("308 Permanent Redirect", LinkState.MOVED),
        ("302 Found", LinkState.LIVE),
        ("303 See Other", LinkState.LIVE),
        ("307 Temporary Redirect", LinkState.LIVE),
    ],
)
def test_a_permanent_redirect_to_another_address_is_recorded(web, clock, status, state):
    pages = {"/vote": redirect("/2026/vote", status), "/2026/vote": answer()}
    web.site("courier.example", pages)

    source = check(source_at(), clock)

    assert source.link_state == state
    new = "http://courier.example/2026/vote"
    assert source.moved_to == (new if state == LinkState.MOVED else "")


def test_only_the_permanent_beginning_of_a_chain_is_where_it_moved(web, clock):
    pages = {
        "/vote": redirect("/b", "301 Moved"),
        "/b": redirect("/c", "308 Moved"),
        "/c": redirect("/login"),
        "/login": answer(),
    }
    web.site("courier.example", pages)
    assert check(source_at(), clock).moved_to == "http://courier.example/c"


def test_another_address_of_the_same_report_is_no_move(web, clock):
    pages = {
        "/vote": redirect("/vote/?utm_source=x", "301 Moved"),
        "/vote/?utm_source=x": answer(),
    }
    web.site("courier.example", pages)
    source = check(source_at(), clock)
    assert (source.link_state, source.moved_to) == (LinkState.LIVE, "")


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_page_is_dead_when_its_site_says_so_for_two_days(web, clock, status):
    web.site("courier.example", {ROBOTS: answer(), "/vote": answer(b"", status)})

    source = check(source_at(), clock)
    assert source.link_state == LinkState.UNREACHABLE
    assert source.next_check_at == clock.now + timedelta(days=1)
    assert check_again(source, clock, days=1).link_state == LinkState.UNREACHABLE
    assert check_again(source, clock, days=1).link_state == LinkState.DEAD


def test_a_page_that_answers_in_between_was_not_gone(web, clock):
    site = web.site("courier.example", {})
    source = check(source_at(), clock)
    site.answers = {"/vote": answer()}
    assert check_again(source, clock, days=1).link_state == LinkState.LIVE
    site.answers = {}
    assert check_again(source, clock, days=1).link_state == LinkState.UNREACHABLE


@pytest.mark.parametrize(
    "page",
    [
        answer(b"", "500 Internal Server Error"),
        answer(b"", "503 Service Unavailable"),
        answer(b"", "403 Forbidden"),
        answer(b"", "429 Too Many Requests"),
        redirect("/vote"),
        redirect("http://127.0.0.1/"),
        redirect("http://169.254.169.254/latest/meta-data/"),
        redirect("http://intranet/"),
        redirect("http://printer.local/"),
        redirect("http://nowhere.example/"),
        redirect("javascript:alert(1)"),
        redirect("http://[::1"),
        redirect("http://courier.example/\x00"),
        redirect("//courier.example:22/"),
        raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000),
        raw(b"\x00\xff\x00"),
        raw(b""),
    ],
)
def test_what_says_nothing_of_the_page_is_unreachable(web, clock, page):
    local = web.site("courier.example", {ROBOTS: answer(b""), "/vote": page})

    source = check(source_at(), clock)

    assert source.link_state == LinkState.UNREACHABLE
    assert source.link_note
    assert len(asked(local)) <= 7
    assert source.trail == []


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Busy"])
@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        *[("3600", 3600), ("9" * 5_000, 86_400), ("5", 10), ("-1", 10), ("²", 10)],
        *[("later", 10), ("Wed, 21 Oct 2015 07:28:00 GMT", 10), ("in an hour", 10)],
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
        ("Fri, 31 Dec 99999999999999999999 23:59:59 GMT", 10),
    ],
)
def test_a_busy_site_is_left_alone_as_long_as_it_wishes(
    web, clock, status, said, seconds
):
    busy = answer(b"", status, Retry_After=said.encode().decode("latin-1"))
    site = web.site("courier.example", {"/vote": busy, "/other": answer()})
    check(source_at(), clock)
    assert Host.objects.get().next_request_at == clock.now + timedelta(seconds=seconds)
    other = source_at("http://courier.example/other")
    clock.go(seconds=seconds - 5)
    Source.objects.filter(pk=other.pk).update(next_check_at=clock.now)
    links.check_a_link()
    assert "/other" not in asked(site)
    assert check(other, clock, rounds=80).link_state == LinkState.LIVE


def test_a_busy_site_may_name_the_time(web, clock):
    at = clock.now.replace(microsecond=0) + timedelta(hours=1)
    busy = answer(b"", "503 Busy", Retry_After=format_datetime(at, usegmt=True))
    web.site("courier.example", {"/vote": busy})
    check(source_at(), clock)
    assert Host.objects.get().next_request_at == at


def test_a_robots_txt_that_asks_to_wait_is_heard_and_not_where_nothing_is_wrong(
    web, clock
):
    busy = answer(b"", "503 Busy", Retry_After="7200")
    site = web.site("courier.example", {ROBOTS: busy, "/vote": answer()})
    check(source_at(), clock)
    assert Host.objects.get().next_request_at > clock.now + timedelta(minutes=110)
    site.answers = answer(b"", "200 OK", Retry_After="7200")
    check_again(Source.objects.get(), clock, hours=3)
    assert Host.objects.get().next_request_at <= clock.now + timedelta(seconds=10)


def test_unreachable_pages_are_asked_later_and_later(web, clock):
    web.site("courier.example", {"/vote": answer(b"", "500 Error")})
    source, waits = source_at(), []
    for _ in range(9):
        source = check_again(source, clock, seconds=20)
        waits.append((source.next_check_at - clock.now) / timedelta(hours=1))
    assert waits == [6, 12, 24, 48, 96, 192, 384, 720, 720]


def test_a_dead_page_stays_dead_until_it_answers(web, clock):
    site = web.site("courier.example", {})
    source = check(source_at(), clock)
    assert check_again(source, clock, days=2).link_state == LinkState.DEAD
    site.answers = {"/vote": answer(b"", "500 Error")}
    assert check_again(source, clock, days=1).link_state == LinkState.DEAD
    site.answers = {"/vote": answer()}
    assert check_again(source, clock, days=1).link_state == LinkState.LIVE


def test_without_a_network_sources_are_unreachable_and_nothing_else(web, clock):
    source = check(source_at(), clock)
    assert source.link_state == LinkState.UNREACHABLE
    assert "did not answer" in source.link_note


def test_a_slow_site_holds_a_step_up_for_three_seconds_at_most(web, clock):
    def drip(caller, request):
        for byte in b"HTTP/1.1 200 OK\r\n" * 100:
            caller.sendall(bytes([byte]))
            time.sleep(0.1)

    web.site("courier.example", {ROBOTS: answer(), "/vote": drip})
    begun = time.monotonic()
    source = check(source_at(), clock)
    assert time.monotonic() - begun < 6
    assert "within 3 seconds" in source.link_note


def test_slow_steps_leave_the_process_three_quarters_of_its_time(monkeypatch):
    now, steps = [100.0], []

    def slow():
        steps.append(now[0])
        now[0] += 3

    monkeypatch.setattr(links, "check_a_link", slow)
    monkeypatch.setattr(links.time, "monotonic", lambda: now[0])
    turns = links.Turns()
    while now[0] < 160:
        turns.take()
        now[0] += 0.25
    assert len(steps) == 5


# robots.txt ------------------------------------------------------------------------


def robots(*lines: str):
    return answer("\n".join(lines).encode(), Content_Type="text/plain")


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        (["User-agent: *", "Disallow: /"], False),
        (["User-agent: *", "Disallow: /vote"], False),
        (["User-agent: *", "Disallow: /admin"], True),
        (["User-agent: Newsclip", "Disallow: /"], False),
        (["User-agent: newsclip", "Disallow: /vote"], False),
        (["User-agent: Otherbot", "Disallow: /"], True),
        (
            ["User-agent: *", "Disallow: /", "", "User-agent: Newsclip", "Allow: /"],
            True,
        ),
        (["User-agent: *", "Disallow:"], True),
        (["<html><body>Welcome!</body></html>"], True),
        (["\x00\ufffd\x00", "Disallow: /vote"], True),
        (["User-agent: *", "# What nobody reads", "Disallow: /vote"], False),
        (["User-agent: *", "Disallow: /a", "#", "Disallow: /vote"], False),
        (["User-agent: *", "", "Disallow: /vote"], False),
        (["\ufeffUser-agent: *", "Disallow: /vote"], False),
        (["User-agent: *", "Disallow: /*te$"], False),
        (["User-agent: *", "Allow: /", "Disallow: /vote"], False),
        (["User-agent: *", "Disallow: /", "Allow: /vote"], True),
        (["User-agent: *", "Allow: /", "", "User-agent: *", "Disallow: /vote"], False),
        (["User-agent: Newsclip/1.0", "Disallow: /vote"], False),
        (["User-agent: a", "User-agent: *", "Disallow: /vote"], False),
    ],
)
def test_robots_txt_is_obeyed(web, clock, lines, allowed):
    site = web.site("courier.example", {ROBOTS: robots(*lines), "/vote": answer()})
    source = check(source_at(), clock)
    assert ("/vote" in asked(site)) == allowed
    assert source.link_state == (LinkState.LIVE if allowed else LinkState.UNCHECKED)


def test_robots_txt_of_where_a_redirect_leads_is_obeyed_too(web, clock):
    web.site("courier.example", {"/vote": redirect("http://archive.example/vote")})
    rules = robots("User-agent: *", "Disallow: /")
    there = web.site("archive.example", {ROBOTS: rules, "/vote": answer()})
    assert check(source_at(), clock).link_state == LinkState.UNCHECKED
    assert asked(there) == [ROBOTS]


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden", "404 None"])
def test_a_site_without_robots_txt_may_be_asked(web, clock, status):
    page = {ROBOTS: answer(b"Disallow: /", status), "/vote": answer()}
    web.site("courier.example", page)
    assert check(source_at(), clock).link_state == LinkState.LIVE


def test_a_site_whose_robots_txt_fails_is_not_asked_now(web, clock):
    pages = {ROBOTS: answer(b"", "503 Busy"), "/vote": answer()}
    site = web.site("courier.example", pages)
    source = check(source_at(), clock)
    assert source.link_state == LinkState.UNREACHABLE
    assert asked(site) == [ROBOTS]
    site.answers = {"/vote": answer()}
    assert check_again(source, clock, hours=2).link_state == LinkState.LIVE


@given(
    st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=9)).map("".join),
    st.text(max_size=20),
)
def test_whatever_robots_txt_holds_is_read(text, path):
    rules = "\n".join(rules_in(text))
    assert "\0" not in rules
    assert allows(rules, f"http://a.example/{path}") in {True, False}
    assert 0 <= wished_gap(rules, 10) <= 10


def test_reading_robots_txt_takes_as_long_as_it_is():
    names = "".join(f"User-agent: a{n}\n" for n in range(17_000))
    text = names + "Disallow: /*a*a*a*a*a*a*a*a*a*a*a*b\n" * 7_000
    rules = "\n".join(rules_in(text.replace("a16999", "newsclip")))
    begun = time.process_time()
    assert allows(rules, "http://a.example/" + "a" * 1_900)
    assert time.process_time() - begun < 2


def test_a_host_to_which_robots_txt_was_redirected_has_had_its_turn(web, clock):
    web.site("courier.example", {ROBOTS: redirect(f"http://archive.example{ROBOTS}")})
    web.site("archive.example", {ROBOTS: robots("User-agent: *", "Disallow: /")})
    source_at()
    links.check_a_link()
    archive = Host.objects.get(name__startswith="archive.example")
    assert archive.next_request_at == clock.now + links.GAP


def test_robots_txt_is_read_once_a_day(web, clock):
    site = web.site("courier.example", answer(b""))
    for number in range(3):
        check(source_at(f"http://courier.example/{number}"), clock)
    assert asked(site).count(ROBOTS) == 1
    check_again(Source.objects.first(), clock, hours=25)
    assert asked(site).count(ROBOTS) == 2


def test_of_an_endless_robots_txt_the_beginning_is_obeyed(web, clock):
    rules = b"User-agent: *\nDisallow: /vote\n" + b"# " + b"x" * 10_000_000
    web.site("courier.example", {ROBOTS: answer(rules), "/vote": answer()})
    assert check(source_at(), clock).link_state == LinkState.UNCHECKED
    assert len(Host.objects.get().robots) <= links.ROBOTS_BYTES


@pytest.mark.parametrize(
    ("delay", "seconds"),
    [
        *[("2", 10), ("60", 60), ("999999", 86_400), ("soon", 10), ("-5", 10)],
        *[("²", 10), ("9" * 5_000, 10), ("nan", 10)],
    ],
)
def test_the_crawl_delay_is_kept(web, clock, delay, seconds):
    rules = robots("User-agent: *", f"Crawl-delay: {delay}")
    web.site("courier.example", {ROBOTS: rules, "/vote": answer()})
    source = source_at()
    links.check_a_link()
    source.refresh_from_db()
    assert source.next_check_at == clock.now + timedelta(seconds=seconds)


# One host at a time ----------------------------------------------------------------


def test_a_host_is_asked_once_in_ten_seconds_and_others_do_not_wait(web, clock):
    times = {"one.example": [], "two.example": []}
    for name, at in times.items():

        def give(caller, request, at=at):
            at.append(clock.now)
            answer()(caller, request)

        web.site(name, give)
        for number in range(4):
            source_at(f"http://{name}/{number}")
    begun = clock.now
    for _ in range(800):
        links.check_a_link()
        clock.go(milliseconds=250)

    for at in times.values():
        assert len(at) == 5
        gaps = [later - one for one, later in pairwise(at)]
        assert min(gaps) >= links.GAP
        assert at[0] - begun < timedelta(seconds=1)
    assert set(Source.objects.values_list("link_state", flat=True)) == {"live"}


def test_what_comes_due_at_once_after_a_pause_takes_turns_too(web, clock):
    asked = []

    def give(caller, request):
        asked.append(clock.now)
        answer()(caller, request)

    web.site("courier.example", give)
    check(source_at("http://courier.example/0"), clock)
    clock.go(hours=1)
    asked.clear()
    for number in range(1, 4):
        source_at(f"http://courier.example/{number}")
    for _ in range(400):
        links.check_a_link()
        clock.go(milliseconds=250)
    assert len(asked) == 3
    assert min(later - one for one, later in pairwise(asked)) >= links.GAP


def test_a_claimed_check_is_nobody_elses_until_its_process_is_given_up(web, clock):
    source_at()
    assert links._claimed() is not None
    assert links._claimed() is None
    clock.go(minutes=6)
    assert links._claimed() is not None


def test_one_step_puts_off_a_bounded_number(web, clock):
    web.site("courier.example", answer())
    for number in range(30):
        source_at(f"http://courier.example/{number}")
    links.check_a_link()
    with CaptureQueriesContext(connection) as queries:
        links.check_a_link()
    assert len(queries) <= 12 * links.LOOKED_AT
    clock_now = links.newsroom_now()
    assert Source.objects.filter(next_check_at__lte=clock_now).count() == 9


# What readers see ------------------------------------------------------------------


def page_of(client, story) -> str:
    return client.get(story.get_url()).content.decode()


@pytest.fixture
def story():
    return make_article(sources=[REPORT])


def test_a_dead_source_is_marked_and_offers_its_archived_copy(client, story):
    line = f'href="{REPORT}"'
    source = Source.objects.get()
    assert "no longer online" not in page_of(client, story)

    Source.objects.update(link_state=LinkState.DEAD)
    page = page_of(client, story)
    assert "Source reference:" in page
    assert line in page
    assert "(no longer online)" in page

    source.archive_url = "https://archive.example/web/1/x"
    source.save(update_fields=["archive_url"])
    page = page_of(client, story)
    assert 'href="https://archive.example/web/1/x"' in page
    assert "Archived copy" in page


@pytest.mark.parametrize(
    "state", [each for each in LinkState if each != LinkState.DEAD]
)
def test_nothing_else_is_told_to_readers(client, story, state):
    Source.objects.update(
        link_state=state,
        link_note="The site answered 500.",
        moved_to="https://elsewhere.example/",
        archive_url="https://archive.example/",
    )
    page = page_of(client, story)
    assert "no longer online" not in page
    assert "archive.example" not in page
    assert "elsewhere.example" not in page
    assert "answered 500" not in page


def test_caches_forget_stories_when_their_source_goes_and_comes_back(
    client, web, clock, story
):
    def purges():
        effects = Effect.objects.filter(event__startswith="source:", step="caches")
        return [each.payload["tags"] for each in effects]

    site = web.site("courier.example", {})
    source = check(source_at(), clock)
    assert purges() == []
    check_again(source, clock, days=3)
    assert purges() == [[source.tag]]
    assert source.tag in client.get(story.get_url())["Cache-Tag"].split(",")
    check_again(source, clock, days=3)
    assert len(purges()) == 1
    site.answers = answer()
    check_again(source, clock, days=3)
    assert len(purges()) == 2
