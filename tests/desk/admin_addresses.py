"""Every address of the admin, found by asking Django for its routes."""

from contextlib import suppress
from itertools import product

from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from desk.drafts import NAME_A_PAGE

# Views that end the walk, or are no page of anything.
NOT_WALKED = {"wagtailadmin_logout", "wagtailadmin_error_test"}
# Arguments that may be the primary key of anything.
OF_ANYTHING = {"pk", "id", "object_id", "instance_pk"}


def routes(patterns, namespaces=()):
    """``(name, names of its arguments)`` of each named route."""
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            inside = [pattern.namespace] if pattern.namespace else []
            yield from routes(pattern.url_patterns, (*namespaces, *inside))
        elif pattern.name:
            groups = pattern.pattern.converters or pattern.pattern.regex.groupindex
            yield ":".join([*namespaces, pattern.name]), tuple(groups)


def routes_of_the_admin() -> list[tuple[str, tuple[str, ...]]]:
    (admin,) = (
        each for each in get_resolver().url_patterns if str(each.pattern) == "admin/"
    )
    return sorted(set(routes(admin.url_patterns)))


def known(page, story) -> dict[str, list]:
    """What is put in the place of each argument of an address: some values.

    ``story`` is in review, and has a hashtag, a source and a picture.
    """
    state = story.current_workflow_task_state
    (cited,) = story.source_references.all()
    (hashtag,) = story.hashtags.all()
    pages = {name: [page.pk] for name in NAME_A_PAGE}
    pages["destination_id"] = [story.get_parent().pk]
    anything = {
        *(page.pk, hashtag.pk, cited.source_id, cited.source.outlet_id),
        *(story.hero_image_id, page.latest_revision_id, story.get_parent().pk),
    }
    return (
        pages
        | {name: sorted(anything) for name in OF_ANYTHING}
        | {
            "revision_id": [page.latest_revision_id],
            "revision_id_a": ["earliest"],
            "revision_id_b": ["latest"],
            "task_id": [state.task_id],
            "task_state_id": [state.pk],
            "workflow_state_id": [state.workflow_state_id],
            "workflow_pk": [state.workflow_state.workflow_id],
            "session_id": [1],
            "link_id": [1],
            "action_name": ["approve"],
            "action": ["delete"],
            "app_label": ["news", "wagtailcore"],
            "app_name": ["home"],
            "model_name": ["articlepage", "page", "brandsettings"],
            "content_type_app_name": ["news"],
            "content_type_model_name": ["articlepage"],
            "image_id": [story.hero_image_id],
            "filter_spec": ["fill-10x10"],
            "document_id": [1],
            "doc_id": [1],
            "uploaded_file_id": [1],
            "redirect_id": [1],
            "collection_id": [1],
            "uidb36": ["x"],
            "uidb64": ["x"],
            "key": ["x"],
            "token": ["x"],
        }
    )


def addresses_of(name: str, arguments: tuple[str, ...], values: dict) -> list[str]:
    """All that a route has with these values; one that nobody knows is a KeyError."""
    found = set()
    for each in product(*(values[argument] for argument in arguments)):
        with suppress(NoReverseMatch):
            found.add(reverse(name, args=each))
    return sorted(found)
