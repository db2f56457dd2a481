"""The folder of an export: names that stay in it, checksums, and what it says it holds.

``SHA256SUMS`` has a line for each file, as `sha256sum --check` reads it, and
``manifest.json`` the checksum of that. The manifest is written last: a folder without
one is of an export that did not end.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from syndication.exporting.contents import EXPORTED, FORMAT

SUMS, MANIFEST = "SHA256SUMS", "manifest.json"
LINE = re.compile(r"([0-9a-f]{64})  (.+)\n")
CHUNK = 1 << 20


class FolderRefused(Exception):
    """A folder that cannot be written or read: one line on what, and where."""


def below(root: Path, name: str) -> Path:
    """The path of ``name`` below ``root``, which no part of it or link leads out of.

    Raises FolderRefused for every other name.
    """
    path = PurePosixPath(name)
    plain = path.name and str(path) == name and not path.is_absolute()
    if not plain or ".." in path.parts or "\\" in name or not name.isprintable():
        raise FolderRefused(f"{name!r}: no file may have this name")
    root = root.resolve()
    target = root / path
    try:
        inside = target.resolve() == target
    except (OSError, RuntimeError):  # a loop of links, a name that is too long
        inside = False
    if not inside:
        raise FolderRefused(f"{name!r} leads out of the folder")
    return target


@dataclass
class Manifest:
    """What an export says of itself; ``keys`` are the last numbers that were given."""

    newsclip: str
    counts: dict[str, int]
    keys: dict[str, int]
    missing_files: list[str] = field(default_factory=list)
    files: int = 0
    sums: str = ""
    format: int = FORMAT

    def __post_init__(self):
        """Raises ValueError for what no export says of itself."""
        for numbers in (self.counts, self.keys):
            if not isinstance(numbers, dict) or any(
                type(number) is not int or number < 0 for number in numbers.values()
            ):
                raise ValueError("its counts are none")
        if unknown := self.counts.keys() ^ EXPORTED.keys():
            raise ValueError(f"it counts other models than this Newsclip: {unknown}")
        names = self.missing_files
        if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
            raise ValueError("its files are none")


def as_json(value, **how) -> bytes:
    """JSON in one spelling: sorted, in UTF-8; half of a character pair is escaped."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, **how)
    return f"{text}\n".encode(errors="backslashreplace")


def from_json(text: bytes):
    """The value of JSON; raises ValueError, also for a name that stands there twice."""
    try:
        return json.loads(
            text.decode(), object_pairs_hook=_once_each, parse_constant=_no_number
        )
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _once_each(pairs: list[tuple]) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} stands there twice")
    return found


def _no_number(text: str):
    raise ValueError(f"{text} is no number")


class NewFolder:
    """A folder being written, readable by its owner alone."""

    def __init__(self, root: Path):
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise FolderRefused(f"{root} is there already, and not empty")
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        root.chmod(0o700)
        self.root, self.files = root, 0
        self._digest = hashlib.sha256()
        self._sums = self._open(root / SUMS)

    @contextmanager
    def file(self, name: str) -> Iterator["Written"]:
        """A new file of that name, listed when it is whole."""
        path = below(self.root, name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._open(path) as opened:
            written = Written(opened)
            yield written
        line = f"{written.digest.hexdigest()}  {name}\n".encode()
        self._digest.update(line)
        self._sums.write(line)
        self.files += 1

    def finish(self, manifest: Manifest) -> None:
        """Write what the folder holds: it is whole now."""
        self._sums.close()
        manifest.files, manifest.sums = self.files, self._digest.hexdigest()
        with self._open(self.root / MANIFEST) as opened:
            opened.write(as_json(asdict(manifest), indent=2))

    @staticmethod
    def _open(path: Path) -> IO[bytes]:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        return os.fdopen(os.open(path, flags, mode=0o600), "wb")


class Written:
    """A file being written, with the digest of what it holds so far."""

    def __init__(self, opened: IO[bytes]):
        self._opened, self.digest = opened, hashlib.sha256()

    def write(self, content: bytes) -> None:
        self._opened.write(content)
        self.digest.update(content)


def checked(root: Path) -> Manifest:
    """What the folder says of itself, once every file is found as it was written.

    Raises FolderRefused for the first that is not.
    """
    manifest = _manifest(root)
    sums = below(root, SUMS)
    if not sums.is_file() or _digest(sums) != manifest.sums:
        raise FolderRefused(f"{SUMS} is missing, or not as it was written")
    listed = 0
    with sums.open(encoding="utf-8", newline="\n") as lines:
        for listed, line in enumerate(lines, 1):
            if not (match := LINE.fullmatch(line)):
                raise FolderRefused(f"{SUMS}, line {listed}: this is no checksum")
            path = below(root, match[2])
            if not path.is_file():
                raise FolderRefused(f"{match[2]} is missing")
            if _digest(path) != match[1]:
                raise FolderRefused(f"{match[2]} is not as it was written")
    there = sum(len(files) for _, _, files in os.walk(root)) - 2
    if not listed == there == manifest.files:
        raise FolderRefused(
            f"there are {there} files, of which {SUMS} lists {listed} and "
            f"{MANIFEST} counts {manifest.files}"
        )
    return manifest


def _manifest(root: Path) -> Manifest:
    if not root.is_dir():
        raise FolderRefused(f"{root} is no folder")
    path = below(root, MANIFEST)
    if not path.is_file():
        raise FolderRefused(
            f"{MANIFEST} is missing: this export did not end, or is none"
        )
    try:
        said = from_json(path.read_bytes())
        if isinstance(said, dict) and said.get("format") != FORMAT:
            raise ValueError(
                f"format {said.get('format')!r}; this Newsclip reads format {FORMAT}"
            )
        return Manifest(**said)
    except (TypeError, ValueError) as error:
        raise FolderRefused(f"{MANIFEST}: {error}") from error


def listed(root: Path, folder: str) -> Iterator[str]:
    """The names of the checked folder's files in one of its folders, as written."""
    with below(root, SUMS).open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            name = line[66:-1]
            if name.startswith(f"{folder}/"):
                yield name


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
