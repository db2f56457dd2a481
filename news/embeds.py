"""Looking up what stories embed: when a story is saved, never while one is read.

Saving, a draft too, writes a row for each new address and one for the outbox. The page
is fetched afterwards, by a worker or the clock; nobody who types or reads waits for it.
Of a film that readers may start, its provider's oEmbed is, and a still.
"""

import json
import logging
from collections.abc import Iterable

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Revision

from delivery import outbox
from delivery.outbound import OutboundClient, OutboundError, OutboundFailed
from delivery.purge import purge
from images.stills import NoStill, still_of
from news.models import ArticlePage, Embed
from news.models.embed import embed_key
from news.page_facts import PageFacts, decoded, facts_of_page, with_oembed
from news.players import player_of
from sources.addresses import check_address

logger = logging.getLogger("newsclip.embeds")

client = OutboundClient()
GONE = {404, 410}


class PageGone(OutboundFailed):
    """Its site says that there is no such page (any more)."""


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
    """Write what is to be fetched: addresses not yet known, and those that are due."""
    known = Embed.objects.by_url(urls) if urls else {}
    for url in urls:
        embed = known.get(url)
        if embed and not embed.is_due:
            continue
        if embed:
            asked = Embed.objects.filter(pk=embed.pk)
            asked.update(failed_at=None, asked_at=timezone.now())
        else:
            embed, new = Embed.objects.get_or_create(
                key=embed_key(url), defaults={"url": url}
            )
            if not new:
                continue
        _enqueue(embed)


def look_up_what_waits() -> None:
    """Ask for what no answer was kept of, whatever became of asking for it."""
    waiting = Embed.objects.filter(fetched_at=None, failed_at=None, gone_at=None)
    for embed in waiting.order_by("pk"):
        _enqueue(embed)


def _enqueue(embed: Embed) -> None:
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
        was_gone = embed.gone_at
        embed.fail(str(error), gone=isinstance(error, PageGone))
        if bool(was_gone) != bool(embed.gone_at):
            purge([embed.tag])
        if isinstance(error, OutboundFailed) and not embed.given_up:
            raise
        return
    embed.keep(facts, still=_still(embed.url, facts))
    purge([embed.tag])


def fetched(url: str) -> PageFacts:
    """What the page at ``url`` says of itself. Raises OutboundError for none."""
    player = player_of(url, settings.PLAYERS)
    facts = _facts_of_film(player, url) if player else _facts_of_page(url)
    if not (facts.title or facts.text):
        raise OutboundFailed("The page has neither a title nor a description.")
    return facts


def _facts_of_film(player, url: str) -> PageFacts:
    answer = client.get(player.facts_of(url), accept="application/json")
    _check(answer)
    return with_oembed(PageFacts(provider=player.name), answer.body)


def _facts_of_page(url: str) -> PageFacts:
    page = client.get(url, accept="text/html,application/xhtml+xml")
    _check(page)
    if page.headers.get_content_type() not in {"text/html", "application/xhtml+xml"}:
        raise OutboundFailed("There is no web page at this address.")
    facts = facts_of_page(decoded(page.body, page.headers), page.url)
    if facts.oembed:
        facts = with_oembed(facts, _document(facts.oembed))
    return facts


def _check(answer) -> None:
    """Raise PageGone or OutboundFailed for any status but 200."""
    if answer.status != 200:
        failure = PageGone if answer.status in GONE else OutboundFailed
        raise failure(f"The site answered {answer.status}.")


def _still(url: str, facts: PageFacts) -> bytes:
    """A still of a film that readers may start; empty where there is none to be had."""
    if not (facts.picture and player_of(url, settings.PLAYERS)):
        return b""
    try:
        answer = client.get(facts.picture, accept="image/*")
        return still_of(answer.body) if answer.status == 200 else b""
    except (OutboundError, NoStill) as error:
        logger.info("No still of %s: %s", url, error)
        return b""


def _document(url: str) -> bytes:
    """The oEmbed document at ``url``; empty where there is none to be had."""
    try:
        answer = client.get(url, accept="application/json")
    except OutboundError:
        return b""
    return answer.body if answer.status == 200 else b""
