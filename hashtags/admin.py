from django.core.exceptions import ValidationError
from django.template.defaultfilters import truncatechars
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.helpers import DjangoORMSearchHandler, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from hashtags.folding import fold
from hashtags.models import Hashtag


class HashtagForm(WagtailAdminModelForm):
    """A hashtag's page in the admin: its spelling may change, its meaning may not."""

    def clean_name(self):
        name = self.cleaned_data["name"]
        if self.instance.pk and fold(name) != self.instance.folded:
            raise ValidationError(
                f"Only the spelling of {self.instance} can change here (capitals, "
                "accents): another word is another hashtag."
            )
        return name


class SearchByFold(DjangoORMSearchHandler):
    """Finds #NATO for 'nato', '#Nato' and 'ＮＡＴＯ' alike."""

    def search_queryset(self, queryset, search_term, **kwargs):
        return super().search_queryset(queryset, fold(search_term), **kwargs)


class NeverDeleted(PermissionHelper):
    def user_can_delete_obj(self, user, obj):
        return False


class HashtagAdmin(ModelAdmin):
    model = Hashtag
    menu_label = "Hashtags"
    menu_icon = "tag"
    menu_order = 300
    list_display = ("__str__", "status", "summary", "created_at")
    list_filter = ("status",)
    search_fields = ("folded",)
    search_handler_class = SearchByFold
    ordering = ("folded",)
    permission_helper_class = NeverDeleted
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("status"), FieldPanel("description")],
        base_form_class=HashtagForm,
    )

    def summary(self, hashtag):
        return truncatechars(hashtag.description, 80)

    summary.short_description = "Description"
