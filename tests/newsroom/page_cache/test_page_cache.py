"""Who gets a copy, of what, for how long, and in which encoding."""

import gzip
import threading
import time
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import brotli
import pytest
from django.utils import timezone
from django.utils.http import http_date
from reading import Scripted, read

from delivery.caching import Keeping
from delivery.purge import purge
from newsroom.page_cache.application import PageCache


def test_a_page_is_made_once(site, front):
    first, second = read(site, "/"), read(site, "/")
    assert (first.status, second.status) == (200, 200)
    assert first.body == second.body
    assert len(front.asked) == 1


def test_a_head_is_answered_from_the_same_copy(site, front):
    head, page = read(site, "/", "HEAD"), read(site, "/")
    assert head.body == b""
    assert head.headers["content-length"] == str(len(page.body))
    assert head.headers["etag"] == page.headers["etag"]
    assert len(front.asked) == 1


# Who gets none -----------------------------------------------------------------------


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_what_reads_is_answered_with_a_copy(site, front, method):
    read(site, "/")
    read(site, "/", method)
    assert front.asked[-1]["REQUEST_METHOD"] == method


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer x"},
        {"authorization": "Basic eDp5"},
        {"Cookie": "sessionid=abc"},
        {"Cookie": "theme=dark;sessionid=abc"},
        {"Cookie": "  sessionid = abc"},
    ],
)
def test_who_is_somebody_neither_gets_nor_leaves_a_copy(site, front, headers):
    read(site, "/", **headers)
    read(site, "/", **headers)
    assert len(front.asked) == 2
    read(site, "/")
    assert len(front.asked) == 3
    read(site, "/", **headers)
    assert len(front.asked) == 4


def test_a_cookie_that_is_not_ours_changes_nothing(site, front):
    read(site, "/")
    read(site, "/", Cookie="visits=3; x=sessionid; csrftoken=abc")
    assert len(front.asked) == 1


@pytest.mark.parametrize("path", ["/admin/", "/search/?q=x", "/livez", "/readyz"])
def test_an_address_without_public_pages_is_never_kept(site, front, path):
    read(site, path)
    read(site, path)
    assert len(front.asked) == 2


@pytest.mark.parametrize(
    "path", ["/sitemaps/stories-1.xml", "/sitemaps/hashtags-1.xml"]
)
def test_what_is_streamed_says_itself_who_has_it(site, front, path):
    """Django hears what the client has, and that it asks for the headers alone."""
    front.keeping = None
    read(site, path, "HEAD", If_Modified_Since="Sat, 28 Nov 2026 09:00:00 GMT")
    assert front.asked[0]["REQUEST_METHOD"] == "HEAD"
    assert front.asked[0]["HTTP_IF_MODIFIED_SINCE"]


# What is not kept --------------------------------------------------------------------


def test_a_page_that_nobody_declared_public_is_not_kept(site, front):
    front.keeping = None
    read(site, "/")
    read(site, "/")
    assert len(front.asked) == 2


@pytest.mark.parametrize(
    "header",
    [
        ("Set-Cookie", "sessionid=abc"),
        ("set-cookie", "theme=dark"),
        ("Vary", "Cookie"),
        ("Vary", "accept-encoding ,  COOKIE"),
        ("vary", "Cookie,Accept-Encoding"),
        ("Vary", "*"),
        ("Vary", "Authorization"),
        ("Cache-Control", "Private"),
        ("cache-control", "max-age=60,NO-STORE"),
        ("Cache-Control", "public, no-cache"),
        ("Content-Encoding", "gzip"),
    ],
)
def test_a_response_that_is_not_for_everybody_is_not_kept(site, front, header):
    front.headers.append(header)
    read(site, "/")
    assert read(site, "/").headers[header[0].lower()] == header[1]
    assert len(front.asked) == 2


@pytest.mark.parametrize(
    "status", ["404 Not Found", "302 Found", "206 Partial Content"]
)
def test_only_whole_pages_are_kept(site, front, status):
    front.status = status
    assert read(site, "/").status == int(status[:3])
    read(site, "/")
    assert len(front.asked) == 2


def test_what_an_address_says_about_a_client_reaches_no_page(site, front):
    """Conditions and ranges are answered from the copy: Django makes all of it."""
    read(site, "/", If_None_Match='"x"', Range="bytes=0-3", If_Modified_Since="x")
    made_for = front.asked[0].keys()
    assert not made_for & {"HTTP_IF_NONE_MATCH", "HTTP_RANGE", "HTTP_IF_MODIFIED_SINCE"}


# The key -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["utm_source=x", "fbclid=1&page=2", "Page=2", "page%5B=2", "q=page=2"]
)
def test_parameters_that_no_page_reads_never_split_the_cache(site, front, query):
    kept = "page=2" if "&page=2" in query else ""
    read(site, f"/?{kept}")
    read(site, f"/?{query}")
    assert len(front.asked) == 1


@pytest.mark.parametrize("query", ["page=2", "page="])
def test_a_parameter_that_a_page_reads_is_another_page(site, front, query):
    read(site, "/")
    read(site, f"/?{query}")
    assert [asked["QUERY_STRING"] for asked in front.asked] == ["", query]


@pytest.mark.parametrize("query", ["page=%32", "pag%65=2", "utm_source=x&page=2"])
def test_a_parameter_has_one_spelling(site, front, query):
    read(site, "/?page=2")
    read(site, f"/?{query}")
    assert [asked["QUERY_STRING"] for asked in front.asked] == ["page=2"]


def test_of_a_parameter_that_is_given_twice_the_last_counts(site, front):
    read(site, "/?page=3")
    read(site, "/?page=2&page=3")
    read(site, "/general/harbour/history/?to=2&from=1")
    read(site, "/general/harbour/history/?from=1&x=1&to=2")
    assert [a["QUERY_STRING"] for a in front.asked] == ["page=3", "from=1&to=2"]


def test_another_host_scheme_or_path_is_another_page(site, front):
    read(site, "/")
    read(site, "/", Host="other.example")
    read(site, "/world/")
    read(site, "/World/")
    read(site, "/%3Fpage=2/")
    assert len(front.asked) == 5
    read(site, "/", Host="OTHER.example")
    assert len(front.asked) == 5


def test_browsers_have_feeds_of_their_own(site, front):
    front.headers.append(("Vary", "Accept"))
    read(site, "/feed/", Accept="application/rss+xml")
    read(site, "/feed/", Accept="text/html,*/*")
    assert len(front.asked) == 2
    read(site, "/feed/", Accept="*/*")
    assert read(site, "/feed/", Accept="text/html").headers["vary"] == (
        "Accept, Accept-Encoding"
    )
    assert len(front.asked) == 2


# Encodings and conditions ------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5, br;q=0", "gzip"),
        ("br; q=0.0, gzip;q=0.000", None),
        ("identity", None),
        ("", None),
    ],
)
def test_a_copy_is_there_in_each_encoding(site, front, accepts, encoding):
    plain = read(site, "/").body
    answer = read(site, "/", Accept_Encoding=accepts)
    assert answer.headers.get("content-encoding") == encoding
    opened = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    assert opened[encoding](answer.body) == plain
    assert answer.headers["vary"] == "Accept-Encoding"
    assert int(answer.headers["content-length"]) == len(answer.body)


def test_a_picture_is_sent_as_it_is(site, front):
    front.headers = [("Content-Type", "image/png")]
    answer = read(site, "/", Accept_Encoding="br")
    assert "content-encoding" not in answer.headers
    assert "vary" not in answer.headers


def test_each_encoding_has_a_strong_etag_of_its_own(site):
    tags = {
        read(site, "/", Accept_Encoding=e).headers["etag"] for e in ("", "br", "gzip")
    }
    assert len(tags) == 3
    assert all(tag.startswith('"') for tag in tags)


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
def test_who_has_the_page_is_told_so(site, front, known):
    tag = read(site, "/", Accept_Encoding="br").headers["etag"]
    answer = read(site, "/", Accept_Encoding="br", If_None_Match=known.format(tag))
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["etag"] == tag
    assert "s-maxage" in answer.headers["cache-control"]
    assert read(site, "/", If_None_Match=tag).status == 200


def test_an_etag_is_another_once_the_page_is(site):
    tag = read(site, "/").headers["etag"]
    purge(["front"])
    assert read(site, "/", If_None_Match=tag).status == 200


def test_a_date_is_compared_where_the_page_has_one(site, front):
    now = timezone.now().timestamp()
    assert read(site, "/", If_Modified_Since=http_date(now)).status == 200
    purge(["front"])
    front.headers.append(("Last-Modified", http_date(now - 60)))
    assert read(site, "/", If_Modified_Since=http_date(now - 61)).status == 200
    assert read(site, "/", If_Modified_Since=http_date(now - 60)).status == 304
    assert read(site, "/", If_Modified_Since=http_date(now + 600)).status == 200
    etag = '"of another page"'
    answer = read(site, "/", If_Modified_Since=http_date(now), If_None_Match=etag)
    assert answer.status == 200


# How long ----------------------------------------------------------------------------


def test_a_purge_of_what_a_page_shows_ends_it_and_no_other(site, front):
    read(site, "/")
    purge(["category-7", "story-1"])
    read(site, "/")
    assert len(front.asked) == 1
    purge(["story-1", "front"])
    assert b"Page 2" in read(site, "/").body


def test_a_purge_of_everything_ends_every_page(site, front):
    read(site, "/")
    purge(["site"])
    read(site, "/")
    assert len(front.asked) == 2


def test_a_page_that_was_begun_before_a_purge_is_not_kept(site, front):
    front.before = lambda: purge(["front"])
    read(site, "/")
    front.before = lambda: None
    assert b"Page 2" in read(site, "/").body
    assert b"Page 2" in read(site, "/").body


def test_no_copy_outlives_what_it_shows(site, front, monkeypatch):
    until = timezone.now() + timedelta(seconds=90)
    front.keeping = Keeping(front.keeping.names, front.keeping.policy, until)
    said = read(site, "/").headers["cache-control"]
    assert "s-maxage=1," in said
    clock = until.timestamp()
    monkeypatch.setattr("newsroom.page_cache.application.time.time", lambda: clock)
    read(site, "/")
    assert len(front.asked) == 2


def test_a_copy_is_fresh_as_long_as_its_policy_says(site, front, monkeypatch):
    read(site, "/")
    later = timezone.now().timestamp() + front.keeping.policy.front + 1
    monkeypatch.setattr("newsroom.page_cache.application.time.time", lambda: later)
    assert b"Page 2" in read(site, "/").body


def test_a_copy_from_before_the_clock_was_set_back_is_not_fresh(
    site, front, monkeypatch
):
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 24 * 3600)
    read(site, "/")
    monkeypatch.setattr(time, "time", now)
    assert b"Page 2" in read(site, "/").body


def test_what_was_made_too_slowly_for_caches_in_front_is_kept_here(site, front):
    front.keeping = replace(front.keeping, late=True)
    front.headers.append(("Cache-Control", "private, no-store"))
    assert read(site, "/").headers["cache-control"] == "private, no-store"
    assert b"Page 1" in read(site, "/").body


def test_what_was_purged_while_it_was_made_is_kept_by_nobody_in_front(site, front):
    front.before = lambda: purge(["front"])
    assert read(site, "/").headers["cache-control"] == "private, no-store"


def test_a_page_that_nobody_may_keep_is_made_at_once_for_each(site, front):
    front.keeping = None
    front.before = lambda: time.sleep(0.2)
    read(site, "/")
    began = time.monotonic()
    asking = [threading.Thread(target=read, args=(site, "/")) for _ in range(3)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert time.monotonic() - began < 0.5


def test_pages_are_kept_under_so_many_names_of_the_site(
    site, front, monkeypatch, settings
):
    """Those that its settings name, whatever others were asked for first."""
    monkeypatch.setattr("newsroom.page_cache.application.MOST_HOSTS", 2)
    settings.ALLOWED_HOSTS = ["www.example", ".example"]
    site = PageCache(front, megabytes=1)
    hosts = ("a.example", "b.example", "c.example", "www.example")
    hosts = (*hosts, urlsplit(settings.BASE_URL).netloc)
    for host in hosts * 2:
        read(site, "/", Host=host)
    asked = [environ["HTTP_HOST"] for environ in front.asked]
    assert asked == [*hosts, "c.example"]


def test_of_no_megabytes_nothing_is_kept(front, folder):
    site = PageCache(front, megabytes=0)
    assert b"Page 1" in read(site, "/").body
    assert b"Page 2" in read(site, "/").body


# Several processes -------------------------------------------------------------------


def test_processes_of_a_machine_share_copies_and_purges(site, front, folder):
    unasked = Scripted("front")
    other = PageCache(unasked, megabytes=1)
    read(site, "/")
    assert b"Page 1" in read(other, "/").body
    assert not unasked.asked
    purge(["front"])
    assert b"Page 2" in read(site, "/").body
    assert b"Page 2" in read(other, "/").body


def test_another_program_shows_no_page_of_the_one_before(site, front, monkeypatch):
    read(site, "/")
    monkeypatch.setattr("newsroom.page_cache.application.build", lambda: "newer")
    read(PageCache(front, megabytes=1), "/")
    assert len(front.asked) == 2
