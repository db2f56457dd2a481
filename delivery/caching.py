"""How long a public response may be kept, and by whom."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone


@dataclass(frozen=True)
class CachePolicy:
    """Seconds that a reader's browser, and a cache in front of the site, may keep it.

    Both 0: nobody may keep it at all.
    """

    browser: int = 0
    front: int = 0

    def header(self, until: datetime | None = None) -> str:
        """``Cache-Control`` (RFC 9111); no longer than ``until``, when it must go."""
        browser, front = self.browser, self.front
        if until is not None:
            left = max(int((until - timezone.now()).total_seconds()), 0)
            browser, front = min(browser, left), min(front, left)
        if not (browser or front):
            return "private, no-store"
        return f"public, max-age={browser}, s-maxage={front}"


# A page of stories: publishing purges the cache in front; browsers ask each time.
PURGED = CachePolicy(browser=0, front=300)
# A file whose address is another one once it changes. What shows a story must be gone
# with it: publishing purges the cache in front.
NAMED_BY_CONTENT = CachePolicy(browser=365 * 24 * 3600, front=300)
# What seldom changes, and shows no story.
MINUTE = CachePolicy(browser=60, front=60)
# What is suggested while a reader types: their own browser keeps it while they do. No
# cache that many share may, for no purge knows which words show a story.
TYPED = CachePolicy(browser=60)
NEVER = CachePolicy()
# The view says it, response by response; where it does not, nobody keeps anything.
OWN = CachePolicy()
