"""The part of a story's form that says in which category it lies."""

from django import forms
from django.apps import apps
from django.utils import timezone
from wagtail.models import Page
from wagtail.permissions import policy_registry

from accounts.review_form import passes
from news.merging import opened_on


def categories_to_write_in(user):
    """The categories in which ``user`` may add stories, in the order of the menus."""
    policy = policy_registry.get_by_type(Page)
    may_add = policy.instances_user_has_permission_for(user, "add")
    return _categories().filter(pk__in=may_add.values("pk"))


def _categories():
    return apps.get_model("news", "CategoryIndexPage").objects.all()


class CategoryForm(forms.Form):
    """Where a story lies, or will when it is published. To be mixed into its form.

    A draft that readers do not see moves when it is saved; a story that they see, or
    are told is withdrawn, moves when it is published.
    """

    lies_in = forms.ChoiceField(
        label="Category",
        required=False,
        error_messages={
            "invalid_choice": "You cannot write in that category. Choose one of these."
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        titles = dict(
            categories_to_write_in(self.for_user).values_list("pk", "title")
            if self.for_user
            else ()
        )
        now_in = self.instance.wanted_category or self.parent_page
        if now_in:
            titles.setdefault(now_in.pk, now_in.title)
        self.fields["lies_in"].choices = list(titles.items())
        self.initial["lies_in"] = now_in and now_in.pk

    def clean_lies_in(self):
        """The category to move to; None where the story stays."""
        chosen = self.cleaned_data["lies_in"]
        if chosen and chosen == self._opened_in():
            # Nobody chose here: where somebody put it meanwhile, it stays.
            chosen = str(self.initial["lies_in"])
        elif chosen == self.data.get("place"):
            return None
        if chosen in ("", str(self.parent_page.pk)):
            return None
        category = _categories().get(pk=chosen)
        if int(chosen) == self.initial["lies_in"]:
            return category
        if not category.live:
            raise forms.ValidationError(
                f"Readers cannot open {category.title} yet: publish the category "
                "first, or choose another."
            )
        return category

    def _opened_in(self) -> str:
        """The category that the form showed when it was opened; empty if unknown."""
        story = self.instance
        opened = opened_on(story, self.data) if story.pk else None
        if opened and opened.pk != story.latest_revision_id:
            story = opened.as_object()
        wanted = story.wanted_category_id
        return str(wanted) if wanted else self.data.get("place", "")

    def clean(self):
        cleaned_data = super().clean()
        category = self.cleaned_data.get("lies_in")
        slug = self.cleaned_data.get("slug")
        if category and not Page._slug_is_available(slug, category, self.instance):
            self.add_error(
                "lies_in",
                f"{category.title} has a story at /{slug}/ already. Change the address "
                "(Front & sharing), or choose another category.",
            )
        if category and self._is_decided():
            self._must_publish_in(category)
        return cleaned_data

    def _is_decided(self) -> bool:
        """Whether this publishes the story, or lets it pass on in a review."""
        if self.data.get("action-publish"):
            return True
        rights = self.instance.permissions_for_user(self.for_user)
        return passes(self.data) and rights.can_publish()

    def _must_publish_in(self, category):
        if not category.permissions_for_user(self.for_user).can_publish_subpage():
            self.add_error(
                "lies_in",
                f"You cannot publish in {category.title}. Choose another category, or "
                "ask whoever publishes there.",
            )

    def save(self, commit=True):
        chosen = self.cleaned_data.get("lies_in")
        story = self.instance
        if story.pk and self._waits():
            if chosen != story.wanted_category:
                story.wanted_category = chosen
                now = timezone.now()
                # To the millisecond, as a revision keeps it.
                story.recategorised_at = now.replace(
                    microsecond=now.microsecond // 1000 * 1000
                )
        elif story.pk and chosen:
            story.move_to(chosen, self.for_user)
        return super().save(commit=commit)

    def _waits(self) -> bool:
        """Whether the story stays where readers know it until it is published."""
        return self.instance.live or self.instance.keeps_its_address

    def get_field_updates_for_resave(self):
        """Also the place, where this save moved the story."""
        updates = super().get_field_updates_for_resave()
        if not self._waits() and self.cleaned_data.get("lies_in"):
            place = self.instance.get_parent().pk
            updates.append((self.add_prefix("place"), place))
        return updates
