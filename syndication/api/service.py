"""The API as one: its addresses, its description, and how it says what went wrong."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import ValidationError

from delivery.problems import problem
from syndication.api import names, sources, stories
from syndication.api.openapi import ReadingAPI
from syndication.api.problems import NOTHING_HERE, Refused

DESCRIPTION = """\
Every public story of this newsroom, and what stories are filed by. It is for reading:
it needs no key, sets no cookie and may be asked from any site's pages.

Lists are paged by `next`, an address to ask as it is; the same is a `Link` header.
Each answer has an `ETag`: send it as `If-None-Match` and be told 304 while nothing
changed. A story that readers cannot see is in no answer. What goes wrong is
`application/problem+json` (RFC 9457).
"""
TAGS = {
    "stories": "What the newsroom published.",
    "hashtags": "The subjects that stories share.",
    "categories": "The newsroom's sections.",
    "authors": "Whose name stands over stories.",
    "outlets": "Whose reports stories cite.",
    "sources": "The reports that stories cite.",
}

api = ReadingAPI(
    title="Newsclip",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api-1",
    docs_url=None,
    openapi_extra={
        "tags": [{"name": n, "description": said} for n, said in TAGS.items()]
    },
)
for each in (stories, names, sources):
    api.add_router("", each.router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return error.answer()


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, NOTHING_HERE)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A 400 that names each parameter which cannot be followed.

    Where it is part of the address, nothing lies there: a 404.
    """
    if any(each["loc"][0] == "path" for each in error.errors):
        return problem(404, NOTHING_HERE)
    faults = [
        (str(each["loc"][-1]), each["msg"].removeprefix("Value error, "))
        for each in error.errors
    ]
    return problem(400, "A parameter cannot be followed.", faults)
