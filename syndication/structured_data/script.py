"""How structured data is written into a page: a block of data for each thing."""

import json

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# What could end the script or begin a comment in it, and the two line ends that JSON
# allows in a string and older readers of JavaScript do not.
_ESCAPED = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


def as_scripts(things: list[dict]) -> SafeString:
    """A ``<script>`` for each thing: browsers execute none of them.

    Whatever the texts in it hold, they stay texts.
    """
    return format_html_join("\n", "{}", ((_script(thing),) for thing in things))


def _script(thing: dict) -> SafeString:
    data = {"@context": "https://schema.org", **thing}
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return format_html(
        '<script type="application/ld+json">{}</script>',
        SafeString(written.translate(_ESCAPED)),
    )
