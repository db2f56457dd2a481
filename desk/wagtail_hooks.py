"""What editors see of the newsroom's own work."""

from django.contrib import messages
from wagtail import hooks

from desk.panels import AtWorkPanel
from news.models import ScheduleProblem


@hooks.register("construct_homepage_panels")
def show_what_is_at_work(request, panels):
    panels.append(AtWorkPanel())


@hooks.register("before_edit_page")
def say_why_it_is_not_out(request, page):
    """Tell whoever opens a page that was due why it could not be published."""
    problem = ScheduleProblem.objects.filter(page=page.pk).first()
    if problem and request.method == "GET":
        messages.error(request, f"This page is due but could not be changed. {problem}")
