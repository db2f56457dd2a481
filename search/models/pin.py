"""Stories that editors pin to a query."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from news.models import ArticlePage
from search.folding import LONGEST, fold_query

MOST_STORIES = 5


class PromotionQuerySet(models.QuerySet):
    def running(self, today: date):
        """Those whose last day is not over."""
        return self.filter(Q(until=None) | Q(until__gte=today))


class Promotion(ClusterableModel):
    """The stories that readers see first when they search for ``query``.

    Found by ``folded``, so that each spelling of the query is the same one.
    """

    query = models.CharField(
        "search",
        max_length=LONGEST,
        help_text="What readers type: gas prices. Capitals, accents, quotation marks "
        "and a # make no difference; more or other words are another search.",
    )
    folded = models.CharField(max_length=LONGEST, unique=True, editable=False)
    until = models.DateField(
        "last day",
        null=True,
        blank=True,
        help_text="The stories are promoted until the end of this day. Empty: until "
        "somebody takes them away.",
    )

    objects = PromotionQuerySet.as_manager()

    panels = [
        FieldPanel("query"),
        InlinePanel(
            "stories",
            label="Story",
            heading="Stories",
            min_num=1,
            max_num=MOST_STORIES,
            help_text="Readers see them above the other results, in this order, marked "
            "as the editors' choice. One that readers may not see now (a draft, under "
            "embargo, expired, private) is left out until they may.",
        ),
        FieldPanel("until"),
    ]

    class Meta:
        ordering = ["folded"]
        verbose_name = "promoted stories"
        verbose_name_plural = "promoted stories"

    def __str__(self):
        return self.query

    @property
    def is_running(self) -> bool:
        """Whether its last day is not over."""
        return self.until is None or self.until >= timezone.localdate()

    def clean(self):
        self.query = " ".join(self.query.split())
        folded = fold_query(self.query)
        if self.query and not folded:
            raise ValidationError({"query": "Type at least one word."})
        rival = Promotion.objects.filter(folded=folded).exclude(pk=self.pk).first()
        if rival is not None:
            raise ValidationError(
                {
                    "query": f"“{rival}” has promoted stories already, and is the same "
                    "search: change those."
                }
            )

    def save(self, *args, **kwargs):
        self.folded = fold_query(self.query)
        super().save(*args, **kwargs)


class PromotedStory(Orderable):
    """One story in the place that the editor gave it."""

    promotion = ParentalKey(Promotion, on_delete=models.CASCADE, related_name="stories")
    story = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("story")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["promotion", "story"], name="promoted_once_for_a_query"
            )
        ]
