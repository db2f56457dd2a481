from django.urls import path, register_converter
from django.urls.converters import IntConverter

from news import history_views, views


class VersionNumber(IntConverter):
    """A number as the history writes it: no other spelling is an address."""

    regex = "[1-9][0-9]{0,8}"


register_converter(VersionNumber, "version")
STORY_HISTORY = "<str:category>/<str:slug>/history/"

urlpatterns = [
    path("hashtags/", views.hashtags, name="hashtags"),
    path("hashtags/<str:slug>/", views.hashtag, name="hashtag"),
    path("authors/<str:slug>/", views.author, name="author"),
    path("accents.css", views.accents, name="accents"),
    path("outlets/<str:slug>/", views.outlet, name="outlet"),
    path("archive/", views.archive, name="archive"),
    path("archive/<str:month>/", views.archive_month, name="archive-month"),
    path("corrections/", views.corrections, name="corrections"),
    path(STORY_HISTORY, history_views.history, name="history"),
    path(
        f"{STORY_HISTORY}<version:number>/",
        history_views.version,
        name="history-version",
    ),
    path(
        f"{STORY_HISTORY}<version:former>..<version:later>/",
        history_views.difference,
        name="history-difference",
    ),
]
