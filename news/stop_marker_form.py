"""Stop-markers in a story's form: errors where they stand, and a reason for them."""

from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.blocks.stream_block import StreamBlockValidationError

from accounts.review_form import decides, passes
from news import stop_markers
from news.stop_markers import OVERRIDE

REASON = "stop_marker_reason"


def reason_field() -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=500,
        label="Why readers may see the stop-markers",
        help_text="Empty: the story is not published before they are gone. What you "
        "write here is kept in the story's history with your name.",
        widget=AdminAutoHeightTextInput,
    )


class ReasonPanel(FieldPanel):
    """Where the reason is asked for, of those who may give one, once it is needed."""

    def __init__(self, field_name=REASON, permission=OVERRIDE, **kwargs):
        super().__init__(field_name, permission=permission, **kwargs)

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and getattr(self.form, "has_stop_markers", False)


def refuse_stop_markers(form) -> None:
    """Put an error on each field and block that holds one, unless they may stand."""
    sent_back = decides(form.data) and not passes(form.data)
    found = [] if sent_back else stop_markers.in_form(form)
    form.has_stop_markers = bool(found)
    if not found or stop_markers.is_overridden(form.instance, found):
        return
    may_override = REASON in form.fields
    reason = form.cleaned_data.get(REASON, "").strip() if may_override else ""
    if reason:
        form.instance.let_stand = partial(
            stop_markers.override, form.for_user, reason, found
        )
        return
    errors = {
        each.place: ValidationError(
            stop_markers.advice(each, may_override), code="stop_marker"
        )
        for each in found
    }
    for place, error in errors.items():
        match place:
            case (field,):
                form.add_error(field, error)
            case ("body", *_):
                pass  # all in one error, below
            case (relation, number, field):
                form.formsets[relation].forms[number].add_error(field, error)
    if blocks := stop_markers.body_errors(form["body"].data, errors):
        _add_to_body(form, blocks)


def _add_to_body(form, blocks: dict[int, ValidationError]) -> None:
    """One error for the whole body, since its editor shows no second.

    What is wrong with a block for another reason is said first.
    """
    (before,) = form.errors.as_data().get("body") or [StreamBlockValidationError()]
    errors = blocks | getattr(before, "block_errors", {})
    form.errors.pop("body", None)
    form.add_error(
        "body",
        StreamBlockValidationError(
            block_errors=errors,
            non_block_errors=getattr(before, "non_block_errors", None),
        ),
    )
