"""The buttons that publish again, and the dialog by which those of a story ask."""

from wagtail.admin.action_menu import PublishMenuItem

from news.models import ArticlePage
from news.models.republishing import Republish
from news.page_form import UPDATE_SCHEDULE

SAYS = {
    Republish.MINOR: "readers see no change",
    Republish.UPDATE: "'Updated …' with a line on what is new",
    Republish.CORRECTION: "what was wrong, and what is right",
    Republish.CLARIFICATION: "what was unclear, and what it means",
    Republish.RETRACTION: "above the headline, why it cannot stand",
}


class RepublishMenuItem(PublishMenuItem):
    """Publish, which asks what readers are told of a story that they have seen."""

    template_name = "news/republish.html"

    def get_context_data(self, parent_context):
        page = parent_context["page"]
        asks = isinstance(page, ArticlePage) and page.first_published_at
        choices = [(kind.value, kind.label, says) for kind, says in SAYS.items()]
        return super().get_context_data(parent_context) | {"choices": asks and choices}


class UpdateScheduleMenuItem(RepublishMenuItem):
    """The same, for a page of which a version is scheduled already."""

    label = "Update schedule"
    template_name = "news/update_schedule.html"

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {"value": UPDATE_SCHEDULE}
