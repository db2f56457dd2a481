"""Each change made in the admin is one transaction."""

import errno
from http import HTTPStatus

from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.models import Page

from desk.typed import typed_words
from images.files import StoreDown
from news.models import NotSaved, PageGone

READING = {"GET", "HEAD", "OPTIONS"}
GONE = "This page was deleted meanwhile; nothing was saved."
FULL = (
    "The newsroom's disk is full; nothing was saved. Tell whoever runs the site, and "
    "try again when there is room."
)

NOT_WHOLE = "A part of the form did not arrive. Load the page anew, then try again."
DOWN = (
    "The newsroom's files are out of reach; nothing was saved. Try again in a moment; "
    "if it fails again, tell whoever runs the site."
)


class AdminTransactions:
    """Runs the admin's changing requests in a transaction: all of one, or nothing.

    Wagtail saves a revision, publishes and logs one after the other, and a server that
    dies in between leaves what is half done.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """The answer of a changing view of the admin; None leaves others to Django."""
        if request.method in READING or not request.path_info.startswith("/admin/"):
            return None
        if getattr(view, "own_transactions", False):  # signing in
            return None
        try:
            with transaction.atomic():
                _hold(kwargs.get("page_id"))
                response = view(request, *args, **kwargs)
                if callable(getattr(response, "render", None)):
                    response = response.render()
        except PageGone as error:
            return _not_saved(request, str(error), HTTPStatus.NOT_FOUND)
        except NotSaved as error:
            return _not_saved(request, str(error), HTTPStatus.CONFLICT)
        except MultiValueDictKeyError:  # Wagtail takes a part of some forms for granted
            return _not_saved(request, NOT_WHOLE, HTTPStatus.BAD_REQUEST)
        except StoreDown:
            return _not_saved(request, DOWN, HTTPStatus.SERVICE_UNAVAILABLE)
        except (OSError, OperationalError) as error:
            if not _is_of_a_full_disk(error):
                raise
            return _not_saved(request, FULL, HTTPStatus.INSUFFICIENT_STORAGE)
        missing = response.status_code == HTTPStatus.NOT_FOUND
        if missing and "page_id" in kwargs and not _is_there(kwargs["page_id"]):
            return _not_saved(request, GONE, HTTPStatus.NOT_FOUND)
        return response

    def process_exception(self, request, error):
        """Why a revision cannot even be looked at; None for any other error."""
        if isinstance(error, NotSaved) and request.path_info.startswith("/admin/"):
            title = "This cannot be shown"
            return _not_saved(request, str(error), HTTPStatus.GONE, title)
        return None


def _hold(page_pk: int | None) -> None:
    """Lock the page's row before the view reads it: nobody else changes it meanwhile.

    So a view sees the newest version, and who comes second sees what the first did.
    """
    row = Page.objects.select_for_update(no_key=True).filter(pk=page_pk)
    list(row.order_by().values_list("pk"))


def _is_there(page_pk: int) -> bool:
    return Page.objects.filter(pk=page_pk).exists()


def _is_of_a_full_disk(error: OSError | OperationalError) -> bool:
    """Whether a file, PostgreSQL (53100) or SQLite found no room."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    code = getattr(error.__cause__, "sqlstate", "")
    return code == "53100" or "disk is full" in str(error)


def _not_saved(
    request, message: str, status: HTTPStatus, title="Nothing was saved"
) -> HttpResponse:
    """Why nothing was saved, as the browser asked for it: a page, or JSON."""
    if request.accepts("text/html"):
        typed = typed_words(request.POST)
        context = {"title": title, "message": message, "typed": typed}
        return render(request, "desk/not_saved.html", context, status=status)
    answer = {
        "success": False,
        "error_code": "locked",  # autosave shows a message only with a code it knows
        "error_message": message,
    }
    return JsonResponse(answer, status=status)
