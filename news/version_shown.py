"""A former version as readers saw it, with no more than they may see now."""

from functools import cached_property

from wagtail.documents import get_document_model

from images.models import NewsImage
from images.publicity import in_public_use
from news.at_hand import Found
from news.documents import is_public
from news.languages import direction
from news.links import visible_pages
from news.listings import cards
from news.mentions import mentions_of
from news.models import ArticlePage, Embed, StoryVersion
from news.passages import VersionText, label_of, version_texts


class VersionShown:
    """What the page of ``version``, whose text was not destroyed, shows.

    Pictures and documents that are private by now are not shown; nor do links lead to
    pages that readers may not open.
    """

    def __init__(self, version: StoryVersion):
        self.content = version.content

    @cached_property
    def body(self):
        """The body as our blocks render it, inside ``at_hand(self.found())``."""
        field = ArticlePage._meta.get_field("body")
        return field.to_python(self.content.get("body") or "[]")

    def found(self) -> Found:
        """What the body names and readers may see; one query for each kind of it."""
        named = mentions_of(self.body)
        stories = ArticlePage.objects.published().filter(pk__in=named.related)
        return {
            "pictures": _by_pk(self._pictures, named.pictures),
            "embeds": dict.fromkeys(named.embeds)
            | Embed.objects.by_url(list(named.embeds)),
            "documents": _by_pk(_public_documents(named.documents), named.documents),
            "stories": _by_pk(cards(stories), named.related)
            | _only(visible_pages(named.pages), named.pages),
            "pages": dict.fromkeys(named.pages),
        }

    @cached_property
    def _pictures(self) -> list[NewsImage]:
        """The body's and the hero, those that readers see somewhere today."""
        pks = mentions_of(self.body).pictures | ({self._hero_pk} - {None})
        return list(NewsImage.objects.filter(pk__in=in_public_use(pks)))

    @property
    def _hero_pk(self) -> int | None:
        return self.content.get("hero_image")

    @property
    def has_hero(self) -> bool:
        return self._hero_pk is not None

    @property
    def hero(self) -> NewsImage | None:
        """The picture above the story, while readers see it anywhere."""
        return next((one for one in self._pictures if one.pk == self._hero_pk), None)

    @property
    def hero_alt(self) -> str:
        return "" if self.content.get("hero_decorative") else self.content["hero_alt"]

    @cached_property
    def text(self) -> VersionText:
        """Bylines, hashtags, sources and corrections, by their places."""
        return version_texts(self.content)[0]

    @property
    def bylines(self) -> list:
        return [one for one in self.text.head if one.place == "Byline"]

    @property
    def label(self) -> str:
        """'Sponsored', with who paid; '' for what readers need not know before."""
        return label_of(self.content)

    @property
    def language(self) -> str:
        return self.content["language"]

    @property
    def direction(self) -> str:
        return direction(self.language)


def _public_documents(pks: set[int]) -> list:
    documents = get_document_model().objects.filter(pk__in=pks)
    return [document for document in documents if is_public(document)]


def _by_pk(rows, pks) -> dict:
    """The rows by primary key; None for each of ``pks`` that has none."""
    return dict.fromkeys(pks) | {row.pk: row for row in rows}


def _only(found: dict, pks) -> dict:
    return dict.fromkeys(pks) | found
