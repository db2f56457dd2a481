"""The journal of hashtags in the admin: who did what, and a way to undo it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views.generic import IndexView
from wagtail.permission_policies import ModelPermissionPolicy

from hashtags.models import Hashtag, HashtagOperation
from hashtags.operations import undo


class UndoColumn(Column):
    """Leads to undoing an operation; says when it was undone."""

    cell_template_name = "hashtags/undo_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        user = parent_context["request"].user
        context["may_undo"] = user.has_perm("hashtags.change_hashtag")
        return context


class Journal(IndexView):
    """Operations, the newest first."""

    model = HashtagOperation
    permission_policy = ModelPermissionPolicy(Hashtag)
    any_permission_required = ["add", "change", "view"]
    page_title = "Journal of hashtags"
    header_icon = "history"
    index_url_name = "hashtags_journal"
    default_ordering = "-pk"
    paginate_by = 50
    _show_breadcrumbs = True
    columns = [
        Column("what", label="What was done"),
        Column("get_kind_display", label="Kind"),
        UserColumn("made_by", label="By"),
        DateColumn("made_at", label="When"),
        UndoColumn("undone_at", label="Undo"),
    ]

    def get_base_queryset(self):
        return HashtagOperation.objects.select_related("made_by", "undone_by")

    def get_breadcrumbs_items(self):
        hashtags = reverse("hashtags_hashtag_modeladmin_index")
        items = [
            {"url": hashtags, "label": "Hashtags"},
            {"url": "", "label": "Journal"},
        ]
        return [*self.breadcrumbs_items, *items]


def undo_operation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether an operation is to be undone, and undo it when posted."""
    if not request.user.has_perm("hashtags.change_hashtag"):
        raise PermissionDenied
    operation = get_object_or_404(HashtagOperation, pk=pk)
    errors = []
    if request.method == "POST":
        try:
            undo(operation, request.user)
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, f"Undone: {operation}.")
            return redirect("hashtags_journal")
    context = {
        "operation": operation,
        "errors": errors,
        "changes": _changes(operation),
        "header_title": "Undo",
        "header_icon": "rotate",
    }
    return TemplateResponse(request, "hashtags/undo.html", context)


AT_MOST = 50


def _changes(operation: HashtagOperation) -> list[str]:
    """'#NATO: status active again', of the first of many."""
    changes = operation.changes.order_by("hashtag").select_related(None)[:AT_MOST]
    named = Hashtag.objects.in_bulk([change.hashtag_id for change in changes])
    said = []
    for change in changes:
        hashtag = named.get(change.hashtag_id)
        if hashtag and change.before is None:
            said.append(f"{hashtag} is no former name any more")
        elif hashtag:
            said += [
                _again(hashtag, column, value)
                for column, value in change.before.items()
                if column not in ("slug", "folded")
            ]
    return said


def _again(hashtag: Hashtag, column: str, value) -> str:
    if column == "merged_into_id":
        back = Hashtag.objects.filter(pk=value).first()
        return f"{hashtag} leads to {back} again" if back else f"{hashtag} stands alone"
    if column == "name":
        return f"{hashtag} is #{value} again"
    if column == "status":
        return f"{hashtag} is {Hashtag.Status(value).label.lower()} again"
    return f"{hashtag} has its former description again"
