"""Whom and what posts name: categories, authors and hashtags, found or to be made."""

import re

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail.models import Page

from hashtags.folding import clean_name, fold
from hashtags.models import Hashtag
from hashtags.querysets import without_repeats
from home.models import HomePage
from news.models import Author, CategoryIndexPage
from syndication.importing.models import ImportedCategory
from syndication.importing.posts import Person, Section
from syndication.importing.texts import line

# Where a post lies that names no category.
ELSEWHERE = Section("General", "general")
_REFUSED_IN_HASHTAGS = re.compile(r"[^\w+&.'@’ -]")


class Names:
    """Finds each name once. New ones are unsaved, until ``make`` is told of them.

    Forget it after a transaction that failed: what it made is gone.
    """

    def __init__(self, home: HomePage):
        self._home = home
        self._categories: dict[str, CategoryIndexPage] = {}
        self._authors: dict[str, Author] = {}
        self._hashtags: dict[str, Hashtag] = {}

    # Categories ----------------------------------------------------------------------

    def category(self, section: Section | None) -> tuple[CategoryIndexPage, list[str]]:
        """The category of that slug, or else of that name; and a note of the latter.

        A new one is no page yet.
        """
        section = section if section and line(section.name or section.slug) else None
        section = section or ELSEWHERE
        name = line(section.name or section.slug)[:255]
        slug = slugify(section.slug or name, allow_unicode=True)[:200] or "category"
        if slug not in self._categories:
            self._categories[slug] = self._category(slug, name, bool(section.slug))
        found = self._categories[slug]
        if not section.slug or found.slug in {slug, f"{slug}-news"}:
            return found, []
        return found, [f"category that is here by its name: {slug}, as {found.slug}"]

    def _category(self, slug: str, name: str, has_slug: bool) -> CategoryIndexPage:
        if slug in CategoryIndexPage.reserved_slugs():
            slug = f"{slug}-news"
        there = CategoryIndexPage.objects.child_of(self._home)
        named = there.filter(title__iexact=name).order_by("path")
        if has_slug:
            # Nor is one of its name that an import made under another slug the same.
            made = ImportedCategory.objects.values("category")
            named = named.exclude(pk__in=made)
        if found := there.filter(slug=slug).first() or named.first():
            return found
        taken = Page.objects.child_of(self._home).filter(slug=slug).exists()
        slug = f"{slug}-news" if taken else slug
        return CategoryIndexPage(title=name, slug=slug, live=False)

    def make_category(self, category: CategoryIndexPage, *, publish: bool) -> None:
        """Make it a page where it is none, and publish one that an import made."""
        if category.pk is None:
            self._home.add_child(instance=category)
            ImportedCategory.objects.create(category=category)
            category.save_revision(log_action=True)
        if publish and not category.live and self._may_publish(category):
            category.get_latest_revision().publish()
            category.refresh_from_db()

    def _may_publish(self, category: CategoryIndexPage) -> bool:
        """Not what editors made, or took down again."""
        return category.first_published_at is None and (
            ImportedCategory.objects.filter(category=category).exists()
        )

    # Authors -------------------------------------------------------------------------

    def author(self, person: Person) -> Author | None:
        """The author of that name; of a person without one, of that slug."""
        name, slug = line(person.name)[:150], slugify(person.slug, allow_unicode=True)
        if not (name or slug):
            return None
        key = name.casefold() or f"/{slug}"
        if key not in self._authors:
            known = Author.objects.order_by("pk")
            found = (
                known.filter(name__iexact=name) if name else known.filter(slug=slug)
            ).first()
            if found is None:
                found = Author(name=name or slug, slug=self._free(slug[:150]))
            self._authors[key] = found
        return self._authors[key]

    def _free(self, slug: str) -> str:
        """The slug, if nobody has it; else '', for one made of the name."""
        planned = {author.slug for author in self._authors.values()}
        taken = slug in planned or Author.objects.filter(slug=slug).exists()
        return "" if taken else slug

    # Hashtags ------------------------------------------------------------------------

    def hashtags(self, names: list[str]) -> tuple[list[Hashtag], list[str]]:
        """The hashtags of these names, and a note of each that cannot be one."""
        cleaned, notes = {}, []
        for name in names:
            try:
                name = clean_name(_as_hashtag(name))
            except ValidationError:
                if line(name):
                    notes.append(f"hashtag that cannot be one left out: {name[:60]}")
            else:
                cleaned.setdefault(fold(name), name)
        found = self._known(cleaned)
        blocked = [each for each in found if each.status == Hashtag.Status.BLOCKED]
        notes += [f"blocked hashtag left out: {each.name}" for each in blocked]
        return [each for each in found if each not in blocked], notes

    def _known(self, names: dict[str, str]) -> list[Hashtag]:
        """The hashtags of these names, by what they fold to; merged ones followed."""
        asked = [folded for folded in names if folded not in self._hashtags]
        if asked:
            rows = Hashtag.objects.select_related("merged_into")
            known = rows.in_bulk(asked, field_name="folded")
            for folded in asked:
                new = Hashtag(name=names[folded], folded=folded)
                self._hashtags[folded] = known.get(folded, new).resolved
        return without_repeats(self._hashtags[folded] for folded in names)


def _as_hashtag(name: str) -> str:
    """A name without what no hashtag holds: 'Arts & Life: reviews' loses its colon."""
    return line(_REFUSED_IN_HASHTAGS.sub(" ", name.lstrip("#").rstrip()))
