"""Signing in: what allauth does not do by itself."""

from urllib.parse import urlencode

from allauth.account import views as account
from allauth.account.adapter import get_adapter as account_adapter
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.csrf import csrf_exempt

from accounts.forms import PasskeyNameForm
from accounts.second_factor import factors_of, must_have_one


def sign_in(request: HttpRequest) -> HttpResponse:
    """The form; who is signed in and may not use the admin is told so.

    Sent back to the admin they would be sent here again, for ever.
    """
    user = request.user
    to_admin = request.GET.get("next", "").startswith("/admin/")
    may_work = user.has_perm("wagtailadmin.access_admin")
    if to_admin and user.is_authenticated and not may_work:
        return render(request, "account/no_entry.html", status=403)
    return account.login(request)


def door(leads_to: str):
    """A view in place of one of Wagtail's that asks for a password.

    It leads to the route named, and on to where that one would have: ``next``, if it is
    an address of this host. What was posted to it is not looked at.
    """

    @csrf_exempt
    def leading(request: HttpRequest, **kwargs) -> HttpResponse:
        after = request.GET.get("next") or request.POST.get("next", "")
        address = reverse(leads_to)
        if after and account_adapter(request).is_safe_url(after):
            address = f"{address}?{urlencode({'next': after})}"
        answer = HttpResponseRedirect(address)
        if request.method == "POST":
            answer.status_code = 303  # the form is asked for, not sent on
        return answer

    leading.leads_to = leads_to
    return leading


class AddPasskey(webauthn.AddWebAuthnView):
    """A passkey asks who holds it (finger, face, PIN): it is two factors alone."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        return context | {"js_data": {"creation_options": options}}


class RemovePasskey(webauthn.RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form):
        adapter = get_adapter()
        if adapter.can_delete_authenticator(self.object):
            return super().form_valid(form)
        refused = adapter.error_messages["cannot_delete_authenticator"]
        messages.error(self.request, refused)
        return redirect("mfa_index")


class RenamePasskey(webauthn.EditWebAuthnView):
    form_class = PasskeyNameForm
    success_url = reverse_lazy("mfa_index")


def second_factors(request: HttpRequest) -> HttpResponse:
    """What somebody has beside the password, and how to get more."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    factors = list(factors_of(request.user).order_by("created_at"))
    context = {
        "app": next((each for each in factors if each.type == each.Type.TOTP), None),
        "passkeys": [each for each in factors if each.type == each.Type.WEBAUTHN],
        "is_required": must_have_one(request.user),
    }
    return render(request, "mfa/index.html", context)
