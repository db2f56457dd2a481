"""What is done to the hashtags that are chosen in the list: Wagtail's bulk actions.

Each asks first, and shows what will change. The chosen come in the address as ``id``.
"""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.admin.views.bulk_action import BulkAction

from hashtags.models import Hashtag
from hashtags.operations import MOST, merge, set_status
from hashtags.uses import uses

LARGEST_KEY = 2**63 - 1


class HashtagAction(BulkAction):
    """An action on hashtags, for whoever may change them."""

    models = [Hashtag]
    template_name = "hashtags/bulk_action.html"
    # What the button says, and what it does, for those who hesitate.
    explanation = ""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("hashtags.change_hashtag"):
            raise PermissionDenied
        if self.next_url == request.path:
            self.next_url = reverse("hashtags_hashtag_modeladmin_index")
        return super().dispatch(request, *args, **kwargs)

    @classmethod
    def get_queryset(cls, model, object_ids):
        found = uses().annotated(Hashtag.objects.select_related("merged_into"))
        return found.filter(pk__in=object_ids).order_by("-published", "folded")

    def get_actionable_objects(self):
        if not hasattr(self, "_chosen"):
            typed = self.request.GET.getlist("id")[: MOST + 1]
            pks = [int(pk) for pk in typed if pk.isascii() and pk.isdigit()]
            pks = [pk for pk in pks if pk <= LARGEST_KEY]
            self._chosen = list(self.get_queryset(self.model, pks))
        return self._chosen, {"items_with_no_access": []}

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                form.add_error(field if field in form.fields else None, messages)
            return self.form_invalid(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(action=self, **kwargs)

    def get_execution_context(self):
        return {"self": self}

    def get_success_message(self, num_parent_objects, num_child_objects):
        return f"{self.said}. The journal of hashtags can undo it."


class _GiveStatus(HashtagAction):
    @classmethod
    def execute_action(cls, objects, **kwargs):
        action = kwargs["self"]
        done = set_status(objects, cls.status, action.request.user)
        action.said = done or "They are so already, and nothing was changed"
        return len(objects), 0


class Approve(_GiveStatus):
    display_name = "Approve"
    aria_label = "Approve the chosen hashtags"
    action_type = "approve"
    action_priority = 20
    status = Hashtag.Status.ACTIVE
    explanation = (
        "Readers meet them: on stories, as pages and feeds of their own, in searches."
    )


class Hide(_GiveStatus):
    display_name = "Hide"
    aria_label = "Hide the chosen hashtags"
    action_type = "hide"
    action_priority = 30
    status = Hashtag.Status.HIDDEN
    explanation = (
        "Readers no longer meet them, and their pages and feeds are gone. Stories "
        "keep them, and editors may still use them."
    )


class Block(_GiveStatus):
    display_name = "Block"
    aria_label = "Block the chosen hashtags"
    action_type = "block"
    action_priority = 40
    classes = {"serious"}
    status = Hashtag.Status.BLOCKED
    explanation = (
        "Readers no longer meet them, and no story can be saved with one: the editor "
        "is asked to use another."
    )


class IntoForm(forms.Form):
    """Which hashtag is kept, by name; any name that it has had."""

    into = forms.CharField(
        label="Keep",
        max_length=200,
        help_text="The hashtag that readers meet from now on, at its address.",
        widget=forms.TextInput(attrs={"list": "chosen-hashtags", "dir": "auto"}),
    )

    def clean_into(self) -> Hashtag:
        (hashtag,) = Hashtag.objects.for_names([self.cleaned_data["into"]])
        if hashtag.pk is None:
            raise ValidationError(
                f"There is no {hashtag} yet: choose one that exists, or rename one."
            )
        return hashtag


class Merge(HashtagAction):
    """Many hashtags into one, after a look at what that changes."""

    display_name = "Merge…"
    aria_label = "Merge the chosen hashtags into one"
    action_type = "merge"
    action_priority = 10
    form_class = IntoForm
    template_name = "hashtags/merge.html"

    def get_initial(self):
        """What the address asks for; else the one of several that is used most."""
        chosen, _ = self.get_actionable_objects()
        kept = [each for each in chosen if each.status == Hashtag.Status.ACTIVE]
        most_used = kept[0].name if kept and len(chosen) > 1 else ""
        return {"into": self.request.GET.get("into", most_used)}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        chosen, _ = self.get_actionable_objects()
        asked = IntoForm(self.get_initial()) if self.get_initial()["into"] else None
        context["preview"] = None
        if self.request.method == "GET" and asked is not None:
            context["form"] = asked
            if asked.is_valid():
                context["preview"] = self._preview(chosen, asked.cleaned_data["into"])
        return context

    def _preview(self, chosen: list[Hashtag], into: Hashtag) -> dict | None:
        into = self.get_queryset(Hashtag, [into.pk])[0]
        gone = [hashtag for hashtag in chosen if hashtag.pk != into.pk]
        pks = [hashtag.pk for hashtag in gone]
        leading = Hashtag.objects.filter(merged_into__in=pks)
        stories, both = uses().shared(pks, into.pk) if pks else (0, 0)
        return {
            "into": into,
            "gone": gone,
            "former": list(leading.order_by("folded")[: MOST // 20]),
            "stories": stories,
            "both": both,
            "new": stories - both,
            "into_then": into.published + stories - both,
        }

    @classmethod
    def execute_action(cls, objects, **kwargs):
        action = kwargs["self"]
        into = action.cleaned_form.cleaned_data["into"]
        several = [hashtag for hashtag in objects if hashtag.pk != into.pk]
        action.said = merge(several or objects, into, action.request.user)
        return len(objects), 0


ACTIONS = (Merge, Approve, Hide, Block)
