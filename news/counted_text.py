from django.forms.widgets import Script
from wagtail.admin.widgets import AdminAutoHeightTextInput


class CountedText(AdminAutoHeightTextInput):
    """A text that grows; `counters.js` counts its characters, and stops nobody."""

    class Media:
        css = {"all": ["news/counters.css"]}
        js = [Script("news/counters.js", type="module")]

    def __init__(self, most: int):
        super().__init__(attrs={"data-count-to": most})
