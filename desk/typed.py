"""What an editor typed, out of a form that could not be saved."""

import json

from django.http import QueryDict


def typed_words(form: QueryDict) -> str:
    """The texts and addresses of a submitted form, in its order; '' where it has none.

    Choices, numbers and the form's own marks are left out: a text holds a space. So
    are passwords, which may hold one.
    """
    fields = [(name, values) for name, values in form.lists() if "passw" not in name]
    texts = [_plain(value) for _, values in fields for value in values]
    return "\n\n".join(text for text in texts if " " in text or "://" in text)


def _plain(value: str) -> str:
    """The value; of rich text, which the editor sends as JSON, its lines."""
    if not value.startswith("{"):
        return value
    try:
        blocks = json.loads(value)["blocks"]
        return "\n".join(block["text"] for block in blocks)
    except (ValueError, LookupError, TypeError):
        return value
