"""Documents are private until a story that readers may see links to them."""

from itertools import batched

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import etag
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument, document_served

from images.answers import answer
from news.models import ArticlePage
from news.references import in_body_of, pages_that_refer_to

# A file of an editor's is downloaded; should a browser show it after all, it can run
# nothing and reach nothing.
POLICY = "default-src 'none'; sandbox"


def document(
    request: HttpRequest, document_id: int, document_filename: str
) -> HttpResponseBase:
    """A document's file: a public one to anybody, any other to whom it is open; or 404.

    That is staff, and readers who were let in to a private story that links to it.
    Decided anew at each request: a browser that keeps a public one asks each time.
    Every 404 is the same, so that none tells what exists.
    """
    found = get_document_model().objects.filter(pk=document_id).first()
    public = found is not None and is_public(found)
    if not public and not _is_open_to(request, found):
        raise Http404("No such document.")
    if found is None or found.filename != document_filename:
        raise Http404("No such document.")
    cache_control = "public, no-cache" if public else "private, no-store"
    try:
        response = _served(request, found, cache_control)
    except FileNotFoundError as error:
        raise Http404("No such document.") from error
    response.setdefault("Cache-Control", cache_control)
    response["Content-Security-Policy"] = POLICY
    return response


def _served(
    request: HttpRequest, document: AbstractDocument, cache_control: str
) -> HttpResponseBase:
    """What Wagtail's view answers, which reads a file of a store at once."""
    for ask in hooks.get_hooks("before_serve_document"):
        asked = ask(document, request)
        if isinstance(asked, HttpResponse):
            return asked
    document_served.send(type(document), instance=document, request=request)

    @etag(lambda request: document.file_hash or None)
    def unless_known(request):
        file = document.file
        response = answer(request, file.storage, file.name, cache_control)
        if response.status_code == 200:
            response["Content-Disposition"] = content_disposition_header(
                True, document.filename
            )
        return response

    return unless_known(request)


def is_public(document) -> bool:
    """Whether a story that any reader may see now links to it, and needs no login."""
    if document.collection.get_view_restrictions():
        return False
    return _is_linked_in(ArticlePage.objects.published(), document)


def _is_open_to(request: HttpRequest, document) -> bool:
    if request.user.has_perm("wagtailadmin.access_admin"):
        return True
    if document is None:
        return False
    linking = pages_that_refer_to(type(document), document.pk)
    return ArticlePage.objects.filter(pk__in=linking).open_to(request)


def _is_linked_in(stories, document) -> bool:
    """Whether one of ``stories`` links to it as it is now: the index may be late."""
    linking = pages_that_refer_to(type(document), document.pk)
    pks = stories.filter(pk__in=linking).values_list("pk", flat=True)
    for some in batched(pks, 10):  # mostly the first does
        for story in stories.filter(pk__in=some).only("body"):
            if document.pk in in_body_of(story, type(document)):
                return True
    return False
