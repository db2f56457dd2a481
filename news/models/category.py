from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from news.contrast import DARK_PAPER, PAPER, contrast
from news.listings import StoryList
from news.models.base import BasePage
from news.models.listing import ListingKind
from news.querysets import SectionManager
from news.routes import top_level_routes
from news.subjects import most_used

colour = RegexValidator(
    r"^#[0-9A-Fa-f]{6}\Z", "Write the colour as # and six digits: #1F4E8C."
)
# WCAG 2.2, 1.4.3: text needs 4.5:1 against what it stands on.
LEAST_CONTRAST = 4.5


class CategoryIndexPage(BasePage):
    """A section of the newsroom: its stories, newest first."""

    introduction = models.TextField(
        blank=True,
        max_length=500,
        help_text="One or two sentences under the category's name.",
    )
    accent_light = models.CharField(
        "accent on light paper",
        max_length=7,
        default="#A6192E",
        validators=[colour],
        help_text="Colours the label and a thin rule, never a surface.",
    )
    accent_dark = models.CharField(
        "accent on dark paper",
        max_length=7,
        default="#FF8A94",
        validators=[colour],
        help_text="The same, for readers who chose a dark screen.",
    )

    objects = SectionManager()

    template = "pages/category.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.ArticlePage"]
    show_in_menus_default = True

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("accent_light"), FieldPanel("accent_dark")])],
            heading="Colour",
        ),
    ]

    class Meta:
        verbose_name = "category"
        verbose_name_plural = "categories"

    def clean(self):
        super().clean()
        errors = {}
        for field, paper, name in (
            ("accent_light", PAPER, "light"),
            ("accent_dark", DARK_PAPER, "dark"),
        ):
            if not _is_readable(getattr(self, field), paper):
                shade = "darker" if name == "light" else "lighter"
                errors[field] = (
                    f"This colour cannot be read on {name} paper ({paper}). "
                    f"Choose a {shade} one."
                )
        if errors:
            raise ValidationError(errors)

    @classmethod
    def reserved_slugs(cls) -> frozenset[str]:
        return top_level_routes()

    def get_context(self, request, *args, **kwargs):
        """Adds ``stories``, the page of the category's listing that was asked for.

        And ``hashtags``, the twelve that its newest stories carry most.
        """
        context = super().get_context(request, *args, **kwargs)
        stories = StoryList(ListingKind.CATEGORY, self.pk)
        context["stories"] = stories.page(request.GET.get("page"))
        context["hashtags"] = most_used(stories)
        return context

    @property
    def meta_description(self) -> str:
        return self.search_description or self.introduction


def _is_readable(ink: str, paper: str) -> bool:
    try:
        colour(ink)
    except ValidationError:
        return True  # the field's own validator has said so
    return contrast(ink, paper) >= LEAST_CONTRAST
