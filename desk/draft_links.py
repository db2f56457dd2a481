"""Sharing a draft with somebody outside: making links to it, and ending them."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.signals import page_published, page_unpublished

from desk.models import DraftLink
from news.models import ArticlePage
from news.moments import shown

DAYS = {1: "1 day", 3: "3 days", 7: "7 days"}


class DraftLinkForm(forms.Form):
    days = forms.TypedChoiceField(
        label="The link works for",
        choices=list(DAYS.items()),
        coerce=int,
        initial=3,
        widget=forms.RadioSelect,
    )


@receiver([page_published, page_unpublished])
def end_the_links(instance, **kwargs):
    """What was a draft is public, or is one that somebody took down: its links end.

    A publish that only schedules changes nothing for readers, nor for a link.
    """
    if kwargs["signal"] is page_unpublished or instance.live:
        DraftLink.objects.filter(story=instance.pk).delete()


def may_share(story, user) -> bool:
    """Whether there is a draft of ``story``, and ``user`` may show it to outsiders.

    That is who could publish it.
    """
    is_draft = story.has_unpublished_changes or not story.live
    return is_draft and story.permissions_for_user(user).can_publish()


def draft_links(request: HttpRequest, page_id: int) -> HttpResponse:
    """The links to a story's draft that work; POST makes one."""
    story = _story_to_share(request, page_id)
    form = DraftLinkForm(request.POST or None)
    if form.is_valid():
        link = DraftLink.make(story, request.user, form.cleaned_data["days"])
        until = shown(link.expires_at)
        log(story, "newsclip.share_draft", user=request.user, data={"until": until})
        messages.success(request, f"The link works until {until}. Copy it below.")
        return redirect("desk_draft_links", story.pk)
    links = DraftLink.objects.working().filter(story=story).select_related("made_by")
    links = [
        (link, request.build_absolute_uri(link.get_absolute_url())) for link in links
    ]
    context = {"story": story, "form": form, "links": links}
    return TemplateResponse(request, "desk/draft_links.html", context)


@require_POST
def end_draft_link(request: HttpRequest, page_id: int, link_id: int) -> HttpResponse:
    """End a link at once; also one that has ended meanwhile."""
    story = _story_to_share(request, page_id)
    ended, _ = DraftLink.objects.filter(story=story, pk=link_id).delete()
    if ended:
        log(story, "newsclip.end_draft_link", user=request.user)
    messages.success(request, "The link no longer works.")
    return redirect("desk_draft_links", story.pk)


def _story_to_share(request: HttpRequest, page_id: int) -> ArticlePage:
    """The story, if there is a draft of it that this user may share."""
    story = get_object_or_404(ArticlePage, pk=page_id, alias_of=None)
    if not may_share(story, request.user):
        raise PermissionDenied
    return story
