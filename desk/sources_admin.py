"""Outlets and sources, as stories brought them in, with the stories citing them."""

from django.contrib.admin import SimpleListFilter
from django.core.paginator import Paginator
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import InspectView

from desk.citing import citing, rows_of
from hashtags.admin import HistoryOfTheListed
from news.models import ArticlePage, SourceReference
from news.models.listing import Listing, ListingKind
from sources.models import Outlet, Source
from sources.signals import source_shown_changed

STORIES_A_PAGE = 20
OUTLETS_OFFERED = 30


class FromStoriesOnly(PermissionHelper):
    """Outlets and sources come with the addresses in stories, and stay while cited."""

    def user_can_create(self, user):
        return False

    def user_can_delete_obj(self, user, obj):
        return False


class StoriesView(InspectView):
    """What is known of an outlet or a source, and the stories that cite it, by page."""

    cited_by = "source"

    def get_page_title(self):
        return self.verbose_name.capitalize()

    def get_context_data(self, **kwargs):
        user = self.request.user
        pks = citing(user, **{self.cited_by: self.instance})
        page = Paginator(pks, STORIES_A_PAGE).get_page(self.request.GET.get("p"))
        stories = rows_of(user, [pk for (pk,) in page])
        return super().get_context_data(page=page, stories=stories, **kwargs)


class StoriesOfOutletView(StoriesView):
    cited_by = "source__outlet"


class OutletAdmin(ModelAdmin):
    model = Outlet
    menu_icon = "site"
    permission_helper_class = FromStoriesOnly
    history_view_class = HistoryOfTheListed
    list_display = ("name", "published_at", "number_of_sources", "stories")
    list_per_page = 50
    search_fields = ("name", "domains__domain")
    inspect_view_enabled = True
    inspect_view_class = StoriesOfOutletView
    inspect_template_name = "desk/outlet.html"
    panels = [FieldPanel("name"), FieldPanel("description"), FieldPanel("url")]

    def get_queryset(self, request) -> QuerySet:
        of_it = Source.objects.filter(outlet=OuterRef("pk")).order_by()
        number = of_it.values("outlet").annotate(number=Count("pk")).values("number")
        listing = Listing.objects.filter(
            kind=ListingKind.OUTLET, key=Cast(OuterRef("pk"), _text())
        )
        return (
            super()
            .get_queryset(request)
            .prefetch_related("domains")
            .annotate(
                source_count=Coalesce(Subquery(number), 0),
                story_count=Coalesce(Subquery(listing.values("count")[:1]), 0),
            )
        )

    def published_at(self, outlet: Outlet) -> str:
        return ", ".join(row.domain for row in outlet.domains.all())

    published_at.short_description = "Domains"

    def number_of_sources(self, outlet: Outlet) -> str:
        address = f"{reverse('sources_source_modeladmin_index')}?outlet={outlet.pk}"
        return format_html('<a href="{}">{}</a>', address, outlet.source_count)

    number_of_sources.short_description = "Sources"

    def stories(self, outlet: Outlet) -> str:
        address = reverse("sources_outlet_modeladmin_inspect", args=[outlet.pk])
        return format_html('<a href="{}">{}</a>', address, outlet.story_count)

    stories.short_description = "Public stories"


def _text():
    return Listing._meta.get_field("key").clone()


class OutletFilter(SimpleListFilter):
    """The outlets with the most public stories, and the one that is chosen."""

    title = "outlet"
    parameter_name = "outlet"

    def lookups(self, request, model_admin):
        listings = Listing.objects.filter(kind=ListingKind.OUTLET, count__gt=0)
        most = listings.order_by("-count").values_list("key", flat=True)
        pks = {*map(int, most[:OUTLETS_OFFERED]), self._chosen or 0}
        outlets = Outlet.objects.filter(pk__in=pks).values_list("pk", "name")
        return sorted(outlets, key=lambda each: each[1].casefold())

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(outlet=self._chosen) if self._chosen else queryset.none()

    @property
    def _chosen(self) -> int | None:
        value = str(self.used_parameters.get(self.parameter_name) or "")
        usable = value.isascii() and value.isdecimal() and len(value) < 19
        return int(value) if usable else None


class CitedFilter(SimpleListFilter):
    title = "stories"
    parameter_name = "cited"

    def lookups(self, request, model_admin):
        return [("yes", "Cited"), ("no", "Cited by none")]

    def queryset(self, request, queryset):
        cited = Exists(SourceReference.objects.filter(source=OuterRef("pk")))
        match self.value():
            case "yes":
                return queryset.filter(cited)
            case "no":
                return queryset.filter(~cited)
        return queryset


class SourceForm(WagtailAdminModelForm):
    """What the newsroom says of a source. Its address is that of the stories."""

    def save(self, commit=True) -> Source:
        source = super().save(commit)
        if source.is_dead and "archive_url" in self.changed_data:
            source_shown_changed.send(Source, source=source)
        return source


class SourceAdmin(ModelAdmin):
    model = Source
    menu_icon = "link"
    permission_helper_class = FromStoriesOnly
    history_view_class = HistoryOfTheListed
    list_display = ("url", "outlet", "link", "checked", "stories")
    list_filter = ("link_state", CitedFilter, OutletFilter)
    list_per_page = 50
    list_select_related = ("outlet",)
    search_fields = ("url", "title", "author", "outlet__name")
    inspect_view_enabled = True
    inspect_view_class = StoriesView
    inspect_template_name = "desk/source.html"
    edit_handler = ObjectList(
        [
            FieldPanel("url", read_only=True),
            FieldPanel("outlet", read_only=True),
            FieldPanel("title"),
            FieldPanel("author"),
            FieldPanel("archive_url"),
        ],
        base_form_class=SourceForm,
    )

    def get_queryset(self, request) -> QuerySet:
        public = ArticlePage.objects.published().filter(
            source_references__source=OuterRef(OuterRef("pk")), alias_of=None
        )
        rows = SourceReference.objects.filter(
            source=OuterRef("pk"), article__in=public.values("pk")
        )
        number = rows.order_by().values("source")
        number = number.annotate(number=Count("article", distinct=True))
        return (
            super()
            .get_queryset(request)
            .defer("trail", "canonical")
            .annotate(
                story_count=Coalesce(
                    Subquery(number.values("number")), 0, output_field=IntegerField()
                )
            )
        )

    def link(self, source: Source) -> str:
        return source.get_link_state_display()

    link.admin_order_field = "link_state"

    def checked(self, source: Source) -> str:
        if source.checked_at is None:
            return ""
        return date_format(localtime(source.checked_at), "DATETIME_FORMAT")

    checked.admin_order_field = "checked_at"

    def stories(self, source: Source) -> str:
        address = reverse("sources_source_modeladmin_inspect", args=[source.pk])
        return format_html('<a href="{}">{}</a>', address, source.story_count)

    stories.short_description = "Public stories"


class SourcesGroup(ModelAdminGroup):
    menu_label = "Sources"
    menu_icon = "link"
    menu_order = 250
    items = (OutletAdmin, SourceAdmin)
