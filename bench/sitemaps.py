"""`make bench-sitemaps`: what it takes to read every sitemap of so many stories.

The whole application answers in this process, on PostgreSQL, and each file is read to
its end as a web server would send it. The corpus is that of the search's benchmark.
"""

import argparse
import os
import re
import sys
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time

from bench import corpus

# Seconds for all files of a million stories, and megabytes of the process at most.
SECONDS, MEGABYTES = 60, 200
FILE = re.compile(rb"<loc>https?://[^/]+(/[^<]+)</loc>")


def main() -> int:
    """Prints what it took; 1 where a limit is passed, else 0."""
    parser = argparse.ArgumentParser(description="Reads every sitemap.")
    parser.add_argument("--stories", type=int, default=1_000_000)
    stories = parser.parse_args().stories
    name = corpus.choose(stories)

    import django

    django.setup()
    corpus.build(name, stories)
    began, worked = perf_counter(), process_time()
    files, addresses, size = read_all()
    took, worked = perf_counter() - began, process_time() - worked
    most = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{stories:,} stories: {addresses:,} addresses in {files} files of "
        f"{size / 1e6:,.0f} MB in {took:.1f} s ({worked:.1f} s of this process; load "
        f"{os.getloadavg()[0]:.1f}, {os.cpu_count()} cores); {most:.0f} MB at most."
    )
    return int(took > SECONDS * stories / 1_000_000 or most > MEGABYTES)


def read_all() -> tuple[int, int, int]:
    """Reads every file that the index names; files, addresses and bytes."""
    addresses = size = 0
    paths = FILE.findall(b"".join(_parts("/sitemap.xml")))
    for path in paths:
        for part in _parts(path.decode()):
            addresses += part.count(b"<url>")
            size += len(part)
    return len(paths), addresses, size


def _parts(path: str):
    from django.test import Client

    answer = Client(headers={"Host": "localhost"}).get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return answer


if __name__ == "__main__":
    sys.exit(main())
