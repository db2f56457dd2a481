"""Who needs a second factor to sign in, and what is shut until there is one."""

from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from accounts.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Who could give themselves the right to publish needs one, too.
RIGHTS_OVER_RIGHTS = {"accounts.change_user", "accounts.add_user", "auth.change_group"}
# Below this everything is about signing in, and asks by itself who is there.
SIGN_IN = "admin/sign-in/"
# What the sign-in pages themselves load, and the way out.
ALWAYS_OPEN = {
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
}
PROVED = "second_factor_of"
FIRST_SET_ONE_UP = "Set up a second factor first: reload the page."


def must_have_one(user: User) -> bool:
    """Whether this newsroom asks them for one: it does of all who can publish."""
    return settings.SECOND_FACTOR_REQUIRED and can_publish(user)


def can_publish(user: User) -> bool:
    """Whether they may publish anything, or could give themselves the right."""
    if not user.is_active:
        return False
    if policy_registry.get_by_type(Page).user_has_any_permission(user, {"publish"}):
        return True
    rights = user.get_all_permissions()
    return bool(rights & RIGHTS_OVER_RIGHTS) or any(
        right.partition(".")[2].startswith("publish_") for right in rights
    )


def factors_of(user: User):
    """What they have beside the password; recovery codes alone are none."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS)


def remember_proof(request: HttpRequest, user: User) -> None:
    """This session belongs to who holds the factor: it was set up in it."""
    request.session[PROVED] = user.pk


def is_proved(request: HttpRequest) -> bool:
    """Whether a second factor was shown, or set up, in this session."""
    if request.session.get(PROVED) == request.user.pk:
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


class SecondFactorFirst:
    """Shuts the admin to who must have a second factor until it was shown.

    A session from before there was one proves nothing, and ends.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Where to go instead of into the admin; None for everybody else."""
        if not settings.SECOND_FACTOR_REQUIRED:
            return None
        match = request.resolver_match
        if not match.route.startswith("admin/") or _is_open(match):
            return None
        user = request.user
        if not user.is_authenticated or is_proved(request) or not can_publish(user):
            return None
        if not _wants_a_page(request):
            return HttpResponseForbidden(FIRST_SET_ONE_UP)
        if not factors_of(user).exists():
            return redirect("mfa_index")
        logout(request)
        asked = request.get_full_path() if request.method == "GET" else "/admin/"
        return redirect(f"{reverse('account_login')}?{urlencode({'next': asked})}")


def _is_open(match) -> bool:
    return match.route.startswith(SIGN_IN) or match.view_name in ALWAYS_OPEN


def _wants_a_page(request: HttpRequest) -> bool:
    is_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    return request.accepts("text/html") and not is_script
