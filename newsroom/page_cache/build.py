"""Which program made a copy: another one may write another page of the same story."""

import os
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

SOURCES = (".py", ".html", ".txt", ".xml", ".json", ".css")
# What a service manager tells of each start.
OF_A_START = {"INVOCATION_ID", "JOURNAL_STREAM", "SYSTEMD_EXEC_PID"}
PASSED_OVER = {"node_modules", "tests", "var", "docs", "bench", "__pycache__"}


@cache
def build() -> str:
    """A digest of the code, of the collected static files and of the environment.

    The same in all processes of one start, another after a deploy or a new setting.
    """
    variables = sorted(each for each in os.environ.items() if each[0] not in OF_A_START)
    digest = blake2b(repr(variables).encode(), digest_size=8)
    for path in _sources(Path(settings.ROOT)):
        stat = path.stat()
        digest.update(f"{path}{stat.st_mtime_ns}{stat.st_size}".encode())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.is_file():
        digest.update(manifest.read_bytes())
    return digest.hexdigest()


def _sources(root: Path):
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if name not in PASSED_OVER and not name.startswith(".")
        )
        for name in sorted(files):
            if name.endswith(SOURCES):
                yield Path(folder, name)
