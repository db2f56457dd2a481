"""The calendar's page in the admin, and its line in the sidebar."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from delivery.times import newsroom_now
from desk.calendar import FIRST, LAST, Calendar, Span, address

ADDRESS = reverse_lazy("desk_calendar")
VIEWS = {"week": "Week", "month": "Month"}


def may_see_calendar(user) -> bool:
    """Whether the user works with stories at all."""
    policy = policy_registry.get_by_type(Page)
    return policy.user_has_any_permission(user, {"add", "change", "publish"})


class CalendarForm(forms.Form):
    """What the address asks for; what cannot be shown is left out."""

    view = forms.ChoiceField(choices=list(VIEWS.items()))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A word that Python keeps for itself.
        self.fields["from"] = forms.DateField(input_formats=["%Y-%m-%d"])

    def clean(self):
        day = self.cleaned_data.get("from")
        if day and not FIRST <= day <= LAST:
            self.add_error("from", "Nothing is planned so far away.")
        return self.cleaned_data


class CalendarView(WagtailAdminTemplateMixin, TemplateView):
    """A week or a month; this week, where the address asks for nothing it can show."""

    template_name = "desk/calendar.html"
    page_title = "Calendar"
    header_icon = "calendar-alt"

    def dispatch(self, request, *args, **kwargs):
        if not may_see_calendar(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def span(self) -> Span:
        form = CalendarForm(self.request.GET)
        form.is_valid()
        asked = form.cleaned_data
        return Span.around(asked.get("view", "week"), asked.get("from") or self.today)

    @cached_property
    def today(self):
        return newsroom_now().astimezone(timezone.get_default_timezone()).date()

    def get_context_data(self, **kwargs):
        calendar, span = Calendar(self.request.user, self.span), self.span
        near = {"previous": span.previous, "next": span.next}
        middle = self.today if span.first <= self.today < span.end else span.first
        return super().get_context_data(**kwargs) | {
            "span": span,
            "days": calendar.days(),
            "overdue": calendar.overdue(),
            "zone": timezone.get_default_timezone_name(),
            "views": [
                (label, address(view, middle), view == span.view)
                for view, label in VIEWS.items()
            ],
            "today": address(span.view, self.today),
            **{
                name: address(span.view, day) if FIRST <= day <= LAST else ""
                for name, day in near.items()
            },
        }


class CalendarMenuItem(MenuItem):
    def __init__(self):
        super().__init__(
            "Calendar", ADDRESS, name="calendar", icon_name="calendar-alt", order=30
        )

    def is_shown(self, request):
        return may_see_calendar(request.user)
