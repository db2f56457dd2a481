"""What a column holds as JSON writes it, and back: exactly, to the microsecond."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Field, JSONField, Model
from django.db.models.functions import Cast
from wagtail.fields import StreamField

Kind = tuple[Callable, Callable]


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment


def _same(value):
    return value


# How a value is written and read, by what Django calls the kind of its column.
STRINGS = "CharField", "FileField", "SlugField", "TextField"
NUMBERS = (
    *("AutoField", "BigAutoField", "IntegerField", "BigIntegerField"),
    *("PositiveIntegerField", "PositiveSmallIntegerField", "PositiveBigIntegerField"),
)
KINDS: dict[str, Kind] = {
    **dict.fromkeys(STRINGS, (_same, str)),
    **dict.fromkeys(NUMBERS, (_same, int)),
    "BooleanField": (_same, bool),
    "FloatField": (_same, float),
    "JSONField": (_same, _same),
    "DateField": (date.isoformat, date.fromisoformat),
    "DateTimeField": (lambda moment: moment.astimezone(UTC).isoformat(), _moment),
    "UUIDField": (str, UUID),
}


class Names:
    """What the export calls content types and permissions, whose numbers may change."""

    def __init__(self):
        types = ContentType.objects.all()
        self._types = {
            each.pk: f"{each.app_label}.{each.model}"
            for each in types
            if each.model_class()
        }
        permissions = Permission.objects.values_list("pk", "content_type", "codename")
        self._named = {
            ContentType: self._types,
            Permission: {
                pk: f"{self._types[of]}.{codename}"
                for pk, of, codename in permissions
                if of in self._types
            },
        }
        self._numbers = {
            model: {name: pk for pk, name in named.items()}
            for model, named in self._named.items()
        }

    def covers(self, model: type[Model] | None) -> bool:
        """Whether rows of ``model`` go by name."""
        return model in self._named

    def name(self, model: type[Model], pk: int) -> str:
        """Raises ValueError for a model that the project has no more."""
        try:
            return self._named[model][pk]
        except KeyError:
            raise ValueError(
                f"{model._meta.label} {pk} is of a model that is gone: run "
                "manage.py remove_stale_contenttypes first"
            ) from None

    def number(self, model: type[Model], name: str) -> int:
        """Raises ValueError for a name that this newsroom does not know."""
        try:
            return self._numbers[model][name]
        except (KeyError, TypeError):
            raise ValueError(f"there is no {model._meta.label} {name!r} here") from None


def selected(field: Field):
    """What to select of a column: a body as it is stored, whatever its blocks are."""
    if isinstance(field, StreamField):
        return Cast(field.name, JSONField())
    return field.attname


def kind_of(field: Field) -> Kind:
    """How the column's values are written and read; LookupError for an unknown kind."""
    while field.remote_field and not field.many_to_many:
        field = field.target_field
    if isinstance(field, StreamField):
        return KINDS["JSONField"]
    return KINDS[field.get_internal_type()]


def written(field: Field, value, names: Names):
    """``value`` as the export's JSON has it."""
    if value is None:
        return None
    if names.covers(field.related_model):
        return names.name(field.related_model, value)
    if _is_revisions(field) and isinstance(value.get("content_type"), int):
        named = names.name(ContentType, value["content_type"])
        return value | {"content_type": named}
    return kind_of(field)[0](value)


def read(field: Field, data, names: Names):
    """The value that ``data`` stands for.

    Raises ValueError for what the export would not have written so.
    """
    if data is None:
        if not field.null:
            raise ValueError("it may not be empty")
        return None
    if names.covers(field.related_model):
        return names.number(field.related_model, data)
    if _is_revisions(field):
        return _revision(data, names)
    writes, reads = kind_of(field)
    try:
        value = reads(data)
        again = writes(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{_short(data)}: {error}") from error
    if type(again) is not type(data) or again != data:
        raise ValueError(f"{_short(data)} is not what an export writes")
    return value


def _is_revisions(field: Field) -> bool:
    """Whether a column's JSON itself holds the number of a content type."""
    return field.name == "content" and field.model._meta.label == "wagtailcore.Revision"


def _revision(content, names: Names) -> dict:
    if not isinstance(content, dict):
        raise ValueError(f"{_short(content)} is no revision")
    named = content.get("content_type")
    if not isinstance(named, str):
        return content
    return content | {"content_type": names.number(ContentType, named)}


def _short(data) -> str:
    return repr(data)[:60]
