"""The page at the root of the site."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from home.front import compose
from home.furniture import furniture_of
from news.models import BasePage
from news.rising import rising_now


class HomePage(BasePage):
    """The front page: the newest stories, of all and of each category in the menu."""

    introduction = models.TextField(
        blank=True,
        max_length=500,
        help_text="Above the newest stories. Empty: nothing.",
    )

    template = "pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["news.CategoryIndexPage", "home.StandardPage"]
    max_count = 1

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = "home page"

    @property
    def meta_description(self) -> str:
        return self.search_description or self.introduction

    def get_context(self, request, *args, **kwargs):
        """Adds ``front``, as ``compose`` says, and ``rising``: hashtags, or None."""
        context = super().get_context(request, *args, **kwargs)
        context["front"] = compose(furniture_of(request).categories)
        context["rising"] = rising_now()
        return context
