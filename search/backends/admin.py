"""The search of the admin, as Wagtail asks for it: its views, choosers, bulk actions.

``WAGTAILSEARCH_BACKENDS["default"]``, in place of Wagtail's search in the database. No
public surface uses it, for it holds drafts.
"""

from collections import OrderedDict
from functools import cached_property

from django.db.models import (
    Case,
    Count,
    FloatField,
    IntegerField,
    QuerySet,
    Value,
    When,
)
from modelsearch.backends.base import (
    BaseIndex,
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    BaseSearchResults,
    FilterFieldError,
    SearchFieldError,
    get_model_root,
)
from modelsearch.query import MatchAll

from search.admin_index import stored
from search.admin_index.queries import Reader


class AdminIndex(BaseIndex):
    """One index for all models."""

    def add_items(self, model, objs):
        stored.put(objs)

    def delete_item(self, item):
        stored.forget(item)

    def reset(self):
        stored.AdminDocument.objects.all().delete()

    def __str__(self):
        return "of the admin"


class Rebuilder:
    """Brings the index up to date in place: searches go on meanwhile."""

    def __init__(self, index):
        self.index = index

    def start(self) -> AdminIndex:
        stored.forget_what_is_gone()
        return self.index

    def finish(self):
        """Nothing is left to do."""


class AdminQuery(BaseSearchQueryCompiler):
    """Whole words in any search field that the index has, or in titles alone."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    typing = False

    def check(self):
        """Raises a FieldError for a field that cannot be searched or filtered by."""
        super().check()
        root = get_model_root(self.queryset.model)
        held = _names(root.get_searchable_search_fields())
        for name in set(self.fields or ()) - held:
            raise SearchFieldError(
                f'The admin\'s index holds no "{name}" of a {root.__name__}.',
                field_name=name,
            )

    @cached_property
    def found(self) -> list[tuple[int, int]] | None:
        """Grade and primary key of what matches, best first; None for everything."""
        if isinstance(self.query, MatchAll):
            return None
        reader = Reader(in_titles=self.fields == ["title"], typing=self.typing)
        return stored.best(reader.read(self.query), self.queryset)


class AdminTyping(AdminQuery):
    """While something is typed: whole words, and the beginning of the last one."""

    typing = True


class AdminResults(BaseSearchResults):
    """What was found, as the queryset that was searched in gives it."""

    supports_facet = True

    def get_queryset(self) -> QuerySet:
        """The results from ``start`` to ``stop``, in their order."""
        compiler, found = self.query_compiler, self.query_compiler.found
        queryset = compiler.queryset
        if found is None:
            if not compiler.order_by_relevance and not queryset.query.order_by:
                queryset = queryset.order_by("-pk")
            return self._scored(queryset)[self.start : self.stop]
        if compiler.order_by_relevance:
            pks = [pk for _, pk in found[self.start : self.stop]]
            places = [When(pk=pk, then=place) for place, pk in enumerate(pks)]
            order = Case(*places, output_field=IntegerField()) if places else "pk"
            return self._scored(queryset.filter(pk__in=pks).order_by(order))
        queryset = queryset.filter(pk__in=[pk for _, pk in found])
        if not queryset.query.order_by:
            queryset = queryset.order_by("-pk")
        return self._scored(queryset)[self.start : self.stop]

    def facet(self, field_name: str) -> OrderedDict:
        """How many results have each value of that field, most first.

        Raises FilterFieldError for a field that cannot be filtered by.
        """
        compiler = self.query_compiler
        if compiler._get_filterable_field(field_name) is None:
            raise FilterFieldError(
                f'Add index.FilterField("{field_name}") to the search fields of '
                f"{compiler.queryset.model.__name__}.",
                field_name=field_name,
            )
        queryset = compiler.queryset.order_by()
        if compiler.found is not None:
            queryset = queryset.filter(pk__in=[pk for _, pk in compiler.found])
        counted = queryset.values_list(field_name).annotate(count=Count("pk"))
        return OrderedDict(counted.order_by("-count"))

    def _do_search(self):
        return list(self.get_queryset())

    def _do_count(self):
        if self.query_compiler.found is None:
            return self.query_compiler.queryset.order_by()[
                self.start : self.stop
            ].count()
        return len(self.query_compiler.found[self.start : self.stop])

    def _scored(self, queryset: QuerySet) -> QuerySet:
        """With the grade, if it was asked for: higher is better."""
        if self._score_field is None:
            return queryset
        by_grade: dict[int, list[int]] = {}
        for grade, pk in self.query_compiler.found or ():
            by_grade.setdefault(grade, []).append(pk)
        grades = [
            When(pk__in=pks, then=Value(float(grade)))
            for grade, pks in by_grade.items()
        ]
        score = Case(*grades, default=Value(0.0), output_field=FloatField())
        return queryset.annotate(**{self._score_field: score})


class SearchBackend(BaseSearchBackend):
    query_compiler_class = AdminQuery
    autocomplete_query_compiler_class = AdminTyping
    index_class = AdminIndex
    results_class = AdminResults
    rebuilder_class = Rebuilder


def _names(fields) -> set[str]:
    return {field.field_name for field in fields}
