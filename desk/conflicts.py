"""Two people, one page: nobody's version is written over unseen."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import cached_property
from wagtail.admin.compare import StreamFieldComparison, TextDiff
from wagtail.models import Page, Revision

from desk.typed import typed_words
from news.merging import (
    AUTOSAVED,
    MERGING,
    MINE,
    OPENED_ON,
    TAKE,
    THEIRS,
    opened_on,
)

# What the editor calls the paragraphs of a rich text, within its JSON.
KEYS = re.compile(r' data-block-key=\\"\w+\\"')
NOT_SENT_AGAIN = {*OPENED_ON, AUTOSAVED, MERGING, "csrfmiddlewaretoken"}


def is_behind(data: QueryDict, newest: Revision | None) -> bool:
    """Whether the form was opened before ``newest`` was saved.

    The rule of Wagtail's autosave (``EditView.is_out_of_date``): a form that does not
    say what it was opened on is believed.
    """
    if newest is None:
        return False
    if autosaved := data.get(AUTOSAVED):
        return autosaved != str(newest.pk)
    opened_on = tuple(data.get(name, "") for name in OPENED_ON)
    return bool(opened_on[0]) and opened_on != _version(newest)


def _version(revision: Revision) -> tuple[str, str]:
    return str(revision.pk), revision.created_at.isoformat()


@dataclass(frozen=True)
class Difference:
    """A field that the two versions have otherwise; Wagtail's ``comparison`` of it.

    ``taken`` is whose value is proposed.
    """

    name: str
    label: str
    comparison: object
    taken: str

    @property
    def choice(self) -> str:
        """The name of the choice in the form."""
        return TAKE + self.name


class Conflict:
    """What somebody sent, beside the newest version of the page.

    ``page`` is the page as its newest revision has it.
    """

    def __init__(self, request: HttpRequest, page: Page):
        self.data = request.POST
        self.request = request
        self.page = page
        self.newest = page.latest_revision

    @property
    def by_oneself(self) -> bool:
        return self.newest.user_id == self.request.user.pk

    @cached_property
    def form(self) -> BaseForm:
        """What was sent and chosen of it, on the newest version; validated."""
        return self._form_on(self.newest, self.data.copy())

    @cached_property
    def _typed(self) -> BaseForm:
        """All that was sent, whatever was chosen of it, on the newest version."""
        return self._form_on(self.newest, self._without_choices())

    def _without_choices(self) -> QueryDict:
        data = self.data.copy()
        for name in [name for name in data if name.startswith(TAKE)]:
            del data[name]
        return data

    def _form_on(self, revision: Revision, data: QueryDict) -> BaseForm:
        data[MERGING] = "1"
        page = revision.as_object()
        form = page.get_edit_handler().get_form_class()(
            data,
            instance=page,
            parent_page=page.get_parent(),
            for_user=self.request.user,
        )
        form.defer_required_fields()
        form.is_valid()
        return form

    @cached_property
    def errors(self) -> list[tuple[str, str]]:
        """``(label, message)`` of what was sent and could not be stored."""
        form, found = self.form, []
        for name, messages in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            found += [(label or "", message) for message in messages]
        for relation, formset in form.formsets.items():
            rows = [row.errors for row in formset.forms] + [
                {"": formset.non_form_errors()}
            ]
            label = relation.replace("_", " ").capitalize()
            for row in rows:
                found += [(label, each) for errors in row.values() for each in errors]
        return found

    @cached_property
    def differences(self) -> list[Difference]:
        """The fields in which what was sent and the newest version differ."""
        mine = _filled_in(self._typed)
        opened = opened_on(self.page, self.data)
        base = opened and opened.as_object()
        # Fields show minutes: what nobody touched is as it was only beside its own.
        mine_then = opened and _filled_in(
            self._form_on(opened, self._without_choices())
        )
        editor = self.page.get_edit_handler()
        headings = dict(_headings(editor))
        panel = editor.get_bound_panel(
            instance=self.page, request=self.request, form=None
        )
        differences = []
        for compare in panel.get_comparison():
            comparison = compare(self.page, mine)
            if not _differ(comparison):
                continue
            name = comparison.field.name
            if comparison.is_child_relation:
                name = comparison.field.related_name
            untouched = base is not None and not _differ(compare(base, mine_then))
            proposed = THEIRS if untouched else MINE
            taken = self.data.get(TAKE + name, proposed)
            label = headings.get(name) or comparison.field_label()
            differences.append(Difference(name, label, comparison, taken))
        return differences + self._of_the_category()

    def _of_the_category(self) -> list[Difference]:
        """Where it was chosen for both versions, and differs: no field of the page."""
        if not self._category or len(set(self._category)) == 1:
            return []
        field = self._typed.fields["lies_in"]
        titles = {str(value): title for value, title in field.choices}
        comparison = CategoryComparison(*(titles[pk] for pk in self._category))
        taken = self.data.get(TAKE + "lies_in", MINE)
        return [Difference("lies_in", field.label, comparison, taken)]

    @cached_property
    def _category(self) -> tuple[str, str] | None:
        """That of the newest version, and what was sent is to lie in.

        They are one where the sender left it alone. None of a page without a category.
        """
        form = self._typed
        if "lies_in" not in form.fields:
            return None
        newest = mine = str(form.initial["lies_in"])
        if "lies_in" in form.cleaned_data:
            mine = str((form.cleaned_data["lies_in"] or form.parent_page).pk)
        return newest, mine

    @property
    def fields_to_send(self) -> list[tuple[str, str]]:
        """All that was typed, and that it is known by now what it is put beside."""
        sent = [
            (name, value)
            for name, values in self.data.lists()
            if not name.startswith(("action-", TAKE)) and name not in NOT_SENT_AGAIN
            for value in values
        ]
        known = list(zip(OPENED_ON, _version(self.newest), strict=True))
        if self._category and "lies_in" not in self._typed.errors:
            sent = [each for each in sent if each[0] not in {"lies_in", "place"}]
            known += [("lies_in", self._category[1])]
            known += [("place", str(self.page.get_parent().pk))]
        return [*sent, *known, (MERGING, "1")]

    def answer(self) -> HttpResponse:
        """The page on which one version is made of the two; nothing was saved."""
        context = {"conflict": self, "typed": typed_words(self.data)}
        status = HTTPStatus.CONFLICT
        return render(self.request, "desk/conflict.html", context, status=status)


@dataclass(frozen=True)
class CategoryComparison:
    """The categories of two versions, as Wagtail's comparisons show a field."""

    theirs: str
    mine: str
    is_field = True

    def htmldiff(self) -> str:
        return TextDiff([("deletion", self.theirs), ("addition", self.mine)]).to_html()


def _filled_in(form: BaseForm) -> Page:
    """The page as it was sent; nothing of it is stored.

    What cannot be stored is as in the version that the form is on.
    """
    with transaction.atomic():
        form.save_cluster_m2m()
        for formset in form.formsets.values():
            if formset.is_valid():
                formset.save(commit=False)
        transaction.set_rollback(True)
    return form.instance


def _headings(panel) -> Iterator[tuple[str, str]]:
    """``(field name, heading)`` of each panel, as editors know the field."""
    if name := getattr(panel, "field_name", ""):
        yield name, panel.heading
    for child in getattr(panel, "children", []):
        yield from _headings(child)


def _differ(comparison) -> bool:
    """Whether there is a difference that somebody made.

    The editor gives names to the paragraphs of a text that was never edited in it.
    """
    if not comparison.has_changed():
        return False
    if not isinstance(comparison, StreamFieldComparison):
        return True
    block = comparison.field.stream_block
    texts = [
        KEYS.sub("", json.dumps(block.get_prep_value(value)))
        for value in (comparison.val_a, comparison.val_b)
    ]
    return texts[0] != texts[1]
