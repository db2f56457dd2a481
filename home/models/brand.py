"""What the newsroom is called."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


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
    contact_email = models.EmailField(
        "contact address",
        blank=True,
        help_text="Readers write there by 'Report a mistake' under each story. "
        "Empty: stories offer no such link.",
    )
    footer_note = models.CharField(
        max_length=200,
        blank=True,
        help_text="A sentence in the footer of every page. Empty: none.",
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
        FieldPanel("contact_email"),
        FieldPanel("footer_note"),
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
        handle = self.x_handle.lstrip("@")
        labelled = [
            ("X", f"https://x.com/{handle}" if handle else ""),
            ("Facebook", self.facebook_url),
            ("LinkedIn", self.linkedin_url),
            ("Mastodon", self.mastodon_url),
            ("Bluesky", self.bluesky_url),
        ]
        return [(label, address) for label, address in labelled if address]
