"""Asks every surface of the registry for a story, and says what it gave away."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from newsroom.surfaces import PAGES, ROUTES
from tests.leaks.planted import WORDS

SURFACES = {s.name: s for s in [*PAGES.values(), *ROUTES.values()] if s.where}
# Addresses that name a thing by its primary key.
BY_NUMBER = {"documents", "API: a story", "API: a source", "document: every address"}
# Surfaces that say no word that their address does not.
SAY_NO_WORD = {"pictures", "share card", "API: a hashtag", "API: an outlet"}
A_WORD = re.compile("zq([a-z]+)x", re.IGNORECASE)
# What browsers and caches ask to learn whether what they hold is still good.
CONDITIONS = [
    {"If-None-Match": "*"},
    {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
]
# What is another each time, and when readers got something new anywhere.
UNTOLD = {"Set-Cookie", "Date", "Last-Modified"}


@dataclass(frozen=True)
class Answer:
    """What a client can see of a response."""

    status: int
    headers: tuple
    body: str

    def words(self) -> set[str]:
        """The planted words that it says anywhere."""
        said = " ".join([*(value for _, value in self.headers), self.body]).lower()
        return {word for word in WORDS.values() if word in unquote(said)}

    def without_words(self) -> "Answer":
        """The same with every word of that shape left out, the echoed ones too.

        And its ETag, which is made of them.
        """
        headers = tuple(
            (name, A_WORD.sub("…", value))
            for name, value in self.headers
            if name != "ETag"
        )
        return Answer(self.status, headers, A_WORD.sub("…", self.body))


def ask(client, address: str, method: str = "get", **headers) -> Answer:
    """What ``client`` is answered at ``address``; redirects are not followed."""
    answer = getattr(client, method)(address, headers=headers)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kept = {k: v for k, v in answer.headers.items() if k not in UNTOLD}
    text = body.decode("utf-8", "replace")
    return Answer(answer.status_code, tuple(sorted(kept.items())), text)


def registered(story) -> list[tuple[str, str]]:
    """``(surface, address)`` of each place of the registry where it could be seen."""
    return [(n, at) for n, surface in SURFACES.items() for at in surface.where(story)]


def everywhere(story) -> list[tuple[str, str]]:
    """The same, and a search for each of the planted words."""
    searches = [("search", f"/search/?q={word}") for word in WORDS.values()]
    return list(dict.fromkeys([*registered(story), *searches]))


def never_was(surface: str, address: str) -> str:
    """The address of something that never existed, as like to ``address`` as can be."""
    if surface in BY_NUMBER:
        return re.sub(r"/\d+", "/987654", address, count=1)
    if surface == "share card":
        return re.sub("[0-9a-f]{24}", "0" * 24, address)
    if surface.startswith("picture"):
        named = re.sub("[0-9a-f]{32}", "0" * 32, address)
        return re.sub("/(plain|in-the-body)", "/never-was", named)
    return A_WORD.sub(lambda word: f"zq{'z' * len(word[1])}x", address)


def unasked(words: set[str], address: str) -> set[str]:
    """Those that the address itself, however it is spelt, does not hold."""
    asked_for = unquote(unquote(address)).lower()
    return {word for word in words if word not in asked_for}


def leaks(client, places, *, as_never_was=SURFACES) -> list[str]:
    """What the places say of a story that readers may not see; [] where nothing.

    A word that the question did not hold; and, on the surfaces of ``as_never_was``, any
    difference at all from what is said of something that never existed.
    """
    found, of_none, asked = [], {}, set()
    for surface, address in places:
        answer = ask(client, address)
        new = unasked(answer.words(), address)
        found += [f"{surface} {address}: says {word}" for word in sorted(new)]
        other = never_was(surface, address)
        if other.lower() == address.lower() or surface not in as_never_was:
            continue
        if other not in of_none:
            of_none[other] = ask(client, other).without_words()
        if answer.without_words() != of_none[other]:
            found.append(f"{surface} {address}: not as if it never was")
        if surface not in asked:  # once: it is a matter of the view
            asked.add(surface)
            found += _leaks_of_other_ways(client, surface, address, answer.status)
    return found


def _leaks_of_other_ways(client, surface, address, status: int) -> list[str]:
    """Where HEAD or a conditional request is answered otherwise than GET."""
    ways = {"HEAD": ask(client, address, "head")}
    ways |= {str(asked): ask(client, address, **asked) for asked in CONDITIONS}
    return [
        f"{surface} {address}: {way} answers {answer.status}, GET {status}"
        for way, answer in ways.items()
        if answer.status != status
    ]
