"""No model and no column is forgotten: `manage.py check` fails for what is nowhere."""

from collections.abc import Iterator

from django.apps import apps
from django.core.checks import Error, register
from django.db.models import Model

from syndication.exporting import contents
from syndication.exporting.values import kind_of

HINT = (
    "Say in syndication/exporting/contents.py whether exports hold it, describe it in "
    "docs/import.md, and raise FORMAT."
)


@register()
def everything_is_exported_or_left_out(app_configs, **kwargs) -> list[Error]:
    """An error for each model and column that the export says nothing of."""
    models = {
        model._meta.label: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    return [Error(line, hint=HINT, id="syndication.E001") for line in _faults(models)]


def _faults(models: dict[str, type[Model]]) -> Iterator[str]:
    exported, left_out = contents.EXPORTED.keys(), contents.LEFT_OUT.keys()
    for label in models.keys() - exported - left_out:
        yield f"{label} is neither exported nor left out."
    # What is left out need not be there: Wagtail has tables for one database alone.
    for label in exported - models.keys():
        yield f"{label} is in the contents of an export, and no model."
    for label in exported & left_out:
        yield f"{label} is exported and left out at once."
    for label in exported & models.keys():
        yield from _faults_in(models[label])


def _faults_in(model: type[Model]) -> Iterator[str]:
    label = model._meta.label
    there = {field.name: field for field in contents.own_columns(model)}
    said = contents.EXPORTED[label].split()
    hidden = contents.SECRETS.get(label, {}).keys()
    for name in there.keys() - set(said) - hidden:
        yield f"{label}.{name} is neither exported nor a secret."
    for name in (set(said) | hidden) - there.keys():
        yield f"{label}.{name} is in the contents of an export, and no column."
    for name in set(said) & hidden:
        yield f"{label}.{name} is exported, and a secret."
    for name in set(said) & there.keys():
        try:
            kind_of(there[name])
        except LookupError:
            yield f"{label}.{name} is of a kind that an export cannot write."
