"""Signing in, as the admin shows it: where factors are kept, and what the log says."""

from django.urls import reverse
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from accounts import audit

SAID = {
    audit.SIGNED_IN: ("Sign in", "Signed in"),
    audit.FAILED: ("Sign-in failed", "Was not let in"),
    audit.FACTOR_ADDED: ("Add second factor", "Added a second factor"),
    audit.FACTOR_REMOVED: ("Remove second factor", "Removed a second factor"),
    audit.PASSWORD_CHANGED: ("Change password", "Changed the password"),
    audit.SIGNED_OUT: ("Sign out everywhere", "Was signed out everywhere"),
}


@hooks.register("register_account_menu_item")
def lead_to_second_factors(request):
    return {
        "url": reverse("mfa_index"),
        "label": "Second factors",
        "help_text": "Passkeys, an authenticator app and recovery codes.",
    }


@hooks.register("register_log_actions")
def say_what_happened(actions):
    for action, (label, message) in SAID.items():
        actions.register_action(action)(_formatter(label, message))


def _formatter(label: str, message: str) -> type[LogFormatter]:
    """How one kind of entry is read: what, by which means, from where."""

    def format_message(self, entry):
        by, at = entry.data.get("by"), entry.data.get("from")
        means = f" by {' and '.join(by)}" if by else ""
        return f"{message}{means}{f' from {at}' if at else ''}"

    return type(
        "Formatter", (LogFormatter,), {"label": label, "format_message": format_message}
    )
