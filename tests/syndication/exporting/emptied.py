"""A database without a row, which an import takes for a new one."""

from pathlib import Path

from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings

from search.memory import forget
from syndication.exporting.contents import LEFT_OUT, NAMES


def empty_the_database() -> None:
    """Delete every row but content types and permissions; the test's end undoes it."""
    for model in apps.get_models(include_auto_created=True):
        if LEFT_OUT.get(model._meta.label) != NAMES:
            rows = model._base_manager.all()
            rows._raw_delete(rows.db)
    cache.clear()
    forget()


def import_where_nothing_is(folder: Path, made: Path) -> dict[str, str]:
    """Import ``folder`` into an emptied database; settings with roots of its files."""
    roots = {f"{kind}MEDIA_ROOT": str(made / kind) for kind in ("", "PUBLIC_")}
    empty_the_database()
    with override_settings(**roots):
        call_command("import_site", folder)
    return roots
