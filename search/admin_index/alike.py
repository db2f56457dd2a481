"""Pages whose title shares most of its words with another, candidates only."""

from django.db.models import Model

from search.admin_index.documents import as_title, content_type_of
from search.admin_index.stored import database
from search.analysis import tokens
from search.expression import All, Any, Term
from search.models import AdminDocument

MOST_WORDS = 32


def title_terms(title: str) -> frozenset[str]:
    """The stems of a title's words."""
    return frozenset(token.term for token in tokens(title)[:MOST_WORDS])


def titled_like(title: str, model: type[Model], most: int) -> list[int]:
    """Primary keys of the newest, ``most`` at most, that may have such a title.

    All are among them that share more than half of the words: those are taken by
    pairs, a long one with a short one, of which one at least both have. Drafts too.
    Of a single word, which many may have, those whose newest title is just that.
    """
    content_type = content_type_of(model)
    documents = AdminDocument.objects.filter(content_type=content_type)
    terms = sorted(title_terms(title), key=lambda term: (-len(term), term))
    if len(terms) == 1:
        found = documents.filter(title=as_title(each.word for each in tokens(title)))
    else:
        half = (len(terms) + 1) // 2
        pairs = [
            All(tuple(Term(f"t:{term}") for term in {terms[at], terms[-1 - at]}))
            for at in range(half)
        ]
        found = documents.filter(database().matching(content_type, Any(tuple(pairs))))
    return list(found.order_by("-object_id").values_list("object_id", flat=True)[:most])
