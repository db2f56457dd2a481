"""What tests of the Reading API ask, and how its answers are held to its schema."""

import pytest
from jsonschema import Draft202012Validator

from syndication.api.service import api
from tests.syndication.json_formats import formats

ROOT = "/api/v1"


@pytest.fixture(scope="session")
def description() -> dict:
    """The API's OpenAPI document."""
    return api.get_openapi_schema(path_prefix=f"{ROOT}/")


@pytest.fixture
def ask(client, description):
    """What the API answers at a path below its root, as its description says it may."""

    def ask(path: str, status: int = 200, **headers) -> dict:
        answer = client.get(f"{ROOT}{path}", headers=headers)
        assert answer.status_code == status, answer.content
        kind = answer["Content-Type"].partition(";")[0]
        operation = _operation(description, answer.wsgi_request)
        schema = operation["responses"][str(status)]["content"][kind]["schema"]
        schema = schema | {"components": description["components"]}
        Draft202012Validator(schema, format_checker=formats).validate(answer.json())
        return answer.json()

    return ask


@pytest.fixture
def pages(ask):
    """The pages of a list, one after the other; ``between`` runs after each."""

    def read(path, between=lambda: None):
        while path:
            page = ask(path)
            yield page["data"]
            between()
            path = page["next"] and page["next"].partition(ROOT)[2]

    return read


def _operation(description: dict, request) -> dict:
    route = "/" + request.resolver_match.route
    for name in request.resolver_match.captured_kwargs:
        route = route.replace(f"<int:{name}>", f"{{{name}}}")
        route = route.replace(f"<{name}>", f"{{{name}}}")
    return description["paths"][route]["get"]
