"""How far an import is: one line that counts on a terminal, else one every so often."""

import time

EVERY = 1000
A_MOMENT = 0.2


class Progress:
    """Hears of each post; ``each`` has it write a line of its own for every one."""

    def __init__(self, out, *, each: bool):
        self._out = out
        self._each = each
        self._number = 0
        self._shown_at = 0.0
        self._counts = not each and out.isatty()
        self._began = time.monotonic()

    def say(self, line: str) -> None:
        """Another post is done."""
        self._number += 1
        if self._each:
            self._out.write(line)
        elif self._counts and time.monotonic() - self._shown_at > A_MOMENT:
            self._shown_at = time.monotonic()
            self._out.write(f"\r{self._told()} ", ending="")
            self._out.flush()
        elif not self._counts and self._number % EVERY == 0:
            self._out.write(self._told())

    def end(self) -> None:
        """Leave the line that counts."""
        if self._counts and self._number:
            self._out.write(f"\r{self._told()} ")

    def _told(self) -> str:
        seconds = max(time.monotonic() - self._began, 0.001)
        return f"{self._number:,} posts, {self._number / seconds:.0f} a second"
