"""Two newsrooms for a drill: one that is backed up, one in which it is restored."""

import json

from processes import Newsroom

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


def do(newsroom: Newsroom, what: str, module: str = "drilled"):
    """What a function of ``drilled`` returns there."""
    return json.loads(newsroom.run("-c", AT.format(module), what, check=True).stdout)


def keys(newsroom: Newsroom) -> tuple[str, str]:
    """The file of a new secret key, and its public key."""
    secret = newsroom.var / "backup.key"
    said = newsroom.manage("backup", "--new-key", str(secret), check=True).stdout
    return str(secret), said.split("NEWSCLIP_BACKUP_KEY=")[1].split()[0]
