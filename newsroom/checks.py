"""Architecture rules that `manage.py check` holds the project to."""

from collections import Counter

from django.core.checks import Error, Tags, register
from django.db import connection
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import get_resolver
from wagtail.models import Page, get_page_models

from delivery.caching import CachePolicy
from home.models import StandardPage
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
def pages_hide_no_route(app_configs, databases=None, **kwargs):
    """An error for each page whose address a route of the project has taken."""
    if not databases:
        return []
    tables = connection.introspection.table_names()
    errors = []
    for model in (CategoryIndexPage, StandardPage):
        if model._meta.db_table not in tables:
            continue  # before the first migration
        errors += [
            Error(
                f"The {model._meta.verbose_name} {title!r} cannot be reached: "
                f"/{slug}/ is an address of the site itself.",
                hint=f"Give the {model._meta.verbose_name} another slug in the admin.",
                id="newsroom.E002",
            )
            # No column that a migration may be about to add: it is checked before.
            for title, slug in model.objects.filter(
                slug__in=top_level_routes()
            ).values_list("title", "slug")
        ]
    return errors


@register(Tags.urls)
def public_surfaces_are_registered(app_configs, **kwargs):
    """Errors where newsroom/surfaces.py and what is public are not the same.

    A route or page type that is not entered, an entry for none, two routes of one
    name, an entry that does not say how long its responses may be kept, or where the
    leak tests are to look for a story there.
    """
    # A route that answers in place of a package's is the same one.
    named = Counter(name for name, _ in set(_public_routes(get_resolver())))
    pages = {page._meta.label for page in get_page_models() if page is not Page}
    missing = (named.keys() - ROUTES.keys()) | (pages - PAGES.keys())
    vanished = (ROUTES.keys() - named.keys()) | (PAGES.keys() - pages)
    shared = {name for name, times in named.items() if times > 1}
    entered = {**PAGES, **ROUTES}
    unkept = {n for n, s in entered.items() if not isinstance(s.policy, CachePolicy)}
    unwalked = {n for n, s in entered.items() if bool(s.where) == bool(s.no_story)}
    return [
        *_errors(
            missing,
            "{} is public and not in the registry of surfaces.",
            "Enter it in newsroom/surfaces.py, with its cache policy and where a "
            "story could be seen there.",
            "newsroom.E003",
        ),
        *_errors(
            vanished,
            "{} is in the registry of surfaces, and nowhere else.",
            "Take it out of newsroom/surfaces.py.",
            "newsroom.E004",
        ),
        *_errors(
            shared,
            "{} is the name of more than one public route.",
            "Give each a name of its own: the registry has one entry a route.",
            "newsroom.E005",
        ),
        *_errors(
            unkept,
            "{} has no cache policy in the registry of surfaces.",
            "Give it one of delivery/caching.py; NEVER where nobody may keep it.",
            "newsroom.E006",
        ),
        *_errors(
            unwalked,
            "{} is in no column of the leak tests' matrix.",
            "Say in newsroom/surfaces.py where a story could be seen there (where), or "
            "why none ever is (no_story).",
            "newsroom.E016",
        ),
    ]


def _errors(names, message: str, hint: str, id: str) -> list[Error]:
    return [Error(message.format(name), hint=hint, id=id) for name in sorted(names)]


def _public_routes(resolver, route="", namespaces=()):
    """``(URL name, route)`` below a resolver, less the admin's; one without a name has
    its route for it.
    """
    for pattern in resolver.url_patterns:
        below = f"{route}{pattern.pattern}"
        if below == "admin/":
            continue
        if hasattr(pattern, "url_patterns"):
            inner = (
                (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            )
            yield from _public_routes(pattern, below, inner)
        else:
            named = ":".join([*namespaces, pattern.name]) if pattern.name else below
            yield named, below
