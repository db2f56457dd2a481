"""What the newsroom does otherwise than allauth, when people sign in."""

import base64
import hashlib
import logging
from datetime import timedelta

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.second_factor import factors_of, must_have_one

logger = logging.getLogger("newsclip.sign_in")

WRONG = "This name and password do not belong together. Check both, and try again."
TOO_MANY = "Too many tries. Wait five minutes, and try again."
WRONG_CODE = "This code is not right, or was used before. Wait for the next one."


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; what is asked of and told to a stranger is the same for all."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "incorrect_password": "This is not your password.",
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Only addresses of the host that was asked: no other one of the newsroom's."""
        here = {self.request.get_host()}
        secure = self.request.is_secure()
        return url_has_allowed_host_and_scheme(url, here, require_https=secure)

    def login(self, request, user):
        """Sign in for a shift: the session ends then, however much is done in it."""
        super().login(request, user)
        ends = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
        request.session.set_expiry(ends)

    def get_login_redirect_url(self, request):
        may_work = request.user.has_perm("wagtailadmin.access_admin")
        return resolve_url("wagtailadmin_home") if may_work else "/"

    def get_logout_redirect_url(self, request):
        return resolve_url(settings.LOGIN_URL)

    def respond_user_inactive(self, request, user):
        messages.error(request, "This account is closed. Ask an owner of the newsroom.")
        return redirect(settings.LOGIN_URL)

    def is_reauthentication_required(self, *, app):
        """Not of who signed in within the last five minutes."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in records), default=0)
        age = timezone.now().timestamp() - latest
        return age > app_settings.REAUTHENTICATION_TIMEOUT


class SecondFactorAdapter(DefaultMFAAdapter):
    """The secret of an app is no use to who has only the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": "Everybody who can publish needs a second "
        "factor. Set up another one first; then you can remove this one.",
    }

    def can_delete_authenticator(self, authenticator):
        others = factors_of(authenticator.user).exclude(pk=authenticator.pk)
        return others.exists() or not must_have_one(authenticator.user)

    def encrypt(self, text):
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """The secret; one that fits no code where the site's key is another now."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error(
                "A second factor was set up under another SECRET_KEY: remove it with "
                "`manage.py sign_out NAME --remove-second-factors`"
            )
            return generate_totp_secret()

    def generate_authenticator_name(self, user, type):
        known = factors_of(user).filter(type=type).count()
        return f"Passkey {known + 1}" if known else "Passkey"


def _keys() -> MultiFernet:
    """Made of the site's secret key, and of those that it had."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"second factors {key}".encode()) for key in secrets]
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(digest.digest())) for digest in digests
    )
