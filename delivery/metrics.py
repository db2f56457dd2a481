"""What is counted and timed, in each process and for all of them.

A process counts in its memory, and writes what it counted to a file of its own now and
then; who is asked adds the files of all processes up. Nothing is written, and nothing
told, without ``NEWSCLIP_METRICS_TOKEN``.
"""

import json
import logging
import os
import socket
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.metrics_core import Metric

logger = logging.getLogger("newsclip.metrics")

HERE = CollectorRegistry()
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600)
PAGES = Counter(
    "newsclip_pages",
    "Answers to readers, by where they came from.",
    ["source"],
    registry=HERE,
)
ANSWERS = Histogram(
    "newsclip_answer_seconds",
    "Seconds until Django had an answer.",
    ["kind", "status"],
    buckets=SECONDS,
    registry=HERE,
)
STEPS = Histogram(
    "newsclip_step_seconds",
    "Seconds from when a step that follows a publish was due until it was done.",
    ["step"],
    buckets=SECONDS,
    registry=HERE,
)
FAILURES = Counter(
    "newsclip_step_failures",
    "Tries of such a step that failed.",
    ["step"],
    registry=HERE,
)
# Seconds after which a file that nobody writes to is that of a machine which is gone.
GONE = 24 * 3600


def write() -> None:
    """Write down what this process has counted. A disk that takes nothing is logged."""
    if not settings.METRICS_TOKEN:
        return
    counted = [
        [each.name, each.type, each.documentation, [list(s[:3]) for s in each.samples]]
        for each in HERE.collect()
    ]
    file = settings.METRICS_FOLDER / f"{socket.gethostname()}.{os.getpid()}"
    new = file.with_suffix(f"{file.suffix}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps(counted))
        new.replace(file)
    except OSError as error:
        logger.warning("What was counted could not be written down: %s", error)


def forget_the_ended() -> None:
    """Begin anew, but for processes that run: called where a web server starts.

    Any other time would make sums fall, of which a reader of them thinks that all was
    counted again.
    """
    for file in _files():
        host, _, pid = file.name.rpartition(".")
        ended = host == socket.gethostname() and not Path(f"/proc/{pid}").exists()
        with suppress(FileNotFoundError):
            if ended or time.time() - file.stat().st_mtime > GONE:
                file.unlink()


def of_all_processes() -> Iterator[Metric]:
    """The sums over all processes that share ``NEWSCLIP_VAR``."""
    sums: dict[tuple, dict[tuple, float]] = defaultdict(lambda: defaultdict(float))
    for file in _files():
        with suppress(FileNotFoundError):  # its process just wrote another
            for *metric, samples in json.loads(file.read_text()):
                for name, labels, value in samples:
                    # When it was begun is another for each process.
                    if not name.endswith("_created"):
                        sums[tuple(metric)][name, tuple(labels.items())] += value
    for (name, kind, said), samples in sums.items():
        metric = Metric(name, said, kind)
        for (sample, labels), value in samples.items():
            metric.add_sample(sample, dict(labels), value)
        yield metric


def _files() -> list[Path]:
    return [f for f in settings.METRICS_FOLDER.glob("*.*") if f.suffix != ".new"]
