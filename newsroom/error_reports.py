"""Errors are reported to Sentry, or what speaks like it, where there is one."""

from typing import Any

import sentry_sdk
from django.conf import settings

from newsroom.logs import request_name, without_secrets


def begin() -> None:
    """Report errors from now on, if ``SENTRY_DSN`` is set.

    What was sent, cookies, addresses of people and values of variables stay here; what
    is told goes without secrets, and by a thread that no answer waits for.
    """
    if settings.SENTRY_DSN:
        sentry_sdk.init(
            settings.SENTRY_DSN,
            release=settings.VERSION,
            send_default_pii=False,
            include_local_variables=False,
            max_request_body_size="never",
            traces_sample_rate=0,
            auto_session_tracking=False,
            before_send=_told,
            before_breadcrumb=lambda crumb, hint: None,
            shutdown_timeout=2,
        )


def _told(event: dict, hint: dict) -> dict:
    """The event with the name that the log has for its request."""
    asked = event.get("request", {})
    for name in ("headers", "cookies", "env", "query_string", "data"):
        asked.pop(name, None)
    event.setdefault("tags", {})["request"] = request_name()
    return _cleaned(event)


def _cleaned(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: _cleaned(value) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [_cleaned(value) for value in told]
    return without_secrets(told) if isinstance(told, str) else told
