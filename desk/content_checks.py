"""Wagtail's content checks of the preview, as far as they are about a story's text."""

from wagtail.admin.userbar import ContentCheckerItem


class StoryContentChecks(ContentCheckerItem):
    """More of axe's rules than Wagtail's own, and only within the story.

    What a story has no field for, such as the site's menus, is no editor's business.
    """

    axe_include = ["main article"]
    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "image-redundant-alt",
        "identical-links-same-purpose",
        "link-in-text-block",
        "list",
        "listitem",
        "table-duplicate-name",
        "td-has-header",
        "valid-lang",
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": "Picture without alt text",
            "help_text": "Say what it shows, or tick 'Decorative'",
        },
        "image-redundant-alt": {
            "error_name": "Alt text repeats the text beside it",
            "help_text": "Say what the picture shows instead",
        },
        "identical-links-same-purpose": {
            "error_name": "Links with the same words lead to different pages",
            "help_text": "Say in each link where it leads",
        },
        "td-has-header": {
            "error_name": "Table cells without a heading",
            "help_text": "Give the table's columns headings",
        },
    }
