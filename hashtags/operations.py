"""What may be done to hashtags: each is one row of the journal, and can be undone.

A merge, like any operation, changes rows of hashtags alone. What stories carry, and
what their older versions say, stays as it is, and is followed when it is read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from hashtags.folding import clean_name, fold
from hashtags.models import (
    Hashtag,
    HashtagChange,
    HashtagOperation,
    name_is_taken,
)
from hashtags.signals import hashtags_changed

Kind = HashtagOperation.Kind
Status = Hashtag.Status

# So many at once take about a second.
MOST = 1_000
ADDRESSED_BY = ("name", "slug", "folded")
COLUMNS = (*ADDRESSED_BY, "status", "merged_into_id", "description")
KIND_OF = {
    Status.ACTIVE: Kind.APPROVE,
    Status.HIDDEN: Kind.HIDE,
    Status.BLOCKED: Kind.BLOCK,
    Status.PROPOSED: Kind.PROPOSE,
}


@transaction.atomic
def rename(hashtag: Hashtag, name: str, by=None) -> HashtagOperation | None:
    """Give a hashtag another name; its former name and address lead to it.

    None where it has that name. Raises ValidationError on ``name``: for one that
    cannot be a hashtag, or that is another hashtag's, now or formerly.
    """
    try:
        name = clean_name(name)
    except ValidationError as error:
        raise ValidationError({"name": error}) from error
    hashtag = _held([hashtag.pk])[hashtag.pk]
    if name == hashtag.name:
        return None
    _refuse_merged([hashtag], "name")
    what = f"{hashtag} renamed to #{name}"
    former = {column: getattr(hashtag, column) for column in ADDRESSED_BY}
    if fold(name) == hashtag.folded:
        return _do(Kind.RENAME, what, {hashtag.pk: {"name": name}}, by)
    rival = Hashtag.objects.filter(folded=fold(name)).first()
    if rival is not None:
        rival = _held([rival.pk])[rival.pk]
        if rival.merged_into_id != hashtag.pk:
            raise ValidationError({"name": name_is_taken(rival)})
        # It leads here already: the two change places.
        new = {column: getattr(rival, column) for column in ADDRESSED_BY}
        places = {hashtag.pk: new, rival.pk: former | {"merged_into_id": hashtag.pk}}
        return _do(Kind.RENAME, what, places, by)
    hashtag.name = name
    new = {"name": name, "slug": hashtag.free_slug(), "folded": fold(name)}
    if new["slug"] == former["slug"]:
        former["slug"] = ""
    leads = Hashtag(**former, status=hashtag.status, merged_into=hashtag)
    try:
        with transaction.atomic():
            return _do(Kind.RENAME, what, {hashtag.pk: new}, by, makes=leads)
    except IntegrityError as error:
        raise ValidationError(
            {"name": f"Somebody made #{name} meanwhile: merge the two."}
        ) from error


@transaction.atomic
def merge(hashtags: Iterable[Hashtag], into: Hashtag, by=None) -> HashtagOperation:
    """Have readers and editors meet ``into`` wherever they met one of ``hashtags``.

    What was merged into those leads to ``into`` as well. Raises ValidationError on
    ``hashtags`` or ``into``, for what would lead nowhere or in a circle.
    """
    pks = _chosen(hashtags)
    if into.pk in pks:
        raise ValidationError(
            {"into": f"{into} cannot be merged into itself: choose another."}
        )
    rows = _held([*pks, into.pk])
    into = rows.pop(into.pk)
    _refuse_merged([into], "into")
    if into.status != Status.ACTIVE:
        raise ValidationError(
            {
                "into": f"{into} is {into.get_status_display().lower()}, and readers "
                "would meet none of them: approve it first, or choose another."
            }
        )
    _refuse_merged(rows.values(), "hashtags")
    members = Hashtag.objects.filter(merged_into__in=pks).order_by("pk")
    members = members.select_for_update(no_key=True).values_list("pk", flat=True)
    values = {pk: {"merged_into_id": into.pk} for pk in [*rows, *members]}
    what = f"{_named(rows.values())} merged into {into}"
    return _do(Kind.MERGE, what, values, by, into=into)


@transaction.atomic
def set_status(
    hashtags: Iterable[Hashtag], status: str, by=None
) -> HashtagOperation | None:
    """Approve, hide or block hashtags. None where they all are that already.

    Raises ValidationError on ``hashtags``.
    """
    rows = _held(_chosen(hashtags))
    _refuse_merged(rows.values(), "hashtags")
    others = {pk: row for pk, row in rows.items() if row.status != status}
    if not others:
        return None
    kind = KIND_OF[Status(status)]
    what = f"{_named(others.values())}: {kind.label.lower()}"
    return _do(kind, what, {pk: {"status": str(status)} for pk in others}, by)


@transaction.atomic
def describe(hashtag: Hashtag, description: str, by=None) -> HashtagOperation | None:
    """Change what its page says of it. None where it says that already."""
    hashtag = _held([hashtag.pk])[hashtag.pk]
    if hashtag.description == description:
        return None
    what = f"{hashtag}: description changed"
    return _do(Kind.DESCRIBE, what, {hashtag.pk: {"description": description}}, by)


@transaction.atomic
def undo(operation: HashtagOperation, by=None) -> HashtagOperation:
    """Put back exactly what an operation changed.

    Raises ValidationError where it was undone already, or where a later operation
    changed the same: that one has to be undone first.
    """
    operations = HashtagOperation.objects.select_for_update(no_key=True)
    operation = operations.get(pk=operation.pk)
    if operation.undone_at:
        raise ValidationError(f"“{operation}” was undone already.")
    changes = list(operation.changes.order_by("hashtag"))
    rows = _held([change.hashtag_id for change in changes])
    _refuse_what_was_done_since(operation, changes, rows)
    # Nothing but the journal knows of a former name's row.
    made = [change.hashtag_id for change in changes if change.before is None]
    former = Hashtag.objects.filter(pk__in=made)
    former._raw_delete(former.db)
    _write({each.hashtag_id: each.before for each in changes if each.before})
    operation.undone_at, operation.undone_by = timezone.now(), by
    operation.save(update_fields=["undone_at", "undone_by"])
    _tell(operation, changes)
    return operation


def _chosen(hashtags: Iterable[Hashtag]) -> list[int]:
    pks = list(dict.fromkeys(hashtag.pk for hashtag in hashtags))
    if not pks:
        raise ValidationError({"hashtags": "Choose at least one hashtag."})
    if len(pks) > MOST:
        raise ValidationError(
            {"hashtags": f"Choose {MOST:,} at most at once, and then the others."}
        )
    return pks


def _held(pks: Iterable[int]) -> dict[int, Hashtag]:
    """These hashtags as they are now, locked in one order for everybody.

    Stories may be tagged with them meanwhile.
    """
    rows = Hashtag.objects.filter(pk__in=pks).select_related(None).order_by("pk")
    return {row.pk: row for row in rows.select_for_update(no_key=True)}


def _refuse_merged(hashtags: Iterable[Hashtag], field: str) -> None:
    merged = [hashtag for hashtag in hashtags if hashtag.merged_into_id]
    if merged:
        raise ValidationError(
            {
                field: [
                    f"{hashtag} leads to {hashtag.merged_into}: use that one, or undo "
                    "in the journal what was done."
                    for hashtag in merged
                ]
            }
        )


def _refuse_what_was_done_since(
    operation: HashtagOperation,
    changes: Iterable[HashtagChange],
    rows: Mapping[int, Hashtag],
) -> None:
    made = {change.hashtag_id: change for change in changes}
    later = HashtagChange.objects.filter(
        operation__gt=operation.pk, operation__undone_at=None, hashtag__in=made
    )
    for other in later.select_related("operation").order_by("-operation"):
        change = made[other.hashtag_id]
        if change.before is None or change.after.keys() & other.after.keys():
            raise ValidationError(
                f"First undo what was done since: “{other.operation}”."
            )
    for pk, change in made.items():
        row = rows.get(pk)
        now = row and {column: getattr(row, column) for column in change.after}
        if now != change.after:
            raise ValidationError(
                f"{row or 'A hashtag'} was changed outside the journal since: put it "
                "back by hand."
            )


def _do(
    kind: str,
    what: str,
    values: Mapping[int, dict],
    by,
    *,
    into: Hashtag | None = None,
    makes: Hashtag | None = None,
) -> HashtagOperation:
    """Write values of columns, by primary key, and the row ``makes``: journalled."""
    operation = HashtagOperation.objects.create(
        kind=kind, what=what, into=into, made_by=by
    )
    before = Hashtag.objects.in_bulk(list(values))
    changes = [
        HashtagChange(
            operation=operation,
            hashtag_id=pk,
            before={column: getattr(before[pk], column) for column in after},
            after=after,
        )
        for pk, after in values.items()
    ]
    _write(values)
    if makes is not None:
        makes.save(force_insert=True)
        after = {column: getattr(makes, column) for column in COLUMNS}
        changes.append(HashtagChange(operation=operation, hashtag=makes, after=after))
    HashtagChange.objects.bulk_create(changes)
    _tell(operation, changes)
    return operation


def _write(values: Mapping[int, dict]) -> None:
    """Set these columns; names that change places pass by ones that nobody can have."""
    moved = [pk for pk, columns in values.items() if "name" in columns]
    for pk in moved if len(moved) > 1 else ():
        passing = dict.fromkeys(ADDRESSED_BY, f"#{pk}")
        Hashtag.objects.filter(pk=pk).update(**passing)
    alike = defaultdict(list)
    for pk, columns in values.items():
        alike[tuple(sorted(columns.items()))].append(pk)
    for columns, pks in alike.items():
        Hashtag.objects.filter(pk__in=pks).update(**dict(columns))


def _tell(operation: HashtagOperation, changes: Iterable[HashtagChange]) -> None:
    columns = {column for change in changes for column in change.after}
    hashtags_changed.send(HashtagOperation, operation=operation, columns=columns)


def _named(hashtags: Iterable[Hashtag]) -> str:
    """'#One, #Two and 3 others'."""
    names = [str(hashtag) for hashtag in hashtags]
    first, rest = names[:3], len(names) - 3
    if rest > 0:
        return f"{', '.join(first)} and {rest} other{'s' if rest > 1 else ''}"
    return " and ".join(filter(None, [", ".join(first[:-1]), first[-1]]))
