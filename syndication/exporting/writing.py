"""Write all of a newsroom into a folder, row by row, as it is at one moment."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import batched
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Field, FileField, Model
from wagtail.models import Page

from syndication.exporting.contents import (
    FOLDERS,
    PARTS,
    columns,
    columns_of_page,
    exported_models,
    page_types,
    row_models,
)
from syndication.exporting.files import take_along
from syndication.exporting.folder import FolderRefused, Manifest, NewFolder, as_json
from syndication.exporting.numbers import last_numbers
from syndication.exporting.values import Names, selected, written

TOGETHER = 100
Row = dict[str, object]


def page_file(model: type[Page], pk: int) -> str:
    """Where the file of a page lies: a thousand to a folder."""
    folder = FOLDERS.get(model._meta.label, "pages")
    return f"{folder}/{pk // 1000}/{pk}.json"


def rows_file(model: type[Model]) -> str:
    """Where the rows of a model lie, a line each."""
    return f"rows/{model._meta.label}.jsonl"


def export(root: Path, say: Callable[[str], None]) -> Manifest:
    """Write the newsroom into the new folder ``root``; ``say`` hears of progress.

    Raises FolderRefused for a folder that is not empty, and for what cannot be written.
    """
    folder = NewFolder(root)
    with one_moment():
        return _Export(folder, say).run()


@contextmanager
def one_moment() -> Iterator[None]:
    """Read what was committed at one moment, and keep no writer waiting."""
    if connection.in_atomic_block:  # whoever opened it has chosen the moment
        yield
        return
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        connection.transaction_mode = mode


class _Export:
    def __init__(self, folder: NewFolder, say: Callable[[str], None]):
        self.folder, self.say = folder, say
        self.names = Names()
        self.counts = dict.fromkeys((m._meta.label for m in exported_models()), 0)
        self.missing: list[str] = []

    def run(self) -> Manifest:
        for model in page_types():
            self._write_pages(model)
        for model in row_models():
            self._write_rows(model)
        self._compare_counts()
        manifest = Manifest(
            settings.VERSION, self.counts, last_numbers(), sorted(set(self.missing))
        )
        self.folder.finish(manifest)
        return manifest

    def _write_pages(self, model: type[Page]) -> None:
        """A file for each page of that very type, with its parts."""
        fields = columns_of_page(model)
        label = model._meta.label
        of_type = ContentType.objects.get_for_model(model)
        pages = model._base_manager.filter(content_type=of_type).order_by("pk")
        for batch in batched(self._read(pages, fields), TOGETHER):
            parts = self._parts_of(model, [page["id"] for page in batch])
            for page in batch:
                document = {"model": label, "page": page, "parts": parts[page["id"]]}
                with self.folder.file(page_file(model, page["id"])) as file:
                    file.write(as_json(document, indent=2))
            self.counts["wagtailcore.Page"] += len(batch)
            if model is not Page:
                self.counts[label] += len(batch)
        self.say(f"{label}: {self.counts[label]:,}")

    def _parts_of(self, page_type: type[Page], pks: list[int]) -> dict[int, dict]:
        """By page, the rows of each model that lie in the page's own file."""
        models = PARTS.get(page_type._meta.label, {})
        found = defaultdict(lambda: {label: [] for label in models})
        for label, parent in models.items():
            model = apps.get_model(label)
            rows = model._base_manager.filter(**{f"{parent}__in": pks}).order_by("pk")
            for row in self._read(rows, columns(model)):
                found[row[parent]][label].append(row)
                self.counts[label] += 1
        return found

    def _write_rows(self, model: type[Model]) -> None:
        """A line for each row of the model, in the order of primary keys."""
        label = model._meta.label
        rows = self._read(model._base_manager.order_by("pk"), columns(model))
        if self.names.covers(model._meta.pk.related_model):
            rows = iter(sorted(rows, key=lambda row: row[model._meta.pk.name]))
        with self.folder.file(rows_file(model)) as lines:
            for row in rows:
                lines.write(as_json(row, separators=(",", ":")))
                self.counts[label] += 1
        self.say(f"{label}: {self.counts[label]:,}")

    def _read(self, rows, fields: list[Field]) -> Iterator[Row]:
        """The rows of a queryset, as JSON has them; their files come along."""
        values = rows.values_list(*(selected(field) for field in fields))
        for row in values.iterator(chunk_size=TOGETHER):
            try:
                yield {
                    field.name: written(field, value, self.names)
                    for field, value in zip(fields, row, strict=True)
                }
            except ValueError as error:
                raise FolderRefused(f"{rows.model._meta.label}: {error}") from error
            self._take_files(fields, row)

    def _take_files(self, fields: list[Field], row: tuple) -> None:
        for field, name in zip(fields, row, strict=True):
            is_file = isinstance(field, FileField) and name
            if is_file and not take_along(name, self.folder):
                self.missing.append(name)

    def _compare_counts(self) -> None:
        """Refuse to be done while the database has a row that was not written."""
        for model in exported_models():
            label, there = model._meta.label, model._base_manager.count()
            if self.counts[label] != there:
                raise FolderRefused(
                    f"{label}: {there} rows, of which {self.counts[label]} belong to a "
                    "page of their type"
                )
