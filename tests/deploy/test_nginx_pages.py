"""``deploy/nginx.conf`` in a real nginx: which pages it keeps, for whom, how long."""

import gzip
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from nginx import newsroom_behind, nginx
from processes import free_port
from visitors import Visitor

MICRO = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=1"
ENDS = "public, max-age=0, s-maxage=1, stale-while-revalidate=0, stale-if-error=0"
TOLD = "public, max-age=0, s-maxage=300, stale-while-revalidate=15, stale-if-error=900"


class App(ThreadingHTTPServer):
    """Says after ``takes`` seconds, in ``headers``, how many requests ``arrived``."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.headers, self.takes = {"Cache-Control": MICRO}, 0.0
        self.arrived: list[float] = []

    @property
    def asked(self) -> int:
        return len(self.arrived)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.arrived.append(time.monotonic())
        self.server.told = self.headers
        said = str(self.server.asked).encode()
        time.sleep(self.server.takes)
        self.send_response(200)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *args):
        """Says nothing."""


@contextmanager
def at_work():
    app = App()
    threading.Thread(target=app.serve_forever, daemon=True).start()
    try:
        yield app
    finally:
        app.shutdown()
        app.server_close()


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    """An app behind nginx, and who visits it."""
    folder = tmp_path_factory.mktemp("nginx")
    with at_work() as app:
        address = f"http://127.0.0.1:{app.server_port}"
        with nginx(folder, free_port(), address, folder) as served:
            yield app, Visitor(served)


@pytest.fixture
def app(behind):
    behind[0].headers, behind[0].takes = {"Cache-Control": MICRO}, 0.0
    return behind[0]


@pytest.fixture
def visitor(behind):
    return behind[1]


def times_asked(app, visitor, path, often=5, **headers) -> int:
    before = app.asked
    for _ in range(often):
        assert visitor.get(path, **headers).status == 200
    return app.asked - before


def test_a_page_that_may_be_kept_for_a_second_is_made_once_in_one(app, visitor):
    assert times_asked(app, visitor, "/kept/") == 1
    time.sleep(3.1)
    assert times_asked(app, visitor, "/kept/") == 1


@pytest.mark.parametrize("policy", [TOLD, "private, no-store", "public, max-age=60"])
def test_what_may_be_kept_otherwise_is_left_to_others(app, visitor, policy):
    app.headers["Cache-Control"] = policy
    assert times_asked(app, visitor, f"/{len(policy)}/") == 5


def test_what_shows_a_hundred_stories_says_so(app, visitor):
    names = ",".join(f"story-{number}" for number in range(1_000_000, 1_000_400))
    app.headers |= {"Cache-Tag": names, "Surrogate-Key": names.replace(",", " ")}
    assert times_asked(app, visitor, "/many/") == 1


def test_who_may_be_somebody_gets_and_leaves_no_copy(app, visitor):
    for path, headers in [
        ("/editor/", {"Cookie": "theme=dark; sessionid=abc"}),
        ("/password/", {"Authorization": "Basic eDp5"}),
    ]:
        assert times_asked(app, visitor, path, 3, **headers) == 3
        assert times_asked(app, visitor, path, 3) == 1
        assert times_asked(app, visitor, path, 3, **headers) == 3


def test_what_sets_a_cookie_is_not_kept(app, visitor):
    app.headers["Set-Cookie"] = "sessionid=abc"
    before = app.asked
    for _ in range(5):
        Visitor(visitor.address).get("/sets-a-cookie/")
    assert app.asked - before == 5


@pytest.mark.parametrize(
    ("taken", "told", "alike"),
    [
        ("gzip, deflate, br, zstd", "br, gzip", "br;q=1.0, gzip;q=0.8, *;q=0.1"),
        ("gzip, deflate", "gzip", "deflate, GZIP"),
        ("br", "br", "br;q=0.5"),
        ("identity", None, "br;q=0, gzip"),
        ("brotli, x-gzipped", None, "gzip;q=0.0"),
    ],
)
def test_each_encoding_has_a_copy_however_it_is_asked_for(
    app, visitor, taken, told, alike
):
    """Of the encodings that the app has; it is told no others."""
    app.headers["Vary"] = "Accept-Encoding"
    path = f"/varies-{len(taken)}/"
    assert times_asked(app, visitor, path, **{"Accept-Encoding": taken}) == 1
    assert app.told["Accept-Encoding"] == told
    assert times_asked(app, visitor, path, **{"Accept-Encoding": alike}) == 0
    other = "gzip" if told != "gzip" else "br"
    assert times_asked(app, visitor, path, **{"Accept-Encoding": other}) == 1


def test_browsers_have_copies_of_their_own(app, visitor):
    app.headers["Vary"] = "Accept, Accept-Encoding"
    assert times_asked(app, visitor, "/feed/", Accept="text/html, */*") == 1
    assert times_asked(app, visitor, "/feed/", Accept="application/rss+xml") == 1


@pytest.mark.parametrize(
    "varies", ["Cookie", "Accept-Encoding, Cookie", "*", "Accepts"]
)
def test_what_varies_by_anything_else_is_not_kept(app, visitor, varies):
    app.headers["Vary"] = varies
    assert times_asked(app, visitor, f"/varies-by-{len(varies)}/") == 5


def test_each_host_has_a_copy(app, visitor):
    assert times_asked(app, visitor, "/host/", Host="one.example") == 1
    assert times_asked(app, visitor, "/host/", Host="two.example") == 1


def test_the_admin_is_never_kept(app, visitor):
    assert times_asked(app, visitor, "/admin/pages/") == 5


def at_once(visitor, path) -> float:
    """How many seconds the last of sixteen waits who ask at the same time."""
    began = time.monotonic()
    with ThreadPoolExecutor(16) as readers:
        answers = list(readers.map(visitor.get, [path] * 16))
    assert {answer.status for answer in answers} == {200}
    return time.monotonic() - began


def test_a_page_is_made_for_one_of_many_who_ask(app, visitor):
    app.takes, before = 0.03, app.asked
    at_once(visitor, "/busy/")
    assert app.asked - before < 4


def test_what_nobody_keeps_is_not_answered_one_by_one(app, visitor):
    """Each would wait for those before it, for whom nginx looks twice a second."""
    app.headers["Cache-Control"], app.takes = "private, no-store", 0.03
    assert at_once(visitor, "/nobody-keeps-it/") < 2.5


def test_for_the_style_sheet_of_every_page_nobody_waits(app, visitor):
    app.headers["Cache-Control"], app.takes = "public, max-age=60, s-maxage=60", 0.2
    app.arrived.clear()
    at_once(visitor, "/accents.css")
    first, second, *_ = sorted(app.arrived)
    assert second - first < 0.09


def test_no_copy_outlives_what_the_app_said(tmp_path):
    """While the app does not answer: a stale one for a second, or not at all."""
    with at_work() as app:
        address = f"http://127.0.0.1:{app.server_port}"
        served = nginx(tmp_path, free_port(), address, tmp_path)
        site = served.__enter__()
        visitor, began = Visitor(site), time.monotonic()
        visitor.get("/stale-for-a-second/")
        app.headers["Cache-Control"] = ENDS
        visitor.get("/ends/")
    try:
        seen = {"/stale-for-a-second/": 0.0, "/ends/": 0.0}
        while time.monotonic() - began < 5:
            for path in seen:
                answer = visitor.get(path)
                if answer.status == 200:
                    seen[path] = time.monotonic() - began
                else:
                    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
                    assert answer.headers["Cache-Control"] == "private, no-store"
            time.sleep(0.05)
    finally:
        served.__exit__(None, None, None)
    # nginx counts whole seconds: up to one more, which the app allows for.
    assert 0 < seen["/ends/"] < 2.2
    assert 1 < seen["/stale-for-a-second/"] < 3.2


# With the newsroom --------------------------------------------------------------------


@pytest.fixture(scope="module")
def newsroom(new_newsroom, tmp_path_factory):
    """A newsroom at work behind nginx, and the address of that."""
    folder = tmp_path_factory.mktemp("newsroom-nginx")
    with newsroom_behind(new_newsroom, folder) as (newsroom, address), newsroom.web():
        yield newsroom, Visitor(address)


def within(seconds, done) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_what_is_published_or_taken_down_is_seen_at_once(newsroom):
    rooms, reader = newsroom
    story = rooms.ask("draft_with_pictures", count=1)[0]["pk"]
    before = reader.get("/").body
    rooms.ask("publish", pks=[story])
    within(3.5, lambda: reader.get("/").body != before)
    rooms.ask("take_down", pks=[story])
    within(3.5, lambda: reader.get("/").body == before)


def test_hashed_files_are_served_as_the_app_serves_them(newsroom):
    rooms, reader = newsroom
    app = Visitor(rooms.address)
    for name in ("css/site.*.css", "js/reader.*.js", "fonts/serif.*.woff2"):
        file = next(
            path
            for path in (rooms.var / "static").glob(name)
            if len(path.name.split(".")[1]) == 12
        )
        at = f"/static/{file.relative_to(rooms.var / 'static')}"
        theirs, ours = app.get(at), reader.get(at)
        assert ours.body == theirs.body == file.read_bytes()
        for header in ("Cache-Control", "Access-Control-Allow-Origin"):
            assert ours.headers[header] == theirs.headers[header]
        assert "immutable" in ours.headers["Cache-Control"]
        assert ours.headers["X-Content-Type-Options"] == "nosniff"
        assert ours.headers["Vary"] == "Accept-Encoding"


def test_a_style_sheet_is_served_compressed(newsroom):
    rooms, reader = newsroom
    style = next((rooms.var / "static" / "css").glob("site.????????????.css"))
    answer = reader.get(f"/static/css/{style.name}", **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == style.read_bytes()


def test_other_files_are_the_apps(newsroom):
    _, reader = newsroom
    plain = reader.get("/static/css/site.css")
    assert "immutable" not in plain.headers["Cache-Control"]
    assert reader.get("/favicon.ico").status == 200
