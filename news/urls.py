from django.urls import path

from news import views

urlpatterns = [
    path("hashtags/<str:slug>/", views.hashtag, name="hashtag"),
    path("authors/<str:slug>/", views.author, name="author"),
    path("accents.css", views.accents, name="accents"),
    path("outlets/<str:slug>/", views.outlet, name="outlet"),
]
