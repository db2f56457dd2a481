"""What is written to the log: for programs or for people, by request, no secret."""

import logging
import os
import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import cache
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from pythonjsonlogger.json import JsonFormatter

LEFT_OUT = "…"
# Variables of the environment whose names say that they are secret.
SECRET_NAMES = re.compile("KEY|SECRET|TOKEN|PASSWORD|CREDENTIALS|DSN")
# Shorter ones are words that stand anywhere.
LEAST_LENGTH = 8
# What stands after the first group of these is secret, wherever it is from.
SECRET_SHAPES = [
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(://)[^/\s@]*:[^/\s@]*(?=@)",  # user and password of an address
        # Links that let in who has them.
        r"(/drafts/|/sign-in/password/)[^\s\"'?]{9,}",
        r"\b(bearer |basic )[\w.~+/=-]{8,}",
        r"(\bcookie['\"]?: ['\"]?)[^'\"\r\n]+",
        r"([?&]q=)[^&\s\"']+",  # what readers search for
        r"((?:passw(?:or)?d|secret|token|sessionid)\d*['\"]?\s?[=:]\s?['\"]?)"
        r"[^\s\"'&,;})]+",
    )
]

_request: ContextVar["_Request | None"] = ContextVar("request", default=None)


class _Request:
    """A request that is answered now; it has a name from when that is asked for."""

    __slots__ = ("_name", "environ")

    def __init__(self, environ: dict):
        self.environ, self._name = environ, ""

    @property
    def name(self) -> str:
        self._name = self._name or uuid4().hex
        return self._name


class Named:
    """A WSGI application; of what is logged meanwhile it is known for which request."""

    def __init__(self, application: Callable):
        self._application = application

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        _request.set(_Request(environ))
        return self._application(environ, start_response)


def request_name() -> str:
    """What the log calls the request that is answered now; "" outside of any."""
    asked = _request.get()
    return asked.name if asked else ""


def without_secrets(text: str) -> str:
    """``text`` without passwords, keys, tokens, cookies, and what readers search."""
    for secret in _secrets():
        text = text.replace(secret, LEFT_OUT)
    for shape in SECRET_SHAPES:
        text = shape.sub(rf"\1{LEFT_OUT}", text)
    return text


@cache
def _secrets() -> list[str]:
    """The secrets of the environment, the longest first: one may hold another."""
    found = set()
    for name, value in os.environ.items():
        if SECRET_NAMES.search(name):
            found.add(value)
        if "://" in value and (password := urlsplit(value).password):
            found |= {password, unquote(password)}
    return sorted((s for s in found if len(s) >= LEAST_LENGTH), key=len, reverse=True)


class Line(logging.Formatter):
    """A line for people."""

    def __init__(self):
        super().__init__("{levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class JsonLine(JsonFormatter):
    """A line of JSON for programs: time, level, logger, message, error, request."""

    def __init__(self):
        super().__init__(
            "{levelname}{name}{message}",
            style="{",
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "error"},
            timestamp="time",
            # Django gives the request itself, with all that was sent.
            reserved_attrs=[*vars(logging.makeLogRecord({})), "request"],
        )

    def process_log_record(self, log_record: dict) -> dict:
        if asked := _request.get():
            log_record["request"] = asked.name
            log_record["method"] = asked.environ.get("REQUEST_METHOD")
            log_record["path"] = asked.environ.get("PATH_INFO")
        return {
            name: without_secrets(value) if isinstance(value, str) else value
            for name, value in super().process_log_record(log_record).items()
        }


FORMATS = {"json": JsonLine, "line": Line}


def chosen_format() -> str:
    """A key of ``FORMATS``; gunicorn asks before there are settings."""
    production = os.environ.get("NEWSCLIP_ENV") == "production"
    return os.environ.get("NEWSCLIP_LOG_FORMAT") or ("json" if production else "line")
