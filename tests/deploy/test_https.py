"""``deploy/nginx.conf`` with its lines for HTTPS: what every answer says."""

import http.client
import json
import ssl
import subprocess
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone
from nginx import SITE, changed, nginx
from processes import Newsroom, free_port

from bench.nginx import with_https
from tests.browser.audit.nodejs import MODULES, NODE

HSTS = "max-age=63072000; includeSubDomains; preload"
# What each says that can say it, and which of it everybody's pages may show.
NEVER_LEFT_OUT = {
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": HSTS,
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
ONCE = [*NEVER_LEFT_OUT, "Content-Security-Policy", "Cross-Origin-Resource-Policy"]
OURS, ANYBODYS = "same-origin", "cross-origin"


@dataclass
class Site:
    """A newsroom in production behind nginx that speaks HTTPS."""

    newsroom: Newsroom
    plain: int
    secure: int
    certificate: Path
    key: Path
    pictures: list[str]

    def ask(self, path: str, method: str = "GET", **headers) -> http.client.HTTPMessage:
        """The headers of what is answered, with its ``status``; HTTPS is verified."""
        context = ssl.create_default_context(cafile=self.certificate)
        connection = http.client.HTTPSConnection(
            "localhost", self.secure, timeout=60, context=context
        )
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        answer.headers.status = answer.status
        return answer.headers


def certify(folder: Path) -> tuple[Path, Path]:
    """A certificate of ``localhost``, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = timezone.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "fullchain.pem", folder / "privkey.pem"
    pem = serialization.Encoding.PEM
    paths[0].write_bytes(made.public_bytes(pem))
    paths[1].write_bytes(
        key.private_bytes(
            pem,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


@pytest.fixture(scope="module")
def site(new_newsroom, tmp_path_factory):
    folder = tmp_path_factory.mktemp("https")
    plain, secure = free_port(), free_port()
    newsroom = new_newsroom(
        NEWSCLIP_ENV="production",
        SECRET_KEY="of-fifty-characters-or-more-and-nobody-knows-them-here",
        ALLOWED_HOSTS="localhost",
        NEWSCLIP_BASE_URL=f"https://localhost:{secure}",
        NEWSCLIP_SECURITY_CONTACT="security@news.example",
        WEB_CONCURRENCY="1",
    )
    newsroom.collect_static()
    story = newsroom.ask("draft_with_pictures", count=1)[0]
    newsroom.ask("publish", pks=[story["pk"]])
    certificate, key = certify(folder)
    served = Site(newsroom, plain, secure, certificate, key, story["addresses"])
    https = with_https(SITE, secure, certificate, key)
    with (
        newsroom.web(),
        nginx(folder / "nginx", plain, newsroom.address, newsroom.var, https),
    ):
        yield served


def observed(plain: int, secure: int, certificate: Path) -> dict:
    """What the Observatory says of the site at these ports."""
    said = subprocess.run(
        [
            NODE / "node",
            Path(__file__).parent / "observatory.mjs",
            MODULES / "@mdn/mdn-http-observatory",
            "localhost",
            str(plain),
            str(secure),
        ],
        env={"NODE_EXTRA_CA_CERTS": str(certificate)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


def test_the_http_observatory_gives_the_best_grade(site, say):
    found = observed(site.plain, site.secure, site.certificate)
    say(f"HTTP Observatory: {found['grade']}, {found['score']}")
    assert found["status"] == 200
    assert found["grade"] == "A+", found
    assert found["score"] >= 130, found


def test_the_observatory_sees_what_is_left_out(site, tmp_path):
    """The control: the same site behind an nginx that lets two headers fall."""
    plain, secure = free_port(), free_port()
    left_out = (
        "server_tokens off;\n    proxy_hide_header Content-Security-Policy;\n"
        "    proxy_hide_header Strict-Transport-Security;"
    )
    https = changed(
        with_https(SITE, secure, site.certificate, site.key),
        {"server_tokens off;": left_out},
    )
    with nginx(tmp_path, plain, site.newsroom.address, site.newsroom.var, https):
        found = observed(plain, secure, site.certificate)
    assert found["score"] < 100, found


def answers_of(site: Site) -> dict[str, tuple[int, str]]:
    """Addresses that nginx or the app answers; with what, and for whose pages."""
    [static] = [
        name
        for name in json.loads(
            (site.newsroom.var / "static/staticfiles.json").read_text()
        )["paths"].items()
        if name[0] == "desk/parts.js"
    ]
    return {
        "/": (200, OURS),
        "/nowhere/": (404, OURS),
        "/admin/login/": (302, OURS),
        "/admin/sign-in/": (200, OURS),
        "/robots.txt": (200, OURS),
        "/sitemap.xml": (200, OURS),
        "/livez": (200, OURS),
        "/favicon.ico": (200, OURS),
        "/.well-known/security.txt": (200, OURS),
        "/search/?q=x": (200, OURS),
        "/feed/": (200, ANYBODYS),
        "/feed.json": (200, ANYBODYS),
        "/llms.txt": (200, ANYBODYS),
        "/api/v1/stories": (200, ANYBODYS),
        f"/static/{static[1]}": (200, ANYBODYS),
        "/static/nothing.0123456789ab.js": (404, ANYBODYS),
        site.pictures[0]: (200, ANYBODYS),
        f"/media/images/{'0' * 32}.webp": (404, OURS),
    }


def test_every_answer_says_it_once(site, say):
    said = 0
    for path, (status, whose) in answers_of(site).items():
        for method in ("GET", "HEAD"):
            headers = site.ask(path, method)
            assert headers.status == status, path
            for name, value in NEVER_LEFT_OUT.items():
                assert headers.get_all(name) == [value], (path, name)
            assert headers.get_all("Cross-Origin-Resource-Policy") == [whose], path
            [policy] = headers.get_all("Content-Security-Policy")
            assert "default-src 'none'" in policy, path
            assert "unsafe-inline" not in policy, path
            said += 1
    say(f"{said} answers behind nginx, each with its headers once")


def test_what_nginx_refuses_by_itself_says_it_too(site):
    large = {"Content-Length": str(100 * 1024 * 1024)}
    refused = [
        site.ask("/search/", "POST", **large),
        site.ask("/admin/images/add/", "POST", **large),
        site.ask(f"/?{'x' * 9_000}"),
    ]
    files = (site.newsroom.var / "static/css").glob("*.*.css")
    style = f"/static/css/{next(files).name}"
    for at in (style, site.pictures[0]):
        refused += [site.ask(at, "POST"), site.ask(at, Range="bytes=99999999-")]
    said = [each.status for each in refused]
    assert said == [413, 413, 414, 405, 200, 405, 200]
    for headers in refused:
        for name in ONCE:
            assert len(headers.get_all(name, [])) == 1, name


def test_an_app_that_is_away_is_no_hole(site, tmp_path):
    plain, secure = free_port(), free_port()
    https = with_https(SITE, secure, site.certificate, site.key)
    gone = Site(site.newsroom, plain, secure, site.certificate, site.key, [])
    nobody = f"http://localhost:{free_port()}"
    with nginx(tmp_path, plain, nobody, site.newsroom.var, https):
        headers = gone.ask("/")
    assert headers.status == 503
    for name, value in NEVER_LEFT_OUT.items():
        assert headers.get_all(name) == [value], name
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_plain_http_leads_to_https_and_no_further(site):
    connection = http.client.HTTPConnection("localhost", site.plain, timeout=60)
    connection.request("GET", "/politics/?page=2")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 301
    for name in ("X-Content-Type-Options", "Referrer-Policy"):
        assert answer.headers.get_all(name) == [NEVER_LEFT_OUT[name]]
    assert answer.headers["Location"] == (
        f"https://localhost:{site.secure}/politics/?page=2"
    )


def test_a_site_that_leaves_a_header_out_is_found_out(site, tmp_path):
    """The control of the tests above."""
    plain, secure = free_port(), free_port()
    https = changed(
        with_https(SITE, secure, site.certificate, site.key),
        {"add_header Strict-Transport-Security $newsclip_hsts always;": ""},
    )
    careless = Site(site.newsroom, plain, secure, site.certificate, site.key, [])
    with nginx(tmp_path, plain, site.newsroom.address, site.newsroom.var, https):
        headers = careless.ask(site.pictures[0])
    assert headers.status == 200
    assert headers["Strict-Transport-Security"] is None
