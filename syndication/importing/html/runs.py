"""Running text as it is collected: runs of one style each, and what they make."""

import re
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import NamedTuple

_SPACES = re.compile(r"[ \t\n\r\f]+")


class Style(NamedTuple):
    """What is said of a text by the elements around it."""

    bold: bool = False
    italic: bool = False
    href: str = ""


PLAIN = Style()


@dataclass
class Run:
    """A text of one style; '\\n' alone is a line break, and there is no other."""

    text: str
    style: Style = PLAIN


def spaced(text: str) -> str:
    """``text`` with its spaces as a browser shows them."""
    return _SPACES.sub(" ", text)


def paragraphs(runs: list[Run]) -> list[list[Run]]:
    """The paragraphs of some text, none empty: two line breaks stand between them."""
    found: list[list[Run]] = [[]]
    breaks = 0
    for line, is_break in _lines(runs):
        if is_break:
            breaks += 1
        elif line:
            if breaks == 1 and found[-1]:
                found[-1].append(Run("\n"))
            elif breaks > 1:
                found.append([])
            found[-1] += line
            breaks = 0
    return [paragraph for paragraph in found if paragraph]


def _lines(runs: list[Run]):
    """(line, False) of each, trimmed, and ([], True) of each break."""
    for is_break, group in groupby(runs, lambda run: run.text == "\n"):
        if not is_break:
            yield _trimmed(list(group)), False
        else:
            for _ in group:
                yield [], True


def _trimmed(line: list[Run]) -> list[Run]:
    """A line without spaces at its ends, and with one where there were more."""
    kept: list[Run] = []
    for run in line:
        text = run.text
        if not kept or kept[-1].text.endswith(" "):
            text = text.removeprefix(" ")
        if text:
            kept.append(Run(text, run.style))
    while kept and not (last := kept[-1].text.removesuffix(" ")):
        kept.pop()
    if kept:
        kept[-1] = Run(last, kept[-1].style)
    return kept


def rich(runs: list[Run]) -> str:
    """The HTML of one paragraph, as rich text is stored."""
    html = ""
    for href, linked in groupby(runs, lambda run: run.style.href):
        inside = "".join(
            _marked_up(style, list(group))
            for style, group in groupby(linked, lambda run: run.style)
        )
        html += f'<a href="{escape(href)}">{inside}</a>' if href else inside
    return html


def _marked_up(style: Style, runs: list[Run]) -> str:
    html = "".join(escape(run.text, quote=False) for run in runs)
    html = html.replace("\n", "<br/>")
    if not html.strip():
        return html
    html = f"<i>{html}</i>" if style.italic else html
    return f"<b>{html}</b>" if style.bold else html


def plain(runs: list[Run]) -> str:
    """The words alone; a line break stays one."""
    return "".join(run.text for run in runs)


def links(runs: list[Run]) -> list[str]:
    """The addresses that the text links to, each once."""
    return list(dict.fromkeys(run.style.href for run in runs if run.style.href))
