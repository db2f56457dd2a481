"""The demo newsroom, served on an address of its own to whoever measures it."""

import os
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import processes  # noqa: E402
from django.conf import settings  # noqa: E402

# What the clock would do in its first round.
RISING = """
from news.rising import refresh_rising
from delivery.times import newsroom_now
refresh_rising(newsroom_now())
"""


@dataclass(frozen=True)
class Demo:
    """A demo newsroom that is served: its address, and the folder of its files."""

    address: str
    var: Path

    @property
    def password(self) -> str:
        """What the editor and each role sign in with."""
        return (self.var / "sign-in.txt").read_text().split(" / ")[1].strip()


@contextmanager
def demo_newsroom(address: str = ""):
    """The ``Demo`` at ``address``, or one of its own, served during the block."""
    if address:
        yield Demo(address.rstrip("/"), settings.VAR)
        return
    with tempfile.TemporaryDirectory() as var:
        newsroom = processes.Newsroom(f"sqlite:///{var}/newsclip.db", Path(var))
        try:
            newsroom.manage("migrate", "--noinput", check=True)
            newsroom.manage("demo", check=True)
            newsroom.manage("shell", "--command", RISING, check=True)
            with newsroom.web():
                yield Demo(newsroom.address, Path(var))
        finally:
            newsroom.close()
