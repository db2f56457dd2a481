"""Signing in, below the admin: of allauth's views those that a newsroom needs.

Nobody signs up, and addresses of staff are changed in the admin.
"""

from functools import wraps

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import views


def _page(route: str, view, name: str):
    """A page of these, kept by nobody.

    It runs in no transaction of the admin's: a password takes a third of a second to
    check, in which nobody could write, and a wrong one is to be written down.
    """

    @wraps(view)
    def page(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    page.own_transactions = True
    return path(f"sign-in/{route}", never_cache(page), name=name)


urlpatterns = [
    _page("", views.sign_in, "account_login"),
    _page("cancel/", require_POST(account.logout), "account_logout"),
    _page("passkey/", webauthn.login_webauthn, "mfa_login_webauthn"),
    _page("code/", mfa.authenticate, "mfa_authenticate"),
    _page("again/", account.reauthenticate, "account_reauthenticate"),
    _page("again/code/", mfa.reauthenticate, "mfa_reauthenticate"),
    _page(
        "again/passkey/",
        webauthn.reauthenticate_webauthn,
        "mfa_reauthenticate_webauthn",
    ),
    _page("password/", account.password_reset, "account_reset_password"),
    _page("password/sent/", account.password_reset_done, "account_reset_password_done"),
    _page(
        "password/set/",
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    _page(
        "password/<str:uidb36>/<str:key>/",
        account.password_reset_from_key,
        "account_reset_password_from_key",
    ),
    _page("second-factor/", views.second_factors, "mfa_index"),
    _page("second-factor/app/", totp.activate_totp, "mfa_activate_totp"),
    _page("second-factor/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _page("second-factor/passkey/", views.AddPasskey.as_view(), "mfa_add_webauthn"),
    _page(
        "second-factor/passkey/<int:pk>/remove/",
        views.RemovePasskey.as_view(),
        "mfa_remove_webauthn",
    ),
    _page(
        "second-factor/passkey/<int:pk>/name/",
        views.RenamePasskey.as_view(),
        "mfa_edit_webauthn",
    ),
    _page("second-factor/codes/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    _page(
        "second-factor/codes/new/",
        codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
    ),
    _page(
        "second-factor/codes/file/",
        codes.download_recovery_codes,
        "mfa_download_recovery_codes",
    ),
    # Wagtail's own doors, and each address that mails of theirs have led to.
    path("login/", views.door("account_login"), name="wagtailadmin_login"),
    path(
        "password_reset/",
        views.door("account_reset_password"),
        name="wagtailadmin_password_reset",
    ),
    path("password_reset/done/", views.door("account_reset_password")),
    path("password_reset/complete/", views.door("account_login")),
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        views.door("account_reset_password"),
    ),
]
