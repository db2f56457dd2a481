"""What editors see of the newsroom's own work: what is late, and why."""

from django.contrib import messages
from wagtail import hooks

from desk.panels import AtWorkPanel
from news.embeds import unread_in
from news.models import ArticlePage, ScheduleProblem
from news.wagtail_hooks import opens_the_editor


@hooks.register("construct_homepage_panels")
def show_what_is_at_work(request, panels):
    panels.append(AtWorkPanel())


@hooks.register("before_edit_page")
def say_why_it_is_not_out(request, page):
    """Tell whoever opens a page that was due why it could not be published."""
    problem = ScheduleProblem.objects.filter(page=page.pk).first()
    if problem and opens_the_editor(request):
        messages.error(request, f"This page is due but could not be changed. {problem}")


@hooks.register("before_edit_page")
def say_which_embeds_cannot_be_read(request, page):
    """Tell whoever opens a story, who may mend the address or take it out."""
    story = isinstance(page, ArticlePage) and not page.alias_of_id
    if not (story and opens_the_editor(request)):
        return
    for embed in unread_in(page):
        readers_see = "the last copy" if embed.fetched_at else "a plain link"
        messages.warning(
            request,
            f"The embed {embed.url} could not be read: {embed.error} Readers see "
            f"{readers_see}. Check the address, or remove the block.",
        )
