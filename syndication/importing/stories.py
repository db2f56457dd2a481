"""Stories written as the newsroom writes them: page, revision, version, listings."""

import json
from collections.abc import Mapping
from hashlib import sha256

from django.utils import timezone
from django.utils.html import escape
from wagtail.contrib.redirects.models import Redirect

from images.embedded import cut
from images.models import NewsImage
from news.models import ArticlePage, Byline
from syndication.importing.adding import add_draft, add_published
from syndication.importing.html import Block
from syndication.importing.links import (
    address_key,
    hosts_of,
    is_of_its_site,
    linked,
    pages_at,
    to_pages,
)
from syndication.importing.models import ImportedAddress, ImportedStory
from syndication.importing.names import Names
from syndication.importing.plans import Plan
from syndication.importing.posts import Picture, Post
from syndication.importing.texts import line

# A picture as its block stores it, but for the picture.
LIMITS = {"alt_text": 300, "caption": 300, "credit": 200}


def key_of(identifier: str) -> str:
    """By which an imported post is found again."""
    return sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()


class Written:
    """A story that is to be made or changed, and what is to be kept of it.

    ``pictures`` are found by the ``id`` of the post's own, ``missing`` what there is
    none of; ``paths`` are to be redirected to the story, ``here`` are stories of its
    site by the keys of addresses without a host.
    """

    def __init__(
        self,
        plan: Plan,
        pictures: dict[int, NewsImage],
        missing: list[str],
        paths: list[str],
        here: Mapping[str, int],
    ):
        self.plan = plan
        self._paths = paths
        self.missing = missing
        self._note_what_is_cut()
        self._pictures = pictures
        hosts = hosts_of(plan.post.addresses)
        wanted = linked(plan.blocks, hosts)
        self._pages = pages_at(wanted, here)
        self.links = len(self._pages)
        self.awaited = [each for each in wanted if each not in self._pages]

    def make(self, names: Names, slug: str, *, publish: bool) -> ImportedStory:
        """A new story; published if it may be. Inside a transaction."""
        plan = self.plan
        names.make_category(plan.category, publish=publish)
        story = ArticlePage(slug=slug)
        self._fill(story)
        revision = (add_published if publish else add_draft)(plan.category, story)
        return self._keep(story, revision, ImportedStory(), publish=publish)

    def change(self, known: ImportedStory, names: Names, *, publish: bool):
        """A new revision of a story; its address and category stay as they are."""
        story = known.story.get_latest_revision_as_object()
        before = story.published_at
        self._fill(story)
        if story.published_at and story.published_at != before:
            story.redated_at = timezone.now()
        if publish:
            names.make_category(story.get_parent().specific, publish=True)
        revision = story.save_revision(log_action=True)
        if publish:
            revision.publish()
        return self._keep(story, revision, known, publish=publish)

    def _fill(self, story: ArticlePage) -> None:
        plan = self.plan
        for name, value in plan.fields.items():
            setattr(story, name, value)
        story.hero_image = self._pictures.get(id(plan.post.hero))
        story.body = self._body()
        for author in plan.authors:
            if author.pk is None:
                author.save()
        story.bylines = [Byline(author=author) for author in plan.authors]
        story.hashtags.set(plan.hashtags)
        story.source_references = plan.sources

    def _body(self) -> str:
        blocks = [self._stored(name, value) for name, value in self.plan.blocks]
        blocks = to_pages(blocks, self._pages)
        return json.dumps([{"type": name, "value": value} for name, value in blocks])

    def _stored(self, name: str, value: object) -> Block:
        if not isinstance(value, Picture):
            return name, value
        picture = self._pictures.get(id(value))
        if picture is None:
            return instead_of(value)
        words = {
            each: cut(text, LIMITS[each]) for each, text in _words_of(value).items()
        }
        return name, {"image": picture.pk, "decorative": False, **words}

    def _note_what_is_cut(self) -> None:
        pictures = (each for _, each in self.plan.blocks if isinstance(each, Picture))
        for picture in pictures:
            for name, text in _words_of(picture).items():
                if len(text) > LIMITS[name] and picture.where not in self.missing:
                    what = f"{name.replace('_', ' ')} of a picture cut to"
                    self.plan.notes.append(
                        f"{what} {LIMITS[name]} characters: {picture.where}"
                    )

    def _keep(self, story, revision, imported: ImportedStory, *, publish: bool):
        """Note what the post became, and where it was."""
        post = self.plan.post
        imported.key, imported.identifier = key_of(post.identifier), post.identifier
        imported.story_id, imported.revision_pk = story.pk, revision.pk
        imported.fingerprint = post.fingerprint
        imported.was_published = imported.was_published or publish
        imported.awaited_links, imported.missing_pictures = self.awaited, self.missing
        imported.save()
        self._keep_addresses(imported, story, post)
        return imported

    def _keep_addresses(self, imported, story: ArticlePage, post: Post) -> None:
        whole = (each for each in post.addresses if not is_of_its_site(each))
        keys = filter(None, map(address_key, whole))
        ImportedAddress.objects.bulk_create(
            [
                ImportedAddress(key=key, imported=imported)
                for key in dict.fromkeys(keys)
            ],
            ignore_conflicts=True,
        )
        Redirect.objects.bulk_create(
            Redirect(old_path=path, redirect_page_id=story.pk) for path in self._paths
        )


def publish_draft(imported: ImportedStory, names: Names) -> None:
    """Publish a story that was imported as a draft, as it is. Inside a transaction."""
    story = imported.story
    names.make_category(story.get_parent().specific, publish=True)
    if story.published_at and not story.first_published_at:
        story.first_published_at = story.published_at
        ArticlePage.objects.filter(pk=story.pk).update(
            first_published_at=story.published_at
        )
    story.get_latest_revision().publish()
    imported.was_published = True
    imported.save(update_fields=["was_published"])


def _words_of(picture: Picture) -> dict[str, str]:
    """What is said of it, as its block has it, but for its length."""
    return {
        "alt_text": line(picture.alt),
        "caption": line(picture.caption),
        "credit": line(picture.credit),
    }


def instead_of(picture: Picture) -> Block:
    """For a picture that was not given: its words, linked to where it was."""
    words = escape(line(picture.caption or picture.alt or picture.title) or "Picture")
    if not picture.address.startswith(("http://", "https://")):
        return "paragraph", f"<p>{words}</p>"
    return "paragraph", f'<p><a href="{escape(picture.address)}">{words}</a></p>'
