"""Times as editors type and read them, through both changes of the clocks."""

from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.panels import FieldPanel


def shown(moment: datetime) -> str:
    """A moment in the newsroom's time, as editors read it."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def on_the_wall(moment: datetime) -> datetime:
    """What the newsroom's clocks show then, without seconds and without a zone.

    Twice a year, for an hour, two moments show the same.
    """
    local = timezone.localtime(moment)
    return local.replace(tzinfo=None, second=0, microsecond=0, fold=0)


def keep_what_nobody_touched(form: forms.BaseForm, *names: str) -> None:
    """Put back the stored moment where the form shows what clocks showed then.

    Fields show minutes, and the same hour twice.
    """
    for name in names:
        before, after = form.initial.get(name), form.cleaned_data.get(name)
        if before and after and on_the_wall(before) == on_the_wall(after):
            form.cleaned_data[name] = before


def name_the_zone(field: forms.DateTimeField) -> None:
    """Have a form's field say whose time it takes."""
    zone = timezone.get_default_timezone_name()
    field.help_text = f"{field.help_text} {zone}.".lstrip()
    field.widget.attrs["data-time-zone"] = zone


class MomentPanel(FieldPanel):
    """A time in a line of an inline panel, which says whose time it takes."""

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            zone = timezone.get_default_timezone_name()
            self.help_text = f"{self.help_text} {zone}.".lstrip()


def say_that_it_lifted(field: forms.DateTimeField, embargo: datetime | None) -> None:
    """Have the embargo's field read 'Lifted 10:00' once that has passed.

    Of another day, with the day. `story-editor.js` does so while it is typed.
    """
    said = ""
    if embargo and embargo <= timezone.now():
        local = timezone.localtime(embargo)
        today = local.date() == timezone.localdate()
        said = f"Lifted {local:{'%H:%M' if today else '%Y-%m-%d %H:%M'}}. "
    field.help_text = format_html(
        '<span id="embargo-lifted" role="status">{}</span>{}', said, field.help_text
    )


class MomentField(forms.DateTimeField):
    """A time that clocks show twice is the first of the two."""

    fold = 0

    def to_python(self, value):
        """An aware datetime; ValidationError where no clock will ever show it."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            wall = error.params["datetime"]
        zone = timezone.get_current_timezone()
        first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
        if first.utcoffset() < second.utcoffset():
            after = first.astimezone(UTC).astimezone(zone)
            raise ValidationError(
                f"This time does not exist: clocks go forward that night. "
                f"Choose {after:%H:%M}.",
                code="clocks_go_forward",
            )
        return second if self.fold else first


class LaterMomentField(MomentField):
    """A time that clocks show twice is the second: nothing is seen too early."""

    fold = 1


FIELDS = {
    "published_at": MomentField,
    "expire_at": MomentField,
    "made_at": MomentField,
    "go_live_at": LaterMomentField,
    "embargo_until": LaterMomentField,
}


def formfield_for_moments(db_field, **kwargs):
    """Wagtail's form field for a model field; for the times of a story, ours."""
    if db_field.name in FIELDS:
        kwargs.setdefault("form_class", FIELDS[db_field.name])
    return formfield_for_dbfield(db_field, **kwargs)
