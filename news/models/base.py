from django.core.exceptions import ValidationError
from wagtail.models import Page

from news.forms import CopyPageForm, PageForm


class BasePage(Page):
    """What every page of the site shares. Its template lies in `templates/pages/`."""

    base_form_class = PageForm
    copy_form_class = CopyPageForm

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.slug in self.reserved_slugs():
            raise ValidationError({"slug": self.slug_is_reserved(self.slug)})

    @classmethod
    def reserved_slugs(cls) -> frozenset[str]:
        """Slugs that pages of this type may not take."""
        return frozenset()

    @staticmethod
    def slug_is_reserved(slug: str) -> str:
        """What to tell an editor who chose such a slug."""
        return (
            f"/{slug}/ is an address of the site itself. "
            f"Choose another slug, such as {slug}-news."
        )

    @property
    def meta_title(self) -> str:
        """The page's ``<title>``, without the site's name."""
        return self.seo_title or self.title

    @property
    def meta_description(self) -> str:
        """One sentence for search engines and previews; '' where nobody wrote one."""
        return self.search_description
