"""Each form given to each fetcher, and what came of it, measured."""

import os
import time
from dataclasses import dataclass, field

from tests.hostile.answers import ANSWERS, TLS
from tests.hostile.web import Web

FULL = os.environ.get("NEWSCLIP_HOSTILE") == "full"
# A thread may have to wait for its turn; the last piece that is read may go beyond.
LATE, MORE, TRIES = 0.2 if FULL else 1.0, 100_000, 3


@dataclass
class Came:
    """What became of the forms: all that is not as promised is in ``wrong``."""

    forms: int = 0
    steps: int = 0
    slowest: float = 0.0
    most_read: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self):
        return (
            f"{self.forms} forms, {self.steps} steps, slowest {self.slowest:.2f} s, "
            f"largest {self.most_read:,} bytes, wrong {len(self.wrong)}"
        )


def answered_addresses() -> list[str]:
    """The addresses of those whose answers are bad, whose TLS is, who are not there."""
    return [
        *(f"http://{name}.evil.example/x" for name in ANSWERS),
        *(f"https://{name}.evil.example/x" for name in TLS),
        *("http://hole.evil.example/x", "https://hangs.evil.example/x"),
    ]


def walk(fetcher, forms: list[str], web: Web, seconds: float) -> Came:
    """Give them to the fetcher, one after the other; it may take so long for each.

    What takes longer is given to it again, twice: the machine may have been busy.
    """
    came = Came()
    for form in forms:
        came.forms += 1
        for _ in range(TRIES):
            once = _given(fetcher, form, web)
            if once.slowest <= seconds + LATE:
                break
        came.steps += once.steps
        came.slowest = max(came.slowest, once.slowest)
        came.most_read = max(came.most_read, once.most_read)
        came.wrong += once.wrong
        if once.slowest > seconds + LATE:
            came.wrong.append(f"{form!r}: took {once.slowest:.1f} s")
    return came


def _given(fetcher, form: str, web: Web) -> Came:
    """One form given once; how long it may take is not looked at."""
    once, said, steps = Came(1), "", fetcher(form, web)
    while True:
        web.read, started = 0, time.monotonic()
        try:
            told = next(steps, None)
        except Exception as error:  # whatever it is, it would be a 500
            once.wrong.append(f"{form!r}: {error!r}")
            break
        once.steps += 1
        once.slowest = max(once.slowest, time.monotonic() - started)
        once.most_read = max(once.most_read, web.read)
        if told is None:
            break
        said = told or said
    if once.most_read > 1_000_000 + MORE:
        once.wrong.append(f"{form!r}: read {once.most_read:,} bytes")
    if not once.wrong and not (said.strip() and said.isprintable()):
        once.wrong.append(f"{form!r}: said {said!r}")
    if web.inside:
        once.wrong.append(f"{form!r}: connected to {web.inside}")
        web.inside.clear()
    return once
