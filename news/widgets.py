"""The editor of lists; `settings.WAGTAILADMIN_RICH_TEXT_EDITORS` names it 'list'."""

from django import forms
from django.utils.functional import cached_property
from wagtail.admin.rich_text.editors.draftail import (
    DraftailRichTextArea,
    DraftailRichTextAreaAdapter,
)
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register


class ListEditor(DraftailRichTextArea):
    """Wagtail's rich text editor, held to one kind of list by `list-editor.js`.

    The first of its features is the list's tag, ``ul`` or ``ol``.
    """

    def format_value(self, value):
        """The editor's JSON; an empty list starts with one empty item."""
        tag = self.features[0]
        return super().format_value(value or f"<{tag}><li></li></{tag}>")


class ListEditorAdapter(DraftailRichTextAreaAdapter):
    """Loads our script beside Wagtail's."""

    js_constructor = "newsclip.ListEditor"

    @cached_property
    def media(self):
        return forms.Media(
            js=[
                versioned_static("wagtailadmin/js/draftail.js"),
                versioned_static("news/list-editor.js"),
            ]
        )


register(ListEditorAdapter(), ListEditor)
