"""What each word of the query language finds."""

import pytest
from django.utils import timezone

from newsroom.demo import builders
from sources.models import Outlet
from tests.search.test_results import found, write

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def four(once) -> None:
    """Stories that differ in words, age, category, hashtag, author and source."""
    write(
        "Gas prices rise",
        hashtags=["Energy"],
        authors=[builders.make_author("Ada Marsh")],
        sources=["https://averne.example/a"],
    )
    outlet = Outlet.objects.get()
    outlet.name = "Averne Courier"
    outlet.save()
    write("Prices of gas fall", days=40, category=builders.make_category("World"))
    write("Board meets")
    write("京都と東京都の天気", body="明日は雨。")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"gas prices"', ["Gas prices rise"]),
        ("gas -rise", ["Prices of gas fall"]),
        ('gas -"gas prices"', ["Prices of gas fall"]),
        ("rise OR fall", ["Gas prices rise", "Prices of gas fall"]),
        ("#Energy", ["Gas prices rise"]),
        ("gas -#energy", ["Prices of gas fall"]),
        ("author:marsh", ["Gas prices rise"]),
        ('author:"Ada Marsh" gas', ["Gas prices rise"]),
        ("category:world gas", ["Prices of gas fall"]),
        ("from:averne.example gas", ["Gas prices rise"]),
        ("from:www.averne.example", ["Gas prices rise"]),
        ('from:"Averne Courier"', ["Gas prices rise"]),
        ("https://averne.example/a", ["Gas prices rise"]),
        ("https://averne.example/b", []),
        ("gas before:{month}", ["Prices of gas fall"]),
        ("gas during:{month}", ["Gas prices rise"]),
        ("-gas", ["Board meets"]),
        ("after:2300", []),
        ("before:9999-12-31 rise", ["Gas prices rise"]),
        ("during:0001-01-01", []),
        ("東京", ["京都と東京都の天気"]),
        ("都の天", ["京都と東京都の天気"]),
        ("雨", ["京都と東京都の天気"]),
    ],
)
def test_the_query_language(four, text, expected):
    text = text.format(month=timezone.localdate().strftime("%Y-%m"))

    if text.startswith("-"):
        assert set(expected) <= set(found(text))
        assert "Gas prices rise" not in found(text)
    else:
        assert sorted(found(text)) == sorted(expected)
