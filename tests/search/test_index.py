"""Both databases find the same in the index, and know what is not in it any more."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.models import ArticlePage
from newsroom.demo import builders
from search.documents import Field, make_document, place_of
from search.expression import All, Any, Filed, Not, Phrase, Term, leaves
from search.indexes import index
from search.indexes.lookup import Lookup, TooSlow
from search.models import StoryDocument

pytestmark = pytest.mark.django_db

ANYBODY = ("1 = 1", [])
WORDS = ["gas", "price", "cap", "oil"]
BODIES = [
    "gas price cap",
    "price gas cap",
    "cap gas price oil",
    "oil oil cap",
    "gas",
    "price cap price gas",
]


def found(expression, limit=1000, **places) -> list[int]:
    rows = index().newest(Lookup(expression, **places), ANYBODY, limit)
    return [row.story for row in rows]


@pytest.fixture(scope="module")
def stories(once) -> dict[int, str]:
    """The body of each of some stories, the oldest first."""
    now = timezone.now()
    pks = {}
    for age, body in enumerate(reversed(BODIES)):
        at = now - timedelta(days=len(BODIES) - age)
        story = builders.make_article(
            "Board meets",
            published_at=at,
            first_published_at=at,
            body=[("paragraph", f"<p>{body}</p>")],
        )
        pks[story.pk] = body
    return pks


def has(body: str, expression) -> bool:
    """What the expression says, asked of a text in the plainest way."""
    match expression:
        case Term(term):
            return term in body.split()
        case Phrase(terms):
            return f" {' '.join(terms)} " in f" {body} "
        case Not(part):
            return not has(body, part)
        case All(parts):
            return all(has(body, part) for part in parts)
        case Any(parts):
            return any(has(body, part) for part in parts)
    raise TypeError(expression)


def of(parts):
    several = st.lists(parts, max_size=3).map(tuple)
    return several.map(All) | several.map(Any) | parts.map(Not)


EXPRESSIONS = st.recursive(
    st.sampled_from(WORDS).map(Term)
    | st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(tuple).map(Phrase),
    of,
    max_leaves=6,
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EXPRESSIONS)
def test_an_expression_finds_what_it_says_newest_first(stories, expression):
    expected = [pk for pk, body in stories.items() if has(body, expression)]

    assert found(expression) == expected[::-1]


def test_everything_or_a_phrase_is_everything(stories):
    assert len(found(Any((All(()), Phrase(("gas", "gas")))))) == len(stories)


def test_as_many_as_are_asked_for_are_given(stories):
    everything = found(All(()))

    assert len(everything) == len(BODIES)
    assert found(All(()), limit=2) == everything[:2]


def test_a_headline_is_its_own(stories):
    assert found(Term("board", headline=True)) == found(Term("board"))
    assert found(Term("gas", headline=True)) == []


def test_no_phrase_crosses_from_one_text_into_the_next(stories):
    assert found(Phrase(("meet", "gas"))) == []


def test_places_bound_what_is_found(stories):
    newest = StoryDocument.objects.order_by("-place").first()

    assert found(All(()), first=newest.place) == [newest.pk]
    assert newest.pk not in found(All(()), last=newest.place - 1)


def test_a_story_is_filed_by_all_that_it_has(db):
    story = builders.make_article(
        hashtags=["NATO"],
        authors=[builders.make_author("Ada Marsh")],
        sources=["https://www.averne.example/a"],
    )
    reference = story.source_references.get()
    local = timezone.localtime(story.published_at)
    for kind, key in [
        ("c", story.category_id),
        ("h", story.hashtags.get().pk),
        ("a", story.bylines.get().author_id),
        ("o", reference.source.outlet_id),
        ("s", reference.source_id),
        ("y", local.year),
        ("m", f"{local:%Y-%m}"),
    ]:
        assert story.pk in found(Filed(kind, str(key))), kind
        assert found(Filed(kind, "0")) == []


@pytest.mark.parametrize(
    "term", ["'", "\\", '"', "a:b", "a & b", "!", "<->", ")", "%s", "ศ", "x" * 60]
)
def test_no_term_is_taken_for_the_index_s_own_language(db, term):
    document = make_document(
        builders.make_article().pk, timezone.now(), [Field("body", "gas", 1)], []
    )
    index().write([document])

    either = Any(
        (Term(term), Term(term, True), Phrase((term, "gas")), Filed("c", term))
    )
    assert found(either) == []


def test_so_long_a_story_is_indexed_whole(db):
    story = builders.make_article(
        body=[("paragraph", f"<p>{'gas ' * 20_000} zebra</p>")]
    )

    assert found(Term("zebra")) == [story.pk]


def test_stories_of_one_moment_have_places_of_their_own():
    now = timezone.now()

    assert place_of(now, 7) > place_of(now, 6)
    assert place_of(now - timedelta(seconds=1), 7) < place_of(now, 6)


def test_what_takes_too_long_ends(db, monkeypatch):
    monkeypatch.setattr("search.indexes.sqlite.LOOK", 100)
    story = builders.make_article()
    base = index()
    # Nobody counts a thousand million rows in a twentieth of a second.
    slow = (
        "(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        "WHERE i < 1000000000) SELECT max(i) FROM n) > 0",
        [],
    )
    with pytest.raises(TooSlow), base.in_time(0.05):
        base.newest(Lookup(All(())), slow, 10)

    assert story.pk in found(All(()))
    assert ArticlePage.objects.filter(pk=story.pk).exists()


def test_leaves_are_told_in_order():
    expression = All((Term("a"), Not(Any((Phrase(("b", "c")), Filed("h", "1"))))))

    assert leaves(expression) == [Term("a"), Phrase(("b", "c")), Filed("h", "1")]
