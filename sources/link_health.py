"""What is known of the page at a source's address, and when it is asked again."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from sources.addresses import address_key, check_address
from sources.fields import AddressField

AGAIN = timedelta(days=30)
# A page is dead when its site said so for as long, at two checks a day or more apart.
GONE_FOR = timedelta(days=2)
GONE_AGAIN = timedelta(days=1)
FIRST_RETRY = timedelta(hours=6)


class LinkState(models.TextChoices):
    """What the last check of an address found."""

    UNCHECKED = "unchecked", "Not checked"
    LIVE = "live", "Live"
    MOVED = "moved", "Moved"
    DEAD = "dead", "No longer online"
    UNREACHABLE = "unreachable", "Could not be reached"


class LinkHealth(models.Model):
    """The state of an address, written by ``sources/links.py`` alone.

    Dead is what its site says to be gone (404, 410), for two days at least; only an
    answer with a page takes that back.
    """

    link_state = models.CharField(
        "link",
        max_length=12,
        choices=LinkState,
        default=LinkState.UNCHECKED,
        editable=False,
    )
    link_note = models.CharField(max_length=300, blank=True, editable=False)
    moved_to = models.CharField(max_length=2000, blank=True, editable=False)
    checked_at = models.DateTimeField("checked", null=True, editable=False)
    next_check_at = models.DateTimeField(default=timezone.now, editable=False)
    tries = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Checks since a page last answered."
    )
    gone_since = models.DateTimeField(null=True, editable=False)
    trail = models.JSONField(
        default=list,
        editable=False,
        help_text="Of the check under way: [address, whether for good] of each "
        "redirect.",
    )
    archive_url = AddressField(
        "archived copy",
        blank=True,
        help_text="An archive's copy of the report. Readers are offered it when the "
        "report itself is no longer online.",
    )

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["next_check_at"], name="sources_links_to_check"),
            models.Index(
                fields=["link_state", "-created_at", "-id"], name="sources_by_link"
            ),
        ]

    @property
    def is_dead(self) -> bool:
        return self.link_state == LinkState.DEAD

    @property
    def seen_at(self) -> datetime | None:
        """When its site last told whether it is there; None where it did not."""
        told = {LinkState.LIVE, LinkState.MOVED, LinkState.DEAD}
        return self.checked_at if self.link_state in told else None

    def answered(self, now: datetime) -> None:
        """A page answered: it is live, or has moved there for good."""
        self.moved_to = self._moved_to()
        self.tries, self.gone_since = 0, None
        state = LinkState.MOVED if self.moved_to else LinkState.LIVE
        self._found(state, "", now, AGAIN)

    def was_gone(self, note: str, now: datetime) -> None:
        """Its site says that there is no such page (any more)."""
        self.gone_since = self.gone_since or now
        if now - self.gone_since >= GONE_FOR:
            self._found(LinkState.DEAD, note, now, AGAIN)
        else:
            self._failed(LinkState.UNREACHABLE, note, now, GONE_AGAIN)

    def was_silent(self, note: str, now: datetime) -> None:
        """No answer that says anything of the page; asked again, later and later."""
        wait = min(FIRST_RETRY * 2 ** min(self.tries, 10), AGAIN)
        self._failed(LinkState.UNREACHABLE, note, now, wait)

    def was_refused(self, note: str, now: datetime) -> None:
        """Its site asks not to be asked: nothing is known."""
        self._failed(LinkState.UNCHECKED, note, now, AGAIN)

    def _failed(self, state, note: str, now: datetime, wait: timedelta) -> None:
        """Take down what a check found that takes nothing back."""
        self.tries = min(self.tries + 1, 1_000)
        self._found(LinkState.DEAD if self.is_dead else state, note, now, wait)

    def _found(self, state, note: str, now: datetime, wait: timedelta) -> None:
        self.link_state, self.link_note, self.trail = state, note[:300], []
        self.checked_at, self.next_check_at = now, now + wait

    def _moved_to(self) -> str:
        """Where permanent redirects alone lead; '' where that is the same report."""
        moved = ""
        for address, for_good in self.trail:
            if not for_good:
                break
            moved = address
        try:
            check_address(moved)
            return "" if address_key(moved) == self.key else moved
        except ValidationError:
            return ""


class Host(models.Model):
    """A site whose pages are checked: when it may be asked, and what it asks for."""

    name = models.CharField(
        max_length=300, unique=True, help_text="With the port, if it is unusual."
    )
    next_request_at = models.DateTimeField(help_text="It is left alone until then.")
    queued_until = models.DateTimeField(
        help_text="Until when checks that wait for it have a time each."
    )
    robots = models.TextField(blank=True, help_text="Its robots.txt, when last read.")
    robots_error = models.CharField(max_length=300, blank=True)
    robots_until = models.DateTimeField(
        null=True, help_text="When its robots.txt is to be read again."
    )
    gap = models.FloatField(default=0, help_text="Seconds its robots.txt asks for.")

    def __str__(self):
        return self.name
