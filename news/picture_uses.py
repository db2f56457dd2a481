"""Which pictures of the library readers see in stories and on authors' pages."""

from itertools import batched

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex

from images import publicity
from images.models import NewsImage
from images.shown_fields import show_field
from news.models import ArticlePage, Author
from news.references import in_body_of, pages_that_refer_to, references_to


def pictures_of(story: ArticlePage) -> set[int]:
    """Primary keys of the pictures in ``story`` as it is loaded: the hero, the body."""
    return in_body_of(story, NewsImage) | ({story.hero_image_id} - {None})


def show_pictures_of(story_pk: int) -> None:
    """Make public what a story shows readers now, and private what it showed before.

    Also for a story that was taken down or deleted. Safe to run twice; raises
    ``images.publicity.PicturesNotShown`` where a file is missing.
    """

    def shown_now() -> set[int]:
        held = Page.objects.select_for_update(no_key=True).filter(pk=story_pk)
        held.order_by().first()
        story = ArticlePage.objects.filter(pk=story_pk).first()
        if story is None:
            return set()
        # Wagtail writes it in a task that may still be waiting, or be late; whether a
        # picture or a document is public is asked of it.
        ReferenceIndex.create_or_update_for_object(story)
        return pictures_of(story)

    publicity.follow(f"story-{story_pk}", shown_now)


def used_in_stories(picture_pks: set[int]) -> set[int]:
    """Those of the pictures that a story shows which any reader may see now."""
    references = references_to(NewsImage, picture_pks).order_by("-pk")
    references = references.values_list("to_object_id", "object_id")
    published = ArticlePage.objects.published()
    # One by one: each stops at the first story, of a picture that thousands show too.
    used = {pk for pk in picture_pks if published.filter(hero_image=pk).exists()}
    for batch in batched(references.iterator(), 500):
        pairs = [(int(picture), int(page)) for picture, page in batch]
        pages = {page for picture, page in pairs if picture not in used}
        shown = published.filter(pk__in=pages)
        shown = set(shown.values_list("pk", flat=True))
        used |= {picture for picture, page in pairs if page in shown}
        if used == picture_pks:
            break
    return used


def admits(request: HttpRequest, picture_pk: int) -> bool:
    """Whether who asks was let in to a private story that shows the picture."""
    in_bodies = pages_that_refer_to(NewsImage, picture_pk)
    shown = Q(hero_image=picture_pk) | Q(pk__in=in_bodies)
    return ArticlePage.objects.filter(shown).open_to(request)


publicity.register_use("stories", used_in_stories)
publicity.register_admission(admits)
show_field(Author, "photo", "author")
