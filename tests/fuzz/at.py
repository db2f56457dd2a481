"""Many requests put to a newsroom that is there, by its environment.

``python tests/fuzz/at.py SEED COUNT`` builds what is asked for, if it is not there, and
prints what came; ``python tests/fuzz/at.py SEED NUMBER --one`` asks one again, and
shows what it raised.
"""

import json
import logging
import os
import sys
from pathlib import Path

import django
from django.conf import settings

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES["staticfiles"] = {"BACKEND": PLAIN}  # none are collected
django.setup()

# Models are there only now.
import grounds  # noqa: E402
from asking import ask, ask_all  # noqa: E402
from requests_made import request_of  # noqa: E402

from newsroom.health import looks  # noqa: E402
from newsroom.page_cache.application import PageCache  # noqa: E402
from newsroom.wsgi_requests import Handler  # noqa: E402


def main(seed: str, number: int, one: bool) -> bool:
    """Ask that many requests, or the one of that number; whether none failed."""
    kept = Path(settings.VAR, "fuzzed.json")
    if not kept.exists():
        kept.write_text(json.dumps(grounds.build()))
    places, names = json.loads(kept.read_text()), grounds.parameters()
    application = PageCache(Handler(), 64)
    looks.begin()
    if one:
        asked = request_of(seed, number, places, names)
        print(asked, *ask(application, asked), sep="\n")
        return True
    logging.disable(logging.CRITICAL)
    made = ((each, request_of(seed, each, places, names)) for each in range(number))
    report = ask_all(application, made, f"python tests/fuzz/at.py {seed} {{}} --one")
    print(report, *report.failures[:40], sep="\n")
    return not report.failures


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1], int(sys.argv[2]), "--one" in sys.argv))
