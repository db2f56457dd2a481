"""IndexNow (https://www.indexnow.org/documentation): search engines hear of addresses.

Of new ones, of changed ones and of those that are gone; they come and look. That the
site asked for it, they see by a file at its root that holds the key it is named for.
"""

import json
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from delivery import outbox
from syndication.models import Service
from syndication.push.sending import send

JSON = {"Content-Type": "application/json; charset=utf-8"}


class IndexNowKey:
    """Matches the key of the settings in an address, and nothing else."""

    regex = "[A-Za-z0-9-]{8,128}"

    def to_python(self, value: str) -> str:
        if value != settings.INDEXNOW_KEY:
            raise ValueError("The address is of something else.")
        return value

    def to_url(self, value: str) -> str:
        return value


def key_file(request: HttpRequest, key: str) -> HttpResponse:
    """The file that holds the key it is named for; there is none without a key."""
    return HttpResponse(key, content_type="text/plain; charset=utf-8")


@outbox.effect("indexnow", slow=True, quiet=True)
def submit(payload: dict) -> None:
    """Name the story's address, and the one that it had before it was moved."""
    if not settings.INDEXNOW_KEY:
        return  # switched off meanwhile
    site = urlsplit(payload["addresses"][0])
    key = settings.INDEXNOW_KEY
    submitted = {
        "host": site.netloc,
        "key": key,
        "keyLocation": f"{site.scheme}://{site.netloc}/{key}.txt",
        "urlList": payload["addresses"],
    }
    service, _ = Service.objects.get_or_create(address=settings.INDEXNOW_ENDPOINT)
    send(service, json.dumps(submitted).encode(), JSON, payload["at"])
