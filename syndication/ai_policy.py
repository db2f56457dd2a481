"""What machines may use what they read for: said in `robots.txt` and in headers.

Settings import this, and are read by it at each request only.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# https://contentsignals.org: to be found in searches, to ground an answer of a model
# in, to train a model on.
SIGNALS = ("search", "ai-input", "ai-train")
# Crawlers that say they fetch for that purpose, by their names in `robots.txt`.
CRAWLERS = {
    "ai-input": (
        *("ChatGPT-User", "Claude-SearchBot", "Claude-User", "DuckAssistBot"),
        *("MistralAI-User", "OAI-SearchBot", "Perplexity-User", "PerplexityBot"),
    ),
    "ai-train": (
        *("Applebot-Extended", "Bytespider", "CCBot", "ClaudeBot"),
        *("cohere-training-data-crawler", "Google-Extended", "GPTBot"),
        "meta-externalagent",
    ),
}


@dataclass(frozen=True)
class AIPolicy:
    """``signals`` are ``(name, allowed)``; of others nothing is said."""

    signals: tuple[tuple[str, bool], ...] = ()

    def __str__(self):
        """As ``Content-Signal`` says it: ``search=yes, ai-train=no``."""
        return ", ".join(
            f"{n}={'yes' if allowed else 'no'}" for n, allowed in self.signals
        )

    @property
    def forbids_training(self) -> bool:
        return ("ai-train", False) in self.signals

    @property
    def unwelcome(self) -> list[str]:
        """Crawlers whose purpose is refused, A to Z."""
        refused = [CRAWLERS.get(n, ()) for n, allowed in self.signals if not allowed]
        return sorted((name for names in refused for name in names), key=str.lower)


def configured_policy(text: str) -> AIPolicy:
    """The policy of ``NEWSCLIP_AI_POLICY``: ``search=yes, ai-input=yes, ai-train=no``.

    Each signal once at most, in any order; empty: nothing is said. Raises
    ImproperlyConfigured for anything else.
    """
    given = {}
    for part in filter(None, (part.strip().lower() for part in text.split(","))):
        name, _, answer = (side.strip() for side in part.partition("="))
        if name not in SIGNALS or answer not in ("yes", "no") or name in given:
            raise ImproperlyConfigured(
                f"NEWSCLIP_AI_POLICY has {part!r}: it takes {', '.join(SIGNALS)}, each "
                "once at most, as in 'search=yes, ai-input=yes, ai-train=no'."
            )
        given[name] = answer == "yes"
    return AIPolicy(tuple((name, given[name]) for name in SIGNALS if name in given))


def ai_policy_headers(get_response):
    """Middleware: what is said in `robots.txt`, on every response but the admin's.

    Where training is refused, also in the words of others: ``noai, noimageai``, and
    the reservation of rights by the TDM Reservation Protocol (TDMRep, 5.2).
    """

    def middleware(request):
        response, policy = get_response(request), settings.AI_POLICY
        if request.path_info.startswith("/admin/"):
            return response
        if policy.signals:
            response["Content-Signal"] = str(policy)
        if policy.forbids_training:
            robots = response.get("X-Robots-Tag")
            response["X-Robots-Tag"] = ", ".join(
                filter(None, [robots, "noai, noimageai"])
            )
            response["TDM-Reservation"] = "1"
        return response

    return middleware
