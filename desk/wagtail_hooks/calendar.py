"""'Calendar' in the sidebar."""

from django.urls import path
from wagtail import hooks

from desk.calendar_view import CalendarMenuItem, CalendarView


@hooks.register("register_admin_urls")
def register_calendar():
    return [path("calendar/", CalendarView.as_view(), name="desk_calendar")]


@hooks.register("register_admin_menu_item")
def look_ahead_from_the_sidebar():
    return CalendarMenuItem()
