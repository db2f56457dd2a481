from django.urls import path
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from hashtags.admin import HashtagAdmin
from hashtags.bulk_actions import ACTIONS
from hashtags.clean_up import clean_up
from hashtags.journal import Journal, undo_operation
from hashtags.views import suggest

modeladmin_register(HashtagAdmin)
for action in ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_urls")
def register_addresses():
    return [
        path("hashtags/suggest/", suggest, name="hashtags_suggest"),
        path("hashtags/journal/", Journal.as_view(), name="hashtags_journal"),
        path("hashtags/journal/<int:pk>/", undo_operation, name="hashtags_undo"),
        path("hashtags/clean-up/", clean_up, name="hashtags_clean_up"),
    ]
