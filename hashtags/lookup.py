"""Hashtags as readers ask for them, by address."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from hashtags.models import Hashtag


def open_hashtag_or_404(slug: str) -> tuple[Hashtag, Hashtag]:
    """The hashtag of that address, and the one that readers are shown for it.

    They differ where the first was merged. Raises Http404 where there is none, or
    where the one shown is not open to readers.
    """
    found = get_object_or_404(Hashtag.objects.select_related("merged_into"), slug=slug)
    shown = found.resolved
    if shown.status != Hashtag.Status.ACTIVE:
        raise Http404("This hashtag is not open to readers.")
    return found, shown
