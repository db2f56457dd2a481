"""What a share card shows, of a story or of any other page; and its address."""

from dataclasses import astuple, dataclass
from functools import cached_property
from hashlib import sha256
from typing import ClassVar

from django.urls import reverse

from home.models import BrandSettings
from images.models import NewsImage
from news.models import ArticlePage
from syndication.pictures import files_of

# Part of every address: with another number all cards are drawn anew.
EDITION = 1
WIDTH, HEIGHT = 1200, 630
INK = "#1A1A1A"


@dataclass(frozen=True)
class CardPicture:
    """A JPEG of a ready set; ``centre`` is what to keep of it, in fractions."""

    file: str
    centre: tuple[float, float]


@dataclass(frozen=True)
class Card:
    """A share card's content; ``kinds`` is what readers must know of the story's kind.

    ``story`` is its primary key; None of the card for all pages that are no story.
    """

    width: ClassVar[int] = WIDTH
    height: ClassVar[int] = HEIGHT

    story: int | None
    headline: str
    brand: str
    logo: str | None
    language: str = "en"
    rtl: bool = False
    category: str = ""
    accent: str = INK
    kinds: tuple[str, ...] = ()
    outlet: str = ""
    picture: CardPicture | None = None

    @cached_property
    def name(self) -> str:
        """The file's name: a digest of all that it shows, and of how cards look."""
        shown = repr((EDITION, astuple(self))).encode()
        ending = "jpg" if self.picture else "png"
        return f"{sha256(shown).hexdigest()[:24]}.{ending}"

    @property
    def content_type(self) -> str:
        """``image/jpeg`` with a picture, else ``image/png``."""
        return "image/jpeg" if self.picture else "image/png"

    @property
    def address(self) -> str:
        """The path of the card's address, which is another one once it changes."""
        if self.story is None:
            return reverse("site-card", args=[self.name])
        return reverse("story-card", args=[self.story, self.name])

    @property
    def alt(self) -> str:
        """What the card says, for who does not see it."""
        kinds = "".join(f"{kind}: " for kind in self.kinds)
        outlet = f" (via {self.outlet})" if self.outlet else ""
        return f"{kinds}{self.headline}{outlet} — {self.brand}"


def card_of(story: ArticlePage, brand: BrandSettings) -> Card:
    """The card of ``story``, whose category, outlet and hero are loaded: no query."""
    category = story.shown_category
    return Card(
        story=story.pk,
        headline=story.title,
        language=story.language,
        rtl=story.direction == "rtl",
        category=category.title if category else "",
        accent=category.accent_light if category else INK,
        kinds=tuple(_kinds(story)),
        outlet=story.outlet.name if story.outlet else "",
        picture=_picture(story.hero_image),
        **_branded(brand),
    )


def plain_card(brand: BrandSettings) -> Card:
    """The card of every page that is no story: the newsroom's name and what it is."""
    return Card(story=None, headline=brand.tagline or brand.name, **_branded(brand))


def _branded(brand: BrandSettings) -> dict:
    logos = files_of(brand.logo, "logo")
    return {"brand": brand.name, "logo": logos[0]["file"] if logos else None}


def _kinds(story: ArticlePage) -> list[str]:
    """As the label above the headline has it on the story's own page."""
    kinds = ["Retracted"] if story.is_retracted else []
    if story.is_sponsored and story.paid_for_by:
        return [*kinds, f"Paid for by {story.paid_for_by}"]
    return [*kinds, story.label] if story.label else kinds


def _picture(hero: NewsImage | None) -> CardPicture | None:
    """The smallest JPEG of the hero that fills its part of a card; None before any."""
    jpegs = sorted(
        (file for file in files_of(hero, "body") if file["format"] == "jpeg"),
        key=lambda file: (file["height"] < HEIGHT, file["width"]),
    )
    if not jpegs:
        return None
    focus = hero.get_focal_point()
    centre = (0.5, 0.5)
    if focus:
        across, down = focus.centroid
        centre = (min(across / hero.width, 1), min(down / hero.height, 1))
    return CardPicture(jpegs[0]["file"], centre)
