"""What lies in a checked folder, row by row, each with where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db.models import Field, FileField, Model
from wagtail.models import Page

from syndication.exporting.contents import (
    FOLDERS,
    PARTS,
    columns,
    columns_of_page,
    page_types,
    row_models,
)
from syndication.exporting.files import Bringing
from syndication.exporting.folder import FolderRefused, below, from_json, listed
from syndication.exporting.values import Names, read
from syndication.exporting.writing import page_file, rows_file


@dataclass(frozen=True)
class Row:
    """A row of a model's table: values by column; ``where`` it stands in the folder."""

    model: type[Model]
    values: dict[str, object]
    where: str


class Reader:
    """Reads a folder's rows, and brings the files that they name.

    Raises FolderRefused for the first that no export would have written.
    """

    def __init__(self, root: Path, files: Bringing):
        self._root, self._files = root, files
        self._names = Names()
        self._page_types = {model._meta.label: model for model in page_types()}

    def rows(self) -> Iterator[Row]:
        """Every row of every exported model, in the order of the folder."""
        for folder in sorted({"pages", *FOLDERS.values()}):
            for name in listed(self._root, folder):
                yield from self._page(name)
        for model in row_models():
            yield from self._lines(model)

    def _page(self, name: str) -> Iterator[Row]:
        try:
            said = _object(from_json(below(self._root, name).read_bytes()))
            if said.keys() != {"model", "page", "parts"}:
                raise ValueError("a page has model, page and parts")
            model = self._page_types.get(str(said["model"]))
            if model is None:
                raise ValueError(f"{said['model']!r} is no type of page")
            values = self._values(columns_of_page(model), said["page"])
            if page_file(model, values["id"]) != name:
                raise ValueError(f"page {values['id']} does not belong here")
            yield from _rows_of_page(model, values, name)
            yield from self._parts(model, values["id"], said["parts"], name)
        except ValueError as error:
            raise FolderRefused(f"{name}: {error}") from error

    def _parts(self, page_type, pk: int, parts, name: str) -> Iterator[Row]:
        models = PARTS.get(page_type._meta.label, {})
        if _object(parts).keys() != models.keys():
            raise ValueError(f"its parts are not {', '.join(models) or 'none'}")
        for label, parent in models.items():
            model = apps.get_model(label)
            if not isinstance(parts[label], list):
                raise ValueError(f"{label}: {str(parts[label])[:60]!r} is no list")
            for part in parts[label]:
                values = self._values(columns(model), part)
                if values[parent] != pk:
                    raise ValueError(f"a {label} of page {values[parent]}")
                yield Row(model, values, name)

    def _lines(self, model: type[Model]) -> Iterator[Row]:
        name, fields = rows_file(model), columns(model)
        last = None
        path = below(self._root, name)
        if not path.is_file():
            raise FolderRefused(f"{name} is missing")
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                where = f"{name}, line {number}"
                try:
                    said = from_json(line)
                    values = self._values(fields, said)
                    pk = said[model._meta.pk.name]
                    if last is not None and pk <= last:
                        raise ValueError(f"{pk} stands after {last}")
                except ValueError as error:
                    raise FolderRefused(f"{where}: {error}") from error
                last = pk
                yield Row(model, values, where)

    def _values(self, fields: list[Field], said) -> dict[str, object]:
        """The values of a row by column, its files brought."""
        expected = {field.name for field in fields}
        if odd := sorted(_object(said).keys() ^ expected):
            what = "is missing" if odd[0] in expected else "is no column of it"
            raise ValueError(f"{odd[0]} {what}")
        values = {}
        for field in fields:
            try:
                values[field.name] = read(field, said[field.name], self._names)
                if isinstance(field, FileField) and values[field.name]:
                    self._files.bring(field, values[field.name])
            except (FolderRefused, ValueError) as error:
                raise ValueError(f"{field.name}: {error}") from error
        return values


def _rows_of_page(model: type[Page], values: dict, where: str) -> Iterator[Row]:
    """The rows that a page has in the table of all pages and in its type's own."""
    tables = [Page] if model is Page else [Page, model]
    for table in tables:
        own = {field.name: values[field.name] for field in columns(table)}
        if table is not Page:
            own[table._meta.pk.name] = values["id"]
        yield Row(table, own, where)


def _object(said) -> dict:
    if not isinstance(said, dict):
        raise ValueError(f"{str(said)[:60]!r} is no object")
    return said
