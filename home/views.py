"""Pages about reading the site: its feeds, what a reader keeps, and no connection."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def feeds(request: HttpRequest) -> HttpResponse:
    """Which feeds there are: of the site, and of each category in the menu."""
    return render(request, "pages/feeds.html")


def following(request: HttpRequest) -> HttpResponse:
    """Where a browser lists what its reader follows. The same for everybody."""
    return render(request, "pages/following.html")


def saved(request: HttpRequest) -> HttpResponse:
    """Where a browser lists the stories that its reader saved. Likewise."""
    return render(request, "pages/saved.html")


def offline(request: HttpRequest) -> HttpResponse:
    """What the service worker shows where the network is not there."""
    return render(request, "pages/offline.html")
