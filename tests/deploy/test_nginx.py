"""``deploy/nginx.conf`` in a real nginx: what it serves itself, and what it lets by."""

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from nginx import SITE, changed, newsroom_behind, nginx
from processes import Newsroom, free_port
from visitors import Answer, Visitor

from images.views import PUBLIC

NAME, PASSWORD = "ada", "secret-enough"
MEGABYTE = 1024 * 1024


@dataclass
class Served:
    """A newsroom behind nginx, with one draft that shows two pictures."""

    newsroom: Newsroom
    address: str
    story: int
    pictures: list[str]

    def publish(self) -> None:
        self.newsroom.ask("publish", pks=[self.story])

    def take_down(self) -> None:
        self.newsroom.ask("take_down", pks=[self.story])


@pytest.fixture(scope="module")
def behind_nginx(new_newsroom, tmp_path_factory):
    """A newsroom behind nginx; ``app`` starts what nginx passes requests to."""
    folder = tmp_path_factory.mktemp("nginx")
    with newsroom_behind(new_newsroom, folder) as (newsroom, address):
        newsroom.ask("make_editor", username=NAME, password=PASSWORD)
        story = newsroom.ask("draft_with_pictures", count=2)[0]
        served = Served(newsroom, address, story["pk"], story["addresses"])
        # It has published before: the folder of public pictures is there, as in use.
        served.publish()
        yield served


@pytest.fixture(scope="module")
def app(behind_nginx):
    """The app at work; its address."""
    with behind_nginx.newsroom.web():
        yield behind_nginx.newsroom.address


@pytest.fixture
def served(behind_nginx):
    """The newsroom while its story is a draft."""
    behind_nginx.take_down()
    return behind_nginx


@pytest.fixture
def stranger(served):
    return Visitor(served.address)


@pytest.fixture
def editor(app, served):
    return Visitor(served.address).sign_in(NAME, PASSWORD)


def without_its_server(answer: Answer) -> tuple:
    """An answer without what a server says of itself and of the connection."""
    own = {"date", "server", "connection", "transfer-encoding", "content-length"}
    headers = {name.lower(): value for name, value in answer.headers.items()}
    kept = {name: value for name, value in headers.items() if name not in own}
    return answer.status, kept, answer.body


# Which pictures, to whom --------------------------------------------------------------


def test_a_strangers_404_is_the_apps_own(app, served, stranger):
    absent = without_its_server(Visitor(app).get(f"/media/images/{'0' * 32}.webp"))
    assert absent[0] == 404
    for address in served.pictures:
        assert without_its_server(stranger.get(address)) == absent
    for folder in ("/media/images/", "/media/images/.", "/media/images"):
        answers = stranger.get(folder), Visitor(app).get(folder)
        assert without_its_server(answers[0]) == without_its_server(answers[1])


def test_an_editor_gets_the_pictures_of_a_draft_from_the_app(served, editor):
    for address in served.pictures:
        answer = editor.get(address)
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_picture_is_public_from_publishing_to_unpublishing(app, served, stranger):
    def statuses():
        return {stranger.get(address).status for address in served.pictures}

    assert statuses() == {404}
    served.publish()
    assert statuses() == {200}
    served.take_down()
    assert statuses() == {404}


def test_nginx_says_of_a_public_picture_what_the_app_says(app, served, stranger):
    served.publish()
    for address in served.pictures:
        answers = stranger.get(address), Visitor(app).get(address)
        assert answers[0].body == answers[1].body
        for name, value in {
            "Cache-Control": PUBLIC,
            "X-Content-Type-Options": "nosniff",
            "Content-Signal": "search=yes, ai-input=yes, ai-train=no",
            "X-Robots-Tag": "noai, noimageai",
            "TDM-Reservation": "1",
            "Content-Type": answers[1].headers["Content-Type"],
            "Last-Modified": answers[1].headers["Last-Modified"],
        }.items():
            found = [answer.headers.get_all(name) for answer in answers]
            assert found == [[value], [value]], name


def test_nginx_serves_public_pictures_where_no_app_runs(served, tmp_path):
    served.publish()
    nobody, var = f"http://localhost:{free_port()}", served.newsroom.var
    with nginx(tmp_path, free_port(), nobody, var) as address:
        stranger = Visitor(address)
        assert {stranger.get(each).status for each in served.pictures} == {200}
        served.take_down()
        hidden = [*served.pictures, "/"]
        assert {stranger.get(each).status for each in hidden} == {503}


# What nobody gets ---------------------------------------------------------------------


def ways_out(name: str) -> list[str]:
    """Addresses that lead to ``name`` in NEWSCLIP_VAR where a server is careless."""
    encoded = name.replace("/", "%2f")
    return [
        f"/{name}",
        f"/media/{name}",
        f"/media/images../{name}",
        f"/media/images../../{name}",
        f"/media/images..%2f{encoded}",
        f"/media/images..%2f..%2f{encoded}",
        f"/media/images%2e%2e/{name}",
        f"/media/images/../{name}",
        f"/media/images/../../{name}",
        f"/media/images/%2e%2e/%2e%2e/{name}",
        f"/media/images/%2e%2e%2f%2e%2e%2f{encoded}",
        f"/media/images/..%2f..%2f{encoded}",
        f"/media/images/..%5c..%5c{name}",
        f"/media/images/%252e%252e/%252e%252e/{name}",
        f"/media/images//../../{name}",
        f"/media/images//..//..//{name}",
        f"//media/images/..//../{name}",
        f"/media//images/.../{name}",
        f"/media/images/./.././../{name}",
        f"/media/images/x/../../../{name}",
        f"/media/images/{name}",
        f"/media/images//{name}",
        f"/media/images/%00/../../{name}",
    ]


def secrets_in(var: Path) -> dict[str, bytes]:
    """Files of NEWSCLIP_VAR that nobody may have, by name."""
    (var / "newsclip.db").write_bytes(b"SQLite format 3, and all that is in it")
    (var / "sign-in.txt").write_bytes(b"editor / opensesame")
    files = list((var / "media/original_images").iterdir())
    files += [var / name for name in ("newsclip.db", "secret_key", "sign-in.txt")]
    return {str(path.relative_to(var)): path.read_bytes() for path in files}


def found_out(visitor: Visitor, var: Path) -> list[str]:
    """Ways by which one of the secrets came out."""
    found = []
    for name, content in secrets_in(var).items():
        for way in ways_out(name):
            answer = visitor.get(way)
            if content in answer.body:
                found.append(way)
            else:
                assert answer.status in (301, 400, 404), f"{answer.status} {way}"
    return found


def test_no_address_leads_out_of_the_public_folder(app, served, stranger, editor):
    for visitor in (stranger, editor):
        assert found_out(visitor, served.newsroom.var) == []


def test_a_site_without_the_slash_or_of_all_of_var_is_found_out(app, served, tmp_path):
    """The control: what the site file's comment warns of, and a folder too high."""
    var = served.newsroom.var
    no_slash = {"location /media/images/ {": "location /media/images {"}
    too_high = {"/var/public/images/": "/var/"}
    below_var = {"/var/public/images/": "/var/public/"}
    for changes, way in [
        (no_slash | below_var, "/media/images../secret_key"),
        (too_high, "/media/images/newsclip.db"),
    ]:
        site = changed(SITE, changes)
        with nginx(tmp_path, free_port(), app, var, site) as address:
            found = found_out(Visitor(address), var)
        assert way in found
        assert any("original_images" in each for each in found)


# What passes --------------------------------------------------------------------------


def test_cache_tags_stay_inside(app, served, stranger):
    served.publish()
    for path in ("/", "/general/", "/nowhere/"):
        answer = stranger.get(path)
        assert not {"Cache-Tag", "Surrogate-Key"} & set(answer.headers.keys())
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "site" in Visitor(app).get("/").headers["Cache-Tag"]


@contextmanager
def listening_app():
    """An app that answers how it was asked; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            size = len(self.rfile.read(int(self.headers["Content-Length"])))
            said = f"{self.path}\n{size}\n{self.headers}".encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def client_of_nginx(tmp_path):
    with (
        listening_app() as address,
        nginx(tmp_path / "nginx", free_port(), address, tmp_path) as served,
    ):
        yield Visitor(served)


def test_nobody_says_for_themselves_where_they_come_from(client_of_nginx):
    answer = client_of_nginx.post(
        "/media/images/x?q=%2e%2e",
        b"",
        **{
            "X-Forwarded-For": "203.0.113.7",
            "X-Forwarded-Proto": "https",
            "SCRIPT_NAME": "/elsewhere",
        },
    )
    path, _, *headers = answer.body.decode().splitlines()
    assert path == "/media/images/x?q=%2e%2e"
    told = [line for line in headers if line.startswith(("X-Forwarded", "Host"))]
    assert sorted(told) == [
        f"Host: {urlsplit(client_of_nginx.address).netloc}",
        "X-Forwarded-For: 127.0.0.1",
        "X-Forwarded-Proto: http",
    ]
    assert "elsewhere" not in answer.body.decode()


def test_the_largest_picture_passes_and_what_is_far_larger_does_not(client_of_nginx):
    largest = b"x" * (25 * MEGABYTE + 100_000)
    assert client_of_nginx.post("/admin/images/add/", largest).status == 200
    assert client_of_nginx.post("/search/", b"x" * 100_000).status == 413
    claims = {"Content-Length": str(100 * MEGABYTE)}
    assert client_of_nginx.post("/admin/images/add/", b"", **claims).status == 413
