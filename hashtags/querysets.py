from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import IntegrityError, models, transaction
from django.db.models import Case, ProtectedError, Q, When
from taggit.models import NaturalKeyManager

from hashtags.folding import clean_name, fold
from hashtags.mentions import keys_in

if TYPE_CHECKING:
    from hashtags.models import Hashtag

NEVER_DELETED = (
    "A hashtag is never deleted, because older versions of stories refer to it: "
    "merge or hide instead."
)


class HashtagQuerySet(models.QuerySet):
    def active(self):
        """Hashtags that readers meet: neither proposed, hidden, blocked nor merged."""
        return self.filter(status=self.model.Status.ACTIVE, merged_into=None)

    def for_names(
        self, names: Iterable[str], *, status: str | None = None
    ) -> list["Hashtag"]:
        """One hashtag a name, in the order given, without writing anything.

        Known ones come from one query, whatever their spelling, and merged ones as
        what they were merged into; unknown ones are unsaved, with ``status``. Raises
        ``ValidationError`` for a name that cannot be a hashtag.
        """
        by_fold = {}
        for name in map(clean_name, names):
            by_fold.setdefault(fold(name), name)
        known = self.select_related("merged_into").in_bulk(by_fold, field_name="folded")
        status = status or self.model.Status.ACTIVE
        return without_repeats(
            known.get(folded) or self.model(name=name, folded=folded, status=status)
            for folded, name in by_fold.items()
        )

    def create_missing(self, hashtags: Iterable["Hashtag"]) -> list["Hashtag"]:
        """The same hashtags as rows: unsaved ones are created, merged ones followed.

        Safe when two editors create one hashtag at once, inside a transaction too.
        Rows are written in one order everywhere, so that two such transactions wait
        for each other rather than deadlock.
        """
        hashtags = without_repeats(hashtags)
        unsaved = [hashtag for hashtag in hashtags if hashtag.pk is None]
        rows = {
            hashtag.folded: self._create(hashtag)
            for hashtag in sorted(unsaved, key=lambda hashtag: hashtag.folded)
        }
        return without_repeats(
            rows.get(hashtag.folded, hashtag) for hashtag in hashtags
        )

    def get_or_create_many(self, names: Iterable[str]) -> list["Hashtag"]:
        """Hashtags for these names, in order, each once, created where unknown."""
        return self.create_missing(self.for_names(names))

    def suggest(self, prefix: str, limit: int = 8) -> list["Hashtag"]:
        """Active hashtags to offer for what is typed so far: beginnings first.

        Those that had such a name before, too: each says in ``found_as`` by which name.
        """
        folded = fold(prefix)
        if not folded:
            return []
        begins = Case(When(folded__startswith=folded, then=0), default=1)
        met = Q(status=self.model.Status.ACTIVE, merged_into=None)
        met |= Q(merged_into__status=self.model.Status.ACTIVE)
        matches = self.filter(met, folded__contains=folded)
        matches = matches.select_related("merged_into").order_by(begins, "folded")
        offered = {}
        for match in matches[:limit]:
            hashtag = offered.setdefault(match.resolved.pk, match.resolved)
            hashtag.found_as = getattr(hashtag, "found_as", match.name)
        return list(offered.values())

    def mentioned_in(self, text: str) -> list["Hashtag"]:
        """Active hashtags whose name or words stand in ``text``, whole, each once.

        In no order. Merged ones lead to what they were merged into. One query, whose
        cost goes with the text and not with how many hashtags there are.
        """
        found = self.filter(folded__in=keys_in(text)).select_related("merged_into")
        return [
            hashtag
            for hashtag in without_repeats(found)
            if hashtag.status == self.model.Status.ACTIVE
        ]

    def delete(self):
        raise ProtectedError(NEVER_DELETED, set(self))

    delete.alters_data = True
    delete.queryset_only = True

    def _create(self, hashtag, attempts=5):
        """Insert one, or read the row that another transaction inserted meanwhile."""
        try:
            with transaction.atomic(using=self.db):
                hashtag.save(using=self.db)
        except IntegrityError:
            rival = self.filter(folded=hashtag.folded).first()
            if rival is not None:
                return rival
            if attempts == 1:
                raise
            hashtag.slug = ""  # another hashtag has just taken this slug
            return self._create(hashtag, attempts - 1)
        return hashtag


def without_repeats(hashtags):
    """Each hashtag once, first place kept, after merged ones are followed."""
    resolved = (hashtag.resolved for hashtag in hashtags)
    by_fold = {}
    for hashtag in resolved:
        by_fold.setdefault(hashtag.folded, hashtag)
    return list(by_fold.values())


HashtagManager = NaturalKeyManager.from_queryset(HashtagQuerySet)
