"""django-modelsearch's backend of public stories, on their own index.

``ArticlePage.objects.published().search("gas prices", backend="stories")`` gives the
newest thousand that match, best first; of other models it finds nothing. The index
follows each story by itself (``newsroom/publishing.py``); Wagtail's `update_index`
writes it anew.
"""

from functools import cached_property

from django.utils import timezone
from modelsearch.backends.base import (
    BaseIndex,
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    BaseSearchResults,
)
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText

from news.models import ArticlePage
from search import expression
from search.indexing import Rebuild, clear, forget, refresh
from search.meaning import Meaning, Wanted, Way, query_words, way_of
from search.ranking import Ranking
from search.results import CANDIDATES
from search.visible import Visible
from search.vocabulary import Vocabulary


class StoryIndex(BaseIndex):
    """All stories that listings may propose; inside a ``Rebuilder`` with its work."""

    def __init__(self, backend, rebuild: Rebuild | None = None):
        super().__init__(backend)
        self.rebuild = rebuild

    def reset(self):
        clear()

    def add_item(self, obj):
        self.add_items(type(obj), [obj])

    def add_items(self, model, items):
        if not issubclass(model, ArticlePage):
            return
        if self.rebuild:
            self.rebuild.take([item.pk for item in items])
        else:
            for item in items:
                refresh(item.pk)

    def delete_item(self, item):
        if isinstance(item, ArticlePage):
            forget(item.pk)

    def __str__(self):
        return "of public stories"


class Rebuilder:
    """Brings the index up to the stories in place: searches go on meanwhile."""

    def __init__(self, index: StoryIndex):
        self.index = index

    def start(self) -> StoryIndex:
        self.index = StoryIndex(self.index.backend, Rebuild())
        return self.index

    def finish(self):
        self.index.rebuild.finish()


class StoryQuery(BaseSearchQueryCompiler):
    """What is asked for in Python; readers' queries have a language of their own."""

    DEFAULT_OPERATOR = "and"

    def check(self):
        """Whatever the queryset filters by, the database does."""

    @cached_property
    def found(self) -> list[int]:
        """Primary keys of what readers may see and that matches, best first."""
        wanted = _wanted(self.query)
        vocabulary = Vocabulary.of(wanted.terms)
        now = timezone.now()
        meaning = Meaning([wanted], [], vocabulary)
        rows = Visible(now).newest(meaning.everything, CANDIDATES)
        ranked = Ranking(meaning, now).best_first(rows)
        among = self.queryset.filter(pk__in=[row.story for row in rows])
        among = set(among.values_list("pk", flat=True))
        return [row.story for row in ranked if row.story in among]


class StoryResults(BaseSearchResults):
    """What was found, in its order."""

    def _do_search(self):
        pks = self.query_compiler.found[self.start : self.stop]
        stories = self.query_compiler.queryset.in_bulk(pks)
        return [stories[pk] for pk in pks if pk in stories]

    def _do_count(self):
        return len(self.query_compiler.found[self.start : self.stop])


class SearchBackend(BaseSearchBackend):
    query_compiler_class = StoryQuery
    index_class = StoryIndex
    results_class = StoryResults
    rebuilder_class = Rebuilder


def _wanted(query) -> Wanted:
    """A query of modelsearch as the ranking takes it."""
    several = isinstance(query, Or) or getattr(query, "operator", "") == "or"
    expressed = _expression(query)
    ways = expressed.parts if several else [expressed]
    return Wanted(
        None,
        [Way(each, dict.fromkeys(expression.terms(each), 1.0)) for each in ways],
    )


def _expression(query) -> expression.Expression:
    match query:
        case PlainText() | Fuzzy():
            ways = [way_of([token]) for token in query_words(query.query_string)]
            join = expression.Any if query.operator == "or" else expression.All
            return join(tuple(way.expression for way in ways))
        case Phrase():
            return way_of(query_words(query.query_string)).expression
        case And():
            return expression.All(tuple(map(_expression, query.subqueries)))
        case Or():
            return expression.Any(tuple(map(_expression, query.subqueries)))
        case Not():
            return expression.Not(_expression(query.subquery))
        case Boost():
            return _expression(query.subquery)
        case MatchAll():
            return expression.All(())
    raise TypeError(f"{query!r} is no query that stories can be searched with.")
