"""What is done to the stories that are chosen in a list: Wagtail's bulk actions.

Each is one transaction, and nothing of it is done where one story refuses.
"""

from collections import Counter

from django import forms
from django.http import Http404
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from hashtags.forms import HashtagFormField
from hashtags.models import Hashtag
from news.category_form import categories_to_write_in
from news.models import ArticlePage, hold_all
from news.withdrawing import STAYS

MOST = 200
LONGEST_PK = 9


class StoriesAction(PageBulkAction):
    """An action on stories that the user may change now; others are named apart."""

    template_name = "desk/bulk_action.html"
    refused = "Not changed: no story, an alias, locked, or not yours to change."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    @classmethod
    def get_queryset(cls, model, object_ids):
        """The pages as what they are; raises Http404 where there are none."""
        ids = [str(pk) for pk in object_ids[: MOST + 1]]
        ids = [pk for pk in ids if pk.isdecimal() and len(pk) <= LONGEST_PK]
        pages = Page.objects.filter(pk__in=ids).order_by("path").specific(defer=True)
        if not pages:
            raise Http404
        return list(pages)

    def check_perm(self, page):
        user = self.request.user
        if not isinstance(page, ArticlePage) or page.alias_of_id:
            return False
        lock = page.get_lock()
        locked = lock is not None and lock.for_user(user)
        return page.permissions_for_user(user).can_edit() and not locked

    def get_actionable_objects(self):
        asked = self.request.GET.getlist("id")
        if len(asked) > MOST:
            raise Http404
        return super().get_actionable_objects()

    def post(self, request, *args, **kwargs):
        """Hold the stories first: what is judged and changed is loaded after that."""
        stories, apart = self.get_actionable_objects()
        hold_all([*stories, *apart["items_with_no_access"]])
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(action=self, **kwargs)

    def form_valid(self, form):
        refusals = self.refusals(form.cleaned_data)
        if refusals:
            form.add_error(next(iter(form.fields)), refusals)
            return self.form_invalid(form)
        return super().form_valid(form)

    def refusals(self, cleaned_data: dict) -> list[str]:
        """Why it cannot be done, story by story."""
        return []

    def get_execution_context(self):
        return {**super().get_execution_context(), **self.cleaned_form.cleaned_data}

    def get_success_message(self, num_parent_objects, num_child_objects):
        return self.said(num_parent_objects, num_child_objects)


class CategoryForm(forms.Form):
    category = forms.ModelChoiceField(
        queryset=None,
        help_text="Readers who follow a former address are led to the new one.",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories_to_write_in(user).filter(
            live=True
        )


class ChangeCategory(StoriesAction):
    """Moves stories below another category, where readers find them at once."""

    display_name = "Change category"
    aria_label = "Change the category of the chosen stories"
    action_type = "change_category"
    action_priority = 15
    form_class = CategoryForm
    button = "Change category"

    def refusals(self, cleaned_data):
        category, user = cleaned_data["category"], self.request.user
        stories, _ = self.get_actionable_objects()
        moving = [each for each in stories if each.get_parent().pk != category.pk]
        slugs = Counter(each.slug for each in moving)
        may_publish = category.permissions_for_user(user).can_publish_subpage()
        refusals = []
        for story in moving:
            said = f"'{story.get_admin_display_title()}'"
            taken = not Page._slug_is_available(story.slug, category, story)
            if taken or slugs[story.slug] > 1:
                refusals.append(
                    f"{said}: {category.title} would have two stories at "
                    f"/{story.slug}/. Change its address first (Front & sharing)."
                )
            if story.keeps_its_address:
                refusals.append(f"{said} {STAYS}")
            rights = story.permissions_for_user(user)
            if story.live and not (may_publish and rights.can_publish()):
                refusals.append(
                    f"{said} is published, and you cannot publish in both categories."
                )
        return refusals

    @classmethod
    def execute_action(cls, objects, category=None, user=None, **kwargs):
        moving = [each for each in objects if each.get_parent().pk != category.pk]
        for story in moving:
            story.move_to(category, user)
        return len(moving), len(objects) - len(moving)

    def said(self, moved, stayed):
        there = f" {stayed} there already." if stayed else ""
        return f"Stories that changed their category: {moved}.{there}"


class HashtagsForm(forms.Form):
    hashtags = HashtagFormField()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not user.has_perm("hashtags.add_hashtag"):
            self.fields["hashtags"].new_status = Hashtag.Status.PROPOSED


class ChangeHashtags(StoriesAction):
    """Gives each story a new version, and publishes it where nothing else waits.

    A story with unpublished edits, one that is scheduled, and one that the user may not
    publish keep them in the draft: what readers see changes with the next publish.
    """

    form_class = HashtagsForm

    def refusals(self, cleaned_data):
        stories, _ = self.get_actionable_objects()
        return [
            f"'{story.get_admin_display_title()}' is in review: open it to change it."
            for story in stories
            if story.workflow_in_progress
        ]

    @classmethod
    def execute_action(cls, objects, hashtags=(), user=None, **kwargs):
        published = drafts = 0
        for story in objects:
            newest = story.get_latest_revision_as_object()
            before = [each.folded for each in newest.hashtags.all()]
            cls.change(newest.hashtags, hashtags)
            if [each.folded for each in newest.hashtags.all()] == before:
                continue
            as_readers_see_it = story.live and not story.has_unpublished_changes
            revision = newest.save_revision(user=user, changed=True, log_action=True)
            may = story.permissions_for_user(user).can_publish()
            if as_readers_see_it and may and not story.approved_schedule:
                revision.publish(user=user)
                published += 1
            else:
                drafts += 1
        return published, drafts

    def said(self, published, drafts):
        if not published + drafts:
            return "The stories are so already; nothing was changed."
        return (
            f"Published as a minor fix: {published}. Changed in the draft only, for "
            f"the next publish: {drafts}."
        )


class AddHashtags(ChangeHashtags):
    display_name = "Add hashtags"
    aria_label = "Add hashtags to the chosen stories"
    action_type = "add_hashtags"
    action_priority = 16
    button = "Add hashtags"

    @staticmethod
    def change(carried, hashtags):
        carried.add(*hashtags)


class RemoveHashtags(ChangeHashtags):
    display_name = "Remove hashtags"
    aria_label = "Remove hashtags from the chosen stories"
    action_type = "remove_hashtags"
    action_priority = 17
    button = "Remove hashtags"

    @staticmethod
    def change(carried, hashtags):
        carried.remove(*hashtags)
