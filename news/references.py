"""Which stories refer to something of the library."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.models import Page, ReferenceIndex


def references_to(model: type[Model], pks: Iterable[int]) -> QuerySet[ReferenceIndex]:
    """Wagtail's rows of what pages refer to, for those rows of ``model``.

    They are written from a page's row, which is what readers see: what only a newer
    draft refers to is not among them.
    """
    return ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id__in=[str(pk) for pk in pks],
    )


def in_body_of(story, model: type[Model]) -> set[int]:
    """Primary keys of the rows of ``model`` that the story's body, as loaded, names."""
    references = story._meta.get_field("body").extract_references(story.body)
    return {int(pk) for found, pk, *_ in references if found is model}


def pages_that_refer_to(model: type[Model], pk: int) -> set[int]:
    """Primary keys of the pages whose texts and pictures refer to that row."""
    rows = references_to(model, [pk]).values_list("object_id", flat=True)
    return {int(page) for page in rows}
