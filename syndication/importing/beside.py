"""What other systems keep beside a post's text: it is put at the end of it, as HTML."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from django.utils.html import escape

from syndication.importing.texts import parts_of


def figure(address: str, caption: str = "", credit: str = "") -> str:
    """A picture with the words under it."""
    words = f"{caption} ({credit})" if caption and credit else caption or credit
    image = f'<img src="{escape(address)}" alt="">'
    return f"<figure>{image}<figcaption>{escape(words)}</figcaption></figure>"


def link(address: str, name: str = "") -> str:
    """A paragraph that leads to a film, a sound or another file."""
    words = name or _file_name(address) or address
    return f'<p><a href="{escape(address)}">{escape(words)}</a></p>'


def is_shown(address: str, html: str) -> bool:
    """Whether the text has it already, and not only one that begins like it."""
    forms = (re.escape(each) for each in (address, escape(address)))
    return any(re.search(rf"{each}(?=[\"'\s<]|\Z)", html) for each in forms)


def _file_name(address: str) -> str:
    return PurePosixPath(unquote(parts_of(address).path)).name
