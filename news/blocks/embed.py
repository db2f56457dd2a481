from collections.abc import Iterable
from functools import cached_property

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from wagtail import blocks

from delivery.tags import tag
from news.at_hand import looked_up
from news.players import Player, player_of
from sources.fields import AddressFormField


class Cards:
    """What is known of the addresses of one body, asked for once, when first shown."""

    def __init__(self, urls: Iterable[str]):
        self._urls = list(urls)

    @cached_property
    def by_url(self) -> dict:
        found = looked_up("embeds", filter(None, self._urls))
        if found is None:
            found = apps.get_model("news", "Embed").objects.by_url(self._urls)
        return found


class EmbedValue:
    """An address, and what the page there said of itself when it was last asked."""

    def __init__(self, url: str, cards: Cards | None = None):
        self.url = url
        self._cards = cards or Cards([url])

    @property
    def embed(self):
        """The address's ``Embed``; None before a story was saved with it."""
        return self._cards.by_url.get(self.url) if self.url else None

    @property
    def card(self):
        """The ``Embed`` with a good copy, or None."""
        return self.embed if self.embed and self.embed.fetched_at else None

    @property
    def link(self) -> str:
        """The address, if it is one that readers can follow; else ''."""
        return self.url if self.url.startswith(("https://", "http://")) else ""

    @property
    def player(self) -> Player | None:
        """Whose player readers may start here; None for a card that is only read."""
        playable = self.card and not self.card.gone_at
        return player_of(self.url, settings.PLAYERS) if playable else None

    @property
    def source(self) -> str:
        """The address of the player; '' without one."""
        return self.player.source(self.url) if self.player else ""

    def __str__(self):
        return self.url

    def __bool__(self):
        return bool(self.url)

    def __eq__(self, other):
        return isinstance(other, EmbedValue) and self.url == other.url

    def __hash__(self):
        return hash(self.url)


class EmbedBlock(blocks.FieldBlock):
    """A post, video or page elsewhere, as a card in our own words and HTML.

    Readers' browsers load nothing from there, unless the reader starts a film of one of
    ``settings.PLAYERS``. Only the address is stored; what the page says of itself is
    fetched after the story is saved (``news/embeds.py``).
    """

    def __init__(self, **kwargs):
        self.field = AddressFormField(
            required=False,
            help_text="Paste the address of a post, a video or a page. Readers see its "
            "title and first words, linked; a plain link until those are fetched. A "
            "film of a site that this newsroom allows plays here, if the reader asks.",
        )
        super().__init__(**kwargs)

    def normalize(self, value):
        return value if isinstance(value, EmbedValue) else EmbedValue(value or "")

    def to_python(self, value):
        return self.normalize(value)

    def bulk_to_python(self, values):
        """The values of one body, which share one query."""
        urls = [value or "" for value in values]
        cards = Cards(urls)
        return [EmbedValue(url, cards) for url in urls]

    def get_prep_value(self, value):
        return self.normalize(value).url

    def value_from_form(self, value):
        return self.normalize(value)

    def value_for_form(self, value):
        return self.normalize(value).url

    def get_context(self, value, parent_context=None):
        """``card``, with what the page said, if there is a good copy; ``player``.

        A body that is rendered outside a page, for a feed, has no player.
        """
        context = super().get_context(value, parent_context=parent_context)
        if value and value.embed:
            tag(value.embed.tag)
        context["card"] = value.card if value else None
        in_page = "request" in (parent_context or {})
        context["player"] = value.player if value and in_page else None
        return context

    def get_preview_value(self):
        """A card as it would stand in a story."""
        url = "https://harbour.example/minutes"
        sample = apps.get_model("news", "Embed")(
            url=url,
            title="Minutes of the harbour board",
            author="Ilse Varga",
            provider="Harbour board",
            text="The board postponed the vote until Thursday.",
            fetched_at=timezone.now(),
        )
        cards = Cards([])
        cards.by_url = {url: sample}
        return EmbedValue(url, cards)

    def is_empty(self, value) -> bool:
        return not value

    class Meta:
        icon = "media"
        group = "Media"
        label = "Embed"
        template = "blocks/embed.html"
        preview_template = "wagtailcore/shared/block_preview.html"
        description = "A post, video or page elsewhere, as a linked card."
