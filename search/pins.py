"""The stories that editors promote for a query."""

from django.utils import timezone

from news.models import ArticlePage
from news.prepared import Prepared
from search.folding import fold_query
from search.models import PromotedStory, Promotion


def promoted(query_text: str) -> list[ArticlePage]:
    """Stories ready for cards, in the editor's order; [] where none is promoted.

    Two queries, or one where nothing is promoted. What readers may not see now is left
    out, as everywhere.
    """
    folded = fold_query(query_text)
    if not folded:
        return []
    wanted = _promoted(folded=folded, today=timezone.localdate())
    if not wanted:
        return []
    stories = ArticlePage.objects.published().for_cards().in_bulk(wanted)
    return [stories[pk] for pk in wanted if pk in stories]


@Prepared
def _promoted(folded, today):
    running = Promotion.objects.running(today).filter(folded=folded)
    rows = PromotedStory.objects.filter(promotion__in=running).order_by("sort_order")
    return rows.values_list("story_id", flat=True)
