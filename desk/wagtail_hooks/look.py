"""How the admin looks."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def fit_small_screens():
    return format_html('<link rel="stylesheet" href="{}">', static("desk/admin.css"))


@hooks.register("register_icons")
def draw_what_messages_ask_for(icons):
    """Wagtail's messages of the level info name an icon that it does not have."""
    return [*icons, "desk/icons/info.svg"]
