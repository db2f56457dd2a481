"""'Already covered?': our own stories on the same source, or with much the same words.

The same source is the same address once its tracking, edition and AMP are folded away.
A headline is near-identical where two thirds of its words are (Dice's coefficient of
their stems), one of two words where both are; a text where half of it is, word for
word.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone
from wagtail.models import Page

from desk.known_stories import KnownStory, pages_to_change
from desk.marks import SKETCH, SOURCE, TEXT, source_marks
from desk.models import StoryMark
from news.models import ArticlePage, SourceReference
from news.page_policy import sees_drafts
from search.admin_index.alike import title_terms, titled_like

SHOWN = 6
# The newest that are looked at for each reason, however many there are.
NEWEST = 300
MOST_ADDRESSES = 10
LONGEST_HEADLINE = 300
HEADLINE_ALIKE = 0.66
TEXT_ALIKE = 0.5
# Of fewer words too many headlines are made: they are to have the same.
LEAST_WORDS = 3


@dataclass(frozen=True)
class Covered(KnownStory):
    """A story that tells the same, and why, as editors read it.

    ``may_see``: they may know of its draft; ``is_public``: readers may open it.
    """

    story: ArticlePage
    reasons: list[str]
    may_change: bool
    may_see: bool
    is_public: bool

    @property
    def headline(self) -> str:
        """The newest one, for who may see the draft; else as readers have it."""
        story = self.story
        return story.get_admin_display_title() if self.may_see else story.title

    @property
    def address(self) -> str:
        """What they may open; '' where that is nothing."""
        return super().address if self.may_change or self.is_public else ""

    @property
    def state(self) -> str:
        """'live', 'draft', 'scheduled', …; of one under embargo, that."""
        story = self.story
        if story.live:
            embargo = story.embargo_until
            under = embargo is not None and embargo > timezone.now()
            return "under embargo" if under else "live"
        if story.approved_schedule:
            return "scheduled"
        return "expired" if story.expired else "draft"

    @property
    def date(self):
        """When it was published; of what was not yet, when it was last written."""
        story = self.story
        return story.published_at or story.latest_revision_created_at

    @property
    def why(self) -> str:
        """The reasons in one line, beginning with a capital letter."""
        return ", ".join(self.reasons).capitalize()


@dataclass
class _Found:
    """Why stories were found, by primary key: by what is public, or by a draft only."""

    public: dict[int, dict[str, None]] = field(default_factory=dict)
    drafted: dict[int, dict[str, None]] = field(default_factory=dict)

    def add(self, pk: int, reason: str, drafted: bool) -> None:
        found = self.drafted if drafted else self.public
        found.setdefault(pk, {})[reason] = None

    def forget(self, pk: int) -> None:
        self.public.pop(pk, None)
        self.drafted.pop(pk, None)


SAME_SOURCE = "the same source"
SAME_HEADLINE = "a near-identical headline"
SAME_TEXT = "near-identical text"


def already_covered(
    user, addresses: Iterable[str] = (), headline: str = "", story: int | None = None
) -> list[Covered]:
    """Stories that ``user`` may know of: the same source first, then the newest.

    ``story`` is the one being written, as far as it is saved: its text is compared,
    and it is left out. Constant queries, and bounded work at any number of stories.
    """
    found = _Found()
    _by_source(found, list(addresses)[:MOST_ADDRESSES])
    _by_headline(found, headline[:LONGEST_HEADLINE])
    if story is not None:
        _by_text(found, story)
        found.forget(story)
    return _known_to(user, found)


def on_the_same_source(user, story: ArticlePage) -> list[Covered]:
    """Other stories, as ``user`` may know them, that cite what this one cites.

    For its checklist, and for what is said after it was published.
    """
    cited = [each.url for each in story.source_references.all() if each.url]
    found = _Found()
    _by_source(found, cited[:MOST_ADDRESSES])
    found.forget(story.pk)
    return _known_to(user, found)


def _by_source(found: _Found, addresses: list[str]) -> None:
    marks = source_marks(addresses)
    if not marks:
        return
    cited = SourceReference.objects.filter(source__key__in=marks.values())
    for pk in cited.order_by("-pk").values_list("article", flat=True)[:NEWEST]:
        found.add(pk, SAME_SOURCE, drafted=False)
    drafts = StoryMark.objects.filter(kind=SOURCE, mark__in=marks)
    for pk in drafts.order_by("-pk").values_list("story", flat=True)[:NEWEST]:
        found.add(pk, SAME_SOURCE, drafted=True)


def _by_headline(found: _Found, headline: str) -> None:
    words = title_terms(headline)
    if not words:
        return
    enough = HEADLINE_ALIKE if len(words) >= LEAST_WORDS else 1
    pks = titled_like(headline, ArticlePage, NEWEST)
    titles = Page.objects.filter(pk__in=pks).values_list("pk", "title", "draft_title")
    for pk, title, drafted in titles:
        for text, in_draft in ((title, False), (drafted, True)):
            theirs = title_terms(text)
            alike = 2 * len(words & theirs) / (len(words) + len(theirs))
            if alike >= enough:
                found.add(pk, SAME_HEADLINE, in_draft)


def _by_text(found: _Found, story: int) -> None:
    own = StoryMark.objects.filter(story=story, kind=TEXT, drafted=True)
    marks = list(own.values_list("mark", flat=True))
    if not marks:
        return
    alike = (
        StoryMark.objects.filter(kind=TEXT, mark__in=marks)
        .values("story", "drafted")
        .annotate(shared=Count("pk"))
        .filter(shared__gte=TEXT_ALIKE * SKETCH)
        .order_by("-story")
    )
    for row in alike[:NEWEST]:
        found.add(row["story"], SAME_TEXT, row["drafted"])


def _known_to(user, found: _Found) -> list[Covered]:
    """Of what was found, what is public, and drafts that this user may see."""
    either = found.public.keys() | found.drafted.keys()
    if not either:
        return []
    may_change = pages_to_change(user).filter(pk__in=either)
    changeable = set(may_change.values_list("pk", flat=True))
    seen = either if sees_drafts(user) else changeable
    public = ArticlePage.objects.published().filter(pk__in=either)
    public = set(public.values_list("pk", flat=True))
    reasons = {pk: {} for pk in public | seen}
    for pk, why in reasons.items():
        why |= found.public.get(pk, {})
        if pk in seen:
            why |= found.drafted.get(pk, {})
    first = sorted(
        (pk for pk, why in reasons.items() if why),
        key=lambda pk: (SAME_SOURCE in reasons[pk], pk),
        reverse=True,
    )[:SHOWN]
    stories = ArticlePage.objects.filter(alias_of=None).annotate_approved_schedule()
    stories = stories.select_related("category").defer("body").in_bulk(first)
    return [
        Covered(
            stories[pk], list(reasons[pk]), pk in changeable, pk in seen, pk in public
        )
        for pk in first
        if pk in stories
    ]
