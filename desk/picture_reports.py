"""Pictures that a public story shows, though nobody is credited or rights are over."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, ReferenceIndex

from desk.source_reports import STORIES_NAMED, SafeExport
from images.models import NewsImage
from news.models import ArticlePage
from news.references import references_to


def what_is_wrong_with(picture: NewsImage) -> str:
    """'No credit', 'Rights expired', or both."""
    expired = picture.rights_expire_on
    expired = expired and expired < timezone.localdate()
    said = ["No credit"] * (not picture.credit) + ["Rights expired"] * bool(expired)
    return " · ".join(said)


class PicturesToClear(SafeExport, ReportView):
    """Such pictures, of those that the user may change, with stories that show them."""

    model = NewsImage
    any_permission_required = ["change"]
    page_title = "Pictures without credit or rights"
    header_icon = "image"
    address = "pictures-without-credit-or-rights"
    index_url_name = "pictures_to_clear"
    index_results_url_name = "pictures_to_clear_results"
    is_searchable = False
    verbose_name_plural = "pictures"
    columns = [
        TitleColumn(
            "title",
            label="Picture",
            get_url=lambda picture: reverse("wagtailimages:edit", args=[picture.pk]),
        ),
        Column("wrong", label="What is wrong", accessor=what_is_wrong_with),
        Column("credit", label="Credit"),
        Column("rights_expire_on", label="Rights expire"),
        Column("shown_by", label="Shown by"),
    ]
    list_export = ["title", "credit", "rights_expire_on", "shown_by"]
    export_headings = {
        "title": "Picture",
        "credit": "Credit",
        "rights_expire_on": "Rights expire",
        "shown_by": "Shown by",
    }
    export_filename = "pictures-without-credit-or-rights"

    @staticmethod
    def wrong(pictures: QuerySet) -> QuerySet:
        """Those of ``pictures`` without credit, or whose last day has passed."""
        expired = Q(rights_expire_on__lt=timezone.localdate())
        return pictures.filter(Q(credit="") | expired)

    def get_base_queryset(self):
        theirs = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        shown = ReferenceIndex.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Page),
            to_content_type=ContentType.objects.get_for_model(NewsImage),
            to_object_id=Cast(OuterRef("pk"), CharField()),
        ).annotate(story=Cast("object_id", IntegerField()))
        public = ArticlePage.objects.published().order_by()
        shown = shown.filter(Exists(public.filter(pk=OuterRef("story"))))
        return self.wrong(theirs).filter(Exists(shown)).order_by("-created_at", "-pk")

    def decorate_paginated_queryset(self, object_list):
        """Name public stories that show each; two queries for all."""
        pictures = list(object_list)
        rows = references_to(NewsImage, [picture.pk for picture in pictures])
        rows = rows.values_list("to_object_id", "object_id").distinct()
        pairs = [(int(picture), int(story)) for picture, story in rows]
        public = ArticlePage.objects.published().order_by()
        public = public.filter(pk__in={story for picture, story in pairs})
        titles = dict(public.values_list("pk", "title"))
        for picture in pictures:
            stories = [pk for of, pk in pairs if of == picture.pk and pk in titles]
            named = sorted(stories, reverse=True)[:STORIES_NAMED]
            picture.shown_by = " · ".join(titles[pk] for pk in named)
        return pictures


REPORTS = (PicturesToClear,)
