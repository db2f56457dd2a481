"""The page at the root of the site."""

from django.db import models
from wagtail.admin.panels import FieldPanel, HelpPanel

from home.front import PLACES, compose
from home.furniture import furniture_of
from home.models.slot import slots_of
from home.slot_form import HomePageForm, SlotsPanel
from news.models import BasePage
from news.rising import rising_now


class HomePage(BasePage):
    """The front page: what editors placed, then the newest stories and those of each
    category in the menu."""

    base_form_class = HomePageForm

    introduction = models.TextField(
        blank=True,
        max_length=500,
        help_text="Above the newest stories. Empty: nothing.",
    )

    template = "pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["news.CategoryIndexPage", "home.StandardPage"]
    max_count = 1

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        SlotsPanel(
            "slots",
            heading="Slots",
            label="slot",
            max_num=PLACES,
            help_text="In the order of the front: 1 leads, 2 to 4 are the second rank, "
            "5 to 12 the latest. Drag one, or press its arrows. Places without a slot "
            "take the newest stories by themselves.",
        ),
        HelpPanel(template="home/later_front.html"),
    ]

    class Meta:
        verbose_name = "home page"

    @property
    def meta_description(self) -> str:
        return self.search_description or self.introduction

    def get_context(self, request, *args, **kwargs):
        """Adds ``front``, as ``compose`` says, and ``rising``: hashtags, or None.

        In a preview of a later time, ``request.shown_at``, the front of that time.
        """
        context = super().get_context(request, *args, **kwargs)
        categories = furniture_of(request).categories
        shown_at = getattr(request, "shown_at", None)
        context["front"] = compose(categories, slots_of(self), shown_at)
        context["rising"] = rising_now()
        return context
