"""Links of one imported story to another lead to its page, wherever that goes."""

import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from html import unescape
from urllib.parse import unquote, urlsplit

from syndication.importing.models import ImportedAddress
from syndication.importing.texts import parts_of

_LINK = re.compile(r'<a href="([^"]*)">')


def address_key(address: str) -> str:
    """What all ways of writing an old address share, as a digest; '' for no address."""
    parts = parts_of(address)
    host = (parts.hostname or "").removeprefix("www.")
    if parts.scheme not in {"http", "https", ""} or not (host or parts.path):
        return ""
    path = unquote(parts.path).rstrip("/")
    query = f"?{parts.query}" if parts.query else ""
    return sha256(f"{host}{path}{query}".encode("utf-8", "replace")).hexdigest()


def hosts_of(addresses: Iterable[str]) -> set[str]:
    """Their hosts; '' of those that are only of the site itself."""
    found = set()
    for address in addresses:
        try:
            found.add((urlsplit(address).hostname or "").removeprefix("www."))
        except ValueError:
            continue
    return found


def is_of_its_site(address: str) -> bool:
    """Whether it names no host: '/harbour/' is another page on every site."""
    return hosts_of([address]) == {""}


def linked(blocks: Iterable, hosts: set[str]) -> list[str]:
    """The addresses on these hosts that the texts of a body link to, each once."""
    found: dict[str, None] = {}

    def collect(html: str) -> str:
        for address in map(unescape, _LINK.findall(html)):
            if address_key(address) and hosts_of([address]) & hosts:
                found[address] = None
        return html

    in_texts(list(blocks), collect)
    return list(found)


def pages_at(addresses: Iterable[str], here: Mapping[str, int]) -> dict[str, int]:
    """The primary key of the story that each address led to, where one was imported.

    ``here`` are the stories of the same site at addresses without a host, by key.
    """
    keys = {address: address_key(address) for address in addresses}
    pages = {key: here[key] for key in keys.values() if key in here}
    whole = [key for each, key in keys.items() if not is_of_its_site(each)]
    if whole:
        rows = ImportedAddress.objects.filter(
            key__in=whole, imported__story__isnull=False
        )
        pages |= dict(rows.values_list("key", "imported__story"))
    return {address: pages[key] for address, key in keys.items() if key in pages}


def to_pages(value, pages: dict[str, int]):
    """A body's blocks, or part of them, links to these addresses made of pages."""

    def replaced(match: re.Match) -> str:
        pk = pages.get(unescape(match[1]))
        return match[0] if pk is None else f'<a linktype="page" id="{pk}">'

    return in_texts(value, lambda html: _LINK.sub(replaced, html)) if pages else value


def in_texts(value, change: Callable[[str], str]):
    """``value`` with every text in it that holds a link as ``change`` returns it."""
    if isinstance(value, str):
        return change(value) if '<a href="' in value else value
    if isinstance(value, list | tuple):
        return type(value)(in_texts(each, change) for each in value)
    if isinstance(value, dict):
        return {name: in_texts(each, change) for name, each in value.items()}
    return value
