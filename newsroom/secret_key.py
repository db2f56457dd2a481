"""The key of a development machine: generated once, kept out of version control."""

import contextlib
import os
import secrets
from pathlib import Path


def kept_secret_key(path: Path) -> str:
    """The key in ``path``, which is made, readable by its owner only, when missing."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and linked into place, so that of several processes that start
        # at once all read the one key that got there first.
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()
