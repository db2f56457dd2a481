"""Architecture rules that `manage.py check` holds the project to."""

from django.core.checks import Error, Tags, register
from django.db import connection
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.models import get_page_models

from news.models import BasePage, CategoryIndexPage
from news.routes import top_level_routes


@register(Tags.templates)
def page_types_have_templates(app_configs, **kwargs):
    """An error for each page type whose template is missing."""
    errors = []
    for model in get_page_models():
        if not issubclass(model, BasePage):
            continue
        try:
            get_template(model.template)
        except TemplateDoesNotExist:
            errors.append(
                Error(
                    f"{model.__name__} has no template at {model.template}.",
                    hint=f"Write templates/{model.template}.",
                    id="newsroom.E001",
                )
            )
    return errors


@register(Tags.database)
def categories_hide_no_route(app_configs, databases=None, **kwargs):
    """An error for each category whose address a route of the project has taken."""
    table = CategoryIndexPage._meta.db_table
    if not databases or table not in connection.introspection.table_names():
        return []  # before the first migration
    return [
        Error(
            f"The category {category.title!r} cannot be reached: /{category.slug}/ is "
            "an address of the site itself.",
            hint="Give the category another slug in the admin.",
            id="newsroom.E002",
        )
        for category in CategoryIndexPage.objects.filter(slug__in=top_level_routes())
    ]
