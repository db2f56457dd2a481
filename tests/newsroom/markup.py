"""What the policy of public pages forbids, found in their HTML."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

LOADING = {"link", "script", "img", "source", "iframe", "video", "audio", "embed"}
ADDRESSES = {"src", "href", "srcset", "poster", "data"}
# Addresses of the page and its other forms name the site's own host; nothing is loaded.
NOT_LOADED = {"canonical", "alternate"}
# Scripts that are files of the project; what JSON-LD says is data.
OWN_SCRIPTS = "/static/js/"
DATA = "application/ld+json"


class _Offences(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        attributes = {name: value or "" for name, value in attributes}
        if tag in {"style", "base", "object"} or (
            tag == "script" and not _is_own_script(attributes)
        ):
            self.found.append(f"<{tag}>")
        for name, value in attributes.items():
            if name == "style" or name.startswith("on"):
                self.found.append(f"{tag} {name}=")
            if value.strip().lower().startswith("javascript:"):
                self.found.append(f"{tag} {name}={value}")
        if tag in LOADING and attributes.get("rel") not in NOT_LOADED:
            for name in ADDRESSES & attributes.keys():
                self.found += [
                    f"{tag} {name}={address}"
                    for address in _addresses(name, attributes[name])
                    if urlsplit(address).scheme or urlsplit(address).netloc
                ]


def _is_own_script(attributes: dict[str, str]) -> bool:
    return (
        attributes.get("src", "").startswith(OWN_SCRIPTS)
        or attributes.get("type") == DATA
    )


def _addresses(name: str, value: str) -> list[str]:
    if name != "srcset":
        return [value]
    return [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]


def offences(html: str) -> list[str]:
    """Foreign scripts, inline styles and handlers, and what comes from another host."""
    parser = _Offences()
    parser.feed(html)
    parser.close()
    return parser.found
