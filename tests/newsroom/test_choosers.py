"""Each chooser of each form in the admin refuses what it never offered.

Those of pages show no title to whoever may not see it.
"""

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from wagtail.admin.widgets import AdminPageChooser, BaseChooser
from wagtail.contrib.settings.registry import registry
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models

from news.models import ArticlePage
from news.page_chooser import DiscreetPageChooser

CHOOSERS = [
    "ArticlePage.hero_image",
    "ArticlePage.bylines.author",
    "ArticlePage.related_picks.story",
    "ArticlePage.body.image.image",
    "ArticlePage.body.related_story",
    "HomePage.slots.story",
    "HomePage.slots.image",
    "BreakingBanner.story",
    "BrandSettings.logo",
    "Author.photo",
    "Promotion.stories.story",
]
OF_PAGES = [name for name in CHOOSERS if name.endswith("story")]
FORGED = ["abc", "1e3", "\u0664x", "-1", "9" * 40, "9" * 5000, "<b>"]


def editors():
    """Each model that the admin has a form for, with its edit handler."""
    assert get_resolver().url_patterns  # which registers snippets and their views
    for model in get_page_models():
        if model is not Page:
            yield model, model.get_edit_handler()
    for model in registry:
        yield model, get_setting_edit_handler(model)
    for model in get_snippet_models():
        yield model, model.snippet_viewset.get_edit_handler()


def fields_of(model, handler):
    """``(name, form field)`` of the form, of its parts and of the story's blocks."""
    form = handler.get_form_class()
    parts = {"": form.base_fields} | {
        f"{relation}.": formset.form.base_fields
        for relation, formset in form.formsets.items()
    }
    for part, fields in parts.items():
        for name, field in fields.items():
            yield f"{model.__name__}.{part}{name}", field
    if model is ArticlePage:
        body = ArticlePage._meta.get_field("body").stream_block
        yield from fields_within(body, "ArticlePage.body")


def fields_within(block, name):
    if hasattr(block, "field"):
        yield name, block.field
    for child_name, child in getattr(block, "child_blocks", {}).items():
        yield from fields_within(child, f"{name}.{child_name}")
    if hasattr(block, "child_block"):
        yield from fields_within(block.child_block, name)


@pytest.fixture(scope="module")
def choosers():
    return {
        name: field
        for editor in editors()
        for name, field in fields_of(*editor)
        if isinstance(field.widget, BaseChooser)
    }


def test_they_are_all_here(choosers):
    assert sorted(choosers) == sorted(CHOOSERS)
    of_pages = [
        name
        for name, field in choosers.items()
        if isinstance(field.widget, AdminPageChooser)
    ]
    assert sorted(of_pages) == sorted(OF_PAGES)


@pytest.mark.parametrize("name", OF_PAGES)
def test_a_chooser_of_pages_is_discreet(choosers, name):
    assert isinstance(choosers[name].widget, DiscreetPageChooser)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CHOOSERS)
def test_what_it_never_offered_is_refused(choosers, name):
    field = choosers[name]
    for forged in FORGED:
        chosen = field.widget.value_from_datadict({"it": forged}, {}, "it")
        with pytest.raises(ValidationError, match="Select a valid choice"):
            field.clean(chosen)
        assert "it" in field.widget.render("it", chosen, {"id": "it"})  # shown again
