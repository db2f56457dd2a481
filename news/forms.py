"""Forms of pages: what cannot be stored, and what a story needs to be published."""

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.utils.timestamps import ensure_utc

from delivery.times import newsroom_now
from news.blocks.image import ALT_MISSING
from news.querysets import in_its_time
from news.timing_form import formfield_for_moments, on_the_wall, shown

# A page's slug holds 255 characters; a number may follow.
LONGEST_SLUG = 240
# What the button of a scheduled page sends; Publish sends something else.
UPDATE_SCHEDULE = "update-schedule"
MOMENTS = ("published_at", "go_live_at", "embargo_until", "expire_at")
PAST = {
    "go_live_at": "This time has passed. To publish now, leave it empty.",
    "embargo_until": "This time has passed. To lift the embargo, leave it empty.",
    "expire_at": "This time has passed. To take the story down now, unpublish it.",
}


class PageForm(WagtailAdminPageForm):
    """A page's form, in which nobody need think of the slug."""

    # Where the page lay when the form was opened: see `news/wagtail_hooks.py`.
    place = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, parent_page=None, **kwargs):
        super().__init__(*args, parent_page=parent_page, **kwargs)
        self.fields["slug"].required = False
        self.fields["place"].initial = parent_page and parent_page.pk

    def clean(self):
        cleaned_data = super().clean()
        updates = self.data.get("action-publish") == UPDATE_SCHEDULE
        stored = Page.objects.filter(pk=self.instance.pk).first() if updates else None
        if stored and not stored.approved_schedule:
            self.add_error(
                None,
                "The scheduled version went out meanwhile, and readers see it. Press "
                "Publish to put what you see here in its place."
                if stored.live
                else "The schedule was cancelled meanwhile. Press Publish to set it "
                "again.",
            )
        return cleaned_data

    def clean_slug(self):
        """The slug; a free one where it is empty or a draft's follows the headline."""
        slug = self.cleaned_data["slug"]
        title = self.cleaned_data.get("title", "")
        wished = slugify(title, True)[:LONGEST_SLUG] or "story"
        if slug and not (slug == wished and self.is_deferred_validation):
            return slug
        free, number = wished, 1
        reserved = self.instance.reserved_slugs()
        while free in reserved or not self.instance._slug_is_available(
            free, self.parent_page, self.instance
        ):
            number += 1
            free = f"{wished}-{number}"
        return free

    def get_field_updates_for_resave(self):
        """What the open editor takes over after a save: the slug as it was stored."""
        updates = super().get_field_updates_for_resave()
        if self.data.get("slug") != self.instance.slug:
            updates.append(("slug", self.instance.slug))
        return updates


class CopyPageForm(CopyForm):
    """Wagtail's form for copying a page, which keeps to the slugs that are free."""

    def clean(self):
        cleaned_data = super().clean()
        slug = cleaned_data.get("new_slug")
        page = self.page.specific
        if slug in page.reserved_slugs():
            self.add_error("new_slug", page.slug_is_reserved(slug))
        return cleaned_data


class ArticleForm(PageForm):
    """A draft needs a headline only; the rest waits for Submit and Publish."""

    mark_updated = forms.BooleanField(
        required=False,
        label="Tell readers that the story was updated",
        help_text="Shows 'Updated' with the time of this save beside the date.",
    )

    class Meta(PageForm.Meta):
        formfield_callback = formfield_for_moments
        help_texts = {
            "go_live_at": "Takes effect with Publish. Empty: at once.",
            "expire_at": "Readers no longer see it then. Empty: never.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        zone = timezone.get_default_timezone_name()
        for name in MOMENTS:
            self.fields[name].help_text += f" {zone}."
            self.fields[name].widget.attrs["data-time-zone"] = zone

    def clean_title(self):
        return _on_one_line(self.cleaned_data["title"])

    def clean_standfirst(self):
        return _on_one_line(self.cleaned_data["standfirst"])

    def clean(self):
        cleaned_data = super().clean()
        self._keep_the_seconds()
        self._refuse_times_in_the_past()
        self._refuse_times_out_of_order()
        self._hold_to_the_embargo()
        if not self.is_deferred_validation:
            self._require_alt_text()
        expiry = self.cleaned_data.get("expire_at")
        if not self._is_new("expire_at"):
            if expiry and expiry <= timezone.now() and not self.is_deferred_validation:
                self.add_error(
                    "expire_at",
                    "This time has passed, so that nobody would see the story. Choose "
                    "a later one, or leave it empty.",
                )
            # Wagtail would refuse one that has passed, even where nobody touched it.
            self.cleaned_data.pop("expire_at", None)
        return cleaned_data

    def save(self, commit=True):
        now = timezone.now()
        if self._is_new("published_at"):
            self.instance.redated_at = now
        if self.cleaned_data.get("mark_updated"):
            self.instance.updated_at = now
        if self._is_new("embargo_until"):
            self.instance.embargo_changed_at = now
        self._prefill_alt_text()
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

    # Whether this save moves the go-live with the embargo.
    _go_live_followed = False
    # The embargo that this save lifts, for the log.
    _lifted = None

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

    def _keep_the_seconds(self):
        """Fields show minutes, and the same hour twice: what nobody touched stays."""
        for name in MOMENTS:
            before, after = self.initial.get(name), self.cleaned_data.get(name)
            if before and after and on_the_wall(before) == on_the_wall(after):
                self.cleaned_data[name] = before

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

    def _require_alt_text(self):
        picture = self.cleaned_data.get("hero_image")
        if (
            picture
            and not self.cleaned_data.get("hero_decorative")
            and not self.cleaned_data.get("hero_alt", "").strip()
            and not picture.default_alt_text
        ):
            self.add_error("hero_alt", ALT_MISSING)

    def _prefill_alt_text(self):
        story = self.instance
        if story.hero_image and not story.hero_alt and not story.hero_decorative:
            story.hero_alt = story.hero_image.default_alt_text


def _on_one_line(text: str) -> str:
    """What was typed or pasted into a field that grows, without its line breaks."""
    return " ".join(text.splitlines())
