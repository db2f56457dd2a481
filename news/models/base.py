from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import LogContext, get_active_log_context
from wagtail.models import Page, PageViewRestriction

from news.page_form import CopyPageForm, PageForm

# Where a page lies, which others change while it is being edited.
PLACE = ("path", "depth", "numchild", "url_path")


class NotSaved(Exception):
    """A page cannot be saved as it was sent. The message is for the editor."""


class PageGone(NotSaved):
    """The page was deleted since it was loaded."""


class BasePage(Page):
    """What every page of the site shares. Its template lies in `templates/pages/`."""

    base_form_class = PageForm
    copy_form_class = CopyPageForm
    # What is loaded with a page that a reader opens: names for ``select_related``.
    shown_with: tuple[str, ...] = ()
    # Whether the query that found the page has left private ones out.
    is_known_public = False
    # Whether its address is found once, and not for each link to it: of a page that is
    # read from, as it was loaded, and never saved.
    keeps_its_place = False
    _url_parts: tuple | None = None
    # Whether its slug stays, whatever the headline is: readers are told of it there.
    keeps_its_address = False

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

    def get_url_parts(self, request=None):
        """As Wagtail finds them, which may ask which sites there are."""
        if request is not None or not self.keeps_its_place:
            return super().get_url_parts(request)
        if self._url_parts is None:
            self._url_parts = super().get_url_parts()
        return self._url_parts

    def get_view_restrictions(self):
        """What asks who is there: an alias asks as its original does, and its section.

        Wagtail's own leaves out the section of the original, which may be an alias too.
        """
        if self.is_known_public:
            return PageViewRestriction.objects.none()
        walls = super().get_view_restrictions()
        if self.alias_of:
            walls |= self.alias_of.specific.get_view_restrictions()
        return walls

    # Publishing --------------------------------------------------------------------

    def hold(self) -> None:
        """Lock the page's row until the transaction ends, and take over its place.

        It may have been moved since it was loaded: saving the former place would break
        the tree. Raises PageGone if it was deleted.
        """
        row = Page.objects.select_for_update(no_key=True).filter(pk=self.pk)
        stored = row.order_by().values(*PLACE).first()
        if stored is None:
            raise PageGone(f"'{self.title}' was deleted meanwhile; nothing was saved.")
        moved = stored["path"] != self.path
        for name, value in stored.items():
            setattr(self, name, value)
        if moved:
            self.__dict__.pop("_cached_parent_obj", None)

    @transaction.atomic
    def publish(self, revision, user=None, **kwargs):
        """Publish or schedule a revision, with all that follows from it, or nothing.

        ``revision`` may have been loaded, with its page, before somebody changed them.
        """
        self.hold()
        revision.refresh_from_db()
        with LogContext(user=user or get_active_log_context().user):
            return super().publish(revision, user=user, **kwargs)

    def update_aliases(self, **kwargs):
        """Publish the aliases with the page; not with a version that only waits."""
        if self.live:
            super().update_aliases(**kwargs)

    @transaction.atomic
    def unpublish(self, set_expired=False, commit=True, user=None, log_action=True):
        """Take the page down as it is now, with what follows from it, or nothing."""
        self.hold()
        self.refresh_from_db()
        with LogContext(user=user or get_active_log_context().user):
            return super().unpublish(set_expired, commit, user, log_action)


def hold_all(pages: Iterable[Page]) -> None:
    """Lock the rows of these pages and of all below them until the transaction ends.

    In the tree's order: else two such changes could wait for each other. What was
    loaded before may have changed since.
    """
    below = [Q(pk=page.pk) | Q(path__startswith=page.path) for page in pages]
    held = Page.objects.filter(reduce(or_, below, Q(pk__in=[]))).order_by("path")
    list(held.select_for_update(no_key=True).values_list("pk"))
