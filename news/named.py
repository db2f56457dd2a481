"""What the bodies of stories name, looked up for all of them at once."""

from collections.abc import Iterable

from django.apps import apps
from wagtail.documents import get_document_model
from wagtail.models import Page

from images.models import NewsImage
from news.at_hand import Found
from news.mentions import Mentions
from news.models.embed import Embed, embed_key
from news.querysets import SectionQuerySet
from news.together import Part


def keys_named(named: Mentions) -> dict[str, list]:
    """By which keys ``parts_named`` finds what is named, for kinds that are."""
    keys = {
        "pictures": sorted(named.pictures),
        "embeds": sorted(map(embed_key, named.embeds)),
        "documents": sorted(named.documents),
        "pages": sorted(named.pages),
    }
    return {kind: of_kind for kind, of_kind in keys.items() if of_kind}


def parts_named(pictures=(), embeds=(), documents=(), pages=()) -> dict[str, Part]:
    """The pictures, embeds, documents and pages that are named, to be read together.

    Pages other than stories, which go through their own door.
    """
    parts = {}
    if pictures:
        parts["pictures"] = Part(NewsImage.objects.filter(pk__in=pictures))
    if embeds:
        parts["embeds"] = Part(Embed.objects.filter(key__in=embeds))
    if documents:
        found = get_document_model().objects.filter(pk__in=documents)
        parts["documents"] = Part(found, fields=("id", "title", "file"))
    if pages:
        found = SectionQuerySet(Page).published().filter(pk__in=pages)
        found = found.not_exact_type(apps.get_model("news", "ArticlePage"))
        parts["pages"] = Part(found, fields=("id", "url_path"))
    return parts


def found_of(named: Mentions, rows: dict[str, list], stories: Iterable) -> Found:
    """What is named, by its keys: from those parts and public ``stories``."""
    return {
        "pictures": _by("pk", rows.get("pictures"), named.pictures),
        "embeds": _by("url", rows.get("embeds"), named.embeds),
        "documents": _by("pk", rows.get("documents"), named.documents),
        "pages": _by("pk", rows.get("pages"), named.pages),
        "stories": _by("pk", stories, named.stories),
    }


def _by(name: str, rows, keys) -> dict:
    """The rows by that attribute; None for each of ``keys`` that has none."""
    return dict.fromkeys(keys) | {getattr(row, name): row for row in rows or ()}
