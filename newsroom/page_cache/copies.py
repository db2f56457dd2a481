"""A copy of a page: what was said, in every encoding, and how long it holds."""

import gzip
import json
import re
import time
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from hashlib import blake2b

import brotli

from delivery.caching import CachePolicy, Keeping
from delivery.generations import Generations, place_of
from newsroom.compression import is_text

WEAKEST = 200  # bytes below which compressing gains nothing
# The smallest first, of those that a client takes.
ENCODINGS = ("br", "gzip")
NOTHING = re.compile(r"q=0(\.0*)?")
# Said anew with each answer, or of the connection alone.
NOT_KEPT = {"cache-control", "content-length", "date", "age", "etag", "connection"}
FORBIDS = ("private", "no-store", "no-cache")
# Headers by which a response may differ: all that the key knows.
KNOWN = {"accept", "accept-encoding"}


@dataclass(slots=True)
class Copy:
    """A page as it was made after purge number ``begun``; times are UNIX seconds.

    ``places`` are those of the purges that end it, ``node`` says of which machine.
    """

    key: tuple
    status: int
    headers: list[tuple[str, str]]
    made: float
    begun: int
    node: str
    build: str
    places: list[int]
    policy: CachePolicy
    until: float | None
    bodies: dict[str, bytes] = field(default_factory=dict)
    etag: str = ""
    # The last purge that was looked at, and when its file was last said to be used.
    checked: int = -1
    used: float = 0.0

    @property
    def size(self) -> int:
        """Bytes of all its bodies, and some for the rest."""
        return sum(map(len, self.bodies.values())) + 2_000

    def holds(self, here: Generations, now: float) -> bool:
        """Whether nothing that it shows was purged, and its time has not passed."""
        if self.node != here.node or (self.until is not None and now >= self.until):
            return False
        if self.checked != (last := here.last):
            if here.newest(self.places) > self.begun:
                return False
            self.checked = last
        return True


def copy_of(
    key: tuple,
    status: str,
    headers: list[tuple[str, str]],
    body: bytes,
    keeping: Keeping,
    *,
    begun: int,
    here: Generations,
    build: str,
) -> Copy | None:
    """The copy of that answer, marked by ``keeping``; None where nobody may keep it.

    What a view said of its own answer counts, however it is written (RFC 9111, 3).
    """
    said = {name.lower(): value.lower() for name, value in headers}
    control = said.get("cache-control", "")
    varies = {name.strip() for name in said.get("vary", "").split(",")} - {""}
    if (
        int(status[:3]) not in (200, 410)
        or {"set-cookie", "content-encoding"} & said.keys()
        or (not keeping.late and any(word in control for word in FORBIDS))
        or varies - KNOWN
    ):
        return None
    kept = [(n, v) for n, v in headers if n.lower() not in NOT_KEPT | {"vary"}]
    compresses = is_text(said.get("content-type", "")) and len(body) >= WEAKEST
    if compresses:
        varies.add("accept-encoding")
    if varies:
        kept.append(("Vary", ", ".join(sorted(each.title() for each in varies))))
    return Copy(
        key,
        int(status[:3]),
        kept,
        time.time(),
        begun,
        here.node,
        build,
        sorted({place_of(name) for name in keeping.names}),
        keeping.policy,
        keeping.until.timestamp() if keeping.until else None,
        _encoded(body) if compresses else {"": body},
        blake2b(body, digest_size=12).hexdigest(),
    )


def _encoded(body: bytes) -> dict[str, bytes]:
    return {
        "": body,
        "gzip": gzip.compress(body, 6, mtime=0),
        "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
    }


@lru_cache(maxsize=1_024)
def encoding_for(accepted: str) -> str:
    """The best encoding of ours for that ``Accept-Encoding``; '' for none of them."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = parameter.replace(" ", "")
    refused = {name for name, weight in weights.items() if NOTHING.fullmatch(weight)}
    taken = weights.keys() - refused
    return next((name for name in ENCODINGS if name in taken), "")


# On disk ------------------------------------------------------------------------------


def packed(copy: Copy) -> bytes:
    """A line of JSON that says what the copy is, then its bodies."""
    said = {
        "key": copy.key,
        "status": copy.status,
        "headers": copy.headers,
        "made": copy.made,
        "begun": copy.begun,
        "node": copy.node,
        "build": copy.build,
        "places": copy.places,
        "policy": asdict(copy.policy),
        "until": copy.until,
        "etag": copy.etag,
        "sizes": {name: len(body) for name, body in copy.bodies.items()},
    }
    return b"".join([json.dumps(said).encode(), b"\n", *copy.bodies.values()])


def unpacked(content: bytes) -> Copy:
    """The copy that ``packed`` wrote; an exception of some kind for anything else."""
    line, _, rest = content.partition(b"\n")
    said = json.loads(line)
    sizes, start, bodies = said.pop("sizes"), 0, {}
    for name, size in sizes.items():
        bodies[name] = rest[start : start + size]
        start += size
    if start != len(rest):
        raise ValueError("A copy that was not written whole.")
    said["key"] = tuple(said["key"])
    said["headers"] = [tuple(each) for each in said["headers"]]
    said["policy"] = CachePolicy(**said["policy"])
    return Copy(**said, bodies=bodies)
