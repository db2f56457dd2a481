"""The front page's form: what may stand in a slot, and errors keyed to its fields."""

from django.utils import timezone
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel

from news.models import ArticlePage
from news.moments import formfield_for_moments, name_the_zone
from news.page_form import PageForm


def refuse_a_hidden_story(form) -> None:
    """Add an error where a story was chosen that readers may not see now.

    One that was chosen before and hidden since is not shown, and keeps nobody from
    saving the rest.
    """
    story = form.cleaned_data.get("story")
    if not story or "story" not in form.changed_data:
        return
    if not ArticlePage.objects.published().filter(pk=story.pk).exists():
        form.add_error(
            "story",
            f"Readers may not see '{story.title}' now: it is not published, under "
            "embargo, private or expired. Publish it first, or choose another.",
        )


class SlotForm(WagtailAdminModelForm):
    """A slot's own rules."""

    class Meta(WagtailAdminModelForm.Meta):
        formfield_callback = formfield_for_moments

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_the_zone(self.fields["expire_at"])

    def clean(self):
        cleaned_data = super().clean()
        refuse_a_hidden_story(self)
        story, ends = cleaned_data.get("story"), cleaned_data.get("expire_at")
        if story and story.alias_of_id:
            self.add_error("story", "This is an alias: choose the story itself.")
        if ends and "expire_at" in self.changed_data and ends <= timezone.now():
            self.add_error(
                "expire_at",
                "This time has passed. Choose a later one, or remove the slot.",
            )
        return cleaned_data

    def save(self, commit=True):
        if {"story", "pinned"} & set(self.changed_data):
            self.instance.placed_at = timezone.now()
        return super().save(commit=commit)


class SlotsPanel(InlinePanel):
    """Wagtail's panel, each of whose forms is a ``SlotForm``."""

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = SlotForm
        return options


class HomePageForm(PageForm):
    """The front page's form: no story stands in two slots."""

    def clean(self):
        cleaned_data = super().clean()
        placed = set()
        slots = self.formsets["slots"]
        slots.is_valid()  # so that each form is cleaned
        for form in slots.forms:
            story = form.cleaned_data.get("story")
            if not story or form.cleaned_data.get("DELETE"):
                continue
            if story.pk in placed:
                form.add_error(
                    "story",
                    f"'{story.title}' stands in another slot already: choose another, "
                    "or remove one of the two.",
                )
            placed.add(story.pk)
        return cleaned_data
