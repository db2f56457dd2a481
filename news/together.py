"""Rows of several models in one query: a UNION of parts, each row as JSON."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import F, Field, JSONField, Model, QuerySet, TextField, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from news.prepared import Prepared


@dataclass
class Part:
    """Rows of one model, each with what ``beside`` names, as for ``select_related``.

    ``fields`` are the columns wanted of the rows themselves; empty: all.
    """

    rows: QuerySet
    beside: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    _known: dict[str, dict[str, Field]] = field(default_factory=dict)

    def query(self, name: str) -> QuerySet:
        """``(name, row)`` of each row, the row as JSON of its columns."""
        row = {
            key: F(key) for path in ("", *self.beside) for key in self._columns(path)
        }
        named = {
            "part": Value(name, output_field=TextField()),
            "row": JSONObject(**row),
        }
        return self.rows.order_by().annotate(**named).values_list(*named)

    def instance(self, row: dict) -> Model:
        """The row as an instance, with what is beside it."""
        instances = {"": self._one("", row)}
        for path in self.beside:
            above, _, name = path.rpartition("__")
            if instances[above] is not None:
                instances[path] = self._one(path, row)
                setattr(instances[above], name, instances[path])
            else:
                instances[path] = None
        return instances[""]

    def _one(self, path: str, row: dict) -> Model | None:
        columns = self._columns(path)
        values = {
            column.attname: _native(column, row[key]) for key, column in columns.items()
        }
        model = self._model(path)
        if values[model._meta.pk.attname] is None:
            return None
        return model.from_db(self.rows.db, values.keys(), values.values())

    def _columns(self, path: str) -> dict[str, Field]:
        """Columns by their names from the row's point of view."""
        if path not in self._known:
            self._known[path] = self._columns_of(path)
        return self._known[path]

    def _columns_of(self, path: str) -> dict[str, Field]:
        columns = self._model(path)._meta.concrete_fields
        if self.fields and not path:
            columns = [each for each in columns if each.name in self.fields]
        prefix = f"{path}__" if path else ""
        return {f"{prefix}{column.attname}": column for column in columns}

    def _model(self, path: str) -> type[Model]:
        model = self.rows.model
        for name in path.split("__") if path else ():
            model = model._meta.get_field(name).related_model
        return model


class Together:
    """The rows of each part, in no order, all in one query that is written once.

    ``make`` is given what a ``Prepared`` gives its own, and returns parts by name.
    """

    def __init__(self, make: Callable[..., Mapping[str, Part]]):
        self._make = make
        self._parts: dict[tuple, Mapping[str, Part]] = {}
        self._rows = Prepared(self._union)

    def __call__(self, *fixed, **values) -> dict[str, list[Model]]:
        """The rows for these values, by the names of their parts."""
        if not (fixed or values):
            return {}
        rows = self._rows(*fixed, **values)
        parts = self._parts[fixed, tuple(values)]
        found: dict[str, list[Model]] = {name: [] for name in parts}
        for name, row in rows:
            found[name].append(parts[name].instance(row))
        return found

    def _union(self, *fixed, **values) -> QuerySet:
        parts = self._parts[fixed, tuple(values)] = self._make(*fixed, **values)
        first, *others = (part.query(name) for name, part in parts.items())
        return first.union(*others, all=True).order_by()


def _native(column: Field, value):
    """A column's value out of JSON: SQLite knows there neither dates nor JSON."""
    if isinstance(column, JSONField):
        return json.loads(value) if isinstance(value, str) else value
    value = column.to_python(value)
    if isinstance(value, datetime) and timezone.is_naive(value):
        return value.replace(tzinfo=UTC)
    return value
