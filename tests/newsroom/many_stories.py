"""A newsroom of thousands of stories, written straight into the tables."""

import uuid
from datetime import timedelta

from django.db import connection
from wagtail.models import Page

from news.models import (
    ArticlePage,
    Byline,
    Listing,
    SourceReference,
    StoryHashtag,
    StoryListing,
)

PARTS = [
    (StoryHashtag, "content_object_id"),
    (Byline, "article_id"),
    (SourceReference, "article_id"),
]


def copy_story(story: ArticlePage, number: int) -> None:
    """``number`` stories like ``story``, each a minute older, in its listings."""
    parent = story.get_parent()
    pages = Page.objects.bulk_create(
        _page_like(story, parent.numchild + place, place)
        for place in range(1, number + 1)
    )
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)
    _copy_rows(story, pages)
    for model, key in PARTS:
        rows = model.objects.filter(**{key: story.pk})
        model.objects.bulk_create(
            _copy(row, **{key: page.pk}) for row in rows for page in pages
        )
    for row in StoryListing.objects.filter(story=story.pk):
        StoryListing.objects.bulk_create(
            _copy(row, story_id=page.pk, published_at=page.first_published_at)
            for page in pages
        )
        rows = StoryListing.objects.filter(listing=row.listing_id)
        Listing.objects.filter(pk=row.listing_id).update(count=rows.count())


def _page_like(story, child: int, place: int) -> Page:
    slug = f"{story.slug}-{place}"
    return _copy(
        story.page_ptr,
        path=Page._get_path(story.path[: -Page.steplen], story.depth, child),
        slug=slug,
        url_path=story.url_path.replace(f"/{story.slug}/", f"/{slug}/"),
        translation_key=uuid.uuid4(),
        first_published_at=story.published_at - timedelta(minutes=place),
    )


def _copy(row, **changes):
    values = {field.attname: getattr(row, field.attname) for field in row._meta.fields}
    return type(row)(**{**values, row._meta.pk.attname: None, **changes})


def _copy_rows(story, pages: list[Page]) -> None:
    """What makes the pages stories, which no bulk insert of Django's writes."""
    columns = [field.column for field in ArticlePage._meta.local_fields[1:]]
    dated = {"published_at": "new.first_published_at"}
    values = [dated.get(column, f'story."{column}"') for column in columns]
    names = [f'"{column}"' for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO news_articlepage (page_ptr_id, {', '.join(names)}) "
            f"SELECT new.id, {', '.join(values)} "
            "FROM wagtailcore_page AS new, news_articlepage AS story "
            "WHERE story.page_ptr_id = %s AND new.id BETWEEN %s AND %s",
            [story.pk, pages[0].pk, pages[-1].pk],
        )
