"""No surface shows anything of a story that readers may not see.

A word found nowhere else is planted in every field. Each surface of the registry is
asked for it at every address where the story could be seen, in every state a story can
be in, and must answer as if it never existed.
"""

from collections import Counter

import pytest
from django.db.models import Q
from django.test import Client

from news.models import ArticlePage
from news.picture_uses import show_pictures_of
from news.prepared import Prepared
from news.querysets import ArticleQuerySet
from news.schedule import run_schedule
from newsroom.demo import builders
from search.indexing import refresh
from search.visible import _condition
from tests.leaks.planted import (
    ASK_WHO_IS_THERE,
    FILES_FOLLOW,
    HIDDEN,
    SAYS_THAT_IT_WAS,
    SEEN,
    WORDS,
    embargoed_while_live,
    fresh,
    plant,
    plant_edit,
    publish,
    withdrawn,
)
from tests.leaks.walk import (
    SAY_NO_WORD,
    SURFACES,
    Answer,
    ask,
    everywhere,
    leaks,
    registered,
)

# Words that no surface shows of a public story either.
NEVER_SHOWN = {WORDS["former"], WORDS["metadata"], WORDS["library"]}


# What names no story, but counts them.
COUNTED = [f"/api/v1/{at}" for at in ("authors", "authors/ada-marsh", "categories")]
COUNTED.append("/api/v1/categories/world")


def name_of(state) -> str:
    return state.__name__


@pytest.fixture(scope="module")
def neighbour(once) -> dict[str, Answer]:
    """What is said, by address, of a public story with nothing hidden beside it.

    It shares an author, a hashtag and a category's menu with the planted one.
    """
    builders.front_page()
    builders.make_category("General")
    story = builders.make_article(
        "Neighbour",
        category=builders.make_category("World"),
        hashtags=["NATO"],
        authors=[builders.make_author("Ada Marsh")],
    )
    stranger = Client()
    shared = [*(at for _, at in registered(story)), *COUNTED]
    return {at: ask(stranger, at) for at in shared}


def linking_to(story) -> ArticlePage:
    """A public story that links to ``story`` in its text and as a related story."""
    link = f'<a linktype="page" id="{story.pk}">it</a>'
    return builders.make_article(
        "Linking",
        category=builders.make_category("World"),
        body=[("paragraph", f"<p>See {link}.</p>"), ("related_story", story.pk)],
    )


def ask_after_the_clock(client, places) -> list[str]:
    """What the files of a story say once the clock has gone round."""
    run_schedule()
    files = [(name, at) for name, at in places if name in ("pictures", "documents")]
    return leaks(client, files)


def note(cells, state, places, found) -> None:
    """A cell for each surface, with its leaks."""
    row = state.__name__.replace("_", " ")
    asked = Counter(surface for surface, _ in places)
    for surface, times in asked.items():
        of_it = [each for each in found if each.startswith(f"{surface} /")]
        cells.cell(surface, row, times, of_it)


def told_exactly(state) -> set[str]:
    """The surfaces that must answer as if the story never was, to the byte."""
    asking = {"story", "page tree", "oembed"} if state in ASK_WHO_IS_THERE else set()
    saying = {"story", "history", "version", "difference", "Markdown"}
    saying |= {"embedded card", "ninjs"}
    saying = saying if state in SAYS_THAT_IT_WAS else set()
    following = {"pictures"} if state in FILES_FOLLOW else set()
    return SURFACES.keys() - asking - saying - following


@pytest.mark.parametrize("state", HIDDEN, ids=name_of)
def test_no_surface_tells_of_a_hidden_story(client, db, neighbour, cells, state):
    story = plant()
    places = everywhere(story)
    state(story)
    if state in SAYS_THAT_IT_WAS:  # its former addresses lead to where it says so
        places = [(name, at) for name, at in places if name != "the page tree"]

    note(cells, state, places, leaks(client, places, as_never_was=told_exactly(state)))
    assert cells.leaks == []
    assert ask_after_the_clock(client, places) == []
    if state.__name__ != "below_a_private_category":  # it leaves the menu, too
        stranger = Client()  # whom no form of a password gave a cookie
        told = {at: ask(stranger, at) for at in neighbour}
        changed = [at for at, answer in neighbour.items() if told[at] != answer]
        row = state.__name__.replace("_", " ")
        cells.cell("lists and counts of others", row, len(neighbour), changed)
        assert changed == [], "a list or a count that others share holds it"
    assert leaks(client, [("story", linking_to(story).url)]) == []


@pytest.mark.parametrize("state", ASK_WHO_IS_THERE, ids=name_of)
def test_a_private_story_asks_who_is_there_and_is_kept_by_nobody(client, home, state):
    story = plant()
    state(story)
    answer = client.get(story.url)
    assert answer.status_code == 302 or "password" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "Cache-Tag" not in answer.headers


def test_a_withdrawn_story_says_so_at_its_own_addresses_alone(client, home):
    story = plant()
    places = everywhere(story)
    withdrawn(story)
    own = [at for _, at in places if at.lower().startswith(story.url.rstrip("/"))]
    former = [at for name, at in places if name == "the page tree"]
    others = [(name, at) for name, at in places if at not in [*own, *former]]

    assert leaks(client, others) == []
    assert former
    for at in former:
        answer = client.get(at)
        assert (answer["Location"], answer.content) == (story.url, b"")
    for at in (story.url, *(f"{story.url}history/{v}" for v in ("", "1/", "1..2/"))):
        assert at in own
        answer = ask(client, at)
        assert answer.status == 410
        assert "We were wrong." in answer.body


@pytest.mark.parametrize("state", SEEN, ids=name_of)
def test_each_surface_shows_a_public_story_and_each_word_is_shown(
    client, home, cells, state
):
    """The positive control: a walk that sees nothing would find no leak either."""
    story = plant()
    places = everywhere(story)
    state(story)
    fresh(story).save_revision().publish()  # so that there are two versions
    places.append(("links", linking_to(story).url))

    seen: dict[str, set[str]] = {}
    for surface, address in places:
        answer = ask(client, address)
        words = {word for word in answer.words() if word not in address}
        seen.setdefault(surface, set()).update(words)
        if surface in {"documents", *SAY_NO_WORD}:
            assert answer.status == 200, address
    assert {name for name, words in seen.items() if not words} == SAY_NO_WORD
    for name in seen:
        cells.control(name, "shown")
    assert set(WORDS.values()) - set().union(*seen.values()) == NEVER_SHOWN


def test_an_unpublished_edit_of_a_live_story_is_on_no_surface(client, home):
    live = builders.make_article(
        "Plain", slug="plain", hashtags=["NATO"], hero_image=builders.make_picture()
    )
    shown = registered(live)
    before = [ask(client, at) for _, at in shown]

    edit = plant_edit(live)
    places = [
        *(
            (surface, at)
            for surface, at in everywhere(edit)
            if (surface, at) not in shown
        ),
        ("story", f"/general/{edit.slug}/"),
        ("hashtag", f"/hashtags/{WORDS['hashtag']}/"),
        ("outlet", f"/outlets/{WORDS['outlet']}/"),
    ]
    assert {"pictures", "documents", "search"} < {surface for surface, _ in places}
    assert leaks(client, places) == []
    assert [ask(client, at) for _, at in shown] == before


def test_the_walk_finds_what_a_broken_door_lets_out(client, home, cells, monkeypatch):
    """The negative control: with the door open the same walk finds leaks."""
    story = plant()
    publish(story)
    places = everywhere(story)
    embargoed_while_live(story)
    assert leaks(client, places) == []

    monkeypatch.setattr(ArticleQuerySet, "published", lambda self, now=None: self)
    monkeypatch.setattr("news.models.timing.in_its_time", lambda page, now: True)
    for place in (
        "news.listings",
        "news.counts",
        "news.hashtag_facts",
        "search.visible",
    ):
        anything = Q(pk__isnull=False)
        monkeypatch.setattr(f"{place}.visible_at", lambda now, q=anything: q)
    monkeypatch.setattr("search.visible._condition", _condition.__wrapped__)
    # What was written with the door shut is written anew.
    anew = lambda self, *at, **values: list(self._make(*at, **values))  # noqa: E731
    monkeypatch.setattr(Prepared, "__call__", anew)
    refresh(story.pk)
    show_pictures_of(story.pk)
    found = {line.split(" /")[0] for line in leaks(client, places)}
    assert found == SURFACES.keys()
    for name in found:
        cells.control(name, "red")
