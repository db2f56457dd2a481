from django.apps import AppConfig


class HashtagsConfig(AppConfig):
    name = "hashtags"

    def ready(self):
        """Give Wagtail's forms and history views the chips in place of taggit's tags.

        Wagtail registers both for taggit's manager and prefers the more specific class.
        """
        from wagtail.admin.compare import register_comparison_class
        from wagtail.admin.forms.models import register_form_field_override

        from hashtags.compare import HashtagComparison
        from hashtags.fields import HashtagField
        from hashtags.forms import HashtagFormField

        register_form_field_override(
            HashtagField, override={"form_class": HashtagFormField}
        )
        register_comparison_class(HashtagField, comparison_class=HashtagComparison)
