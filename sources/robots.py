"""What a site's robots.txt asks of crawlers (RFC 9309)."""

import re
from collections.abc import Iterator

from protego import Protego

AGENT = "Newsclip"
RULE = re.compile(r"(user-agent|allow|disallow|crawl-delay)\s*:\s*(.*)", re.IGNORECASE)
PRODUCT = re.compile(r"[a-z_-]*", re.IGNORECASE)


def rules_in(text: str) -> Iterator[str]:
    """Its lines for crawlers; whoever is neither everybody nor we is one other.

    So that reading them takes no longer than the text is long, whoever wrote it.
    """
    for line in text.replace("\0", "").splitlines():
        rule = RULE.fullmatch(line.partition("#")[0].strip())
        if rule is None:
            continue
        name, value = rule[1].lower(), rule[2]
        if name == "user-agent" and value != "*":
            ours = PRODUCT.match(value)[0].lower() == AGENT.lower()
            value = AGENT if ours else "another"
        yield f"{name}: {value}"


def allows(rules: str, url: str) -> bool:
    """Whether we may ask for ``url`` of the site that has these rules."""
    return Protego.parse(rules).can_fetch(url, AGENT)


def wished_gap(rules: str, most: float) -> float:
    """The seconds that it wishes between two requests, ``most`` of them at most."""
    wished = Protego.parse(rules).crawl_delay(AGENT) or 0
    return min(wished, most) if wished > 0 else 0  # 'nan' is neither
