"""Looking up what stories embed: when a story is saved, never while one is read.

Saving, a draft too, writes a row for each new address and one for the outbox. The page
is fetched afterwards, by a worker or the clock; nobody who types or reads waits for it.
"""

import json
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Revision

from delivery import outbox
from delivery.outbound import OutboundClient, OutboundError, OutboundFailed
from delivery.purge import purge
from news.models import ArticlePage, Embed
from news.models.embed import embed_key
from news.page_facts import PageFacts, decoded, facts_of_page, with_oembed
from sources.addresses import check_address

client = OutboundClient()


@receiver(post_save, sender=ArticlePage)
def look_up_a_storys(instance, update_fields=None, raw=False, **kwargs):
    """Look up what a saved story embeds."""
    if not raw and (update_fields is None or "body" in update_fields):
        look_up(_addresses(instance.body.raw_data))


@receiver(post_save, sender=Revision)
def look_up_a_drafts(instance, update_fields=None, raw=False, **kwargs):
    """Look up what a saved draft embeds."""
    if raw or (update_fields is not None and "content" not in update_fields):
        return
    model = ContentType.objects.get_for_id(instance.content_type_id).model_class()
    body = instance.content.get("body") if model is ArticlePage else None
    if body:
        look_up(_addresses(json.loads(body) if isinstance(body, str) else body))


def _addresses(blocks: Iterable[dict]) -> list[str]:
    """The addresses in a body as stored, less those that are none, or not yet."""
    urls = [block["value"] for block in blocks if block["type"] == "embed"]
    texts = [url for url in urls if isinstance(url, str)]
    return [url for url in dict.fromkeys(texts) if url and _is_address(url)]


def unread_in(story) -> list[Embed]:
    """What the story embeds that could not be read when it was last tried."""
    embeds = Embed.objects.by_url(_addresses(story.body.raw_data))
    return [embed for embed in embeds.values() if embed.failed_at]


def _is_address(url: str) -> bool:
    try:
        check_address(url)
    except ValidationError:
        return False
    return url.startswith(("https://", "http://"))


@transaction.atomic
def look_up(urls: list[str]) -> None:
    """Write what is to be fetched: addresses not yet known, and those given up."""
    known = Embed.objects.by_url(urls) if urls else {}
    for url in urls:
        embed = known.get(url)
        if embed and not embed.given_up:
            continue
        if embed:
            Embed.objects.filter(pk=embed.pk).update(failed_at=None)
        else:
            embed, new = Embed.objects.get_or_create(
                key=embed_key(url), defaults={"url": url}
            )
            if not new:
                continue
        # Each try has a name of its own: the outbox does everything once.
        event = outbox.new_event(f"embed:{embed.pk}")
        outbox.enqueue(event, "embed", {"embed": embed.pk}, inline=False)


@outbox.effect("embed", slow=True)
def resolve(payload: dict) -> None:
    """Fetch what the page says of itself, and keep it.

    Raises OutboundFailed where another try may succeed, for as long as patience lasts.
    Why it failed is kept beside the last good copy.
    """
    embed = Embed.objects.filter(pk=payload["embed"]).first()
    if embed is None:
        return
    try:
        facts = fetched(embed.url)
    except OutboundError as error:
        embed.fail(str(error))
        if isinstance(error, OutboundFailed) and not embed.given_up:
            raise
        return
    embed.keep(facts)
    purge([embed.tag])


def fetched(url: str) -> PageFacts:
    """What the page at ``url`` says of itself. Raises OutboundError for none."""
    page = client.get(url, accept="text/html,application/xhtml+xml")
    if page.status != 200:
        raise OutboundFailed(f"The site answered {page.status}.")
    if page.headers.get_content_type() not in {"text/html", "application/xhtml+xml"}:
        raise OutboundFailed("There is no web page at this address.")
    facts = facts_of_page(decoded(page.body, page.headers), page.url)
    if facts.oembed:
        facts = with_oembed(facts, _document(facts.oembed))
    if not (facts.title or facts.text):
        raise OutboundFailed("The page has neither a title nor a description.")
    return facts


def _document(url: str) -> bytes:
    """The oEmbed document at ``url``; empty where there is none to be had."""
    try:
        answer = client.get(url, accept="application/json")
    except OutboundError:
        return b""
    return answer.body if answer.status == 200 else b""
