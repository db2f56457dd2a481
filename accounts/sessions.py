"""Ending the sessions of somebody, wherever they are signed in."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User


def end_sessions(user: User, but: str | None = None) -> int:
    """End each session of theirs, except the one of key ``but``; how many it were.

    A session says whose it is only inside: every one that lasts yet is opened.
    """
    theirs = [
        session.session_key
        for session in Session.objects.filter(expire_date__gt=timezone.now())
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
        and session.session_key != but
    ]
    Session.objects.filter(session_key__in=theirs).delete()
    return len(theirs)
