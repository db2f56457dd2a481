"""A newsroom whose database and Redis can be broken, and another machine's that cannot.

Both work on one database and one Redis; the first reaches them through a proxy each.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import redis
from own_servers import SERVER, OwnRedis, on_server
from processes import Newsroom
from tcp_proxy import PASS, Proxy
from visitors import Visitor

NAME, PASSWORD = "ada", "secret-enough"
KEY = "the-same-key-on-both-machines-of-fifty-characters-or-more"
DATABASE, REDIS = "PostgreSQL", "Redis"
READ_ONLY = "read-only"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# What still writes where the database is set to be read.
WRITES = "?options=-c%20jit%3Doff%20-c%20default_transaction_read_only%3Doff"


@dataclass
class Breakable:
    """``site`` is asked by readers; ``elsewhere`` is a machine with ways of its own."""

    site: Newsroom
    elsewhere: Newsroom
    ways: dict[str, Proxy]
    database: str
    redis: OwnRedis
    #: The Procfile's other processes of the site, by name.
    stack: ExitStack

    @property
    def reader(self) -> Visitor:
        return Visitor(self.site.address)

    def editor(self) -> Visitor:
        return Visitor(self.site.address).sign_in(NAME, PASSWORD)

    def break_(self, part: str, how: str) -> None:
        """Let that part fail for the site, in one of the proxy's ways or READ_ONLY."""
        if how == READ_ONLY:
            self._read_only(part, True)
        else:
            self.ways[part].set(how)

    def mend(self, part: str, how: str) -> None:
        if how == READ_ONLY:
            self._read_only(part, False)
        else:
            self.ways[part].set(PASS)

    @contextmanager
    def broken(self, part: str, how: str) -> Iterator[None]:
        self.break_(part, how)
        try:
            yield
        finally:
            self.mend(part, how)

    def _read_only(self, part: str, is_so: bool) -> None:
        if part == REDIS:
            of = ("127.0.0.1", "1") if is_so else ("NO", "ONE")
            redis.Redis(port=self.redis.port).execute_command("REPLICAOF", *of)
            return
        how = "SET default_transaction_read_only = on" if is_so else "RESET ALL"
        on_server(f"ALTER DATABASE {self.database} {how}")
        self.ways[part].cut()  # as a server that is begun anew does

    def save(self, editor: Visitor, pk: int, headline: str, **how: str):
        """Send the story's form with this headline; ``how``: more fields of it."""
        form = self.elsewhere.ask("form_of", pk=pk, headline=headline)
        form |= {"csrfmiddlewaretoken": editor.cookies["csrftoken"], **how}
        at = f"/admin/pages/{pk}/edit/"
        return editor.post(at, urlencode(form).encode(), Accept="text/html", **FORM)


@contextmanager
def breakable(database: str, folder: Path, **environment: str) -> Iterator[Breakable]:
    """The site at work as the Procfile says: ``web`` and ``clock``."""
    with ExitStack() as stack:
        (folder / "redis").mkdir(parents=True)
        own = OwnRedis(folder / "redis")
        stack.callback(own.stop)
        ways = {
            DATABASE: stack.enter_context(Proxy(5432)),
            REDIS: stack.enter_context(Proxy(own.port)),
        }
        through = f"postgres://postgres@127.0.0.1:{ways[DATABASE].port}/{database}"
        joined = {"SECRET_KEY": KEY, **environment}
        site, elsewhere = (
            Newsroom(at, folder / name, CACHE_URL=cache, **joined)
            for name, at, cache in (
                ("site", through, f"redis://127.0.0.1:{ways[REDIS].port}"),
                ("elsewhere", f"{SERVER}/{database}{WRITES}", own.address),
            )
        )
        for newsroom in (site, elsewhere):
            stack.callback(newsroom.close)
        elsewhere.environment["NEWSCLIP_BASE_URL"] = site.address
        elsewhere.ask("make_editor", username=NAME, password=PASSWORD)
        broken = Breakable(site, elsewhere, ways, database, own, stack)
        stack.enter_context(site.web())
        stack.callback(_mend_all, ways)
        yield broken


def _mend_all(ways: dict[str, Proxy]) -> None:
    for way in ways.values():
        way.set(PASS)


def soon(seconds: float, done) -> float:
    """After how long it was so; fails the test after ``seconds``."""
    began = time.monotonic()
    while not done():
        assert time.monotonic() - began < seconds, f"not so after {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - began
