"""Every address of the project. What is not named here is a page of Wagtail's tree."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from accounts.urls import urlpatterns as sign_in_urls
from accounts.views import door
from news.documents import document
from newsroom import health, metrics
from newsroom.passwords import ask_for_password
from newsroom.security_txt import security_txt
from newsroom.serving import serve

urlpatterns = [
    path("admin/", include([*sign_in_urls, path("", include(wagtailadmin_urls))])),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("livez", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("metrics", metrics.tell, name="metrics"),
    path(
        "documents/<int:document_id>/<str:document_filename>",
        document,
        name="wagtaildocs_serve",
    ),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        ask_for_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path("_util/login/", door("account_login"), name="wagtailcore_login"),
    path("", include("images.urls")),
    path("", include("news.urls")),
    path("", include("home.urls")),
    path("", include("search.urls")),
    path("", include("syndication.urls")),
    path("", include("desk.urls")),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
]

handler400 = "newsroom.errors.bad_request"
handler404 = "newsroom.errors.not_found"
handler500 = "newsroom.errors.server_error"
