"""Cleaning whose result, cleaned again, is the same."""

from collections.abc import Callable

# What is badly nested is read in another way when it is read again; once, mostly.
TIMES = 5


def settled(clean: Callable[[str], str], html: str) -> str:
    """``html`` cleaned until that changes nothing more."""
    for _ in range(TIMES):
        cleaned = clean(html)
        if cleaned == html:
            break
        html = cleaned
    return html
