"""`make bench-import`: how long an import of so many posts of WordPress takes.

They are generated, and imported by the command itself into a PostgreSQL database of
their own; a second run follows, which is to change nothing.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter
from xml.sax.saxutils import escape

import psycopg

from bench.corpus import SERVER

# Seconds for 10,000 posts on two cores, and megabytes of the process at most.
SECONDS, MEGABYTES = 600, 300
NAME = "newsclip_bench_import"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old</title><link>https://old.example</link><language>en</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
"""
FRONT_PAGE = "from newsroom.demo.builders import front_page; front_page()"
TEXT = (
    "the harbour board met again in council and agreed to put off its vote on energy "
    "prices while members asked for more time because ships wait at the quay for gas"
)


def main() -> int:
    """Prints what it took; 1 where a limit is passed, else 0."""
    parser = argparse.ArgumentParser(description="Imports generated posts.")
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--paragraphs", type=int, default=6)
    parser.add_argument("--publish", action="store_true")
    asked = parser.parse_args()
    server = os.environ.get("DATABASE_URL", "").rpartition("/")[0] or SERVER
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
    with TemporaryDirectory() as folder:
        os.environ |= {"DATABASE_URL": f"{server}/{NAME}", "NEWSCLIP_VAR": folder}
        file = Path(folder, "export.xml")
        write(file, asked.posts, asked.paragraphs)
        _manage("migrate", "--noinput", "--verbosity", "0")
        _manage("shell", "--verbosity", "0", "--command", FRONT_PAGE)
        size = file.stat().st_size / 1e6
        how = ["--publish"] if asked.publish else []
        took = [_timed("import_stories", "wordpress", str(file), *how) for _ in "12"]
    most = getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{asked.posts:,} posts, {size:.0f} MB: {took[0]:.0f} s, and {took[1]:.0f} s "
        f"when nothing is new (load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores); "
        f"{most:.0f} MB at most."
    )
    return int(took[0] > SECONDS * asked.posts / 10_000 or most > MEGABYTES)


def write(file: Path, posts: int, paragraphs: int) -> None:
    """An export of that many posts, each with that many paragraphs and some more."""
    random = Random(posts)
    with file.open("w") as export:
        export.write(HEAD)
        for number in range(1, posts + 1):
            export.write(_item(random, number, paragraphs))
        export.write("</channel></rss>\n")


def _item(random: Random, number: int, paragraphs: int) -> str:
    text = "".join(
        f"<!-- wp:paragraph --><p>{_sentence(random)}</p><!-- /wp:paragraph -->"
        for _ in range(paragraphs)
    )
    text += (
        "<h2>Why it matters</h2><ul><li>One</li><li>Two</li></ul>"
        f"<blockquote><p>{_sentence(random)}</p><cite>Ilse Varga</cite></blockquote>"
        f'<p><a href="https://old.example/post-{max(1, number - 3)}/">Before</a></p>'
    )
    day = f"{2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02} 10:00:00"
    named = [("category", f"Section {random.randrange(12)}")]
    named += [("post_tag", f"Subject {each}") for each in random.sample(range(400), 3)]
    terms = "".join(
        f'<category domain="{domain}" nicename="{name.lower().replace(" ", "-")}">'
        f"{name}</category>"
        for domain, name in named
    )
    return (
        f"<item><title>Post {number}: {_sentence(random)[:60]}</title>"
        f"<link>https://old.example/post-{number}/</link>"
        f"<dc:creator>ada{number % 20}</dc:creator>"
        f"<content:encoded>{escape(text)}</content:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>{day}</wp:post_date_gmt>"
        f"<wp:post_name>post-{number}</wp:post_name><wp:status>publish</wp:status>"
        f"<wp:post_type>post</wp:post_type>{terms}</item>\n"
    )


def _sentence(random: Random) -> str:
    words = random.choices(TEXT.split(), k=random.randint(40, 90))
    return f"{' '.join(words).capitalize()}."


def _timed(*arguments: str) -> float:
    began = perf_counter()
    _manage(*arguments)
    return perf_counter() - began


def _manage(*arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
