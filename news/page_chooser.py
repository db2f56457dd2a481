"""The admin's page choosers name no page that whoever is there may not see.

A form that was sent is shown again with what was sent, whatever page that names.
"""

from wagtail.admin.widgets import AdminPageChooser

from news.page_policy import is_out_of_sight

OUT_OF_SIGHT = "A page that you may not see"


class DiscreetPageChooser(AdminPageChooser):
    """Wagtail's chooser; a page out of sight is chosen without its title."""

    def get_display_title(self, instance):
        if is_out_of_sight(instance.pk):
            return OUT_OF_SIGHT
        return super().get_display_title(instance)


class StoryChooser(DiscreetPageChooser):
    """A button that opens the newest stories (`news/story_chooser.py`)."""

    choose_another_text = "Choose another story"
    link_to_chosen_text = "Edit this story"
    chooser_modal_url_name = "news_choose_story"
    icon = "doc-full-inverse"

    def __init__(self, **kwargs):
        super().__init__(**{"target_models": ["news.ArticlePage"]} | kwargs)
        self.choose_one_text = "Choose a story"
