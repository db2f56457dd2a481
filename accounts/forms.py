"""What is asked of people who sign in."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ResetPasswordKeyForm
from allauth.account.internal.flows.login import perform_password_login
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.validators import MaxLengthValidator

LONGEST = 4096  # characters of a password


class SignInForm(LoginForm):
    """A user name or an e-mail address, and the password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.label = "Username or e-mail"
        name.validators.append(MaxLengthValidator(254))
        # Password managers know the pair by these.
        name.widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        name.widget.attrs |= {"spellcheck": "false", "maxlength": "254"}
        password.help_text = ""
        # Each try is hashed, and nobody types more.
        password.validators.append(MaxLengthValidator(LONGEST))
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


class ChosenPasswordForm(ResetPasswordKeyForm):
    """The password that somebody chose, who came by a link in a mail."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        typed, again = self.fields["password1"], self.fields["password2"]
        typed.label, again.label = "New password", "The same once more"
        typed.help_text = (
            "Eight characters or more, not all digits; not your name, nor a password "
            "that many people have."
        )
        for field in (typed, again):
            field.validators.append(MaxLengthValidator(LONGEST))
            field.widget.attrs = {"autocomplete": "new-password"}


class PasskeyForm(AddWebAuthnForm):
    """A passkey, which a person can also sign in with alone."""

    passwordless = None
    name = forms.CharField(
        label="What you call it",
        required=False,
        max_length=80,
        help_text="For example: my phone. You tell passkeys apart by it.",
    )


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for it."""

    name = forms.CharField(label="What you call it", max_length=80)
