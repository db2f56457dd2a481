"""What only hidden stories have costs the database what nobody has, query by query."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.demo import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def names(home):
    """A public story, and a draft with a hashtag, an author and an outlet."""
    builders.make_article(
        "Board meets",
        hashtags=["Board"],
        authors=[builders.make_author("Ada Marsh")],
        sources=["https://averne.example/a"],
    )
    builders.make_article(
        "Harbour shuts",
        hashtags=["Kittiwake"],
        authors=[builders.make_author("Kittiwake Doe")],
        sources=["https://kittiwake.example/a"],
        publish=False,
    )
    cache.clear()


def shape(sql: str) -> str:
    """What is read, whatever the words are."""
    savepoint = r'"s\d+_x\d+"'
    return re.sub(f"'[^']*'|{savepoint}", "?", sql.split("WHERE")[0])


@pytest.mark.parametrize(
    "address",
    [
        "/search/?hashtag={}",
        "/search/?author={}-doe",
        "/search/?outlet={}",
        "/search/?q=%23{}",
        "/search/?q={}",
        "/search/?q=board+-%23{}",
        "/search/?q=author:{}",
        "/search/?q=from:{}",
        "/search/?q=from:{}.example",
        "/search/?q=https://{}.example/a",
        "/search/suggestions/?q={}",
        "/search/suggestions/?q=%23{}",
    ],
)
def test_a_hidden_name_is_asked_for_as_often_as_none(client, names, address):
    client.get(address.format("albatross"))  # what is remembered, is
    asked = {}
    for name in ("kittiwake", "nightjars"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address.format(name))
        asked[name] = [shape(each["sql"]) for each in queries]
    assert asked["kittiwake"] == asked["nightjars"]
