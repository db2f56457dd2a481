"""The part of a story's form that says what readers are told when it is published."""

from django import forms
from django.utils import timezone
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.panels.base import get_form_for_model
from wagtail.admin.widgets import AdminAutoHeightTextInput

from news.moments import formfield_for_moments, keep_what_nobody_touched

LONGEST_UPDATE = 200
MINOR = "minor"
NOTE_MISSING = {
    "update": "Say in one line what is new: readers see it on the story.",
    "correction": "Say what was wrong and what is right: readers see it on the story.",
    "clarification": "Say what was unclear, and what it means: readers see it on the "
    "story.",
    "retraction": "Say why the story cannot stand: readers see it above the headline.",
}


class RepublishPanel(MultiFieldPanel):
    """Shown once readers have seen the story: its first publication asks nothing."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self):
            seen = self.instance.first_published_at is not None
            return seen and super().is_shown()


republish_panel = RepublishPanel(
    [
        FieldPanel("republish_as", widget=forms.RadioSelect),
        FieldPanel("republish_note", widget=AdminAutoHeightTextInput),
    ],
    heading="When you publish this",
    help_text="Publish asks you the same.",
)


class CorrectionForm(WagtailAdminModelForm):
    """A correction's row, which leaves the date alone that nobody touched."""

    class Meta(WagtailAdminModelForm.Meta):
        formfield_callback = formfield_for_moments

    def clean(self):
        cleaned_data = super().clean()
        keep_what_nobody_touched(self, "made_at")
        made_at = self.cleaned_data.get("made_at")
        is_new = made_at != self.initial.get("made_at")
        if made_at and is_new and made_at > timezone.now():
            self.add_error(
                "made_at",
                "The date of a correction cannot be in the future. Choose now or an "
                "earlier time: readers see the correction with the next publish.",
            )
        return cleaned_data


class CorrectionsPanel(InlinePanel):
    """Wagtail's panel, each of whose forms is a ``CorrectionForm``."""

    def get_form_options(self):
        options = super().get_form_options()
        deferred = self.child_edit_handler.get_form_options()
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            self.db_field.related_model,
            form_class=CorrectionForm,
            defer_required_on_fields=deferred["defer_required_on_fields"],
        )
        return options


class RepublishForm(forms.Form):
    """What a story is published as, with its note. To be mixed into a page's form."""

    # The newest correction there was when the form was opened: its primary key.
    last_correction = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["republish_as"].required = False
        known = (each.pk or 0 for each in self.instance.corrections.all())
        self.fields["last_correction"].initial = max(known, default=0)

    def clean_republish_as(self):
        return self.cleaned_data["republish_as"] or MINOR

    def clean_republish_note(self):
        return self.cleaned_data["republish_note"].strip()

    def clean(self):
        cleaned_data = super().clean()
        if self.instance.first_published_at is None or self._was_told_meanwhile():
            self.cleaned_data["republish_as"] = MINOR
            self.cleaned_data["republish_note"] = ""
        elif not self.is_deferred_validation:
            self._require_the_note()
        return cleaned_data

    def save(self, commit=True):
        story = self.instance
        if story.republish_as == MINOR:
            story.republish_chosen_at = None
        elif story.republish_chosen_at is None or self._chose_anew():
            story.republish_chosen_at = timezone.now()
        return super().save(commit=commit)

    def _chose_anew(self) -> bool:
        return bool({"republish_as", "republish_note"} & set(self.changed_data))

    def _was_told_meanwhile(self) -> bool:
        """Whether Publish was pressed twice: the first press told readers already."""
        told = self.instance.corrections.model.objects.filter(
            article=self.instance.pk,
            pk__gt=self.cleaned_data.get("last_correction") or 0,
            kind=self.cleaned_data.get("republish_as") or MINOR,
            text=self.cleaned_data.get("republish_note", ""),
        )
        asked = self.data.get("last_correction") not in (None, "")
        return asked and told.exists()

    def _require_the_note(self) -> None:
        chosen = self.cleaned_data.get("republish_as")
        note = self.cleaned_data.get("republish_note", "")
        if "republish_note" in self.errors or chosen is None:
            return
        if chosen == MINOR:
            if note:
                self.add_error(
                    "republish_as",
                    "Readers would not see the note. Choose what it is, or empty it.",
                )
        elif not note:
            self.add_error("republish_note", NOTE_MISSING[chosen])
        elif chosen == "update":
            self._keep_to_one_line(note)

    def _keep_to_one_line(self, note: str) -> None:
        note = self.cleaned_data["republish_note"] = " ".join(note.split())
        if len(note) > LONGEST_UPDATE:
            self.add_error(
                "republish_note",
                f"The note of an update is one line of {LONGEST_UPDATE} characters at "
                f"most; this has {len(note)}. Shorten it.",
            )
