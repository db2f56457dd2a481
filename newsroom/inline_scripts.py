"""Which inline scripts of the admin run: those that Wagtail is known to write.

They start its widgets, each one call whose arguments are plain JSON: 7 shapes, all of
them below. A script of such a shape gets the page's nonce as it leaves; what anything
else put into a page, or into the part of one, has none, and no browser runs it.
"""

import json
import re
from collections.abc import Callable
from functools import cache

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.widgets import BaseChooser

# What a page of the admin sends along when it asks for a part of itself: only with the
# nonce of the page that it is put into does a script in it run. No other site can
# send this header here, and no link or form can.
PAGE_NONCE = "X-Page-Nonce"
# As django.utils.csp makes them.
A_NONCE = re.compile(r"[A-Za-z0-9_-]{22}")
SCRIPT = re.compile(r"<script>([^<>]*)</script>")
PANEL = re.compile(
    r"\(function\(\) \{\s*"
    r"var panel = new (?:InlinePanel|MultipleChooserPanel)\(JSON\.parse\((.*)\)\);"
    r"\s*\}\)\(\);",
)
CALL = re.compile(r"(new )?([A-Za-z]+)\((.*)\);")
PICKERS = ("initDateChooser", "initTimeChooser", "initDateTimeChooser")
ID_AND_OPTIONS, ID_ALONE = [str, dict], [str]


def with_nonces(get_response: Callable) -> Callable:
    """Middleware: the known inline scripts of the admin, with the page's nonce."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if _may_hold_scripts(request, response):
            kind = response.get("Content-Type", "").partition(";")[0]
            if kind == "text/html":
                text = response.content.decode(response.charset)
                response.content = stamped(text, _nonce_for(request))
            elif kind == "application/json":
                parts = json.loads(response.content)
                response.content = json.dumps(_each(parts, _nonce_for(request)))
        return response

    return middleware


def _may_hold_scripts(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether it is the admin's; a preview there is a page of readers, and has none."""
    return (
        request.path_info.startswith("/admin/")
        and not response.streaming
        and not hasattr(response, "_csp_config")
        and not response.has_header("Content-Security-Policy")
        and b"<script>" in response.content
    )


def _nonce_for(request: HttpRequest) -> str:
    """That of the page which asks for a part of itself, or of this page."""
    of_page = request.headers.get(PAGE_NONCE, "")
    return of_page if A_NONCE.fullmatch(of_page) else str(request._csp_nonce)


def _each(part: object, nonce: str) -> object:
    """The same with every text in it stamped."""
    if isinstance(part, str):
        return stamped(part, nonce)
    if isinstance(part, list):
        return [_each(each, nonce) for each in part]
    if isinstance(part, dict):
        return {name: _each(value, nonce) for name, value in part.items()}
    return part


def stamped(html: str, nonce: str) -> str:
    """``html``, where each script of a known shape has the nonce, and no other."""

    def stamp(script: re.Match) -> str:
        if not is_known(script[1]):
            return script[0]
        return f'<script nonce="{nonce}">{script[1]}</script>'

    return SCRIPT.sub(stamp, html)


def is_known(script: str) -> bool:
    """Whether it is one call of those that start a widget, all its arguments JSON."""
    script = script.strip()
    if panel := PANEL.fullmatch(script):
        texts = _arguments(panel[1], ID_ALONE)
        return bool(texts) and _arguments(texts[0], [dict]) is not None
    call = CALL.fullmatch(script)
    if call is None:
        return False
    if call[1]:
        return call[2] in choosers() and _fits(call[3], ID_AND_OPTIONS)
    if call[2] == "createTaskChooser":
        return _fits(call[3], ID_ALONE)
    return call[2] in PICKERS and _fits(call[3], ID_AND_OPTIONS)


def _fits(text: str, kinds: list[type]) -> bool:
    return _arguments(text, kinds) is not None


def _arguments(text: str, kinds: list[type]) -> list | None:
    """What stands between the brackets of a call; None unless JSON of these kinds."""
    try:
        arguments = json.loads(f"[{text}]")
    except ValueError:
        return None
    return arguments if [type(each) for each in arguments] == kinds else None


@cache
def choosers() -> frozenset[str]:
    """What the choosers that are installed are called in JavaScript."""

    def of(widget: type[BaseChooser]):
        yield widget.js_constructor
        for narrower in widget.__subclasses__():
            yield from of(narrower)

    return frozenset(of(BaseChooser))
