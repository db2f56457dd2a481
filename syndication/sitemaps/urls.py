from django.urls import path, register_converter
from django.urls.converters import IntConverter

from syndication.sitemaps import views
from syndication.sitemaps.lists import KINDS


class FileNumber(IntConverter):
    """The number of a sitemap, as the index writes it: each has one address."""

    regex = "[1-9][0-9]{0,4}"


register_converter(FileNumber, "file")

urlpatterns = [
    path("sitemap.xml", views.index, name="sitemap"),
    path("sitemaps/pages.xml", views.page_file, name="sitemap-pages"),
    path("sitemaps/news.xml", views.news_file, name="sitemap-news"),
    path(
        "sitemaps/news-<file:number>.xml",
        views.more_news_file,
        name="sitemap-more-news",
    ),
    path(
        "sitemaps/stories-<file:number>.xml", views.story_file, name="sitemap-stories"
    ),
    *(
        path(
            f"sitemaps/{kind}-<file:number>.xml",
            views.list_file,
            {"kind": kind},
            name=f"sitemap-{kind}",
        )
        for kind in KINDS
    ),
]
