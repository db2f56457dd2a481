"""What editors place on the front page, above what fills itself with the newest."""

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from news.prepared import Prepared


class Slot(Orderable):
    """A place on the front, by its order; one that holds no story fills itself."""

    page = ParentalKey("home.HomePage", on_delete=models.CASCADE, related_name="slots")
    story = models.ForeignKey(
        "news.ArticlePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Empty: this place takes the newest story.",
    )
    headline = models.CharField(
        max_length=120,
        blank=True,
        help_text="On the front page only. Empty: the story's own headline.",
    )
    image = models.ForeignKey(
        "images.NewsImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="picture",
        help_text="On the front page only. Empty: the story's own picture.",
    )
    expire_at = models.DateTimeField(
        "until",
        null=True,
        blank=True,
        help_text="The newest story takes the place then. Empty: no end.",
    )
    pinned = models.BooleanField(
        default=False,
        help_text="Keeps the place until you take it out, or the time above. Without "
        "a pin the story gives way when twelve newer ones have come.",
    )
    # When an editor last chose the story or changed the pin: what is newer counts.
    placed_at = models.DateTimeField(default=timezone.now, editable=False)

    panels = [
        FieldPanel("story"),
        FieldRowPanel([FieldPanel("headline"), FieldPanel("image")]),
        FieldRowPanel([FieldPanel("expire_at"), FieldPanel("pinned")]),
    ]

    class Meta(Orderable.Meta):
        pass

    def __str__(self):
        return f"{self.story or 'The newest'}"


def slots_of(page) -> list[Slot]:
    """The front page's slots with their pictures, in order, in one query.

    Of a page that holds unsaved ones, as in a preview, those.
    """
    if page.slots.is_deferring:
        return list(page.slots.all())
    return _stored_slots(page=page.pk)


@Prepared
def _stored_slots(page):
    stored = Slot.objects.filter(page=page).select_related("image")
    return stored.order_by("sort_order", "pk")
