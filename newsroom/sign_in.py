"""What signing in shares with the rest of the house: addresses, mail, the outbox.

What would tell by its time whether somebody is known happens after the answer, in the
worker or the clock: a request writes one row in the outbox, whoever is meant.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.adapters import AccountAdapter
from accounts.audit import write_down_failure
from accounts.models import User
from accounts.people import meant_by
from delivery import outbox
from search.limits import client_address

PASSWORD = "password"  # noqa: S105


class SignInAdapter(AccountAdapter):
    """Counts tries by the address that searches are counted by."""

    def get_client_ip(self, request):
        return str(client_address(request) or "unknown")

    def authentication_failed(self, request, **credentials):
        user = meant_by(credentials.get("username", ""))
        whose = {"user": user and user.pk, "address": self.get_client_ip(request)}
        _later("sign_in_failed", whose)

    def ask_for_new_password(self, email: str) -> None:
        """Let a mail be sent to who has this address, if anybody does."""
        _later("new_password", {"email": email})


def _later(step: str, payload: dict) -> None:
    outbox.enqueue(outbox.new_event("sign-in"), step, payload, inline=False)


@outbox.effect("sign_in_failed", quiet=True, private=True)
def note_failure(payload: dict) -> None:
    """Write down that a password was wrong, where there is such an account."""
    user = User.objects.filter(pk=payload["user"]).first()
    write_down_failure(user, payload["address"], PASSWORD)


@outbox.effect("new_password", slow=True, quiet=True, private=True)
def send_new_password(payload: dict) -> None:
    """Mail each account of that address a link by which a new password is set."""
    for user in User.objects.filter(email__iexact=payload["email"], is_active=True):
        if not user.has_usable_password():
            continue
        key = default_token_generator.make_token(user)
        where = {"uidb36": user_pk_to_url_str(user), "key": key}
        at = reverse("account_reset_password_from_key", kwargs=where)
        told = {"user": user, "address": f"{settings.BASE_URL}{at}"}
        text = render_to_string("accounts/mail/new_password.txt", told)
        send_mail("A new password for the newsroom", text, None, [user.email])
