from django.urls import path

from news import views

urlpatterns = [
    path("hashtags/", views.hashtags, name="hashtags"),
    path("hashtags/<str:slug>/", views.hashtag, name="hashtag"),
    path("authors/<str:slug>/", views.author, name="author"),
    path("accents.css", views.accents, name="accents"),
    path("outlets/<str:slug>/", views.outlet, name="outlet"),
    path("archive/", views.archive, name="archive"),
    path("archive/<str:month>/", views.archive_month, name="archive-month"),
    path("corrections/", views.corrections, name="corrections"),
]
