"""Nobody loses what they typed because it could not be saved."""

import pytest
from django.http import QueryDict
from wagtail.test.utils.form_data import rich_text

from desk.typed import typed_words
from tests.news.story_form import story_form


def form(data: dict) -> QueryDict:
    sent = QueryDict(mutable=True)
    sent.update(data)
    return sent


def test_what_was_typed_comes_back_in_the_order_of_the_form():
    body = [("paragraph", rich_text("<p>The gates shut.</p><p>Ships wait.</p>"))]
    sent = story_form(
        title="A lock closes", body=body, sources=["https://averne.example/1"]
    )
    assert typed_words(form(sent)) == (
        "A lock closes\n\nThe gates shut.\nShips wait.\n\nhttps://averne.example/1"
    )


@pytest.mark.parametrize(
    "value", ['{"a b', '{"blocks": 1, "a b": 2}', '{"blocks": [1]} ']
)
def test_what_only_looks_like_rich_text_comes_back_as_it_is(value):
    assert typed_words(form({"title": value})) == value


def test_a_form_without_words_has_none():
    assert typed_words(form({"csrfmiddlewaretoken": "x" * 64, "go": "1"})) == ""
