"""What a page shows, looked up before it is made, for the blocks that show it.

A block knows nothing of its neighbours, and would ask for what it shows by itself.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# By kind ("pictures", …), what was looked up by which key; None where there is none.
Found = dict[str, dict]

_found: ContextVar[Found | None] = ContextVar("at_hand", default=None)


@contextmanager
def at_hand(found: Found) -> Iterator[None]:
    """Inside, ``looked_up`` finds these."""
    token = _found.set(found)
    try:
        yield
    finally:
        _found.reset(token)


def looked_up(kind: str, keys: Iterable) -> dict | None:
    """Those of ``keys`` that there are; None where they are to be asked for."""
    found = (_found.get() or {}).get(kind)
    keys = list(keys)
    if found is None or any(key not in found for key in keys):
        return None
    return {key: found[key] for key in keys if found[key] is not None}
