"""What may be tidied among the hashtags: proposals, each merged or dismissed."""

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from wagtail.admin import messages

from hashtags.admin import bulk_address
from hashtags.likeness import Alike, alike
from hashtags.models import Hashtag, NotADuplicate
from hashtags.uses import uses

AT_MOST = 50
# The newest hashtags, however many there are: comparing these takes a second.
COMPARED = 50_000
KEPT_FOR = 600
FOUND = "hashtags-alike"


def clean_up(request: HttpRequest) -> HttpResponse:
    """Near-duplicates and plurals to merge, and hashtags of one story.

    A post says that two are not the same, for good.
    """
    if not request.user.has_perm("hashtags.change_hashtag"):
        raise PermissionDenied
    if request.method == "POST":
        return _dismiss(request)
    context = {
        "proposals": proposals(),
        "once": _used_once(),
        "header_title": "Clean up hashtags",
        "header_icon": "tag",
    }
    return TemplateResponse(request, "hashtags/clean_up.html", context)


def proposals() -> list[dict]:
    """At most fifty pairs, those that most stories carry first.

    Each has ``kept``, the one used more, ``gone``, ``why`` and the ``address`` where
    they are merged.
    """
    pairs = cache.get_or_set(FOUND, _find, KEPT_FOR)
    dismissed = set(NotADuplicate.objects.values_list("first", "second"))
    pairs = [pair for pair in pairs if _ordered(*pair[:2]) not in dismissed]
    pks = {pk for pair in pairs[: 4 * AT_MOST] for pk in pair[:2]}
    open_ones = _unmerged().filter(pk__in=pks)
    named = {row.pk: row for row in uses().annotated(open_ones)}
    found = [
        _proposal(named[first], named[second], why)
        for first, second, why in pairs
        if first in named and second in named
    ]
    found.sort(key=lambda each: (-each["gone"].published, -each["kept"].published))
    return found[:AT_MOST]


def _find() -> list[Alike]:
    newest = _unmerged().order_by("-pk").values_list("pk", "folded")[:COMPARED]
    return list(alike(newest))


def _unmerged():
    statuses = [Hashtag.Status.ACTIVE, Hashtag.Status.PROPOSED]
    return Hashtag.objects.filter(merged_into=None, status__in=statuses)


def _proposal(one: Hashtag, other: Hashtag, why: str) -> dict:
    active = Hashtag.Status.ACTIVE
    kept, gone = sorted(
        (one, other), key=lambda each: (each.status != active, -each.published)
    )
    address = bulk_address("merge", [gone.pk], into=kept.name)
    return {"kept": kept, "gone": gone, "why": why, "address": address}


def _used_once() -> list[Hashtag]:
    """The oldest hashtags that one story carries: nobody has used them since."""
    once = uses().annotated(uses().used_once(_unmerged()))
    return list(once.order_by("created_at")[:AT_MOST])


def _ordered(first: int, second: int) -> tuple[int, int]:
    return min(first, second), max(first, second)


def _dismiss(request: HttpRequest) -> HttpResponse:
    posted = [request.POST.get(name, "") for name in ("first", "second")]
    pks = [int(pk) if pk.isascii() and pk.isdigit() else 0 for pk in posted]
    first, second = (get_object_or_404(Hashtag, pk=pk) for pk in _ordered(*pks))
    NotADuplicate.objects.get_or_create(first=first, second=second)
    messages.success(request, f"{first} and {second} are not proposed again.")
    return redirect("hashtags_clean_up")
