"""Every story of the demo newsroom, as the API and as ninjs, held to their schemas."""

import pytest
from jsonschema import Draft202012Validator

from syndication.api.service import api
from tests.syndication.json_formats import formats
from tests.syndication.ninjs_schema import validator

ROOT = "/api/v1"


@pytest.fixture(scope="module")
def shapes():
    """A validator of each shape that the API's description has, by its name."""
    described = api.get_openapi_schema(path_prefix=f"{ROOT}/")["components"]

    def shape(name: str) -> Draft202012Validator:
        schema = {"$ref": f"#/components/schemas/{name}", "components": described}
        return Draft202012Validator(schema, format_checker=formats)

    return shape


def test_every_story_is_valid_ninjs_and_says_all_of_it(client, demo):
    schema = validator()
    assert len(demo) > 20
    for story in demo:
        said = client.get(f"{story.url.removesuffix('/')}.ninjs.json").json()
        schema.validate(said)
        assert said["headlines"][0]["value"] == story.title
        assert [each["name"] for each in said.get("people", [])] == story.author_names
        texts = {body["contentType"]: body["value"] for body in said["bodies"]}
        assert len(texts["text/plain"]) > 100


def test_every_story_is_whole_in_the_api(client, demo, shapes):
    shape = shapes("Story")
    for story in demo:
        said = client.get(f"{ROOT}/stories/{story.pk}").json()
        shape.validate(said)
        assert said["headline"] == story.title
        assert len(said["sources"]) == story.source_references.count()
        kinds = [block["type"] for block in said["body"]]
        hidden = [child for child in story.body if child.block_type == "related_story"]
        assert len(kinds) >= len(story.body) - len(hidden)


def test_the_pages_of_the_list_hold_every_story_once(client, demo, shapes):
    address, found = f"{ROOT}/stories?limit=7", []
    while address:
        page = client.get(address).json()
        shapes("StoryPage").validate(page)
        found += [story["id"] for story in page["data"]]
        address = page["next"]
    assert found == [story.pk for story in demo if story.alias_of_id is None]


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        ("hashtags", "Hashtag"),
        ("categories", "Category"),
        ("authors", "Author"),
        ("outlets", "Outlet"),
        ("sources", "Source"),
    ],
)
def test_every_name_is_valid_and_leads_to_itself(client, demo, shapes, kind, shape):
    things = client.get(f"{ROOT}/{kind}?limit=100").json()["data"]
    assert things
    for thing in things[:10]:
        shapes(shape).validate(thing)
        key = thing["id"] if kind == "sources" else thing["slug"]
        assert client.get(f"{ROOT}/{kind}/{key}").json() == thing
