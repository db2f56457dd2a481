"""The form of a story: what it needs to be published, part by part."""

from accounts.review_form import ReviewForm
from hashtags.models import Hashtag
from news import stop_marker_form
from news.blocks.image import ALT_MISSING
from news.category_form import CategoryForm
from news.moments import formfield_for_moments
from news.page_form import PageForm
from news.republish_form import RepublishForm
from news.timed_form import TimedForm


class ArticleForm(TimedForm, CategoryForm, RepublishForm, ReviewForm, PageForm):
    """A draft needs a headline only; the rest waits for Submit and Publish."""

    stop_marker_reason = stop_marker_form.reason_field()

    class Meta(PageForm.Meta):
        formfield_callback = formfield_for_moments
        help_texts = {
            "go_live_at": "Takes effect with Publish. Empty: at once.",
            "expire_at": "Readers no longer see it then. Empty: never.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.for_user and not self.for_user.has_perm("hashtags.add_hashtag"):
            self.fields["hashtags"].new_status = Hashtag.Status.PROPOSED

    def clean_title(self):
        return _on_one_line(self.cleaned_data["title"])

    def clean_standfirst(self):
        return _on_one_line(self.cleaned_data["standfirst"])

    def clean(self):
        cleaned_data = super().clean()
        self._prefill_alt_text()
        if not self.is_deferred_validation:
            self._require_alt_text()
            stop_marker_form.refuse_stop_markers(self)
        return cleaned_data

    def _prefill_alt_text(self):
        """Start with the picture's own, where the editor would see and mend it."""
        picture = self.cleaned_data.get("hero_image")
        own = picture.default_alt_text.strip() if picture else ""
        if not own or self.cleaned_data.get("hero_decorative"):
            return
        if self.cleaned_data.get("hero_alt") == "":
            self.cleaned_data["hero_alt"] = own
            self.data = self.data.copy()
            self.data[self.add_prefix("hero_alt")] = own

    def _require_alt_text(self):
        picture = self.cleaned_data.get("hero_image")
        if (
            picture
            and not self.cleaned_data.get("hero_decorative")
            and self.cleaned_data.get("hero_alt") == ""
        ):
            self.add_error("hero_alt", ALT_MISSING)


def _on_one_line(text: str) -> str:
    """What was typed or pasted into a field that grows, without its line breaks."""
    return " ".join(text.splitlines())
