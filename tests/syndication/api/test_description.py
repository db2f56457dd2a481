"""What the API says of itself, and what docs/api.md says of it."""

from pathlib import Path

import pytest

from delivery.caching import MINUTE

REFERENCE = (Path(__file__).parents[3] / "docs" / "api.md").read_text()


def operations(description: dict) -> list[dict]:
    return [path["get"] for path in description["paths"].values()]


def test_it_is_published(client, db, description):
    answer = client.get("/api/v1/openapi.json")
    assert answer.json() == {**description, "info": answer.json()["info"]}
    assert answer["Cache-Control"] == MINUTE.header()
    again = {"If-None-Match": answer["ETag"]}
    assert client.get("/api/v1/openapi.json", headers=again).status_code == 304


def test_everything_in_it_is_described(description):
    assert description["openapi"] == "3.1.0"
    for operation in operations(description):
        assert operation["summary"]
        assert operation["description"]
        assert operation["operationId"]
        assert operation["tags"][0] in {tag["name"] for tag in description["tags"]}
        for parameter in operation["parameters"]:
            named = parameter["name"] in ("slug", "story_id", "source_id")
            assert named or parameter["description"], parameter["name"]
    names = [operation["operationId"] for operation in operations(description)]
    assert len(names) == len(set(names)) == 12


def test_problems_are_problems_and_the_rest_is_json(description):
    for operation in operations(description):
        for status, said in operation["responses"].items():
            kinds = list(said.get("content", {}))
            if status in ("301", "304"):
                assert kinds == []
            elif status == "200":
                assert kinds == ["application/json"]
            else:
                assert kinds == ["application/problem+json"]


def test_the_reference_names_every_address_and_parameter(description):
    for path, operation in description["paths"].items():
        assert f"`{path}`" in REFERENCE
        for parameter in operation["get"]["parameters"]:
            name = parameter["name"]
            assert parameter["in"] == "path" or f"`{name}`" in REFERENCE, name


@pytest.mark.parametrize("word", ["ETag", "Link", "Retry-After", ".ninjs.json"])
def test_the_reference_says_how_answers_are_read(word):
    assert f"`{word}`" in REFERENCE
