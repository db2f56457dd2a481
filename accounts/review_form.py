"""A decision of a review that is sent with the story's form."""

import json

from django import forms
from wagtail.models import TaskState

# The button that sends a story back.
SENT_BACK = "reject"


def decides(data) -> bool:
    """Whether the form was sent by a reviewer's button."""
    return bool(data.get("action-workflow-action"))


def passes(data) -> bool:
    """Whether it was sent by one that lets the story pass on."""
    return decides(data) and data.get("workflow-action-name") != SENT_BACK


class ReviewForm(forms.Form):
    """Refuses a decision on another step than the reviewer saw. To be mixed in."""

    # The step at which the review was when the form was opened.
    review_step = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        step = self._step_now()
        self.fields["review_step"].initial = step and step.pk

    def clean(self):
        cleaned_data = super().clean()
        if decides(self.data):
            self._refuse_another_step()
            self._clean_what_was_said()
        return cleaned_data

    def _step_now(self) -> TaskState | None:
        review = self.instance.pk and self.instance.current_workflow_state
        waits = review and review.status == review.STATUS_IN_PROGRESS
        return review.current_task_state if waits else None

    def _refuse_another_step(self):
        seen, step = self.data.get("review_step"), self._step_now()
        if not seen or (step and seen == str(step.pk)):
            return
        where = f"It is at '{step.task.name}' now" if step else "It is over"
        self.add_error(
            None,
            f"Somebody decided in this review while you had the story open. {where}. "
            "Copy what you changed, open the story again, and look before you decide.",
        )

    def _clean_what_was_said(self):
        """Hold the comment, which comes as JSON, to the form that asked for it."""
        try:
            said = json.loads(self.data.get("workflow-action-extra-data") or "{}")
            in_full = set(said) <= {"comment"}
        except (ValueError, TypeError, RecursionError):
            in_full = False
        if not in_full:
            self.add_error(None, "Your decision did not arrive whole. Press it again.")
            return
        step = self._step_now()
        action = self.data.get("workflow-action-name", "")
        form_class = step and step.task.specific.get_form_for_action(action)
        form = form_class and form_class(said)
        for message in (form and form.errors.get("comment")) or ():
            self.add_error(None, message)
