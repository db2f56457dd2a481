"""Two newsrooms for a drill: one that is backed up, one in which it is restored."""

import json
import re
from pathlib import Path

from processes import ROOT, Newsroom

AT = "import django; django.setup(); from tests.newsroom.backup import {0}; {0}.main()"
# One address and one set of keys for both: pages name the one, seals need the other.
ENVIRONMENT = {
    "NEWSCLIP_BASE_URL": "http://news.example:8000",
    "ALLOWED_HOSTS": "news.example,localhost,testserver",
    "SECRET_KEY": "a-key-of-fifty-characters-and-more-that-only-this-drill-knows",
    "NEWSCLIP_VERSION_KEY": "another-key-of-fifty-characters-and-more-for-the-history",
    "NEWSCLIP_PAGE_CACHE_MEGABYTES": "0",
    "NEWSCLIP_SEARCHES_A_MINUTE": "0",
}


def do(newsroom: Newsroom, what: str, *words: str, module: str = "drilled"):
    """What a function of ``drilled``, or of another module, returns there."""
    done = newsroom.run("-c", AT.format(module), what, *words, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def runbook() -> list[str]:
    """Every command of docs/operations.md's runbook, a line each."""
    text = (ROOT / "docs/operations.md").read_text().split("## The runbook")[1]
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [
        line.split("#")[0].strip() for block in blocks for line in block.split("\n")
    ]
    return [line for line in lines if line]


class Runbook:
    """Its commands, run as they stand there, with our files in the place of theirs."""

    def __init__(self, folder: Path):
        self.folder, self.key, self.ran = folder / "backups", folder / "backup.key", []
        self.folder.mkdir()

    def run(self, newsroom: Newsroom, start: str) -> str:
        """What the command that begins so says; it has to succeed."""
        [line] = {each for each in runbook() if each.startswith(f"manage.py {start}")}
        self.ran.append(line)
        words = [self._ours(word) for word in line.split()[1:]]
        return newsroom.manage(*words, check=True).stdout

    def _ours(self, word: str) -> str:
        if word == "backup.key":
            return str(self.key)
        if word.endswith(".tar.age"):
            return str(self.file)
        return word.replace("/backups", str(self.folder))

    @property
    def file(self) -> Path:
        """The newest backup."""
        return max(self.folder.iterdir())
