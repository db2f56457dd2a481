"""A story's whole text as HTML, as its page says it, to be read elsewhere."""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from home.furniture import Furniture
from news.models import ArticlePage
from syndication.bodies import TAGS, Bodies, clean, figure

# What tells a story in another language, or script, from what stands around it.
AROUND = {"div"}


class FullText:
    """The whole texts of some stories: their bodies' queries, and no other.

    The stories are loaded with their source references, corrections and hero pictures.
    """

    def __init__(self, stories: Iterable[ArticlePage], furniture: Furniture):
        self._furniture = furniture
        self._bodies = Bodies(stories, furniture.site.root_url)

    def html(self, story: ArticlePage) -> SafeString:
        """Why it cannot stand, standfirst, picture, body, sources, then corrections."""
        picture = story.hero_image
        shown = {
            "page": story,
            "furniture": self._furniture,
            "references": list(story.source_references.all()),
            "body": self._bodies.html(story),
            "picture": figure(
                picture,
                story.shown_hero_alt,
                story.shown_hero_caption,
                picture.credit if picture else "",
            ),
        }
        written = render_to_string("feeds/story.html", shown)
        cleaned = clean(written, story.full_url, TAGS | AROUND)
        return SafeString("\n".join(filter(str.strip, cleaned.split("\n"))))
