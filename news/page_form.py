"""The form of any page, in which nobody need think of the slug, and of its copy."""

from django import forms
from django.utils.text import slugify
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from news.merging import MergingForm
from news.moments import name_the_zone
from news.signed_in import who_opened

# A page's slug holds 255 characters; a number may follow.
LONGEST_SLUG = 240
# What the button of a scheduled page sends; Publish sends something else.
UPDATE_SCHEDULE = "update-schedule"


class PageForm(MergingForm):
    """A page's form, in which nobody need think of the slug."""

    # Where the page lay when the form was opened: see `news/wagtail_hooks.py`.
    place = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, parent_page=None, **kwargs):
        super().__init__(*args, parent_page=parent_page, **kwargs)
        self.fields["slug"].required = False
        for field in self.fields.values():
            if isinstance(field, forms.DateTimeField):
                name_the_zone(field)
        place = self.fields["place"]
        place.initial = parent_page and parent_page.pk
        place.widget.attrs |= who_opened(self.for_user)

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
        if self.instance.keeps_its_address:
            return type(self.instance).objects.get(pk=self.instance.pk).slug
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
