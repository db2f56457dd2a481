"""`make bench-scale`: every page with a million stories, against the same with few.

A request goes through the whole application in this process, on PostgreSQL, with no
page cache; each corpus has a process of its own. They are built on the first run, kept,
and taken up again where a run was ended.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from bench import corpus

FEW, MANY = 1_000, 1_000_000
WARM_UP, TIMES = 5, 25
PAGE_LENGTH, DEEP = 20, 5_000
# How much slower a page may be among many; page 5,000 than page 1; milliseconds from
# publishing a revision to the story's page.
RATIO, DEEP_RATIO, PUBLISH = 1.3, 3, 250


def main() -> int:
    """Prints the table and keeps it as JSON; 1 where a limit is passed, else 0."""
    parser = argparse.ArgumentParser(description="Times pages among many stories.")
    parser.add_argument("--stories", type=int, default=MANY)
    parser.add_argument("--one", action="store_true", help="this corpus alone, as JSON")
    parser.add_argument("--keep", type=Path, default=Path("var/bench/scale.json"))
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(one(asked.stories)))
        return 0
    corpus.choose(asked.stories)
    import django

    django.setup()
    few, many = (_measured(stories) for stories in (FEW, asked.stories))
    over = show(few, many, asked.stories)
    asked.keep.parent.mkdir(parents=True, exist_ok=True)
    kept = {"stories": asked.stories, "few": few, "many": many}
    asked.keep.write_text(json.dumps(kept, indent=1) + "\n")
    print(
        f"\nMilliseconds, median of {TIMES}; {os.cpu_count()} cores, "
        f"{platform.machine()}, load {os.getloadavg()[0]:.1f}."
    )
    if over:
        print(f"Over the limit: {', '.join(over)}.")
    return int(bool(over))


def _measured(stories: int) -> dict[str, float]:
    corpus.build(corpus.choose(stories), stories)
    command = [sys.executable, "-m", "bench.scale", "--one", "--stories", str(stories)]
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    return json.loads(said.splitlines()[-1])


def show(few: dict, many: dict, stories: int) -> list[str]:
    """Print the table; returns what is over its limit."""
    over = []
    print(f"{'':<28} {FEW:>10,} {stories:>10,}  ratio   limit")
    for name, took in many.items():
        before, limit = few.get(name), RATIO
        if name.endswith("page 5,000"):
            before, limit = many[name.replace("page 5,000", "page 1")], DEEP_RATIO
        ratio = took / before
        passed = ratio > limit
        if name.startswith("publish"):
            passed, limit = took > PUBLISH, f"{PUBLISH} ms"
        if passed:
            over.append(name)
        mark = "  OVER" if passed else ""
        print(f"{name:<28} {before:>10.1f} {took:>10.1f} {ratio:>6.2f}   {limit}{mark}")
    return over


def one(stories: int) -> dict[str, float]:
    """Milliseconds of each page in this corpus."""
    corpus.choose(stories)
    import django

    django.setup()
    return measured()


def measured() -> dict[str, float]:
    """Milliseconds of each page in the database that Django has."""
    from django.test import Client, override_settings

    from news.models import ArticlePage, CategoryIndexPage

    reader = Client(headers={"Host": "localhost", "Accept-Encoding": "gzip"})
    editor = Client(headers={"Host": "localhost"})
    editor.force_login(_editor())
    largest = max(
        CategoryIndexPage.objects.all(),
        key=lambda category: _listed("category", category.pk),
    )
    listed = ArticlePage.objects.published().in_category(largest).newest_first()
    story = listed.filter(outlet__isnull=False)[4]
    plain = {"STORAGES": _plain_storages()}
    with override_settings(**plain):
        pages = public_pages(story, largest)
        took = {name: _timed(reader, at) for name, at in pages.items()}
        took |= {name: _timed(editor, at) for name, at in desk_pages(story).items()}
        plain_reader = Client(headers={"Host": "localhost"})
        took["publish, to its page"] = _publishes(plain_reader, story)
    return took


def public_pages(story, category) -> dict[str, str]:
    """An address of each page type; page 5,000 of the category where it has one."""
    from django.utils import timezone

    from home.models import StandardPage

    page = StandardPage.objects.first()
    month = timezone.localtime(story.published_at).strftime("%Y-%m")
    author = story.bylines.all()[0].author
    pages = {
        "front": "/",
        "story": story.url,
        "category page 1": category.url,
        "hashtag": story.hashtags.all()[0].get_absolute_url(),
        "author": author.get_absolute_url(),
        "outlet": story.outlet.get_absolute_url(),
        "hashtags": "/hashtags/",
        "archive": "/archive/",
        "month": f"/archive/{month}/",
        "corrections": "/corrections/",
        "standard page": page.url,
        "search form": "/search/",
        "search for a word": f"/search/?q={story.title.split()[0]}",
        "feed of all, RSS": "/feed/",
        "feed of a category, Atom": f"{category.url}feed.atom",
        "feed of all, JSON": "/feed.json",
        "sitemap index": "/sitemap.xml",
        "sitemap of news": "/sitemaps/news.xml",
        "story as Markdown": f"{story.url.rstrip('/')}.md",
        "story as ninjs": f"{story.url.rstrip('/')}.ninjs.json",
        "API: stories": "/api/v1/stories",
        "API: a story": f"/api/v1/stories/{story.pk}",
        "llms.txt": "/llms.txt",
    }
    if _listed("category", category.pk) > DEEP * PAGE_LENGTH:
        pages["category page 5,000"] = f"{category.url}?page={DEEP}"
    return pages


def desk_pages(story) -> dict[str, str]:
    """What an editor opens."""
    from django.urls import reverse

    parent = story.get_parent()
    return {
        "desk: first page": reverse("wagtailadmin_home"),
        "desk: stories": reverse("stories:index"),
        "desk: a category's stories": reverse("wagtailadmin_explore", args=[parent.pk]),
        "desk: editor of a story": reverse("wagtailadmin_pages:edit", args=[story.pk]),
    }


def _listed(kind: str, key: object) -> int:
    from news.models import Listing

    return Listing.objects.of(kind, key).values_list("count", flat=True).first() or 0


def _editor():
    from django.contrib.auth import get_user_model

    return get_user_model().objects.filter(is_superuser=True).first()


def _plain_storages() -> dict:
    from django.conf import settings

    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    return {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}


def _timed(client, address: str) -> float:
    """The median of how long it took; raises where an answer is no 200."""
    times = []
    for number in range(WARM_UP + TIMES):
        began = perf_counter()
        answer = client.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
        took = (perf_counter() - began) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        if number >= WARM_UP:
            times.append(took)
    return median(times)


def _publishes(reader, story) -> float:
    """From the publishing of a revision until a reader gets the story's new page."""
    times = []
    for number in range(WARM_UP + TIMES):
        story.standfirst = f"The board met for hour number {number}."
        revision = story.save_revision()
        began = perf_counter()
        revision.publish()
        page = reader.get(story.url)
        took = (perf_counter() - began) * 1000
        if story.standfirst not in page.content.decode():
            raise RuntimeError(f"{story.url}: not published")
        if number >= WARM_UP:
            times.append(took)
    return median(times)


if __name__ == "__main__":
    sys.exit(main())
