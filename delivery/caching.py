"""How long a public response may be kept, and by whom."""

import time
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

# Names in a request's environment, which no client can write: that the response may be
# kept, that the database failed, and what query the page cache was asked with.
KEEP, DATABASE_FAILED = "newsclip.keep", "newsclip.database_failed"
ASKED_QUERY = "newsclip.asked_query"
# How it failed: a question of this page, or no connection is to be had.
AT_A_QUESTION, AWAY = "at a question", "away"
# Seconds that a cache in front keeps what nobody tells it to forget.
MICRO = 1
# Seconds that one which is told by tags may serve what is old, while it asks, and where
# the site does not answer. By addresses it is not told of each page that shows a story.
WHILE_REVALIDATING, WHERE_AWAY = 15, 900


@dataclass(frozen=True)
class CachePolicy:
    """Seconds that a reader's browser, and a cache in front of the site, may keep it.

    Both 0: nobody may keep it at all. What is ``purged`` shows stories: a cache in
    front that is not told to forget them keeps it for ``MICRO`` seconds.
    """

    browser: int = 0
    front: int = 0
    purged: bool = False

    def header(self, until: datetime | None = None) -> str:
        """``Cache-Control`` (RFC 9111); no longer than ``until``, when it must go."""
        return self.header_until(until.timestamp() if until else None)

    def header_until(self, until: float | None) -> str:
        """The same, of a UNIX time. No copy outlives it, fresh or stale (RFC 5861)."""
        browser, front = self.browser, self.front
        stale, away = WHILE_REVALIDATING, WHERE_AWAY
        told_addresses = bool(settings.WAGTAILFRONTENDCACHE)
        if self.purged and (told_addresses or not settings.FRONT_CACHE):
            stale, away = MICRO, MICRO
            front = min(front, MINUTE.front if told_addresses else MICRO)
        if until is not None:
            # A cache that counts whole seconds, as nginx does, keeps it for one more.
            left = max(int(until - time.time()) - 1, 0)
            browser, front = min(browser, left), min(front, left)
            stale, away = (min(each, left - front) for each in (stale, away))
        if not (browser or front):
            return "private, no-store"
        said = f"public, max-age={browser}, s-maxage={front}"
        if front:
            said += f", stale-while-revalidate={stale}, stale-if-error={away}"
        return said


@dataclass(frozen=True)
class Keeping:
    """That everybody may get this response: what it shows, how long it may be kept."""

    names: frozenset[str]
    policy: CachePolicy
    until: datetime | None
    # Whether a cache in front is to have nothing of it: it took too long.
    late: bool = False


def is_browser(accepts: str) -> bool:
    """Whether who sends this ``Accept`` header shows pages to people."""
    return "text/html" in accepts


# A page of stories: publishing purges the cache in front; browsers ask each time.
PURGED = CachePolicy(browser=0, front=300, purged=True)
# A file whose address is another one once it changes. What shows a story must be gone
# with it: publishing purges the cache in front.
NAMED_BY_CONTENT = CachePolicy(browser=365 * 24 * 3600, front=300, purged=True)
# What seldom changes, and shows no story.
MINUTE = CachePolicy(browser=60, front=60)
# What is suggested while a reader types: their own browser keeps it while they do. No
# cache that many share may, for no purge knows which words show a story.
TYPED = CachePolicy(browser=60)
NEVER = CachePolicy()
# The view says it, response by response; where it does not, nobody keeps anything.
OWN = CachePolicy()
