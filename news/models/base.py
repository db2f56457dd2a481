from wagtail.models import Page

from news.forms import PageForm


class BasePage(Page):
    """What every page of the site shares. Its template lies in `templates/pages/`."""

    base_form_class = PageForm

    class Meta:
        abstract = True

    @property
    def meta_title(self) -> str:
        """The page's ``<title>``, without the site's name."""
        return self.seo_title or self.title

    @property
    def meta_description(self) -> str:
        """One sentence for search engines and previews; '' where nobody wrote one."""
        return self.search_description
