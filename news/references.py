"""Which stories refer to something of the library."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex


def stories_that_refer_to(model: type[Model], pk: int) -> set[int]:
    """Primary keys of the pages whose texts and pictures refer to that row.

    Wagtail's reference index is written from a page's row, which is what readers see:
    what only a newer draft refers to is not in it.
    """
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id=str(pk),
    )
    return {int(page) for page in rows.values_list("object_id", flat=True)}
