"""What is asked of people who sign in."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import perform_password_login
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms


class SignInForm(LoginForm):
    """A user name or an e-mail address, and the password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.label = "Username or e-mail"
        name.max_length = 254
        # Password managers know the pair by these.
        name.widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        name.widget.attrs |= {"spellcheck": "false", "maxlength": "254"}
        password.help_text = ""
        # Each try is hashed, and nobody types more.
        password.max_length = 4096
        password.widget.attrs = {"autocomplete": "current-password"}

    def user_credentials(self):
        typed = {"username": self.cleaned_data["login"]}
        return typed | {"password": self.cleaned_data["password"]}

    def _login_with_password(self, request, redirect_url, credentials):
        # How long the session lasts is said once, in the adapter.
        self._login.redirect_url = redirect_url
        return perform_password_login(request, credentials, self._login)


class NewPasswordForm(forms.Form):
    """Who wants a new password; whether anybody has the address is looked up later."""

    email = forms.EmailField(
        label="E-mail",
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )

    def save(self, request) -> None:
        get_adapter().ask_for_new_password(self.cleaned_data["email"])


class PasskeyForm(AddWebAuthnForm):
    """A passkey, which a person can also sign in with alone."""

    passwordless = None
    name = forms.CharField(
        label="What you call it",
        required=False,
        max_length=80,
        help_text="For example: my phone. You tell passkeys apart by it.",
    )
