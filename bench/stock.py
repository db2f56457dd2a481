"""Wagtail's own database search over the same stories, to compare with."""

from time import perf_counter

from django.db import connection
from modelsearch.backends.database import SearchBackend
from modelsearch.query import Phrase
from wagtail.models import Page

from bench.questions import Question
from news.models import ArticlePage
from search.results import PAGE_LENGTH

# Of a larger corpus, the newest so many are indexed.
MOST = 200_000
# Kinds that it has an answer for.
KINDS = "common word", "rare word", "two words", "phrase", "no hit"
TABLE = "wagtailsearch_indexentry"


def fill(say) -> int:
    """Index the stories as Wagtail would, in one statement; returns how many are in.

    Once for a corpus. What it is filled with is the text that ours is made of.
    """
    with connection.cursor() as cursor:
        stories = "content_type_id IN (SELECT id FROM django_content_type WHERE "
        stories += "app_label = 'news' AND model = 'articlepage')"
        cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE {stories}")
        (filled,) = cursor.fetchone()
        if filled:
            return filled
        say("Filling Wagtail's own index …")
        cursor.execute(
            f"""
            INSERT INTO {TABLE} (content_type_id, object_id, title_norm, autocomplete,
                title, body, title_text, body_text)
            SELECT page.content_type_id, page.id::text, 1.0,
                to_tsvector('simple', page.title),
                setweight(to_tsvector(page.title), 'A'),
                to_tsvector(found.named || ' ' || found.text), '', ''
            FROM (SELECT * FROM search_storydocument ORDER BY place DESC LIMIT %s)
                AS found
            JOIN {Page._meta.db_table} AS page ON page.id = found.story_id""",
            [MOST],
        )
        filled = cursor.rowcount
        cursor.execute(f"VACUUM ANALYZE {TABLE}")
        return filled


def took(question: Question) -> float:
    """Seconds that it takes to find the first page of stories and count them all.

    Of live ones, as in Wagtail's tutorial: embargo, expiry and privacy cost it nothing.
    """
    backend = SearchBackend({})
    words = question.words.strip('"')
    asked = Phrase(words) if question.kind == "phrase" else words
    began = perf_counter()
    found = backend.search(asked, ArticlePage.objects.live().for_cards())
    list(found[:PAGE_LENGTH])
    found.count()
    return perf_counter() - began
