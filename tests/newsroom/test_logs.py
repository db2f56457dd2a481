"""What is written to the log, and what never is."""

import json
import logging
import sys

import pytest
from django.urls import reverse

from newsroom.errors import away
from newsroom.logs import FORMATS, Named, _secrets, request_name, without_secrets

SECRET = "s3cr3t-and-long"


@pytest.fixture
def environment(monkeypatch):
    monkeypatch.setenv("NEWSCLIP_VERSION_KEY", SECRET)
    monkeypatch.setenv("CACHE_URL", "redis://:p%40ss-of-redis@127.0.0.1/1")
    _secrets.cache_clear()
    yield
    _secrets.cache_clear()


def record(message: str, *args, **extra) -> logging.LogRecord:
    made = logging.makeLogRecord({"name": "newsclip.x", "levelname": "ERROR", **extra})
    made.msg, made.args = message, args
    return made


def test_a_line_of_json_says_what_happened_and_in_which_request(rf):
    told = []

    def application(environ, start_response):
        told.append(
            FORMATS["json"]().format(record("%s failed", "It", status_code=500))
        )
        told.append(away("/x/")["X-Request-ID"])
        return [request_name().encode()]

    (name,) = Named(application)(rf.post("/a/?b=c").environ, None)
    line = json.loads(told[0])
    assert (line["level"], line["logger"]) == ("ERROR", "newsclip.x")
    assert (line["message"], line["status_code"]) == ("It failed", 500)
    assert (line["method"], line["path"]) == ("POST", "/a/")
    assert line["request"] == told[1] == name.decode()
    assert "T" in line["time"]


def test_each_request_has_a_name_of_its_own(rf):
    names = {
        Named(lambda environ, start: [request_name()])(rf.get("/").environ, None)[0]
        for _ in range(100)
    }
    assert len(names) == 100


SAID = [
    f"the key is {SECRET}",
    "redis://:p%40ss-of-redis@127.0.0.1/1",
    "refused: p@ss-of-redis",
    "postgres://news:hunter2x@db/news",
    "/drafts/hunter2xhunter2xhunter/",
    f"GET {reverse('account_reset_password_from_key', args=['1a', 'd0-hunter2x'])}",
    "Authorization: Bearer hunter2x",
    "{'Cookie': 'sessionid=hunter2x; a=hunter2x'}",
    "Cookie: __Host-sessionid=hunter2x",
    "password=hunter2x&x=1",
    '{"new_password1": "hunter2x"}',
    "csrfmiddlewaretoken=hunter2x",
    "GET /search/?q=hunter2x&page=2",
]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("said", SAID)
def test_no_secret_is_written(environment, kind, said):
    try:
        raise ValueError(said)
    except ValueError:
        line = FORMATS[kind]().format(record(said, exc_info=sys.exc_info()))
    for secret in (SECRET, "p%40ss", "p@ss", "hunter2x"):
        assert secret not in line
    assert "ValueError" in line


@pytest.mark.parametrize(
    "said",
    [
        "The database does not answer: connection to 127.0.0.1, port 5432 failed",
        "https://news.example/politics/a-story/ could not be made",
        "Invalid password for nobody in particular",
        "File 'keys.py', line 3, in tokens",
    ],
)
def test_what_is_no_secret_is_written_whole(environment, said):
    """The positive control."""
    assert without_secrets(said) == said


def test_django_and_gunicorn_write_by_the_same_rule(settings):
    handlers = settings.LOGGING["handlers"]
    loggers = settings.LOGGING["loggers"]
    assert {"django", "gunicorn.error"} <= loggers.keys()
    assert {name for each in loggers.values() for name in each["handlers"]} == {
        *handlers
    }
