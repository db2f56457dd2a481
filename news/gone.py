"""What is left of a story that was withdrawn: that it was, when, and why."""

from django.http import HttpRequest
from django.template.response import TemplateResponse

from delivery.tags import story_tag, tag
from news.listings import StoryList
from news.models.listing import ListingKind

NEWEST = 5


def gone(request: HttpRequest, story) -> TemplateResponse:
    """The 410 page at the address of ``story``, with the newest of its category.

    It shows the day and the public reason, and nothing of the story itself.
    """
    tag(story_tag(story.pk))
    category = story.shown_category
    newest = StoryList(ListingKind.CATEGORY, story.category_id).newest(0, NEWEST)
    context = {
        "page": story,  # by which the registry of surfaces knows what this is
        "withdrawn_at": story.withdrawn_at,
        "reason": story.withdrawn_because,
        "category": category,
        "newest": newest,
    }
    return TemplateResponse(request, "pages/410.html", context, status=410)
