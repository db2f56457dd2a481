"""The API does what its OpenAPI document says, whatever it is asked."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from newsroom.demo import builders
from syndication.api.service import api

EVERYTHING = [
    ("paragraph", "<p>The <b>board</b> met.</p>"),
    ("heading", {"text": "Why", "level": "h2"}),
    (
        "quote",
        {"text": "We wait.", "attribution": "", "source_url": "", "style": "pull"},
    ),
    ("bulleted_list", "<ul><li>One</li></ul>"),
    ("embed", "https://chorus.example/post"),
    ("divider", None),
]
# What a list answers to names and cursors that it does not know, which are texts like
# any other, and to filters that do not go together.
ACCEPTED = ["200", "301", "304", "400", "404", "429", "503"]


@pytest.fixture(scope="module")
def built(once):
    """Two stories; returns the one with something of everything."""
    picture = builders.make_picture(credit="Photo: Ada Okafor")
    given = {
        "category": builders.make_category("World"),
        "hashtags": ["NATO"],
        "authors": [builders.make_author("Ada Marsh", photo=picture)],
        "sources": ["https://harbour.example/report"],
    }
    builders.make_article("Gas prices", **given)
    return builders.make_article(
        "Harbour vote",
        **given,
        hero_image=picture,
        hero_alt="Ships",
        body=EVERYTHING,
        corrections=[{"text": "Nine, not ten."}],
    )


@pytest.fixture
def described(built, db):
    """The API as its document describes it, asked in this process."""
    source = built.source_references.get().source_id
    config = schemathesis.Config.from_dict(
        {
            "seed": 20260107,
            "parameters": {"path.story_id": built.pk, "path.source_id": source},
            "checks": {"positive_data_acceptance": {"expected-statuses": ACCEPTED}},
        }
    )
    return schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application(), config=config
    )


PATHS = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
# What any text may stand for cannot be asked for wrongly.
LISTS = [path for path in PATHS if "{" not in path]
ASKED = [(path, GenerationMode.POSITIVE) for path in PATHS] + [
    (path, GenerationMode.NEGATIVE) for path in LISTS
]
PLAIN = {"Accept-Encoding": "identity"}


@pytest.mark.parametrize(("path", "mode"), ASKED)
def test_the_api_does_what_its_description_says(described, path, mode):
    """No fault of ours, no status, type or property that is not documented."""
    operation = described[path]["GET"]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=30,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def hold(case):
        case.call_and_validate(headers=PLAIN)

    hold()
