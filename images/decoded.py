"""Pictures from strangers are opened in a process of their own, within limits.

A file of some kilobytes can ask for gigabytes, or for hours, of whoever decodes it.
Whoever serves readers never does: it is handed a drawing of no more than a few
megapixels, or the reason why there is none. Of what was taken in so, a process decodes
again what has 8 megapixels at most.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from PIL import Image

logger = logging.getLogger("newsclip.pictures")

# Seconds until a process that hangs is ended (its own limit counts only those that it
# has a processor for), and that an upload waits for its turn:
# one picture is opened at a time, so that many at once take no more memory than one.
PATIENCE, TURN = 60, 60
ROOT = Path(__file__).resolve().parent.parent
# It is told none of the secrets that are in the environment.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k == "LD_LIBRARY_PATH"}
START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from images.decoder import main; "
    "main(sys.argv[2], int(sys.argv[3]))"
)
_turn = threading.Lock()


class Drawn(NamedTuple):
    """A picture's drawing, and how much smaller it is than the picture."""

    drawing: Image.Image
    scale: float


class NotDrawn(Exception):
    """A picture that is not taken in.

    ``reason`` is ``damaged``, ``pixels``, ``memory``, ``time``, ``smuggled`` or
    ``busy``.
    """

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def drawn(file, most_pixels: int) -> Drawn:
    """The drawing of an open file, made by another process. Raises NotDrawn."""
    if hasattr(file, "temporary_file_path"):
        return _drawn(file.temporary_file_path(), most_pixels)
    with NamedTemporaryFile(prefix="newsclip-upload-") as copy:
        file.seek(0)
        copy.write(file.read())
        copy.flush()
        file.seek(0)
        return _drawn(copy.name, most_pixels)


def _drawn(path: str, most_pixels: int) -> Drawn:
    command = [sys.executable, "-I", "-c", START, str(ROOT), path, str(most_pixels)]
    if not _turn.acquire(timeout=TURN):
        raise NotDrawn("busy")
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, capture_output=True, timeout=PATIENCE, env=ENVIRONMENT
        )
    except subprocess.TimeoutExpired:
        raise NotDrawn("time") from None
    finally:
        _turn.release()
    return _said(done)


def _said(done: subprocess.CompletedProcess) -> Drawn:
    line, _, content = done.stdout.partition(b"\n")
    if done.returncode or not line:
        reason = "time" if done.returncode in (-24, -9) else "damaged"  # SIGXCPU, KILL
        logger.info("A picture ended its decoder: %s", done.returncode)
        raise NotDrawn(reason)
    said = json.loads(line)
    if "refused" in said:
        logger.info("A picture was refused: %s", said)
        raise NotDrawn(said["refused"])
    drawing = Image.frombytes(said["mode"], tuple(said["size"]), content)
    return Drawn(drawing, said["scale"])
