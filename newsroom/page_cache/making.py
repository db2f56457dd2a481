"""How much a process asks Django for at once, and whether any of it comes at all."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from delivery.patience import patience

# Of the four threads of a process, so that what hangs leaves one to answer with copies.
MOST_AT_ONCE = 3
# Seconds after which a page is not coming: the database hangs. Nor is anything else,
# which editors ask for: that takes longer.
HUNG, OTHERS_HUNG = 3.0, 10.0
# Seconds that a page waits for one answer of the database, of some milliseconds: so
# whoever is first to ask one that hangs is answered, too.
PATIENCE = 2.0
LOOKS_EVERY = 0.1


class Making:
    """The pages that this process is making now, and what else it answers."""

    def __init__(self):
        self._turns = threading.BoundedSemaphore(MOST_AT_ONCE)
        # By their threads, when they are not coming any more.
        self._pages: dict[int, float] = {}
        self._others: dict[int, float] = {}

    @property
    def _a_page_hangs(self) -> bool:
        return min(list(self._pages.values()), default=float("inf")) < time.monotonic()

    @property
    def _all_hang(self) -> bool:
        given_up_at = [*list(self._pages.values()), *list(self._others.values())]
        return max(given_up_at, default=float("inf")) < time.monotonic()

    @contextmanager
    def turn(self, *, is_page: bool = True) -> Iterator[bool]:
        """Waits to ask Django; False where those before it do not end.

        That is known at once where all of them hang; where a page does, the next one
        waits a little for the others.
        """
        waits = 0.0
        while not self._turns.acquire(timeout=waits):
            if self._all_hang or (waits and is_page and self._a_page_hangs):
                yield False
                return
            waits = LOOKS_EVERY
        asked, hung = (self._pages, HUNG) if is_page else (self._others, OTHERS_HUNG)
        # What is sent while it is read, after this turn, is as patient.
        patience.set(PATIENCE if is_page else OTHERS_HUNG)
        thread = threading.get_ident()
        asked[thread] = time.monotonic() + hung
        try:
            yield True
        finally:
            del asked[thread]
            self._turns.release()
