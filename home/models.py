"""The front page and the newsroom's brand."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from news.listings import StoryList
from news.models import BasePage, ListingKind


class HomePage(BasePage):
    """The front page: the newest stories of every category."""

    introduction = models.TextField(
        blank=True,
        max_length=500,
        help_text="Above the newest stories. Empty: nothing.",
    )

    template = "pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["news.CategoryIndexPage"]
    max_count = 1

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = "home page"

    def get_context(self, request, *args, **kwargs):
        """Adds ``stories``, the page of the front's listing that was asked for."""
        context = super().get_context(request, *args, **kwargs)
        context["stories"] = StoryList(ListingKind.FRONT).page(request.GET.get("page"))
        return context


@register_setting(icon="globe", order=0)
class BrandSettings(BaseSiteSetting):
    """What the newsroom is called and where else it is found."""

    select_related = ["logo"]

    name = models.CharField(max_length=80, default="Newsclip")
    tagline = models.CharField(
        max_length=120, default="Social News Discovery", blank=True
    )
    logo = models.ForeignKey(
        "images.NewsImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Empty: the name, set in type.",
    )
    x_handle = models.CharField(
        "X account", max_length=40, blank=True, help_text="Without the @."
    )
    facebook_url = models.URLField("Facebook page", blank=True)
    linkedin_url = models.URLField("LinkedIn page", blank=True)
    mastodon_url = models.URLField("Mastodon profile", blank=True)
    bluesky_url = models.URLField("Bluesky profile", blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("tagline"),
        FieldPanel("logo"),
        MultiFieldPanel(
            [
                FieldPanel("x_handle"),
                FieldPanel("facebook_url"),
                FieldPanel("linkedin_url"),
                FieldPanel("mastodon_url"),
                FieldPanel("bluesky_url"),
            ],
            heading="Social accounts",
        ),
    ]

    class Meta:
        verbose_name = "brand"

    @property
    def site_title(self) -> str:
        """'Newsclip — Social News Discovery': the front page's title."""
        return f"{self.name} — {self.tagline}" if self.tagline else self.name

    @property
    def profiles(self) -> list[tuple[str, str]]:
        """``(label, address)`` of the newsroom's accounts elsewhere."""
        labelled = [
            ("X", f"https://x.com/{self.x_handle}" if self.x_handle else ""),
            ("Facebook", self.facebook_url),
            ("LinkedIn", self.linkedin_url),
            ("Mastodon", self.mastodon_url),
            ("Bluesky", self.bluesky_url),
        ]
        return [(label, address) for label, address in labelled if address]
