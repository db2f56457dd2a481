"""What readers saw is not taken from them without a word, whichever way it goes.

The views of the admin ask first; these are for the ways that have no view of ours: the
admin's API, bulk actions, a category that goes with its stories. The clock and code are
nobody: they take down and delete what they like. Nobody moves what is withdrawn.
"""

from wagtail.log_actions import get_active_log_context

from news.models import ArticlePage

STAYS = (
    "is withdrawn, and its address tells readers so: it stays where it is until it is "
    "published again."
)


def seen_in(pages):
    """The stories that any reader sees now, among ``pages`` of any type."""
    stories = ArticlePage.objects.published().filter(alias_of=None)
    return stories.filter(pk__in=pages.values("pk"))


def unpublish_refusal(story) -> str:
    """Why whoever is at work may not have taken it down just now; '' if they may."""
    user = get_active_log_context().user
    if user is None or story.withdrawn_because or not story.is_in_the_open:
        return ""
    return (
        f"Readers see '{story.title}', and its address is to tell them why it goes: "
        "nothing was unpublished. Open it in the editor and press Unpublish there, "
        "which asks for the reason."
    )


def deletion_refusal(page) -> str:
    """Why whoever is at work may not delete it with all below it; '' if they may."""
    user = get_active_log_context().user
    if user is None:
        return ""
    below = page.get_descendants(inclusive=True)
    if seen := seen_in(below).defer("body").first():
        return (
            f"Readers see '{seen.title}': nothing was deleted. Withdraw it first, with "
            "Unpublish, which asks for the reason that its address will show."
        )
    withdrawn = ArticlePage.objects.filter(pk__in=below.values("pk"))
    for story in withdrawn.exclude(withdrawn_because="").defer("body"):
        if not story.permissions_for_user(user).can_publish():
            return (
                f"'{story.title}' is withdrawn, and its address tells readers so: "
                "nothing was deleted. Ask whoever publishes there."
            )
    return ""


def move_refusal(page) -> str:
    """Why nobody may move this page to another address; '' if they may."""
    stories = ArticlePage.objects.filter(pk=page.pk).exclude(withdrawn_because="")
    return f"'{page.title}' {STAYS}" if stories.exists() else ""
