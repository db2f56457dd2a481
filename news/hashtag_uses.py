"""How many stories have a hashtag, for its admin: read from the listings' counters."""

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast, Coalesce

from hashtags.models import Hashtag
from hashtags.uses import register_uses
from news.models import Listing, ListingKind, StoryHashtag, StoryListing


class StoryUses:
    """Counts of a page of hashtags, in the query that reads them."""

    def annotated(self, hashtags: QuerySet) -> QuerySet:
        listing = Listing.objects.filter(
            kind=ListingKind.HASHTAG, key=Cast(OuterRef("pk"), Listing.key.field)
        )
        newest = StoryListing.objects.filter(
            listing__kind=ListingKind.HASHTAG,
            listing__key=Cast(OuterRef("pk"), Listing.key.field),
        ).order_by("-published_at", "-story")
        lead_here = Hashtag.objects.filter(
            Q(pk=OuterRef(OuterRef("pk"))) | Q(merged_into=OuterRef(OuterRef("pk")))
        )
        carried = StoryHashtag.objects.filter(tag__in=lead_here.values("pk"))
        number = Count("content_object", distinct=True)
        carried = carried.order_by().annotate(one=F("tag") - F("tag")).values("one")
        return hashtags.annotate(
            published=Coalesce(Subquery(listing.values("count")[:1]), 0),
            stories=Coalesce(
                Subquery(
                    carried.annotate(number=number).values("number"),
                    output_field=BigIntegerField(),
                ),
                0,
            ),
            last_used=Subquery(newest.values("published_at")[:1]),
        )

    def unused(self, hashtags: QuerySet) -> QuerySet:
        carried = StoryHashtag.objects.all()
        return hashtags.exclude(
            Exists(carried.filter(tag=OuterRef("pk")))
            | Exists(carried.filter(tag__merged_into=OuterRef("pk")))
        )

    def used_once(self, hashtags: QuerySet) -> QuerySet:
        leads_to = Coalesce("tag__merged_into", "tag")
        carried = StoryHashtag.objects.order_by().values(leads_to=leads_to)
        carried = carried.annotate(number=Count("content_object", distinct=True))
        return hashtags.filter(pk__in=carried.filter(number=1).values("leads_to"))

    def shared(self, hashtags: list[int], into: int) -> tuple[int, int]:
        rows = StoryListing.objects.filter(
            listing__kind=ListingKind.HASHTAG, listing__key__in=map(str, hashtags)
        )
        kept = StoryListing.objects.filter(
            listing__kind=ListingKind.HASHTAG, listing__key=str(into)
        )
        both = rows.filter(story__in=kept.values("story"))
        return tuple(
            found.aggregate(number=Count("story", distinct=True))["number"]
            for found in (rows, both)
        )


register_uses(StoryUses())
