"""What is written down of signing in: in each account's history, with the address.

Shown under Reports → Site history. Of names that nobody has, and of passwords, nothing
is kept.
"""

import logging
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.signals import password_reset, user_logged_in
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from accounts.models import User
from accounts.second_factor import FACTORS, remember_proof
from accounts.sessions import end_sessions

logger = logging.getLogger("newsclip.sign_in")

SIGNED_IN = "accounts.signed_in"
FAILED = "accounts.sign_in_failed"
FACTOR_ADDED = "accounts.second_factor_added"
FACTOR_REMOVED = "accounts.second_factor_removed"
PASSWORD_CHANGED = "accounts.password_changed"  # noqa: S105
SIGNED_OUT = "accounts.signed_out_everywhere"
# By what stands in the entry, as it is said.
METHODS = {
    "password": "password",
    Authenticator.Type.TOTP: "authenticator app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery code",
}
# Whoever tries for days fills no history.
FAILURES_A_DAY = 20


def write_down(user: User, action: str, address: str, *methods: str) -> None:
    """One entry in the account's history; ``address`` is empty for a command's."""
    how = [METHODS.get(method, method) for method in methods]
    told = {"from": address, "by": how}
    log(instance=user, action=action, user=user, data=told)


def write_down_failure(user: User | None, address: str, *methods: str) -> None:
    """That somebody was not let in; ``FAILURES_A_DAY`` entries for an account."""
    if user is None:
        logger.warning("Somebody at %s tried a name that nobody has.", address)
        return
    logger.warning("Somebody at %s did not get in as %s.", address, user.username)
    today = timezone.now() - timedelta(days=1)
    failures = ModelLogEntry.objects.for_instance(user).filter(action=FAILED)
    if failures.filter(timestamp__gte=today).count() < FAILURES_A_DAY:
        write_down(user, FAILED, address, *methods)


def address_of(request) -> str:
    """Whom the limits count this request for."""
    return get_adapter().get_client_ip(request) if request else ""


@receiver(user_logged_in)
def note_sign_in(request, user, **kwargs):
    records = get_authentication_records(request, user)
    methods = [record.get("type") or record["method"] for record in records]
    write_down(user, SIGNED_IN, address_of(request), *methods)


@receiver(authentication_failed)
def note_wrong_code(request, user, authenticator, **kwargs):
    write_down_failure(user, address_of(request), authenticator.type)


@receiver(authenticator_added)
def begin_anew_with_a_factor(request, user, authenticator, **kwargs):
    """Sessions that began without it end; this one goes on under another key."""
    write_down(user, FACTOR_ADDED, address_of(request), authenticator.type)
    if authenticator.type in FACTORS:
        remember_proof(request, user)
        request.session.cycle_key()
        end_sessions(user, but=request.session.session_key)


@receiver(authenticator_reset)
def note_new_codes(request, user, authenticator, **kwargs):
    write_down(user, FACTOR_ADDED, address_of(request), authenticator.type)


@receiver(authenticator_removed)
def note_removal(request, user, authenticator, **kwargs):
    write_down(user, FACTOR_REMOVED, address_of(request), authenticator.type)


@receiver(post_save, sender=User)
def note_new_password(instance, created, raw=False, **kwargs):
    # Django forgets what was set once it is saved: it was set just now.
    if instance._password is not None and not created and not raw:
        write_down(instance, PASSWORD_CHANGED, address_of(context.request))


@receiver(password_reset)
def end_sessions_after_reset(user, **kwargs):
    end_sessions(user)
