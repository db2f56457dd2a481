"""The stories that cite a source or an outlet, as one of the newsroom may know them."""

from django.db.models import QuerySet

from desk.known_stories import pages_to_change
from news.models import ArticlePage


def citing(user, **cited) -> QuerySet:
    """Primary keys of the stories, newest first: public ones, and drafts of ``user``'s.

    ``cited`` says of a source reference which: ``source=…`` or ``source__outlet=…``.
    """
    named = {f"source_references__{name}": each for name, each in cited.items()}
    stories = ArticlePage.objects.filter(alias_of=None, **named).order_by()
    # Two parts, each led by the few that cite it: an OR would look at every page.
    own = stories.filter(pk__in=pages_to_change(user).values("pk")).values_list("pk")
    return stories.published().values_list("pk").union(own).order_by("-id")


def rows_of(user, pks: list[int]) -> list[ArticlePage]:
    """Those stories for a list, in that order; ``may_change`` says what ``user`` may.

    Constant queries.
    """
    may_change = pages_to_change(user).filter(pk__in=pks)
    changeable = set(may_change.values_list("pk", flat=True))
    stories = ArticlePage.objects.annotate_approved_schedule().defer("body")
    found = stories.select_related("category").in_bulk(pks)
    for pk, story in found.items():
        story.may_change = pk in changeable
    return [found[pk] for pk in pks if pk in found]
