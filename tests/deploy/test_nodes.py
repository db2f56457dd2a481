"""Two web nodes on one database and one Redis, each with folders of its own."""

import os
import re
import shutil
import socket
import statistics
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import urlencode, urlsplit

import pytest
import redis
from nginx import SITE, changed, nginx
from own_servers import SERVER, OwnRedis, within
from processes import Newsroom, free_port
from visitors import Visitor

from newsroom.page_cache.copies import unpacked

# A database for each process that runs tests: they may share these.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
SHARED = f"redis://127.0.0.1:6379/{10 + int(WORKER)}"
NAME, PASSWORD = "ada", "secret-enough"
KEY = "the-same-key-on-both-nodes-of-fifty-characters-or-more"
LISTS = ("/", "/general/")
# Seconds that a machine may keep a page of which it hears nothing, and making it.
UNHEARD = 1.5


class Node(Newsroom):
    """A machine: the processes of ``web`` with a folder of their own."""

    def start(self, **options) -> None:
        """Returns once it answers; the keywords are those of ``web``."""
        self._stack = ExitStack()
        self._stack.enter_context(self.web(**options))

    def stop(self) -> None:
        """Ask it to end, as a restart does, and wait until it has."""
        self._stack.close()

    def kept(self) -> dict[str, float]:
        """When each page of which there is a copy on its disk was made."""
        files = (self.var / "pages").glob("[0-9a-f][0-9a-f]/[0-9a-f]*")
        copies = [unpacked(file.read_bytes()) for file in files]
        return {copy.key[2]: copy.made for copy in copies}

    def trusts(self, *paths: str, seconds: float = 1.5) -> bool:
        """Whether it answers with the same copies for longer than one unheard lives."""
        reader, end = Visitor(self.address), time.monotonic() + seconds
        first = {path: reader.get(path).headers["ETag"] for path in paths}
        made = {path: self.kept().get(path) for path in paths}
        if not all([*first.values(), *made.values()]):
            return False
        while time.monotonic() < end:
            if {path: reader.get(path).headers["ETag"] for path in paths} != first:
                return False
            time.sleep(0.1)
        return {path: self.kept()[path] for path in paths} == made


class Forwarder:
    """A way to PostgreSQL that can be cut."""

    def __init__(self):
        self.port = free_port()
        self._open: set[socket.socket] = set()
        self.mend()

    def mend(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=[self._listening]).start()

    def cut(self) -> None:
        """End every connection, and take no more."""
        for each in (self._listening, *self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listening.accept()
                far = socket.create_connection(("127.0.0.1", 5432))
                self._open |= {near, far}
                for ways in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=ways).start()

    def _pass(self, source: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while some := source.recv(1 << 16):
                to.sendall(some)
        for each in (source, to):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._open.discard(source)
        source.close()


@contextmanager
def two_nodes(new_postgres, new_folder, cache: str, way: str = "", **environment):
    """Two at work, with an editor; the other goes ``way`` to the database."""
    name = new_postgres()
    joined = {"SECRET_KEY": KEY, "CACHE_URL": cache, **environment}
    nodes = [
        Node(f"{server}/{name}", new_folder(node), **joined)
        for node, server in (("a", SERVER), ("b", way or SERVER))
    ]
    with ExitStack() as stack:
        for node in nodes:
            stack.callback(node.close)
            node.start()
            stack.callback(node.stop)
        nodes[0].ask("make_editor", username=NAME, password=PASSWORD)
        yield nodes


@pytest.fixture(scope="module")
def served_at() -> int:
    """The port of the nginx in front."""
    return free_port()


@pytest.fixture(scope="module")
def nodes(new_postgres, tmp_path_factory, served_at):
    """Two that this machine's Redis joins."""
    redis.Redis.from_url(SHARED).flushdb()
    address = f"http://localhost:{served_at}"
    with two_nodes(
        new_postgres, tmp_path_factory.mktemp, SHARED, NEWSCLIP_BASE_URL=address
    ) as both:
        yield both
    redis.Redis.from_url(SHARED).flushdb()


@pytest.fixture(scope="module")
def fragile(new_postgres, tmp_path_factory):
    """Two, the Redis that joins them, and the other's way to the database."""
    if not (shutil.which("redis-server") or os.environ.get("CI")):
        pytest.skip("no redis-server")
    with ExitStack() as stack:
        own, way = OwnRedis(tmp_path_factory.mktemp("redis")), Forwarder()
        stack.callback(own.stop)
        stack.callback(way.cut)
        server = f"postgres://postgres@127.0.0.1:{way.port}"
        both = two_nodes(new_postgres, tmp_path_factory.mktemp, own.address, server)
        yield *stack.enter_context(both), own, way


def draft(node: Node) -> tuple[int, str]:
    """A story that nobody has seen: its primary key, and its address."""
    [pk] = [each["pk"] for each in node.ask("draft_with_pictures", count=1)]
    return pk, f"/general/{node.ask('slug', pk=pk)}/"


def shown(node: Node, path: str) -> bool:
    """Whether a reader of the node finds the story at its address, and on each list."""
    reader = Visitor(node.address)
    on_lists = {path in reader.get(each).body.decode() for each in LISTS}
    return on_lists == {True} and reader.get(path).status == 200


def gone(node: Node, path: str) -> bool:
    """Whether the node shows it nowhere."""
    reader = Visitor(node.address)
    on_lists = {path in reader.get(each).body.decode() for each in LISTS}
    return on_lists == {False} and reader.get(path).status in (404, 410)


def do(editor: Visitor, action: str, pk: int, **fields: str) -> None:
    """Take one of the admin's actions on a page, as its form does."""
    at = f"/admin/bulk/wagtailcore/page/{action}/?id={pk}&next=/admin/"
    form = editor.get(at).body.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    sent = urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = editor.post(at, sent, **kind)
    assert answer.status == 302, answer.body.decode()[-2000:]


# Publishing ---------------------------------------------------------------------------


def test_what_one_node_publishes_and_takes_down_the_other_shows_within_a_second(nodes):
    a, b = nodes
    editor = Visitor(a.address).sign_in(NAME, PASSWORD)
    pk, path = draft(a)
    assert gone(b, path)
    assert b.trusts(*LISTS)
    do(editor, "publish", pk)
    published = within(1, lambda: shown(b, path))
    assert b.trusts(*LISTS, path)
    do(editor, "unpublish", pk, reason="It was wrong.")
    taken_down = within(1, lambda: gone(b, path))
    print(f"on B after {published:.3f} s, off it after {taken_down:.3f} s")
    assert b.trusts(*LISTS)


# Without Redis ------------------------------------------------------------------------


def read(node: Node, path: str, seconds: float) -> list[float]:
    """How long each of many requests took."""
    reader, took, end = Visitor(node.address), [], time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        assert reader.get(path).status == 200
        took.append(time.monotonic() - began)
        time.sleep(0.02)
    return took


@pytest.mark.parametrize(("silence", "end"), [("hang", "wake"), ("stop", "start")])
def test_without_redis_pages_are_right_after_a_second_and_cost_no_more(
    fragile, silence, end
):
    a, b, own, _ = fragile
    (pk, path), (later, later_path) = draft(a), draft(a)
    # What a copy costs while Redis answers, and what a page that is made.
    within(20, lambda: b.trusts(*LISTS))
    copies, made = read(b, "/", 1), []
    for change in ["publish", "take_down"] * 2:
        a.ask(change, pks=[later])
        made.append(max(read(b, "/", 0.5)))
    getattr(own, silence)()
    try:
        without = sorted(read(b, "/", 4))
        began = time.monotonic()
        a.ask("publish", pks=[pk])
        publishing = time.monotonic() - began
        published = within(UNHEARD, lambda: shown(b, path))
        a.ask("take_down", pks=[pk])
        taken_down = within(UNHEARD, lambda: gone(b, path))
        assert not b.trusts("/")
    finally:
        getattr(own, end)()
    within(20, lambda: b.trusts(*LISTS))
    a.ask("publish", pks=[later])
    again = within(1, lambda: shown(b, later_path))
    a.ask("take_down", pks=[later])
    within(1, lambda: gone(b, later_path))
    copy, unheard = statistics.median(copies), statistics.median(without)
    # Once a second it is made.
    makes, remakes = statistics.median(made), statistics.median(without[-3:])
    print(
        f"{silence}: a copy {copy:.4f} s, without Redis {unheard:.4f}; a page made "
        f"{makes:.3f}, {remakes:.3f}, at most {without[-1]:.3f}; publishing "
        f"{publishing:.2f}, on B after {published:.2f}, off after {taken_down:.2f}; "
        f"with Redis again {again:.2f}"
    )
    assert unheard < copy + 0.02
    assert remakes < makes + 0.1
    assert without[-1] < max(made) + 0.25  # one wait, and a busy machine


# A rolling restart --------------------------------------------------------------------


def two_servers(port: int) -> str:
    """nginx's file for two nodes, as it says itself; the other listens at ``port``."""
    [line] = re.findall(r"^    # *(server 127\.0\.0\.1:8000 .+;)$", SITE, re.M)
    other = line.replace("8000", str(port))
    return changed(SITE, {"    server 127.0.0.1:8000;": f"    {line}\n    {other}"})


class Stub(ThreadingHTTPServer):
    """A node that answers everything."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, port: int):
        super().__init__(("127.0.0.1", port), Welcome)
        threading.Thread(target=self.serve_forever, args=[0.05], daemon=True).start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class Welcome(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        """Says nothing."""


def test_a_node_that_is_back_is_asked_before_the_other_goes(tmp_path):
    """nginx passes one over that failed: not for longer than the app takes to load."""
    ports = free_port(), free_port()
    first, other = map(Stub, ports)
    site, app = two_servers(ports[1]), f"http://127.0.0.1:{ports[0]}"
    with nginx(tmp_path, free_port(), app, tmp_path, site) as address:
        reader = Visitor(address)

        def statuses() -> set[int]:
            return {reader.get(f"/{number}/").status for number in range(40)}

        first.stop()
        assert statuses() == {200}
        first = Stub(ports[0])
        time.sleep(2.1)
        other.stop()
        assert statuses() == {200}
        first.stop()
        assert statuses() == {503}


class Load:
    """Readers who ask for these pages all the time; each has to show what it should."""

    def __init__(self, address: str, pages: dict[str, str], readers: int = 3):
        self._address, self._pages = address, pages
        self.took, self.failed, self._ends = [], [], threading.Event()
        self._numbers = count()
        self._threads = [
            threading.Thread(target=self._ask, daemon=True) for _ in range(readers)
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self._ends.set()
        for thread in self._threads:
            thread.join(timeout=30)

    def _ask(self) -> None:
        reader = Visitor(self._address)
        while not self._ends.is_set():
            for path, shows in self._pages.items():
                # nginx has kept none of that name: each request comes to a node.
                at = f"{path}?{next(self._numbers)}"
                began = time.monotonic()
                try:
                    answer = reader.get(at)
                except OSError as error:
                    self.failed.append((began, at, repr(error)))
                    continue
                self.took.append(time.monotonic() - began)
                if answer.status != 200 or shows not in answer.body.decode():
                    said = answer.body[:200]
                    self.failed.append((began, at, answer.status, said))
                time.sleep(0.01)


def test_a_rolling_restart_fails_not_one_request(nodes, served_at, tmp_path):
    a, b = nodes
    story = a.ask("publish_one")["path"]
    site = two_servers(urlsplit(b.address).port)
    pages = {
        "/": story,
        "/general/": story,
        story: "Harbour board votes",
        "/livez": "",
    }
    with nginx(tmp_path / "nginx", served_at, a.address, a.var, site) as address:
        with Load(address, pages) as load:
            time.sleep(2)
            began = time.monotonic()
            for node in nodes:
                asked = len(load.took)
                node.stop()
                with pytest.raises(ConnectionRefusedError):
                    Visitor(node.address).get("/livez")
                node.start(collecting=False)
                assert len(load.took) > asked + 50
                # Until nginx asks again whom it had passed over: docs/operations.md.
                time.sleep(2)
        took = time.monotonic() - began
    print(
        f"{len(load.took)} requests, {len(load.failed)} failed; both restarted in "
        f"{took:.1f} s; median {statistics.median(load.took):.4f} s, the slowest "
        f"{[round(each, 2) for each in sorted(load.took)[-5:]]}"
    )
    assert load.failed == [], (tmp_path / "nginx" / "log").read_text()[-2000:]


# Without a database -------------------------------------------------------------------


def test_without_its_database_a_node_shows_what_it_kept_and_nothing_that_is_gone(
    fragile,
):
    a, b, own, way = fragile
    # A story of another section, whose page does not name the one that goes.
    stays_at = a.ask("publish_one", category="Transport")["path"]
    goes, goes_at = draft(a)
    a.ask("publish", pks=[goes])
    within(1, lambda: shown(b, goes_at))
    assert b.trusts(*LISTS, stays_at, goes_at)
    reader = Visitor(b.address)
    before = {path: reader.get(path).body for path in (*LISTS, stays_at, goes_at)}
    way.cut()
    try:
        for path, body in before.items():
            answer = reader.get(path)
            assert (answer.status, answer.body) == (200, body)
        for number in range(5):  # the first finds out
            began = time.monotonic()
            cold = reader.get(f"/general/nobody-asked-{number}/")
            took = time.monotonic() - began
            print(f"a cold address: {took * 1000:.0f} ms")
            assert (cold.status, cold.headers["Retry-After"]) == (503, "5")
            assert number == 0 or took < 0.2
        a.ask("take_down", pks=[goes])
        within(1, lambda: reader.get(goes_at).status == 503)
        for path in LISTS:
            assert goes_at not in reader.get(path).body.decode()
        answer = reader.get(stays_at)
        assert (answer.status, answer.body) == (200, before[stays_at])
        # Unheard, no copy is fresh: this is the last good one, and says so.
        own.hang()
        within(3, lambda: reader.get(stays_at).headers["Age"])
        answer = reader.get(stays_at)
        assert (answer.status, answer.body) == (200, before[stays_at])
        assert int(answer.headers["Age"]) >= 1
        assert reader.get(goes_at).status == 503
    finally:
        own.wake()
        way.mend()
    mended = within(3, lambda: reader.get("/").status == 200)
    print(f"mended after {mended:.2f} s")
    within(1, lambda: goes_at not in reader.get("/").body.decode())
    assert gone(b, goes_at)
    assert reader.get(stays_at).status == 200
