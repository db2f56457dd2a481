"""What follows a publish in its transaction; what moves stories without saving them."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry, PageViewRestriction, Revision
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    pre_page_move,
)

from accounts.roles import open_category
from delivery.outbox import new_event
from delivery.times import newsroom_now
from hashtags.models import HashtagOperation
from hashtags.signals import hashtags_changed
from news import unfinished, withdrawing
from news.hashtag_listings import relist_hashtags
from news.ledger import record_publish, record_unpublish
from news.listings import relist, unlist
from news.locks import lock_refusal
from news.models import (
    ArticlePage,
    Author,
    BasePage,
    CategoryIndexPage,
    HistorySettings,
    NotSaved,
    TimedPage,
    TypedEmbargo,
)
from news.signals import site_changed
from news.withholding import of_its_own_words
from sources.models import Outlet


@receiver(post_save, sender=CategoryIndexPage)
def let_the_roles_in(instance, created, raw=False, **kwargs):
    """Whoever works in every category works in a new one, too."""
    if created and not raw:
        open_category(instance)


@receiver(post_save, sender=PageLogEntry)
def begin_a_copy_with_its_newest_text(instance, created, **kwargs):
    """Wagtail's Copy takes all revisions along: what is withheld would live on there.

    Its entry in the log is written last, whichever way the copy was made.
    """
    if created and instance.action == "wagtail.copy":
        story = ArticlePage.objects.filter(pk=instance.page_id).first()
        if story is not None:
            newest = story.revisions.filter(pk=story.latest_revision_id)
            story.revisions.exclude(pk=story.latest_revision_id).delete()
            newest.update(content=of_its_own_words(newest.get().content, []))


@receiver(page_published)
def refuse_what_is_unfinished(instance, **kwargs):
    """Whoever publishes or schedules a page in the admin, by whichever way."""
    _unless(lock_refusal(instance, "published"))
    if isinstance(instance, ArticlePage):
        _unless(unfinished.refusal(instance))


def _unless(refusal: str) -> None:
    """Go on, unless there is a refusal: raises NotSaved with it."""
    if refusal:
        raise NotSaved(refusal)


@receiver(post_save, sender=Revision)
def refuse_what_is_unfinished_and_waits(instance, update_fields, **kwargs):
    """A new version of a story that readers see is scheduled without being saved."""
    if instance.approved_go_live_at and "approved_go_live_at" in (update_fields or ()):
        refuse_what_is_unfinished(instance.as_object())


@receiver(page_published)
def follow_a_publish(instance, revision, **kwargs):
    """A published story gets its version, and the rooms above hear of it."""
    if not instance.live:
        return  # scheduled: no reader sees it yet
    _refuse_what_is_early(instance)
    _move_where_it_is_wanted(instance)
    if not isinstance(instance, ArticlePage):
        _tell_of_the_site(instance)
    elif instance.alias_of_id:
        instance.tell(new_event("alias"))
    else:
        who = get_active_log_context().user or _scheduled_by(revision)
        instance.tell(_named(record_publish(instance, revision, who)))


def _scheduled_by(revision):
    """Who had the clock publish this: whoever scheduled it, or else wrote it."""
    scheduled = PageLogEntry.objects.filter(
        revision=revision, action="wagtail.publish.schedule", user__isnull=False
    )
    newest_first = scheduled.order_by("-timestamp", "-pk").values_list(
        "user", flat=True
    )
    user = get_user_model().objects.filter(pk=newest_first.first()).first()
    return user or revision.user


@receiver(post_save, sender=Revision)
def bind_what_is_scheduled(instance, **kwargs):
    """Whichever way a revision is scheduled, its embargo is no longer only typed."""
    if instance.approved_go_live_at and issubclass(
        instance.content_type.model_class() or object, TimedPage
    ):
        TypedEmbargo.objects.filter(page=int(instance.object_id)).delete()


@receiver(page_unpublished)
def follow_an_unpublish(instance, **kwargs):
    """So does one that was taken down, by whatever way."""
    if not isinstance(instance, ArticlePage):
        _tell_of_the_site(instance)
        return
    _unless(withdrawing.unpublish_refusal(instance))
    unlist(instance)
    if instance.alias_of_id:
        instance.tell(new_event("alias"))
    else:
        who = get_active_log_context().user
        instance.tell(_named(record_unpublish(instance, who)))


def _refuse_what_is_early(page) -> None:
    """Raise NotSaved where this machine's clock is ahead of the newsroom's."""
    moments = [page.go_live_at, getattr(page, "embargo_until", None)]
    latest = max(filter(None, moments), default=None)
    if latest and latest > newsroom_now():
        raise NotSaved(
            "The clock of the server is fast, and this is not to be published yet; "
            "nothing was saved. Tell whoever runs the site, and try again later."
        )


def _named(version) -> str:
    return f"story:{version.story_id}:version:{version.number}"


def _tell_of_the_site(page) -> None:
    if isinstance(page, BasePage):
        site_changed.send(type(page), event=new_event("page"))


@receiver(post_save, sender=HistorySettings)
@receiver(post_delete, sender=HistorySettings)
def follow_the_history(instance, **kwargs):
    """Every story links to its history, or none does."""
    site_changed.send(HistorySettings, event=new_event("history"))


@receiver(post_save, sender=Author)
@receiver(post_save, sender=Outlet)
@receiver(post_save, sender=get_document_model())
@receiver(post_delete, sender=Author)
@receiver(post_delete, sender=Outlet)
@receiver(post_delete, sender=get_document_model())
def follow_a_name(sender, created=False, **kwargs):
    """Any story may name or link to it; a new one no story does yet."""
    if not created:
        site_changed.send(sender, event=new_event(sender._meta.model_name))


def _move_where_it_is_wanted(page) -> None:
    """Move a story that was just published to the category that its editor chose."""
    category = getattr(page, "wanted_category", None)
    if category is None or page.alias_of_id:
        return
    page.move_to(category, get_active_log_context().user)
    page.wanted_category = None
    ArticlePage.objects.filter(pk=page.pk).update(wanted_category=None)


@receiver(pre_page_move)
def refuse_to_move_what_stays(instance, url_path_before, url_path_after, **kwargs):
    """What is locked; what is withdrawn, of which no other address tells readers."""
    _unless(lock_refusal(instance, "moved"))
    if url_path_before != url_path_after:
        _unless(withdrawing.move_refusal(instance))


@receiver(post_page_move)
def follow_the_move(instance, parent_page_after, **kwargs):
    """A moved story belongs to the category that it now lies in."""
    if instance.specific_class is ArticlePage:
        ArticlePage.objects.filter(pk=instance.pk).update(
            category=CategoryIndexPage.objects.filter(pk=parent_page_after.pk).first()
        )
        _relist_and_tell(Q(pk=instance.pk), "move")


@receiver(hashtags_changed)
def follow_a_merge(operation, **kwargs):
    """Stories are listed where their hashtags lead now."""
    if operation.kind == HashtagOperation.Kind.MERGE:
        relist_hashtags(operation)


@receiver(pre_delete, sender=ArticlePage)
def leave_the_listings(instance, **kwargs):
    """A deleted story is taken out of the counters too, if it may be deleted."""
    _unless(lock_refusal(instance, "deleted"))
    _unless(withdrawing.deletion_refusal(instance))
    unlist(instance)


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def relist_below(instance, origin=None, **kwargs):
    """Stories that became private leave the listings, those made public come back.

    Not where the restriction goes with its page (``origin`` is what is being deleted):
    its stories go too.
    """
    if issubclass(getattr(origin, "model", type(origin)), Page):
        return
    _relist_and_tell(Q(path__startswith=instance.page.path), "privacy")


def _relist_and_tell(which: Q, kind: str) -> None:
    """Say what became of these stories, and of all their aliases.

    They have another place, or another privacy.
    """
    told: set[int] = set()
    while True:
        stories = ArticlePage.objects.filter(which).defer("body")
        for story in stories.iterator(chunk_size=500):
            told.add(story.pk)
            relist(story)
            if story.live or story.keeps_its_address:
                story.tell(new_event(kind))
        aliases = ArticlePage.objects.exclude(alias_of=None)
        pairs = aliases.values_list("pk", "alias_of")
        deeper = [pk for pk, of in pairs if of in told and pk not in told]
        if not deeper:
            return
        which = Q(pk__in=deeper)
