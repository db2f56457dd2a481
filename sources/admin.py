"""The newsroom's list of outlets and sources, as stories have brought them in."""

from django.db.models import QuerySet
from wagtail.admin.panels import FieldPanel
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from sources.models import Outlet, Source


class FromStoriesOnly(PermissionHelper):
    """Outlets and sources come with the addresses in stories, and stay while cited."""

    def user_can_create(self, user):
        return False

    def user_can_delete_obj(self, user, obj):
        return False


class OutletAdmin(ModelAdmin):
    model = Outlet
    menu_icon = "site"
    permission_helper_class = FromStoriesOnly
    list_display = ("name", "slug", "published_at")
    list_per_page = 50
    search_fields = ("name", "domains__domain")
    panels = [FieldPanel("name"), FieldPanel("description"), FieldPanel("url")]

    def get_queryset(self, request) -> QuerySet:
        return super().get_queryset(request).prefetch_related("domains")

    def published_at(self, outlet: Outlet) -> str:
        return ", ".join(row.domain for row in outlet.domains.all())

    published_at.short_description = "Domains"


class SourceAdmin(ModelAdmin):
    model = Source
    menu_icon = "link"
    permission_helper_class = FromStoriesOnly
    list_display = ("url", "outlet", "title", "created_at")
    list_filter = ("created_at",)
    list_per_page = 50
    list_select_related = ("outlet",)
    search_fields = ("url", "title", "author", "outlet__name")
    panels = [
        FieldPanel("url", read_only=True),
        FieldPanel("outlet", read_only=True),
        FieldPanel("title"),
        FieldPanel("author"),
    ]


class SourcesGroup(ModelAdminGroup):
    menu_label = "Sources"
    menu_icon = "link"
    menu_order = 250
    items = (OutletAdmin, SourceAdmin)
