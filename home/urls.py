from django.urls import path

from home import views

urlpatterns = [
    path("feeds/", views.feeds, name="feeds"),
    path("following/", views.following, name="following"),
    path("saved/", views.saved, name="saved"),
    path("offline/", views.offline, name="offline"),
]
