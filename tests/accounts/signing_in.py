"""What people do to sign in, as a browser sends it."""

import time

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

SIGN_IN = "/admin/sign-in/"
PASSWORD = "secret-enough"
SECRET = "JBSWY3DPEHPK3PXP" * 2


def sign_in(client, name="editor", password=PASSWORD, **more):
    """The answer to the form, filled in."""
    return client.post(SIGN_IN, {"login": name, "password": password} | more)


def code_of_now() -> str:
    """The digits that an app with ``SECRET`` shows."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def give_app(user) -> None:
    """An authenticator app with ``SECRET``."""
    TOTP.activate(user, SECRET)
