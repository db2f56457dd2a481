"""A public story, and how it is hidden. Used by ``newsroom_at.py``."""

from news.models import ArticlePage
from tests.leaks.once_public import published
from tests.leaks.rows import BY_NAME
from tests.leaks.scenes import build_newsroom


def publish_to_hide(row: str) -> dict:
    """Plant it; its key, and ``(name, address)`` of each place that shows it."""
    build_newsroom()
    story, places = published(BY_NAME[row])
    return {"pk": story.pk, "places": places}


def hide(row: str, pk: int) -> None:
    """Bring it into the state of that row of the leak matrix."""
    BY_NAME[row].bring(ArticlePage.objects.get(pk=pk))
