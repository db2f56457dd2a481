"""One version out of two: what an editor sent, and a newer one that it did not know."""

from django.http import QueryDict
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Page, Revision

# Of a form as it was sent: which version it was opened on.
OPENED_ON = ("loaded_revision_id", "loaded_revision_created_at")
AUTOSAVED = "overwrite_revision_id"
# Marks such a form; `take-NAME` says whose value of a field or relation is kept.
MERGING = "merging"
TAKE = "take-"
MINE, THEIRS = "mine", "theirs"
# What Wagtail calls the comments in a form.
COMMENTS = "comments"


def opened_on(page: Page, data: QueryDict) -> Revision | None:
    """The version of ``page`` that a form was opened on, if it is still there."""
    pk = data.get(AUTOSAVED) or data.get(OPENED_ON[0], "")
    if not (pk.isdecimal() and len(pk) < 19):
        return None
    return page.revisions.filter(pk=pk).first()


class MergingForm(WagtailAdminPageForm):
    """A page's form that was opened on an older version than that of ``instance``.

    Where the data say ``merging``, its rows are matched with those of ``instance``, and
    what they say to take from ``theirs`` stays as it is there.
    """

    def __init__(self, data=None, *args, **kwargs):
        merging = data is not None and MERGING in data
        if merging:
            data = _fitted(data, type(self).formsets, kwargs["instance"])
        super().__init__(data, *args, **kwargs)
        if merging:
            self._keep_theirs()

    def _keep_theirs(self) -> None:
        for name, field in self.fields.items():
            field.disabled = self.data.get(TAKE + name) == THEIRS
        for name in list(self.formsets):
            if self.data.get(TAKE + name) == THEIRS:
                del self.formsets[name]


def _fitted(data: QueryDict, formsets, page) -> QueryDict:
    """``data``, in which the rows of each formset fit those that ``page`` has."""
    data = data.copy()
    for name, formset in formsets.items():
        rows = getattr(page, formset.fk.remote_field.related_name).all()
        _fit(data, name, [str(row.pk) for row in rows if row.pk])
    return data


def _fit(data: QueryDict, relation: str, known: list[str]) -> None:
    """Name the rows that ``known`` has first, as Django's formsets want it.

    Others are new. What the data lack is deleted, but for a colleague's comment.
    """
    rows = _taken_out(data, relation)
    kept = [row for row in rows if row.get("id", [""])[0] in known]
    new = [{**row, "id": [""]} for row in rows if row not in kept]
    gone = []
    if relation != COMMENTS:
        lacking = set(known) - {row["id"][0] for row in kept}
        gone = [{"id": [pk], "DELETE": ["on"]} for pk in sorted(lacking)]
    placed = [*kept, *gone, *new]
    for number, row in enumerate(placed):
        for name, values in row.items():
            data.setlist(f"{relation}-{number}-{name}", values)
    data[f"{relation}-TOTAL_FORMS"] = str(len(placed))
    data[f"{relation}-INITIAL_FORMS"] = str(len(kept) + len(gone))


def _taken_out(data: QueryDict, relation: str) -> list[dict[str, list[str]]]:
    """The rows of a relation, by the names that stand behind their number."""
    rows: dict[str, dict[str, list[str]]] = {}
    for key in [key for key in data if key.startswith(f"{relation}-")]:
        number, _, name = key.removeprefix(f"{relation}-").partition("-")
        if name and number.isdecimal():
            rows.setdefault(number, {})[name] = data.pop(key)
    return [rows[number] for number in sorted(rows, key=int)]
