"""The form of the breaking banner: a story or a text, and when it ends."""

from django.utils import timezone
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.log_actions import log

from home.slot_form import refuse_a_hidden_story
from news.models import ArticlePage
from news.moments import MomentField, name_the_zone, shown

CHANGE = "newsclip.change_banner"


class BannerForm(WagtailAdminModelForm):
    """Empty altogether, there is no banner. Who changed what is in the log."""

    class Meta(WagtailAdminModelForm.Meta):
        field_classes = {"ends_at": MomentField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_the_zone(self.fields["ends_at"])

    def clean(self):
        cleaned_data = super().clean()
        refuse_a_hidden_story(self)
        if not self.errors:
            self._require_one_and_its_end()
        return cleaned_data

    def save(self, commit=True):
        banner = super().save(commit=commit)
        if self.has_changed():
            before, after = _said(self.initial), _said(self.cleaned_data)
            data = {"before": before, "after": after}
            log(banner, CHANGE, user=self.for_user, data=data)
        return banner

    def _require_one_and_its_end(self):
        text, story, ends_at = (
            self.cleaned_data[name] for name in ("text", "story", "ends_at")
        )
        if text and story:
            self.add_error("text", "Leave this empty, or remove the story.")
        elif ends_at and not (text or story):
            self.add_error(
                "text",
                "Write a text or choose a story. For no banner, empty the time, too.",
            )
        elif not ends_at and (text or story):
            self.add_error("ends_at", "Choose when the banner ends.")
        elif ends_at and ends_at <= timezone.now() and self.has_changed():
            self.add_error("ends_at", "This time has passed. Choose a later one.")


def _said(values: dict) -> str:
    """A banner in a line, for the log; '' for none."""
    text, story, ends_at = (values.get(name) for name in ("text", "story", "ends_at"))
    if story and not isinstance(story, ArticlePage):
        story = ArticlePage.objects.filter(pk=story).only("title").first()
    if not (text or story):
        return ""
    return f"'{text or story.title}' until {shown(ends_at)}"
