"""What would become of a post: everything decided, nothing written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import slugify
from wagtail.models import Page

from hashtags.models import Hashtag
from images.embedded import cut
from news.languages import LANGUAGES
from news.models import ArticlePage, Author, CategoryIndexPage, SourceReference
from news.text import shorten
from sources.addresses import check_address, check_public
from syndication.importing.html import Block, body_of
from syndication.importing.names import Names
from syndication.importing.posts import Citation, Post, Status
from syndication.importing.texts import line

CODES = {code for code, _ in LANGUAGES}
LONGEST_SLUG = 200
ROLES = set(SourceReference.Role.values)


@dataclass
class Plan:
    """A story as it is to be. ``fields`` are ArticlePage's own, ``blocks`` its body.

    ``publish`` is whether readers saw the post where it comes from, and it can be
    published here.
    """

    post: Post
    category: CategoryIndexPage
    authors: list[Author]
    hashtags: list[Hashtag]
    sources: list[SourceReference]
    fields: dict
    blocks: list[Block]
    publish: bool
    notes: list[str] = field(default_factory=list)


def plan_for(post: Post, names: Names) -> Plan:
    """What the post is to become, in the newsroom as it is now."""
    notes = list(post.notes)
    body = body_of(post.html, post.base, newlines=post.newlines)
    notes += body.notes.elements()
    section = next(iter(post.categories), None)
    category, renamed = names.category(section)
    others = [section.name or section.slug for section in post.categories[1:]]
    if others:
        notes.append(f"categories beside the first made hashtags: {', '.join(others)}")
    hashtags, refused = names.hashtags([*post.hashtags, *others])
    authors = {id(each): each for each in map(names.author, post.authors) if each}
    sources, unusable = _sources(post.sources)
    return Plan(
        post=post,
        category=category,
        authors=list(authors.values()),
        hashtags=hashtags,
        sources=sources,
        fields=_fields(post, body.blocks, notes),
        blocks=body.blocks,
        publish=_may_be_seen(post, body.blocks, notes),
        notes=notes + renamed + refused + unusable,
    )


def _fields(post: Post, blocks: list[Block], notes: list[str]) -> dict:
    fields = {
        "title": line(post.title),
        "standfirst": line(post.standfirst),
        "kicker": line(post.kicker),
        "language": _language(post.language, notes),
        "published_at": None if _is_to_come(post) else post.published,
        "updated_at": post.updated if _is_later(post) else None,
    }
    if not fields["title"]:
        fields["title"] = shorten(_first_words(blocks), 80) or "Untitled"
        notes.append(f"no title, so the first words are: {fields['title']}")
    if post.hero:
        fields["hero_alt"] = line(post.hero.alt)
        fields["hero_caption"] = line(post.hero.caption)
    for name in ("title", "standfirst", "kicker", "hero_alt", "hero_caption"):
        most = ArticlePage._meta.get_field(name).max_length
        if len(whole := fields.get(name, "")) > most:
            fields[name] = cut(whole, most)
            notes.append(f"{name} of {len(whole):,} characters cut to {most}")
    if post.published is None and post.status == Status.PUBLISHED:
        notes.append("no date that can be read: it is dated when it is published")
    return fields


def _first_words(blocks: Iterable[Block]) -> str:
    """The text of the first block that has any."""
    for name, value in blocks:
        if name in {"heading", "quote"}:
            return line(value["text"])
        if isinstance(value, str) and name != "embed":
            return line(unescape(strip_tags(value)))
    return ""


def _language(code: str, notes: list[str]) -> str:
    """The language that we have of it, or else the site's own."""
    code = code.strip().lower().replace("_", "-")
    known = next((each for each in (code, code.partition("-")[0]) if each in CODES), "")
    if code and not known:
        notes.append(f"unknown language: {code[:20]}")
    return known or ArticlePage._meta.get_field("language").default


def _is_to_come(post: Post) -> bool:
    return bool(post.published and post.published > timezone.now())


def _is_later(post: Post) -> bool:
    """Whether it says that it was changed after it was published, and by now."""
    dated = post.published and post.updated and not _is_to_come(post)
    return bool(dated and post.published < post.updated <= timezone.now())


def _may_be_seen(post: Post, blocks: list[Block], notes: list[str]) -> bool:
    """Whether it may be published, and a note of why it may not."""
    if post.status == Status.SCHEDULED or _is_to_come(post):
        at = f": for {post.published:%Y-%m-%d %H:%M} UTC" if post.published else ""
        notes.append(f"scheduled there, a draft here{at}")
    elif post.status != Status.PUBLISHED:
        notes.append(f"{post.status} there, a draft here")
    elif not any(name != "divider" for name, _ in blocks):
        notes.append("without any text, so it is a draft")
    else:
        return True
    return False


def _sources(citations: Iterable[Citation]) -> tuple[list[SourceReference], list[str]]:
    """The reports it refers to, and a note of each that readers could not open."""
    found, notes = [], []
    for citation in citations:
        url = SourceReference._meta.get_field("url").to_python(citation.url.strip())
        role = citation.role if citation.role in ROLES else ""
        try:
            check_address(url)
            check_public(url)
        except ValidationError:
            notes.append(f"source that readers cannot open left out: {url[:80]}")
            continue
        reference = SourceReference(
            url=url,
            title=cut(line(citation.title), 500),
            author=cut(line(citation.author), 255),
            published=_day(citation.published),
            role=role or SourceReference.Role.REPORT,
        )
        found.append(reference)
    return found, notes


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def free_slug(plan: Plan, taken: set[tuple[str, str]]) -> str:
    """An address that nobody has in the category; ``taken`` are others to be made.

    Notes what the post's own had to be changed to.
    """
    wanted = _slug(plan.post.slug) or _slug(plan.fields["title"]) or "story"
    if wanted in ArticlePage.reserved_slugs():
        wanted = f"{wanted}-story"
    slug, number = wanted, 1
    while (plan.category.slug, slug) in taken or _is_taken(plan.category, slug):
        number += 1
        slug = f"{wanted}-{number}"
    if number > 1:
        plan.notes.append(f"slug that is another story's already, made: {slug}")
    return slug


def _slug(text: str) -> str:
    return slugify(unquote(text), allow_unicode=True)[:LONGEST_SLUG].strip("-")


def _is_taken(category: CategoryIndexPage, slug: str) -> bool:
    there = category.pk and Page.objects.child_of(category).filter(slug=slug)
    return bool(there and there.exists())
