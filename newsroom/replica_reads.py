"""Readers' pages are made from a replica, where there is one."""

from delivery import replicas
from delivery.caching import DATABASE_FAILED
from newsroom.page_cache.asked import asked_of


def replica_reads(get_response):
    """Middleware: a page that is the same for everybody is made from the replica.

    Where it fails, the page is made again from the primary, and the replica rests.
    """

    def middleware(request):
        if not (replicas.is_fit() and asked_of(request.META)):
            return get_response(request)
        with replicas.reading():
            response = get_response(request)
        if request.META.pop(DATABASE_FAILED, False):
            replicas.leave_alone()
            response = get_response(request)
        return response

    return middleware
