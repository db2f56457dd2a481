"""What has just happened, on every page of the site, until its end."""

from django.db import models
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from home.banner_form import BannerForm
from home.permissions import FrontPagePolicy


@register_setting(icon="warning", order=1)
class BreakingBanner(BaseSiteSetting):
    """A story or a sentence above every page. Nobody need take it down."""

    text = models.CharField(
        max_length=160,
        blank=True,
        help_text="What readers see. Empty: the story's headline, with a link to it.",
    )
    story = models.ForeignKey(
        "news.ArticlePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Instead of a text. The banner is gone while readers may not see it.",
    )
    ends_at = models.DateTimeField(
        "until",
        null=True,
        blank=True,
        help_text="The banner ends by itself then.",
    )

    edit_handler = ObjectList(
        [FieldPanel("text"), FieldPanel("story"), FieldPanel("ends_at")],
        base_form_class=BannerForm,
    )

    class Meta:
        verbose_name = "breaking banner"

    @classmethod
    def get_permission_policy(cls):
        return FrontPagePolicy(cls)
