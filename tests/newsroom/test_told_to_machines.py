"""What the processes of a newsroom tell those who watch over it, as they run."""

import json
import time

import brotli
import pytest

from tests.delivery.listeners import answer, listening
from tests.processes import Newsroom
from tests.visitors import Visitor

TOKEN = "a-token-of-its-own"
KEY = "a-key-that-nobody-may-read"
SECRETS = (TOKEN, KEY, "Basic a-k")


@pytest.fixture(scope="module")
def reports():
    """Where errors are reported to."""
    with listening(answer(b"{}")) as listener:
        yield listener


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory, reports):
    """A newsroom of web and clock, whose static files were forgotten."""
    var = tmp_path_factory.mktemp("var")
    started = Newsroom(
        f"sqlite:///{var}/newsclip.db",
        var,
        NEWSCLIP_METRICS_TOKEN=TOKEN,
        NEWSCLIP_LOG_FORMAT="json",
        SECRET_KEY=KEY,
        SENTRY_DSN=reports.url.replace("//", "//s3ntry0f0ne@") + "/1",
    )
    started.manage("migrate", "--noinput", "--verbosity", "0", check=True)
    with started.web(collecting=False), started.clock():
        yield started
    started.close()


@pytest.fixture(scope="module")
def failed(newsroom) -> str:
    """The name of a request that failed, and in which a secret was sent."""
    asked = Visitor(newsroom.address)
    answer = asked.get("/search/?q=x", Cookie=f"a={KEY}", Authorization=f"Basic {KEY}")
    assert answer.status == 503
    return answer.headers["X-Request-ID"]


def lines(newsroom) -> list[dict]:
    return [json.loads(line) for line in newsroom.log.read_text().splitlines()]


def test_all_that_is_written_is_json(newsroom, failed):
    said = lines(newsroom)
    assert {"gunicorn.error", "django.request"} <= {each["logger"] for each in said}
    assert all({"time", "level", "message"} <= each.keys() for each in said)


def test_an_error_is_written_with_the_name_that_its_reader_was_told(newsroom, failed):
    ours = [each for each in lines(newsroom) if each.get("request") == failed]
    (line,) = [each for each in ours if each["logger"] == "django.request"]
    assert (line["method"], line["path"]) == ("GET", "/search/")
    assert "Missing staticfiles manifest entry" in line["error"]


def test_an_error_is_reported_without_what_was_sent(newsroom, reports, failed):
    newsroom.wait_until(lambda: any(failed.encode() in each for each in told(reports)))
    for sent in told(reports):
        assert b"Missing staticfiles manifest entry" in sent
        for secret in SECRETS:
            assert secret.encode() not in sent


def told(reports) -> list[bytes]:
    assert all(b"content-encoding: br" in sent.lower() for sent in reports.requests)
    bodies = (sent.partition(b"\r\n\r\n")[2] for sent in reports.requests)
    return [brotli.decompress(body) for body in bodies]


def test_no_secret_is_in_the_log(newsroom, failed):
    text = newsroom.log.read_text()
    assert "Missing staticfiles manifest entry" in text
    for secret in SECRETS:
        assert secret not in text


def test_readyz_and_the_numbers_tell_of_all_processes(newsroom, failed):
    asked = Visitor(newsroom.address)
    for _ in range(8):
        assert asked.get("/livez").body == b"ok\n"
    newsroom.wait_until(
        lambda: json.loads(asked.get("/readyz").body).get("clock") == "ok"
    )
    time.sleep(3)  # seconds after which each process has written what it counted
    numbers = asked.get("/metrics", Authorization=f"Bearer {TOKEN}").body.decode()
    assert "newsclip_ready 1.0" in numbers
    assert 'newsclip_answer_seconds_count{kind="page",status="5xx"}' in numbers
    # Two web processes, and the clock's two; more where one was begun anew.
    assert len(list((newsroom.var / "metrics").iterdir())) >= 4
