"""Architecture rules that `manage.py check` holds the project to."""

from django.core.checks import Error, Tags, register
from django.db import connection
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import get_resolver
from wagtail.models import Page, get_page_models

from news.models import BasePage, CategoryIndexPage
from news.routes import top_level_routes
from newsroom.surfaces import PAGES, ROUTES


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


@register(Tags.urls)
def public_surfaces_are_registered(app_configs, **kwargs):
    """An error for each public route or page type that newsroom/surfaces.py lacks."""
    routes = set(_public_routes(get_resolver()))
    pages = {page._meta.label for page in get_page_models() if page is not Page}
    missing = (routes - ROUTES.keys()) | (pages - PAGES.keys())
    vanished = (ROUTES.keys() - routes) | (PAGES.keys() - pages)
    return [
        Error(
            f"{name} is public and not in the registry of surfaces.",
            hint="Enter it in newsroom/surfaces.py, with its cache policy and where a "
            "story could be seen there.",
            id="newsroom.E003",
        )
        for name in sorted(missing)
    ] + [
        Error(
            f"{name} is in the registry of surfaces, and nowhere else.",
            hint="Take it out of newsroom/surfaces.py.",
            id="newsroom.E004",
        )
        for name in sorted(vanished)
    ]


def _public_routes(resolver):
    """The URL names of a resolver, less the admin's; one without by its pattern."""
    for pattern in resolver.url_patterns:
        if str(pattern.pattern) == "admin/":
            continue
        if hasattr(pattern, "url_patterns"):
            yield from _public_routes(pattern)
        else:
            yield pattern.name or str(pattern.pattern)
