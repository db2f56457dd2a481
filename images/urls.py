from django.urls import path

from images import views

urlpatterns = [
    path("media/images/<path:path>", views.rendition, name="rendition"),
    path("media/stills/<path:path>", views.still, name="still"),
    path("media/avatar_images/<path:path>", views.avatar, name="avatar"),
]
