"""Known hashtags that a story's text mentions, offered beside its own."""

from django import forms
from django.apps import apps
from django.forms.widgets import Script
from wagtail.admin.panels import Panel

from hashtags.models import Hashtag

MOST_OFFERED = 8


def known_in(story) -> list[Hashtag]:
    """At most eight active hashtags that the story's text names, most used first.

    Without those that it has. Two queries, beside those for the story's hashtags.
    """
    text = "\n".join([story.title, story.standfirst, story.body_text])
    has = {tag.folded for tag in story.hashtags.all()}
    offered = [
        tag for tag in Hashtag.objects.mentioned_in(text) if tag.folded not in has
    ]
    used = _stories_of(offered)
    offered.sort(key=lambda tag: (-used.get(str(tag.pk), 0), tag.folded))
    return offered[:MOST_OFFERED]


def _stories_of(hashtags) -> dict[str, int]:
    """How many stories each has, by primary key as text."""
    keys = [str(tag.pk) for tag in hashtags]
    listings = apps.get_model("news", "Listing").objects
    counts = listings.filter(kind="hashtag", key__in=keys)
    return dict(counts.values_list("key", "count"))


class KnownHashtagsPanel(Panel):
    """Buttons below the hashtags; rendered anew after each autosave."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "news/known_hashtags_panel.html"

        @property
        def media(self):
            return forms.Media(
                css={"all": ["news/known-hashtags.css"]},
                js=[Script("news/known-hashtags.js", type="module")],
            )

        def get_context_data(self, parent_context=None):
            """Adds ``known_hashtags``."""
            context = super().get_context_data(parent_context)
            return context | {"known_hashtags": known_in(self.instance)}
