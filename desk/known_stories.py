"""Stories as somebody at the desk may know them: as drafts, or as readers do."""

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from news.models import ArticlePage


def pages_to_change(user) -> QuerySet:
    """The pages that ``user`` may change or publish, in no order."""
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_any_permission_for(user, {"change", "publish"})
    return pages.order_by()


def publishes(user) -> bool:
    """Whether ``user`` may publish any page."""
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")


class KnownStory:
    """What names a ``story`` to an editor, and leads to it.

    ``may_change`` says whether they may open its editor.
    """

    story: ArticlePage
    may_change: bool

    @property
    def headline(self) -> str:
        """The newest one, for who may change the story; else as readers have it."""
        story = self.story
        return story.get_admin_display_title() if self.may_change else story.title

    @property
    def address(self) -> str:
        """Of the editor, for who may change the story; else what readers open."""
        if self.may_change:
            return reverse("wagtailadmin_pages:edit", args=[self.story.pk])
        return self.story.get_url()
