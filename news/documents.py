"""Documents are private until a story that readers may see links to them."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve
from wagtail.models import Page, ReferenceIndex

from news.models import ArticlePage

# A file of an editor's is downloaded; should a browser show it after all, it can run
# nothing and reach nothing.
POLICY = "default-src 'none'; sandbox"


def document(
    request: HttpRequest, document_id: int, document_filename: str
) -> HttpResponseBase:
    """A document's file: a public one to anybody, any other to staff; or 404.

    Decided anew at each request: a browser that keeps a public one asks each time.
    Every 404 is the same, so that none tells what exists.
    """
    found = get_document_model().objects.filter(pk=document_id).first()
    public = found is not None and is_public(found)
    if not public and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404("No such document.")
    try:
        response = serve(request, document_id, document_filename)
    except (Http404, FileNotFoundError) as error:
        raise Http404("No such document.") from error
    if response.get("Content-Encoding") == "None":  # Wagtail's word for no encoding
        del response["Content-Encoding"]
    response["Cache-Control"] = "public, no-cache" if public else "private, no-store"
    response["Content-Security-Policy"] = POLICY
    return response


def is_public(document) -> bool:
    """Whether a story that any reader may see now links to it, and needs no login."""
    if document.collection.get_view_restrictions():
        return False
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(document),
        to_object_id=str(document.pk),
    )
    pages = {int(pk) for pk in references.values_list("object_id", flat=True)}
    return ArticlePage.objects.published().filter(pk__in=pages).exists()
