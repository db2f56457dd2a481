"""The part of a story's form that says when readers see it: dates, expiry, embargo."""

from django import forms
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.utils.timestamps import ensure_utc

from delivery.times import newsroom_now
from news.moments import keep_what_nobody_touched, say_that_it_lifted, shown
from news.querysets import in_its_time

MOMENTS = ("published_at", "go_live_at", "embargo_until", "expire_at")
PAST = {
    "go_live_at": "This time has passed. To publish now, leave it empty.",
    "expire_at": "This time has passed. To take the story down now, unpublish it.",
}


class TimedForm(forms.Form):
    """Holds a story to its times, and few to lift its embargo. To be mixed in."""

    # Whether this save moves the go-live with the embargo.
    _go_live_followed = False
    # The embargo that this save lifts, for the log.
    _lifted = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_that_it_lifted(
            self.fields["embargo_until"], self.initial.get("embargo_until")
        )

    def clean(self):
        cleaned_data = super().clean()
        keep_what_nobody_touched(self, *MOMENTS)
        self._refuse_times_in_the_past()
        self._refuse_times_out_of_order()
        self._hold_to_the_embargo()
        self._leave_the_expiry_alone()
        return cleaned_data

    def save(self, commit=True):
        now = timezone.now()
        if self._is_new("published_at"):
            self.instance.redated_at = now
        if self._is_new("embargo_until"):
            self.instance.embargo_changed_at = now
        story = super().save(commit=commit)
        if self._lifted:
            moments = {"before": self._lifted, "after": story.embargo_until}
            data = {at: m and ensure_utc(m).isoformat() for at, m in moments.items()}
            log(story, "newsclip.lift_embargo", user=self.for_user, data=data)
        return story

    def get_field_updates_for_resave(self):
        """Also the go-live, where it followed an embargo that was moved."""
        updates = super().get_field_updates_for_resave()
        if self._go_live_followed:
            go_live = self.cleaned_data["go_live_at"]
            widget = self.fields["go_live_at"].widget
            shown = go_live and widget.format_value(timezone.localtime(go_live))
            updates.append((self.add_prefix("go_live_at"), shown or ""))
        return updates

    def _hold_to_the_embargo(self):
        """An embargo is a constraint: nothing goes live before it, few may lift it."""
        if "embargo_until" in self.errors:
            return
        now = newsroom_now()
        embargo = self.cleaned_data.get("embargo_until")
        go_live = self.cleaned_data.get("go_live_at")
        pending = bool(embargo and embargo > now)
        stored = self._stored()
        before = self._embargo_in_force(stored, now)
        self.instance.embargo_before = before
        self.instance.embargo_is_typed = (
            pending
            and self._is_new("embargo_until")
            and (before is None or embargo > before)
        )
        if before and (not embargo or embargo < before):
            self._lift(before)
        drafted = self.initial.get("embargo_until")
        if go_live and go_live in (before, drafted) and not self._is_new("go_live_at"):
            # It was only set by the embargo, and follows it.
            follows = embargo if pending else None
            self._go_live_followed = follows != go_live
            go_live = self.cleaned_data["go_live_at"] = follows
        if not pending:
            return
        if go_live and go_live < embargo:
            self.add_error(
                "go_live_at",
                f"The story is under embargo until {shown(embargo)}. Choose that time "
                "or a later one, or leave it empty to go live then.",
            )
        if stored and stored.live and in_its_time(stored, now) and embargo != before:
            self.add_error(
                "embargo_until",
                "Readers see this story already. Unpublish it first, then set the "
                "embargo.",
            )
        elif not go_live and not self.is_deferred_validation:
            self.cleaned_data["go_live_at"] = embargo

    def _lift(self, before):
        """Let few do it, and refuse it to others, saying who to ask."""
        if self.for_user and self.for_user.has_perm("news.lift_embargo"):
            self._lifted = before
        else:
            self.add_error(
                "embargo_until",
                f"The story is under embargo until {shown(before)}. Ask a managing "
                "editor to lift it, or leave it as it is.",
            )

    def _stored(self):
        """The story as the database has it; None for one that is not there yet."""
        return type(self.instance).objects.filter(pk=self.instance.pk).first()

    def _embargo_in_force(self, stored, now):
        """The latest embargo yet to pass, of the stored page or its newest draft.

        For whoever typed one that only autosave has stored, the one before it.
        """
        if stored is None:
            return None
        drafted = stored.get_latest_revision_as_object().embargo_until
        moments = {at for at in (stored.embargo_until, drafted) if at and at > now}
        if moments:
            moments = stored.embargoes_that_bind(self.for_user, moments)
        return max((at for at in moments if at > now), default=None)

    def _is_new(self, name):
        return self.cleaned_data.get(name) != self.initial.get(name)

    def _refuse_times_in_the_past(self):
        now = timezone.now()
        for name, message in PAST.items():
            moment = self.cleaned_data.get(name)
            if moment and moment <= now and self._is_new(name):
                self.add_error(name, message)
        shown = self.cleaned_data.get("published_at")
        if shown and shown > now and self._is_new("published_at"):
            self.add_error(
                "published_at",
                "The date shown cannot be in the future. To publish later, "
                "set a schedule.",
            )

    def _refuse_times_out_of_order(self):
        expiry = self.cleaned_data.get("expire_at")
        if not expiry:
            return
        for name, label in (
            ("go_live_at", "it goes live"),
            ("embargo_until", "its embargo ends"),
            ("published_at", "the date shown"),
        ):
            moment = self.cleaned_data.get(name)
            if moment and expiry <= moment:
                self.add_error(
                    "expire_at",
                    f"The story would expire before {label}. Choose a later time.",
                )

    def _leave_the_expiry_alone(self):
        """Where nobody touched it: Wagtail would refuse any that has passed.

        Only a publish is refused here: nobody would see the story.
        """
        if self._is_new("expire_at"):
            return
        expiry = self.cleaned_data.pop("expire_at", None)
        if expiry and expiry <= timezone.now() and not self.is_deferred_validation:
            self.add_error(
                "expire_at",
                "This time has passed, so that nobody would see the story. Choose "
                "a later one, or leave it empty.",
            )
