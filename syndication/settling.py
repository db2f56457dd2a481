"""Cleaning whose result, cleaned again, is the same."""

import re
from collections.abc import Callable

# What is badly nested is read in another way when it is read again; once, mostly.
TIMES = 5
# A link's tags as a cleaner writes them.
_LINK = re.compile(r"""<a(?:\s(?:[^>"]|"[^"]*")*)?>|</a>""")


def settled(clean: Callable[[str], str], html: str) -> str:
    """``html`` cleaned until that changes nothing more."""
    for _ in range(TIMES):
        cleaned = _without_links_in_links(clean(html))
        if cleaned == html:
            break
        html = cleaned
    return html


def _without_links_in_links(html: str) -> str:
    """A link around many blocks may be left with another in it, which ends it.

    Each reading would move that some blocks further (HTML Standard, 13.2.6.4.7, the
    "adoption agency algorithm" and its limits).
    """
    depth = 0

    def outermost(tag: re.Match) -> str:
        nonlocal depth
        opens = tag[0] != "</a>"
        depth += opens
        is_kept = depth == 1
        depth -= not opens
        return tag[0] if is_kept else ""

    return _LINK.sub(outermost, html)
