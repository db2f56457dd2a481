from django.urls import include, path, re_path, register_converter
from django.urls.converters import IntConverter

from syndication import feed_views, views
from syndication.api.reading import nothing
from syndication.api.service import api
from syndication.embedded import embedded
from syndication.forms import FORMS
from syndication.llms import llms
from syndication.markdown.twin import ENDING
from syndication.markdown.views import markdown
from syndication.ninjs import ENDING as NINJS
from syndication.oembed import oembed
from syndication.push.indexnow import IndexNowKey, key_file
from syndication.robots import robots
from syndication.share_cards import views as share_cards


class StoryNumber(IntConverter):
    """A number that a story could have: a database refuses to look for larger ones."""

    regex = "[0-9]{1,18}"


register_converter(IndexNowKey, "indexnow_key")
register_converter(StoryNumber, "story_number")

# What each kind of feed is of, below which path, and its view.
FEEDS = [
    ("site", "", feed_views.site_feed),
    ("hashtag", "hashtags/<str:slug>/", feed_views.hashtag_feed),
    ("author", "authors/<str:slug>/", feed_views.author_feed),
    ("outlet", "outlets/<str:slug>/", feed_views.outlet_feed),
    ("corrections", "corrections/", feed_views.corrections_feed),
    # Last: categories lie at the root, where any name may stand.
    ("category", "<str:slug>/", feed_views.category_feed),
]

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("llms.txt", llms, name="llms"),
    path("", include("syndication.sitemaps.urls")),
    path("<indexnow_key:key>.txt", key_file, name="indexnow-key"),
    path("oembed", oembed, name="oembed"),
    path("<str:category>/<str:slug>/embed/", embedded, name="embedded"),
    path("share-cards/site/<str:name>", share_cards.site_card, name="site-card"),
    path(
        "share-cards/<story_number:story>/<str:name>",
        share_cards.story_card,
        name="story-card",
    ),
    path("api/v1/", api.urls),
    re_path("^api/", nothing, name="api-nothing"),
    path(f"<str:category>/<str:slug>{NINJS}", views.ninjs, name="ninjs"),
    *(
        path(f"{below}{ending}", view, {"form": form}, name=f"{kind}-{form}")
        for kind, below, view in FEEDS
        for form, (ending, *_) in FORMS.items()
    ),
    path(f"<str:category>/<str:slug>{ENDING}", markdown, name="markdown"),
]
