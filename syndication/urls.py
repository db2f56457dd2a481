from django.urls import path

from syndication import views

urlpatterns = [path("robots.txt", views.robots, name="robots")]
