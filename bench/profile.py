"""`make bench-profile`: where the time of a page made anew goes, and what it asks."""

import argparse
import cProfile
import os
import pstats
import time
from statistics import median

from bench.serving import made_ready

ROUNDS = 60


def main() -> None:
    """Prints, for each page asked for: milliseconds, queries, the dearest functions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", default=["article", "front"])
    parser.add_argument("--by", default="tottime", help="a column of pstats")
    parser.add_argument("--lines", type=int, default=30)
    parser.add_argument(
        "--of", default="", help="a pattern of file names and functions"
    )
    parser.add_argument("--queries", action="store_true", help="print their SQL")
    asked = parser.parse_args()
    os.environ["NEWSCLIP_PAGE_CACHE_MEGABYTES"] = "0"
    pages = made_ready()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    reader = Client(headers={"Host": "localhost"})
    for name, at in pages.items():
        if name not in asked.pages:
            continue

        def ask(at=at):
            assert reader.get(at).status_code == 200

        ask()
        ask()
        with CaptureQueriesContext(connection) as captured:
            ask()
        queries = captured.captured_queries
        took, processor = [], []
        for _ in range(ROUNDS):
            began, worked = time.perf_counter(), time.thread_time()
            ask()
            took.append(time.perf_counter() - began)
            processor.append(time.thread_time() - worked)
        profile = cProfile.Profile()
        profile.enable()
        for _ in range(ROUNDS):
            ask()
        profile.disable()
        print(
            f"\n{name} {at}: {1000 * median(took):.1f} ms, of them "
            f"{1000 * median(processor):.1f} in Python; {len(queries)} queries"
        )
        if asked.queries:
            for query in queries:
                print(f"  {query['time']} {query['sql'][:600]}")
        pstats.Stats(profile).sort_stats(asked.by).print_stats(asked.of, asked.lines)


if __name__ == "__main__":
    main()
