"""What a story says of itself, as YAML above its text.

In the words that the importer of Markdown reads, so that a twin can be imported again.
"""

from datetime import datetime
from typing import Any

import yaml
from django.utils import timezone

from news.models import ArticlePage, Correction, SourceReference
from syndication.markdown.text import one_line
from syndication.pictures import largest


class Dumper(yaml.SafeDumper):
    """YAML whose texts are on one line each: none can look like the end of it."""


def _text(dumper: Dumper, text: str):
    style = '"' if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Dumper.add_representer(str, _text)


def front_matter(story: ArticlePage, root: str) -> str:
    """The lines from ``---`` to ``---``; what the story has none of is left out."""
    said = {key: value for key, value in _said(story, root).items() if value}
    written = yaml.dump(
        said, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=float("inf")
    )
    return f"---\n{written}---"


def _said(story: ArticlePage, root: str) -> dict[str, Any]:
    category = story.shown_category
    paid = one_line(story.paid_for_by) if story.is_sponsored else ""
    return {
        "title": one_line(story.title),
        "standfirst": one_line(story.standfirst),
        "kicker": one_line(story.kicker),
        "label": story.label,
        "paid_for_by": paid,
        "retracted": story.is_retracted,
        "date": _moment(story.published_at),
        "updated": story.updated_at and _moment(story.modified_at),
        "authors": [one_line(each) for each in story.author_names],
        "category": one_line(category.title) if category else "",
        "hashtags": [one_line(each.name) for each in story.public_hashtags],
        "language": story.language,
        "slug": story.slug,
        "canonical": story.full_url,
        **_hero(story, root),
        "sources": [_source(each) for each in story.source_references.all()],
        "original_reporting": story.original_reporting,
        "corrections": [_correction(each) for each in story.corrections.all()],
    }


def _hero(story: ArticlePage, root: str) -> dict[str, str]:
    file = largest(story.hero_image, "body")
    if file is None:
        return {}
    return {
        "hero": f"{root}{file.path}",
        "hero_alt": one_line(story.shown_hero_alt),
        "hero_caption": one_line(story.shown_hero_caption),
        "hero_credit": one_line(story.hero_image.credit),
    }


def _source(reference: SourceReference) -> dict[str, str]:
    said = {
        "url": reference.display,
        "outlet": one_line(reference.outlet_name),
        "title": one_line(reference.title),
        "author": one_line(reference.author),
        "published": reference.published,
        "role": reference.role,
    }
    return {key: value for key, value in said.items() if value}


def _correction(made: Correction) -> dict[str, Any]:
    return {"kind": made.kind, "date": _moment(made.made_at), "text": made.text}


def _moment(at: datetime) -> datetime:
    """In the newsroom's zone, to the second."""
    return timezone.localtime(at).replace(microsecond=0)
