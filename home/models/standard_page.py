"""Pages that say what the newsroom is and how it works."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import PageTextBlock
from news.models import BasePage
from news.routes import top_level_routes


class StandardPage(BasePage):
    """About, contact, privacy, a policy: a page of text that editors write.

    The footer of every page lists those that are shown in menus.
    """

    class Policy(models.TextChoices):
        """Each by the name that schema.org gives it (NewsMediaOrganization)."""

        PRINCIPLES = "publishingPrinciples", "Principles: how we work"
        CORRECTIONS = "correctionsPolicy", "Corrections: how we put mistakes right"
        ETHICS = "ethicsPolicy", "Ethics: what our people may and may not do"
        MASTHEAD = "masthead", "Masthead: who works here"
        OWNERSHIP = "ownershipFundingInfo", "Ownership: who owns and pays for us"
        DIVERSITY = "diversityPolicy", "Diversity: whom we employ and report on"
        STAFF = "diversityStaffingReport", "Diversity of our staff, in numbers"
        CHECKS = "verificationFactCheckingPolicy", "Checks: how we verify reports"
        UNNAMED = "unnamedSourcesPolicy", "Unnamed sources: when, and who decides"
        NO_BYLINES = "noBylinesPolicy", "Stories without a byline: why there are some"
        MISSION = "missionCoveragePrioritiesPolicy", "Mission: what we cover, and why"
        FEEDBACK = "actionableFeedbackPolicy", "Feedback: how to reach us, what we do"

    introduction = models.TextField(
        blank=True,
        max_length=500,
        help_text="One or two sentences under the title. Empty: none.",
    )
    body = StreamField(
        PageTextBlock(),
        default=[("paragraph", "")],
        help_text="Type, or press / for a heading or list.",
    )
    policy = models.CharField(
        "policy",
        max_length=40,
        choices=Policy,
        blank=True,
        help_text="What this page says of the newsroom. Search engines and others who "
        "judge it look for such pages, and are told where each is. Of two with the "
        "same choice they are told of the first. Empty: none of these.",
    )

    template = "pages/standard.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    show_in_menus_default = True

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    promote_panels = [*BasePage.promote_panels, FieldPanel("policy")]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = "standard page"

    @classmethod
    def reserved_slugs(cls) -> frozenset[str]:
        return top_level_routes()

    @property
    def meta_description(self) -> str:
        return self.search_description or self.introduction
