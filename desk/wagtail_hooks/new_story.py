"""'New story' in the sidebar and on the dashboard."""

from django.urls import path
from wagtail import hooks

from desk.new_story import NewStoryMenuItem, NewStoryPanel, NewStoryView
from news.category_form import categories_to_write_in


@hooks.register("register_admin_urls")
def register_new_story():
    return [path("new-story/", NewStoryView.as_view(), name="desk_new_story")]


@hooks.register("register_admin_menu_item")
def begin_from_the_sidebar():
    return NewStoryMenuItem()


@hooks.register("construct_homepage_panels")
def begin_from_the_dashboard(request, panels):
    if categories_to_write_in(request.user).exists():
        panels.append(NewStoryPanel())
