"""Rows of several models in one query: a UNION of parts, each row as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import F, Field, JSONField, Model, QuerySet, TextField, Value
from django.db.models.functions import JSONObject
from django.utils import timezone


@dataclass(frozen=True)
class Part:
    """Rows of one model, each with what ``beside`` names, as for ``select_related``.

    ``fields`` are the columns wanted of the rows themselves; empty: all.
    """

    rows: QuerySet
    beside: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

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


def rows_together(parts: Mapping[str, Part]) -> dict[str, list[Model]]:
    """The rows of each part, in no order, all in one query."""
    if not parts:
        return {}
    first, *others = (part.query(name) for name, part in parts.items())
    found: dict[str, list[Model]] = {name: [] for name in parts}
    for name, row in first.union(*others, all=True).order_by():
        found[name].append(parts[name].instance(row))
    return found


def _native(column: Field, value):
    """A column's value out of JSON: SQLite knows there neither dates nor JSON."""
    if isinstance(column, JSONField):
        return json.loads(value) if isinstance(value, str) else value
    value = column.to_python(value)
    if isinstance(value, datetime) and timezone.is_naive(value):
        return value.replace(tzinfo=UTC)
    return value
