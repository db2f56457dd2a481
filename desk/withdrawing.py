"""Unpublishing asks why, where readers have seen the story: it is withdrawn."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.log_actions import log
from wagtail.models import Page

from news.models import ArticlePage
from news.withdrawing import seen_in

REASON_MISSING = (
    "Say why, in a sentence that readers may see: the story's address shows it."
)


class ReasonField(forms.CharField):
    """Why a story is withdrawn, in public."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=500,
            label="Reason, which readers will see",
            help_text="Whoever opens the story's address reads that it was withdrawn, "
            "when, and this. Publishing the story again ends that.",
            error_messages={"required": REASON_MISSING},
            widget=AdminAutoHeightTextInput,
            **kwargs,
        )


class WithdrawForm(forms.Form):
    """Asks for the reason."""

    reason = ReasonField()


class WithdrawView(UnpublishView):
    """Wagtail's question whether to unpublish, with one for the reason."""

    template_name = "desk/withdraw.html"
    form: WithdrawForm | None = None

    def get(self, request, *args, **kwargs):
        if seen_by_readers([self.object], and_below=True).exists():
            self.form = WithdrawForm()
            # Of what lies below, nobody has said yet that it goes too.
            itself = seen_by_readers([self.object], and_below=False)
            self.form.fields["reason"].required = itself.exists()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.object.hold()
        if self.stories().exists():
            self.form = WithdrawForm(request.POST)
            if not self.form.is_valid():
                return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def stories(self):
        """Those that go, as the form was sent."""
        and_below = bool(self.request.POST.get("include_descendants"))
        return seen_by_readers([self.object], and_below)

    def unpublish(self):
        if self.form:
            reason = self.form.cleaned_data["reason"]
            user = self.request.user
            withdraw(those_that_go(self.stories(), user), reason, user)
            # Wagtail saves the page as it was loaded before.
            self.object.refresh_from_db()
        return super().unpublish()

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=self.form, **kwargs)


class BulkWithdrawForm(DefaultPageForm):
    """One reason for all the stories among the pages."""

    reason = ReasonField(required=False)


class WithdrawBulkAction(UnpublishBulkAction):
    """Wagtail's unpublishing of many pages, with the question for the reason."""

    form_class = BulkWithdrawForm
    template_name = "desk/withdraw_many.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        fields = context["form"].fields
        if not context["has_live_descendants"]:
            fields["include_descendants"].widget = forms.HiddenInput()
        pages = [each["item"] for each in context["items"]]
        if not seen_by_readers(pages, and_below=True).exists():
            fields["reason"].widget = forms.HiddenInput()
        return context

    def form_valid(self, form):
        pages, _ = self.get_actionable_objects()
        below = form.cleaned_data["include_descendants"]
        stories = seen_by_readers(pages, below)
        if not form.cleaned_data["reason"] and stories.exists():
            form.add_error("reason", REASON_MISSING)
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_execution_context(self):
        reason = self.cleaned_form.cleaned_data["reason"]
        return {**super().get_execution_context(), "reason": reason}

    @classmethod
    def execute_action(
        cls, objects, reason="", include_descendants=False, user=None, **kwargs
    ):
        if reason:
            stories = seen_by_readers(objects, include_descendants)
            withdraw(those_that_go(stories, user), reason, user)
        below = {"include_descendants": include_descendants}
        return super().execute_action(objects, user=user, **below, **kwargs)


class SectionViewSet(PageViewSet):
    """The admin's views of pages of any type; stories have some of their own."""

    unpublish_view_class = WithdrawView


def seen_by_readers(pages, and_below: bool):
    """The stories among these pages, and below them, that readers see now."""
    which = Q(pk__in=[page.pk for page in pages])
    for page in pages if and_below else ():
        which |= Q(path__startswith=page.path)
    return seen_in(Page.objects.filter(which))


def those_that_go(stories, user) -> list[int]:
    """Those that ``user`` may unpublish: Wagtail passes by what another has locked."""
    return [
        story.pk
        for story in stories.defer("body")
        if story.permissions_for_user(user).can_unpublish()
    ]


def withdraw(pks: list[int], reason: str, user) -> None:
    """Note when and why these stories are withdrawn; whoever asks unpublishes them."""
    stories = ArticlePage.objects.filter(pk__in=pks)
    stories.update(withdrawn_at=timezone.now(), withdrawn_because=reason)
    for story in stories.defer("body"):
        log(story, "newsclip.withdraw", user=user, data={"reason": reason})
