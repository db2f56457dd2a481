"""An author who opens a story that was sent back reads what to change, and where."""

from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name

from desk.review import asked_changes, places
from news.wagtail_hooks import opens_the_editor


@hooks.register("before_edit_page")
def say_what_to_change(request, page):
    step = asked_changes(page) if opens_the_editor(request) else None
    if step is None:
        return
    who = get_user_display_name(step.finished_by) if step.finished_by else "A reviewer"
    where = format_html_join(
        "",
        '<br><a href="{}">{}</a>: {}',
        ((place.address, place.name, place.text) for place in places(page, step)),
    )
    messages.warning(
        request,
        format_html("{} asks for changes: {}{}", who, step.comment, where),
    )
