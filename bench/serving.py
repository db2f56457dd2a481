"""`make bench`: how many pages a second, cold and warm, and what a worker needs.

gunicorn with the shipped settings on PostgreSQL, nginx with the shipped file, wrk
beside them on the same machine, one after the other in one run. The corpus is built on
the first run, and kept.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import linear_regression

from bench import corpus, nginx, served

STORIES = 2_000
SECONDS, CONNECTIONS = 8, 16
REQUESTS, SAMPLES = 10_000, 10


@dataclass(frozen=True)
class Line:
    """A line of the table: what was measured, and the least or most it may be."""

    what: str
    measured: float
    unit: str
    least: float | None = None
    most: float | None = None

    @property
    def is_missed(self) -> bool:
        return (self.least is not None and self.measured < self.least) or (
            self.most is not None and self.measured > self.most
        )

    def __str__(self) -> str:
        limits = (("≥", self.least), ("≤", self.most))
        limit = "".join(f"{sign} {at:g}" for sign, at in limits if at is not None)
        mark = "  MISSED" if self.is_missed else ""
        return f"{self.what:<52} {self.measured:>10,.1f} {self.unit:<11} {limit}{mark}"


COLD = {
    "article": (150, 12),
    "front": (100, 18),
    "category": (100, 18),
    "hashtag": (100, 18),
}


def main() -> int:
    """Prints the table and keeps it as JSON; 1 where a number is missed, else 0."""
    parser = argparse.ArgumentParser(description="Measures how fast pages are served.")
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--keep", type=Path, default=Path("var/bench/serving.json"))
    asked = parser.parse_args()
    if served.WRK is None or nginx.PROGRAM is None:
        print("Install wrk and nginx first: apt-get install wrk nginx")
        return 2
    pages = made_ready()
    lines = []
    for measure in (cold, warm, behind_nginx, memory):
        for line in measure(pages, asked.seconds):
            print(line, flush=True)
            lines.append(line)
    python = platform.python_version()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {python}"
    print(f"{STORIES:,} stories; {machine}; load {os.getloadavg()[0]:.1f}")
    asked.keep.parent.mkdir(parents=True, exist_ok=True)
    kept = {"machine": machine, "lines": [asdict(line) for line in lines]}
    asked.keep.write_text(json.dumps(kept, indent=1) + "\n")
    return int(any(line.is_missed for line in lines))


def made_ready() -> dict[str, str]:
    """Set Django up on the corpus, built if it is not there; the pages to ask for."""
    name = corpus.choose(STORIES)
    var = Path("var/bench").resolve()
    os.environ["NEWSCLIP_VAR"] = str(var)
    var.mkdir(parents=True, exist_ok=True)
    # Before Django looks for them.
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], check=True
    )

    import django

    django.setup()
    corpus.build(name, STORIES)
    return addresses()


def addresses() -> dict[str, str]:
    """A page of each type: the newest generated story, and its lists."""
    from news.models import ArticlePage

    stories = ArticlePage.objects.published().exclude(hashtags=None).newest_first()
    story = stories[STORIES // 2]
    return {
        "article": story.url,
        "front": "/",
        "category": story.get_parent().url,
        "hashtag": story.hashtags.all()[0].get_absolute_url(),
    }


def each_in_turn() -> dict[str, list[str]]:
    """The addresses of all stories, and of hashtags."""
    from news.counts import hashtags_in_use
    from news.models import ArticlePage

    stories = ArticlePage.objects.published().defer("body").newest_first()
    hashtags = [hashtag.get_absolute_url() for hashtag in hashtags_in_use()]
    return {"articles": [story.url for story in stories], "hashtags": hashtags}


def cold(pages: dict[str, str], seconds: int):
    """Every page made anew: the page cache is off.

    One page again and again, whose story the process knows; then one story after the
    other, and one hashtag, of which it has forgotten the first by the last.
    """
    with served.gunicorn(NEWSCLIP_PAGE_CACHE_MEGABYTES="0") as web:
        yield Line("start to first answer", web.seconds_to_start, "s", most=3)
        for name, (least, most) in COLD.items():
            at = f"{web.address}{pages[name]}"
            served.wrk(at, CONNECTIONS, 2)
            many = served.wrk(at, CONNECTIONS, seconds)
            yield Line(f"cold {name}", many.a_second, "requests/s", least=least)
            one = served.wrk(at, 1, max(seconds // 2, 2))
            yield Line(f"cold {name}, one connection, p50", one.p50, "ms", most=most)
        for name, paths in each_in_turn().items():
            many = served.wrk(web.address, CONNECTIONS, seconds, paths)
            yield Line(f"cold {name}, each in turn", many.a_second, "requests/s")


def warm(pages: dict[str, str], seconds: int):
    """Pages from the cache, against the same gunicorn returning as many bytes."""
    for name in ("article", "front"):
        with served.gunicorn() as web:
            at = f"{web.address}{pages[name]}"
            size = len(served.body_of(at))
            served.wrk(at, CONNECTIONS, 2)
            ours = served.wrk(at, CONNECTIONS, seconds).a_second
        with served.gunicorn(
            application="bench.fixed:application", FIXED_BYTES=str(size)
        ) as web:
            served.wrk(web.address, CONNECTIONS, 2)
            theirs = served.wrk(web.address, CONNECTIONS, seconds).a_second
        yield Line(f"gunicorn, {size:,} fixed bytes", theirs, "requests/s")
        yield Line(f"warm {name} from gunicorn", ours, "requests/s")
        yield Line("  of the ceiling", 100 * ours / theirs, "%", least=60)


def behind_nginx(pages: dict[str, str], seconds: int):
    """A page that nginx keeps, against the same bytes as a file of its own."""
    folder = Path(os.environ["NEWSCLIP_VAR"]) / "nginx"
    port, of_file = served.free_port(), served.free_port()
    beside = f"server {{ listen 127.0.0.1:{of_file}; root {folder}; }}\n"
    with (
        served.gunicorn(NEWSCLIP_BASE_URL=f"http://localhost:{port}") as web,
        nginx.running(
            folder, port, web.address, folder.parent, beside=beside
        ) as address,
    ):
        at = f"{address}{pages['article']}"
        (folder / "page.html").write_bytes(served.body_of(at))
        file = f"http://localhost:{of_file}/page.html"
        rates = {at: [], file: []}
        for each in (at, file) * 3:
            rates[each].append(served.wrk(each, CONNECTIONS, seconds).a_second)
    ours, theirs = max(rates[at]), max(rates[file])
    yield Line("nginx, the page as a file", theirs, "requests/s")
    yield Line("warm article behind nginx", ours, "requests/s")
    yield Line("  of the file", 100 * ours / theirs, "%", least=90)


def memory(pages: dict[str, str], seconds: int):
    """One worker that has answered 10,000 requests for very many pages."""
    from http.client import HTTPConnection

    paths = [*pages.values(), *each_in_turn()["articles"]]
    held = []
    with served.gunicorn(WEB_CONCURRENCY="1") as web:
        connection = HTTPConnection(web.address.removeprefix("http://"), timeout=60)
        asked = islice(cycle(paths), REQUESTS)
        for number, path in enumerate(asked, 1):
            connection.request("GET", path, headers={"Accept-Encoding": "gzip, br"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, path
            if number % (REQUESTS // SAMPLES) == 0:
                held.append(web.worker_megabytes())
    half = held[SAMPLES // 2 :]
    slope = linear_regression(range(len(half)), half).slope
    yield Line(
        f"memory of a worker after {REQUESTS:,} requests", held[-1], "MB", most=160
    )
    yield Line("  growing, over the last half", slope, "MB/1,000", most=0.5)


if __name__ == "__main__":
    sys.exit(main())
