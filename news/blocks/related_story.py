from wagtail.blocks import PageChooserBlock

from delivery.tags import story_tag, tag


class RelatedStoryBlock(PageChooserBlock):
    """One of our own stories. Readers see it only while they may read that story."""

    def __init__(self, **kwargs):
        super().__init__(
            **{"required": False, "page_type": "news.ArticlePage"} | kwargs
        )

    def get_context(self, value, parent_context=None):
        """The card of ``value``, or no story where a reader may not see it."""
        context = super().get_context(value, parent_context=parent_context)
        if value:
            tag(story_tag(value.pk), until=value.expire_at)
        context["story"] = (
            self.target_model.objects.published()
            .for_cards()
            .filter(pk=value.pk)
            .first()
            if value
            else None
        )
        return context

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
