from django.db import models
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="history")
class HistorySettings(BaseGenericSetting):
    """Whether readers may open former versions of stories."""

    public = models.BooleanField(
        "readers may open former versions",
        default=True,
        help_text="Each story links to its history: what was published when, and the "
        "difference between any two versions. Off: no link, and the addresses do not "
        "exist. Corrections stay on the story.",
    )

    class Meta:
        verbose_name = "public history"
