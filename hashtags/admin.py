"""The list of hashtags in the admin, and the page of each."""

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.helpers import (
    ButtonHelper,
    DjangoORMSearchHandler,
    PermissionHelper,
)
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import EditView, HistoryView

from hashtags.folding import fold
from hashtags.models import Hashtag
from hashtags.operations import describe, rename, set_status
from hashtags.uses import uses

COLOURS = {Hashtag.Status.ACTIVE: "w-status--primary"}


class HashtagForm(WagtailAdminModelForm):
    """A hashtag's page in the admin. What changes is a row of the journal."""

    def validate_unique(self):
        """``Hashtag.clean`` looks for the name, however spelled, and says more."""

    def save(self, commit=True) -> Hashtag:
        """The hashtag. Raises ValidationError for what a colleague did meanwhile."""
        if self.instance.pk is None:
            return super().save(commit)
        hashtag, by = Hashtag.objects.get(pk=self.instance.pk), self.for_user
        rename(hashtag, self.cleaned_data["name"], by)
        if self.cleaned_data["status"] != hashtag.status:
            set_status([hashtag], self.cleaned_data["status"], by)
        describe(hashtag, self.cleaned_data["description"], by)
        hashtag.refresh_from_db()
        return hashtag


class HashtagEditView(EditView):
    """Refuses on its field what cannot be done, and keeps what was typed."""

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ValidationError as error:
            refused = error.message_dict
            for field, messages in refused.items():
                form.add_error("status" if field == "hashtags" else field, messages)
            return self.form_invalid(form)


class HistoryOfTheListed(HistoryView):
    """For whoever may see the list: modeladmin's own is for all who are signed in."""

    def check_action_permitted(self, user):
        return self.permission_helper.user_can_list(user)


class SearchByFold(DjangoORMSearchHandler):
    """Finds #NATO for 'nato', '#Nato' and 'ＮＡＴＯ' alike."""

    def search_queryset(self, queryset, search_term, **kwargs):
        return super().search_queryset(queryset, fold(search_term), **kwargs)


class HashtagPermissions(PermissionHelper):
    """None is deleted; who may only make new ones makes them in a story."""

    def user_can_create(self, user):
        return user.has_perm("hashtags.change_hashtag")

    def user_can_delete_obj(self, user, obj):
        return False


class MergeButton(ButtonHelper):
    """Beside each hashtag, and leading to the page where it is merged."""

    def get_buttons_for_obj(self, obj, exclude=None, **kwargs):
        buttons = super().get_buttons_for_obj(obj, exclude, **kwargs)
        if obj.merged_into_id or not self.permission_helper.user_can_edit_obj(
            self.request.user, obj
        ):
            return buttons
        classes = self.finalise_classname(["button-secondary", "button-small"])
        merge = {"label": "Merge…", "title": f"Merge {obj}", "classname": classes}
        return [*buttons, merge | {"url": bulk_address("merge", [obj.pk])}]


class StatusFilter(SimpleListFilter):
    title = "status"
    parameter_name = "status__exact"

    def lookups(self, request, model_admin):
        return [*Hashtag.Status.choices, ("merged", "Merged, or a former name")]

    def queryset(self, request, queryset):
        if self.value() == "merged":
            return queryset.exclude(merged_into=None)
        if self.value() is None:
            return queryset
        return queryset.filter(status=self.value(), merged_into=None)


class UseFilter(SimpleListFilter):
    title = "use"
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [
            ("used", "On public stories"),
            ("once", "On one story"),
            ("unused", "On no story"),
        ]

    def queryset(self, request, queryset):
        if self.value() == "used":
            return queryset.filter(published__gt=0)
        if self.value() == "once":
            return uses().used_once(queryset.filter(merged_into=None))
        if self.value() == "unused":
            return uses().unused(queryset.filter(merged_into=None))
        return queryset


def bulk_address(action: str, pks: list[int], **more: str) -> str:
    """Where one of the actions asks about these hashtags."""
    address = reverse("wagtail_bulk_action", args=["hashtags", "hashtag", action])
    return f"{address}?{urlencode({'id': pks} | more, doseq=True)}"


class HashtagAdmin(ModelAdmin):
    model = Hashtag
    menu_label = "Hashtags"
    menu_icon = "tag"
    menu_order = 300
    list_display = (
        "chosen",
        "hashtag",
        "shown_status",
        "public_stories",
        "all_stories",
        "newest_story",
    )
    list_display_add_buttons = "hashtag"
    list_filter = (StatusFilter, UseFilter)
    list_per_page = 50
    list_select_related = ("merged_into",)
    search_fields = ("folded",)
    search_handler_class = SearchByFold
    ordering = ("folded",)
    permission_helper_class = HashtagPermissions
    button_helper_class = MergeButton
    edit_view_class = HashtagEditView
    history_view_class = HistoryOfTheListed
    index_view_extra_css = ["hashtags/admin.css"]
    edit_handler = ObjectList(
        [
            FieldPanel(
                "name",
                help_text="As readers see it after the #. Renamed, it keeps its "
                "stories; its former name and address lead to the new one.",
            ),
            FieldPanel("status"),
            FieldPanel("description"),
        ],
        base_form_class=HashtagForm,
    )

    def get_list_display(self, request):
        """Nobody chooses hashtags who may not change them."""
        may_change = request.user.has_perm("hashtags.change_hashtag")
        return self.list_display if may_change else self.list_display[1:]

    def get_queryset(self, request):
        return uses().annotated(super().get_queryset(request))

    def chosen(self, hashtag):
        if hashtag.merged_into_id:
            return ""
        return format_html(
            '<input type="checkbox" class="bulk-action-checkbox show" '
            'data-bulk-action-checkbox data-object-id="{}" aria-label="Choose {}">',
            hashtag.pk,
            hashtag,
        )

    chosen.short_description = mark_safe(
        '<input type="checkbox" data-bulk-action-select-all-checkbox '
        'aria-label="Choose all on this page">'
    )

    def hashtag(self, hashtag):
        return format_html("<bdi>{}</bdi>", hashtag)

    hashtag.admin_order_field = "folded"

    def shown_status(self, hashtag):
        if hashtag.merged_into_id:
            address = reverse(
                "hashtags_hashtag_modeladmin_edit", args=[quote(hashtag.merged_into_id)]
            )
            return format_html(
                'Leads to <a href="{}"><bdi>{}</bdi></a>', address, hashtag.merged_into
            )
        return format_html(
            '<span class="w-status {}">{}</span>',
            COLOURS.get(hashtag.status, ""),
            hashtag.get_status_display(),
        )

    shown_status.short_description = "Status"
    shown_status.admin_order_field = "status"

    def public_stories(self, hashtag):
        return f"{hashtag.published:,}"

    public_stories.short_description = "Public stories"
    public_stories.admin_order_field = "published"

    def all_stories(self, hashtag):
        return f"{hashtag.stories:,}"

    all_stories.short_description = "With drafts"

    def newest_story(self, hashtag):
        return hashtag.last_used and f"{localtime(hashtag.last_used):%Y-%m-%d}"

    newest_story.short_description = "Last used"
    newest_story.admin_order_field = "last_used"
