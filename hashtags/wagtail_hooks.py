from django.urls import path
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from hashtags.admin import HashtagAdmin
from hashtags.views import suggest

modeladmin_register(HashtagAdmin)


@hooks.register("register_admin_urls")
def register_suggest_url():
    return [path("hashtags/suggest/", suggest, name="hashtags_suggest")]
