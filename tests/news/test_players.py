"""Which addresses have a player, and what the policy lets a page frame."""

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from news.players import KNOWN, configured, player_of

ALL = configured([*KNOWN, "peertube:tube.example"])
FILM = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", FILM),
        ("http://m.youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&t=42s", FILM),
        ("https://youtu.be/dQw4w9WgXcQ?si=tracking", FILM),
        ("https://YouTube.com/shorts/dQw4w9WgXcQ/", FILM),
        ("https://www.youtube.com/live/dQw4w9WgXcQ?feature=share", FILM),
        (
            "https://vimeo.com/76979871",
            "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1",
        ),
        (
            "https://vimeo.com/76979871/8272103f6e",
            "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1&autoplay=1",
        ),
        (
            "https://vimeo.com/channels/staffpicks/76979871",
            "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1",
        ),
        (
            "https://www.dailymotion.com/video/x8k2abc",
            "https://geo.dailymotion.com/player.html?video=x8k2abc",
        ),
        (
            "https://dai.ly/x8k2abc",
            "https://geo.dailymotion.com/player.html?video=x8k2abc",
        ),
        (
            "https://www.ted.com/talks/ada_on_engines?language=fr",
            "https://embed.ted.com/talks/ada_on_engines",
        ),
        (
            "https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d",
            "https://tube.example/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d"
            "?autoplay=1",
        ),
    ],
)
def test_an_address_that_people_paste_has_its_player(url, source):
    player = player_of(url, ALL)

    assert player.source(url) == source
    assert source.startswith(f"{player.origin}/")


@pytest.mark.parametrize(
    "url",
    [
        *("", "x", "javascript:alert(1)//youtu.be/dQw4w9WgXcQ", "https://[youtu.be"),
        "ftp://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be.evil.example/dQw4w9WgXcQ",
        "https://evil.example/youtu.be/dQw4w9WgXcQ",
        "https://youtu.be@evil.example/dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXc",
        "https://youtu.be/dQw4w9WgXc\n",
        "https://youtu.be/dQw4w9WgXcé",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=..%2F..%2Fevil",
        "https://vimeo.com/about",
        "https://other.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d",
    ],
)
def test_other_addresses_have_none(url):
    assert player_of(url, ALL) is None


@given(st.text(), st.text())
def test_whatever_is_pasted_the_player_is_at_its_own_origin(before, after):
    for place in ("https://youtu.be/", "https://vimeo.com/", "https://tube.example/w/"):
        url = f"{before}{place}dQw4w9WgXcQ{after}"
        player = player_of(url, ALL)
        assert player is None or player.source(url).startswith(f"{player.origin}/")


def test_only_what_is_configured_has_a_player():
    url = "https://vimeo.com/76979871"

    assert player_of(url, configured(["youtube"])) is None
    assert player_of(url, configured([" Vimeo ", ""])) == KNOWN["vimeo"]


@pytest.mark.parametrize(
    "name", ["utube", "peertube", "peertube:", "peertube:a/b", "peertube:a b.example"]
)
def test_a_provider_that_nobody_knows_is_refused_at_the_start(name):
    with pytest.raises(ImproperlyConfigured, match="NEWSCLIP_PLAYERS"):
        configured([name])


def test_facts_are_asked_of_the_provider_about_the_whole_address():
    url = "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1"

    assert KNOWN["youtube"].facts_of(url) == (
        "https://www.youtube.com/oembed?format=json&url="
        "https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ%26t%3D1"
    )


def test_a_public_page_may_frame_the_configured_players_and_nothing_else(client, home):
    policy = client.get("/")["Content-Security-Policy"]
    [frames] = [each for each in policy.split("; ") if each.startswith("frame-src ")]

    assert frames.split()[1:] == [player.origin for player in settings.PLAYERS]
    assert "https://www.youtube-nocookie.com" in frames
    assert not any(word in policy for word in ("youtube.com", "*", "https: "))
