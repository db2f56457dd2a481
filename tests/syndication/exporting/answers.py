"""What a newsroom answers its readers, and what lies in a folder: to be compared."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

from django.test import Client

from newsroom.surfaces import PAGES, ROUTES
from tests.leaks.walk import Answer, ask

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
TIMES = {"Expires", "Last-Modified"}
SITEWIDE = ("/", "/feed/", "/feed.json", "/robots.txt", "/feeds/", "/hashtags/")
SURFACES = [each for each in (*PAGES.values(), *ROUTES.values()) if each.where]


def addresses(stories) -> list[str]:
    """Every address of the registry at which readers could see one of these."""
    found = [at for story in stories for each in SURFACES for at in each.where(story)]
    return list(dict.fromkeys([*SITEWIDE, *found]))


def answers_to(asked: list[str]) -> dict[str, Answer]:
    """What a stranger is answered at each of them."""
    client = Client()
    return {address: _comparable(ask(client, address)) for address in asked}


def _comparable(answer: Answer) -> Answer:
    """Without a form's token, the time of asking, and since when it is so here."""
    headers = tuple(each for each in answer.headers if each[0] not in TIMES)
    return replace(answer, headers=headers, body=TOKEN.sub("", answer.body))


def files_of(root: Path) -> dict[str, str]:
    """The digest of every file below a folder, by name."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }
