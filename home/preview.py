"""The front page's draft as it will look at a later time, for whoever may edit it."""

from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.utils.decorators import xframe_options_sameorigin_override

from home.models import HomePage
from news.moments import LaterMomentField, name_the_zone


class LaterForm(forms.Form):
    """A time to come."""

    at = LaterMomentField(
        label="Date and time",
        widget=AdminDateTimeInput,
        help_text="Stories scheduled until then are out, embargoes have passed, slots "
        "and the banner have ended.",
        error_messages={
            "required": "Choose a date and time.",
            "invalid": "This is no date and time. Write it as 2026-12-24 18:00.",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_the_zone(self.fields["at"])

    def clean_at(self) -> datetime:
        at = self.cleaned_data["at"]
        if at <= timezone.now():
            raise forms.ValidationError("This time has passed. Choose a later one.")
        return at


class ComingFront(WagtailAdminTemplateMixin, TemplateView):
    """Asks for a time, and shows the front of it in a frame."""

    page_title = "Front page at a later time"
    header_icon = "calendar-alt"
    template_name = "home/coming_front.html"

    def get_context_data(self, page_pk, **kwargs):
        page = _editable(self.request, page_pk)
        asked = "at" in self.request.GET
        form = LaterForm(self.request.GET if asked else None)
        context = super().get_context_data(form=form, page=page, **kwargs)
        context["media"] = form.media
        if asked and form.is_valid():
            address = reverse("coming_front_page", args=[page.pk])
            context["at"] = form.cleaned_data["at"]
            context["frame"] = f"{address}?{urlencode({'at': form['at'].value()})}"
        return context

    def get_breadcrumbs_items(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.kwargs["page_pk"]])
        return [
            *super().get_breadcrumbs_items(),
            {"url": edit, "label": "Front page"},
            {"url": "", "label": self.page_title},
        ]


@xframe_options_sameorigin_override
def coming_front_rendered(request: HttpRequest, page_pk: int) -> HttpResponse:
    """The draft as readers would see it then; nobody keeps it. 400 without a time."""
    page = _editable(request, page_pk)
    form = LaterForm(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest(" ".join(form.errors.get("at", [])))
    draft = page.get_latest_revision_as_object()
    later = {"shown_at": form.cleaned_data["at"], "in_preview_panel": True}
    response = draft.make_preview_request(request, "", later)
    response["Cache-Control"] = "private, no-store"
    return response


def _editable(request: HttpRequest, page_pk: int) -> HomePage:
    page = get_object_or_404(HomePage, id=page_pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page
