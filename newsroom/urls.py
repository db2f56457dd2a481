"""Every address of the project. What is not named here is a page of Wagtail's tree."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from news.documents import document
from newsroom import health

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path(
        "documents/<int:document_id>/<str:document_filename>",
        document,
        name="wagtaildocs_serve",
    ),
    path("", include("images.urls")),
    path("", include("news.urls")),
    path("", include("search.urls")),
    path("", include("syndication.urls")),
    path("", include(wagtail_urls)),
]

handler404 = "newsroom.errors.not_found"
handler500 = "newsroom.errors.server_error"
