from django.utils.functional import cached_property
from wagtail.blocks import PageChooserBlock

from delivery.tags import story_tag, tag
from news.at_hand import looked_up
from news.page_chooser import StoryChooser


class RelatedStoryBlock(PageChooserBlock):
    """One of our own stories. Readers see it only while they may read that story."""

    def __init__(self, **kwargs):
        super().__init__(
            **{"required": False, "page_type": "news.ArticlePage"} | kwargs
        )

    @cached_property
    def widget(self):
        return StoryChooser()

    def bulk_to_python(self, values):
        """The stories; on a story's page, only those that a reader may see."""
        found = looked_up("stories", [pk for pk in values if pk is not None])
        if found is None:
            return super().bulk_to_python(values)
        return [found.get(pk) for pk in values]

    def get_context(self, value, parent_context=None):
        """The card of ``value``, or no story where a reader may not see it."""
        context = super().get_context(value, parent_context=parent_context)
        if value:
            tag(story_tag(value.pk), until=value.expire_at)
        context["story"] = self._visible(value) if value else None
        return context

    def _visible(self, story):
        found = looked_up("stories", [story.pk])
        if found is not None:
            return found.get(story.pk)
        published = self.target_model.objects.published()
        return published.for_cards().filter(pk=story.pk).first()

    def get_preview_value(self):
        """The newest story that readers may see."""
        return self.target_model.objects.published().newest_first().first()

    def is_empty(self, value) -> bool:
        return value is None

    class Meta:
        icon = "doc-full-inverse"
        group = "Extras"
        label = "Related story"
        template = "blocks/related_story.html"
        preview_template = "wagtailcore/shared/block_preview.html"
        description = "A link to one of our own stories."
