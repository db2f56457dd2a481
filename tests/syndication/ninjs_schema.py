"""IPTC's schema of ninjs 3.1."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.syndication.json_formats import formats

FILE = Path(__file__).parent / "schemas" / "ninjs-schema_3.1.json"
# It refers to this one for places on a map. A story has none: whatever is one is wrong.
GEOJSON = "https://geojson.org/schema/GeoJSON.json"


def validator() -> Draft202012Validator:
    """Validates ninjs documents, their addresses and times too."""
    registry = Registry().with_resource(
        GEOJSON, DRAFT202012.create_resource({"not": {}})
    )
    return Draft202012Validator(
        json.loads(FILE.read_text()),
        registry=registry,
        format_checker=formats,
    )
