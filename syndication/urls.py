from django.urls import path

from syndication import views
from syndication.feeds import ENDINGS

# What each kind of feed is of, below which path, and its view.
FEEDS = [
    ("site", "", views.site_feed),
    ("hashtag", "hashtags/<str:slug>/", views.hashtag_feed),
    ("author", "authors/<str:slug>/", views.author_feed),
    ("corrections", "corrections/", views.corrections_feed),
    # Last: categories lie at the root, where any name may stand.
    ("category", "<str:slug>/", views.category_feed),
]

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    *(
        path(f"{below}{ending}", view, {"form": form}, name=f"{kind}-{form}")
        for kind, below, view in FEEDS
        for form, ending in ENDINGS.items()
    ),
]
