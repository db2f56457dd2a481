"""Change a folder as somebody might who knows how its checksums are made."""

import hashlib
import json
import shutil
from pathlib import Path


def copy_of(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to, symlinks=True))


def seal(root: Path) -> None:
    """Make checksums and manifest agree with what lies in the folder."""
    lines = []
    for path in sorted(root.rglob("*")):
        name = str(path.relative_to(root))
        if path.is_file() and name not in ("SHA256SUMS", "manifest.json"):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines.append(f"{digest}  {name}\n")
    sums = "".join(lines).encode()
    (root / "SHA256SUMS").write_bytes(sums)
    digest = hashlib.sha256(sums).hexdigest()
    change_manifest(root, sums=digest, files=len(lines))


def change_manifest(root: Path, **changes) -> None:
    path = root / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def rows_of(root: Path, label: str) -> list[dict]:
    return [json.loads(line) for line in _rows(root, label).read_text().splitlines()]


def write_rows(root: Path, label: str, rows: list[dict]) -> None:
    """Write these in place of the model's, and seal the folder."""
    _rows(root, label).write_text("".join(json.dumps(row) + "\n" for row in rows))
    seal(root)


def write_text(root: Path, name: str, text: str | bytes) -> None:
    """Write a file's content, and seal the folder."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    seal(root)


def _rows(root: Path, label: str) -> Path:
    return root / "rows" / f"{label}.jsonl"
