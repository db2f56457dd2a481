from django.urls import path

from desk import views

urlpatterns = [
    path("drafts/<str:token>/", views.draft, name="draft"),
    path(
        "drafts/<str:token>/media/images/<path:path>",
        views.draft_picture,
        name="draft-picture",
    ),
]
