"""Published versions, and withholding the text of one: for whoever has that right."""

from functools import cached_property

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.ui.tables import (
    ButtonsColumnMixin,
    Column,
    DateColumn,
    TitleColumn,
)
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import ListingButton
from wagtail.models import Page

from news.models import ArticlePage, StoryVersion
from news.withholding import refuse_what_cannot_go, withhold

RIGHT = "news.withhold_version"


class ForThoseWhoWithhold:
    """A view that answers 403 to others."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class VersionColumn(ButtonsColumnMixin, TitleColumn):
    """The story's headline of today and the version; a button where it has a text."""

    def get_value(self, version):
        return f"{version.headline}, version {version.number}"

    def get_link_url(self, version, parent_context):
        return reverse("story_versions", args=[version.story_id])

    def get_buttons(self, version, parent_context):
        if version.withheld_at or not version.has_words:
            return []
        spoken = f"Withhold version {version.number} of {version.headline}"
        address = reverse("withhold_version", args=[version.pk])
        return [ListingButton("Withhold", address, attrs={"aria-label": spoken})]


class PublishedVersions(ForThoseWhoWithhold, ReportView):
    """What was published when and by whom, newest first; of one story, or of all.

    Deleted stories keep their versions, and are withheld from here, too.
    """

    model = StoryVersion
    page_title = "Published versions"
    header_icon = "history"
    index_url_name = "published_versions"
    index_results_url_name = "published_versions_results"
    default_ordering = "-pk"
    columns = [
        VersionColumn("version", label="Version"),
        DateColumn("at", label="When", width="15%"),
        Column("who", label="Who", width="12%"),
        Column("change_shown", label="What", width="25%"),
    ]

    def get_base_queryset(self):
        versions = StoryVersion.objects.defer("content").order_by("-pk")
        story_pk = self.kwargs.get("story_pk")
        return versions.of(story_pk).order_by("-pk") if story_pk else versions

    def get_index_url(self):
        return self.request.path

    def get_index_results_url(self):
        return None if "story_pk" in self.kwargs else super().get_index_results_url()

    def decorate_paginated_queryset(self, object_list):
        """Say of each which story it is of, and what became of its text."""
        versions = list(object_list)
        pks = {version.story_id for version in versions}
        titles = dict(Page.objects.filter(pk__in=pks).values_list("pk", "draft_title"))
        for version in versions:
            deleted = f"Deleted story {version.story_id}"
            version.headline = titles.get(version.story_id, deleted)
            version.change_shown = (
                version.get_withheld_for_display() or version.get_change_display()
            )
        return versions


class WithholdForm(forms.Form):
    reason = forms.ChoiceField(
        choices=StoryVersion.Reason,
        widget=forms.RadioSelect,
        help_text="Readers see it in the story's history, with today's date.",
    )
    because = forms.CharField(
        label="Why",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the newsroom alone: a file number, who asked. Do not repeat the "
        "words that are to be destroyed: this is kept.",
    )
    all_drafts = forms.BooleanField(
        label="Destroy all earlier drafts and the desk's comments, too",
        required=False,
        initial=True,
        help_text="A draft that nobody published may say it in other words. What is "
        "kept is what readers see now, the newest draft, what is scheduled, and the "
        "published versions.",
    )


class WithholdVersion(ForThoseWhoWithhold, WagtailAdminTemplateMixin, FormView):
    """Asks for the reason, and destroys the text of a version."""

    form_class = WithholdForm
    template_name = "desk/withhold.html"
    header_icon = "warning"

    @cached_property
    def version(self) -> StoryVersion:
        return get_object_or_404(StoryVersion, pk=self.kwargs["pk"])

    @cached_property
    def story(self) -> ArticlePage | None:
        return ArticlePage.objects.filter(pk=self.version.story_id).first()

    @property
    def page_title(self) -> str:
        return f"Withhold version {self.version.number}"

    def get_breadcrumbs_items(self) -> list[dict]:
        title = self.story.title if self.story else "A deleted story"
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("published_versions"), "label": "Published versions"},
            {"url": "", "label": self.page_title, "sublabel": title},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"version": self.version, "refused": self._refusal()}

    def _refusal(self) -> str:
        try:
            refuse_what_cannot_go(self.version, self.story)
        except ValidationError as error:
            return error.message
        return ""

    def form_valid(self, form):
        try:
            withhold(self.version, **form.cleaned_data, user=self.request.user)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(
            self.request, f"The text of version {self.version.number} was destroyed."
        )
        return redirect("story_versions", self.version.story_id)
