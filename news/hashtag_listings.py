"""The listings of hashtags follow a merge, and its undoing, all stories at once.

What stories are tagged with is never rewritten: ``rebuild_listings`` writes the same
rows. Four statements, whatever the number of stories.
"""

from django.db import connection

from hashtags.models import HashtagOperation

# Any number, as long as it is used for nothing else.
_LOCK = 4_870_211

# Of each hashtag that leads elsewhere now, and of what it was merged into.
_MISSING_LISTINGS = """
INSERT INTO news_listing (kind, key, count)
SELECT 'hashtag', CAST(id AS varchar(20)), 0 FROM hashtags_hashtag WHERE id IN (
    SELECT hashtag_id FROM hashtags_hashtagchange WHERE operation_id = %(operation)s
    UNION SELECT %(into)s
)
ON CONFLICT (kind, key) DO NOTHING
"""
# A story has a row in the front's listing exactly where it is public.
_WHERE_THEY_LEAD = """
INSERT INTO news_storylisting
    (listing_id, story_id, published_at, embargo_until, expire_at)
SELECT listing.id, front.story_id,
    front.published_at, front.embargo_until, front.expire_at
FROM news_storyhashtag AS carried
JOIN hashtags_hashtag AS hashtag ON hashtag.id = carried.tag_id
JOIN news_listing AS listing ON listing.kind = 'hashtag' AND listing.key
    = CAST(COALESCE(hashtag.merged_into_id, hashtag.id) AS varchar(20))
JOIN news_storylisting AS front ON front.story_id = carried.content_object_id
    AND front.listing_id = (SELECT id FROM news_listing WHERE kind = 'front')
WHERE carried.tag_id IN (
    SELECT hashtag_id FROM hashtags_hashtagchange WHERE operation_id = %(operation)s
)
ON CONFLICT (listing_id, story_id) DO NOTHING
"""
_WHERE_THEY_LED = """
DELETE FROM news_storylisting WHERE id IN (
    SELECT listed.id FROM news_storylisting AS listed
    JOIN news_listing AS listing
        ON listing.id = listed.listing_id AND listing.kind = 'hashtag'
    WHERE listed.story_id IN (
        SELECT content_object_id FROM news_storyhashtag WHERE tag_id IN (
            SELECT hashtag_id FROM hashtags_hashtagchange
            WHERE operation_id = %(operation)s
        )
    ) AND NOT EXISTS (
        SELECT 1 FROM news_storyhashtag AS carried
        JOIN hashtags_hashtag AS hashtag ON hashtag.id = carried.tag_id
        WHERE carried.content_object_id = listed.story_id AND listing.key
            = CAST(COALESCE(hashtag.merged_into_id, hashtag.id) AS varchar(20))
    )
)
"""
_COUNTERS = """
UPDATE news_listing SET count = (
    SELECT COUNT(*) FROM news_storylisting WHERE listing_id = news_listing.id
)
WHERE kind = 'hashtag' AND key IN (
    SELECT CAST(hashtag_id AS varchar(20)) FROM hashtags_hashtagchange
    WHERE operation_id = %(operation)s
    UNION SELECT CAST(%(into)s AS varchar(20))
)
"""


def relist_hashtags(operation: HashtagOperation) -> None:
    """Bring rows and counters up to where hashtags lead after a merge or its undoing.

    Stories that are being published are waited for, and wait.
    """
    _lock("SELECT pg_advisory_xact_lock(%s)")
    told = {"operation": operation.pk, "into": operation.into_id}
    statements = _MISSING_LISTINGS, _WHERE_THEY_LEAD, _WHERE_THEY_LED, _COUNTERS
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, told)


def wait_for_merges() -> None:
    """Until the transaction ends, no merge changes where a story is listed.

    Any number of stories are listed at once.
    """
    _lock("SELECT pg_advisory_xact_lock_shared(%s)")


def _lock(statement: str) -> None:
    if connection.vendor == "postgresql":  # SQLite has one writer
        with connection.cursor() as cursor:
            cursor.execute(statement, [_LOCK])
