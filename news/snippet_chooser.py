"""Choosers of snippets, in which none is created."""

from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetCreateView


class NothingIsCreated(SnippetCreateView):
    """Refuses: Wagtail has the address, no form for it, and fails where one is sent."""

    def can_create(self):
        return False


class SnippetChooser(SnippetChooserViewSet):
    create_view_class = NothingIsCreated
