"""The API's own description, and what the package that reads requests leaves to us."""

from functools import cache

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from delivery.problems import CONTENT_TYPE
from syndication.api.reading import for_reading

# Of each answer that lists what there is more of, and of each that a cache may keep.
HEADERS = {
    200: {
        "ETag": "Names this very answer, for `If-None-Match`.",
        "Link": 'Of a page of a list: the next one (`rel="next"`), where there is one.',
    },
    301: {"Location": "The address of the one that it was merged into."},
    429: {"Retry-After": "In how many seconds to ask again."},
    503: {"Retry-After": "In how many seconds to ask again."},
}
SAID = {
    200: "What was asked for.",
    301: "It was merged into another, which `Location` names.",
    304: "What you have is what there is.",
    400: "A parameter cannot be followed: `errors` says which, and why.",
    404: "Nothing lies there that readers may see: it never was, or is hidden.",
    429: "Too many searches from this address in this minute.",
    503: "The search took too long.",
}


class ReadingAPI(NinjaAPI):
    """An API that is read, and describes itself once."""

    @property
    def urls(self):
        """Its addresses, each view as ``for_reading`` has it."""
        patterns, *names = super().urls
        for pattern in patterns:
            pattern.callback = for_reading(pattern.callback)
        return (patterns, *names)

    def get_openapi_schema(self, *, path_prefix=None, path_params=None) -> dict:
        """OpenAPI 3.1; made once, for it is the same at each request."""
        return _description(self, path_prefix or self.get_root_path(path_params or {}))


@cache
def _description(api: ReadingAPI, prefix: str) -> dict:
    return Description(api, prefix)


class Description(OpenAPISchema):
    """What the package writes, with problems as problems, headers and our own words."""

    def responses(self, operation) -> dict:
        found = super().responses(operation)
        for status, said in found.items():
            said["description"] = SAID[status]
            if status >= 400:
                said["content"] = {CONTENT_TYPE: said["content"]["application/json"]}
            if status in HEADERS:
                said["headers"] = {
                    name: {"description": text, "schema": {"type": "string"}}
                    for name, text in HEADERS[status].items()
                }
        return {str(status): said for status, said in found.items()}
