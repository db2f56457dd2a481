"""Make what a newsroom holds, in a line each: for the demo newsroom and the tests.

Every builder returns the saved object and fills in whatever it was not told.
"""

import json
from io import BytesIO

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils.text import slugify
from PIL import Image
from wagtail.models import Collection, Locale, Page, Site

from home.models import HomePage
from images.models import NewsImage
from images.stills import still_of
from news.models import (
    ArticlePage,
    Author,
    Byline,
    CategoryIndexPage,
    Correction,
    Embed,
    RelatedPick,
    SourceReference,
)
from news.models.embed import embed_key
from news.page_facts import PageFacts


def front_page() -> HomePage:
    """The newsroom's home page; the tree above it is made where there is none."""
    home = HomePage.objects.first()
    if home is not None:
        return home
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    locale, _ = Locale.objects.get_or_create(language_code="en")
    root = Page.objects.filter(depth=1).first() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=locale)
    )
    home = root.add_child(instance=HomePage(title="Newsclip", slug="home"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )
    Site.clear_site_root_paths_cache()
    return home


def make_user(username="editor", password="secret-enough", **fields):  # noqa: S107
    """A member of staff who may do everything, unless ``fields`` say otherwise."""
    fields = {"is_superuser": True, "email": f"{username}@newsclip.example"} | fields
    return get_user_model().objects.create_user(
        username=username, password=password, **fields
    )


def make_category(name="General", **fields) -> CategoryIndexPage:
    """A published category; the one of that name if it is there already."""
    slug = fields.pop("slug", slugify(name))
    home = front_page()
    found = CategoryIndexPage.objects.child_of(home).filter(slug=slug).first()
    return found or home.add_child(
        instance=CategoryIndexPage(title=name, slug=slug, **fields)
    )


def make_author(name="Ada Marsh", **fields) -> Author:
    """An author; the one of that name if there is one already."""
    author, _ = Author.objects.get_or_create(name=name, defaults=fields)
    return author


def make_picture(
    title="A picture", drawing: Image.Image | None = None, focus=None, **fields
):
    """A picture in the library, drawn or plain."""
    picture = NewsImage(title=title, **fields)
    draw_on(picture, drawing or Image.new("RGB", (240, 160), "#0B6B57"), focus)
    picture.save()
    return picture


def draw_on(picture: NewsImage, drawing: Image.Image, focus=None) -> None:
    """Give an unsaved picture its file and ready set; asks the database nothing.

    ``focus`` is its subject's centre, width and height, in fractions of the picture.
    """
    buffer = BytesIO()
    drawing.convert("RGB").save(buffer, "JPEG", quality=88)
    name = f"{slugify(picture.title)}.jpg"
    picture.file = ContentFile(buffer.getvalue(), name=name)
    picture._set_image_file_metadata()
    if focus:
        wide, high = drawing.size
        picture.focal_point_x, picture.focal_point_width = (
            round(part * wide) for part in focus[::2]
        )
        picture.focal_point_y, picture.focal_point_height = (
            round(part * high) for part in focus[1::2]
        )
    picture.prepare()


def make_embed(url="https://chorus.example/post", still=b"", **facts) -> Embed:
    """A page elsewhere with what it says of itself, so that nobody fetches it.

    ``still`` is the content of a picture file, for a film.
    """
    embed, _ = Embed.objects.get_or_create(key=embed_key(url), defaults={"url": url})
    embed.keep(PageFacts(**facts), still=still_of(still) if still else b"")
    return embed


def make_article(
    headline="Harbour board postpones its vote until Thursday",
    *,
    category: CategoryIndexPage | None = None,
    body=(("paragraph", "<p>The board met for six hours.</p>"),),
    hashtags=(),
    sources=(),
    authors=(),
    corrections=(),
    picks=(),
    publish=True,
    user=None,
    **fields,
) -> ArticlePage:
    """A story, published unless ``publish`` is false.

    ``body`` is pairs of block name and stored value; ``sources`` are addresses, or
    dicts like ``corrections``; ``authors`` are ``Author`` objects, ``picks`` stories.
    """
    category = category or make_category()
    story = ArticlePage(title=headline, live=False, owner=user, **fields)
    story.body = stream(body)
    story.hashtags.set(list(hashtags))
    story.source_references = [
        SourceReference(
            **{"sort_order": place}
            | ({"url": source} if isinstance(source, str) else source)
        )
        for place, source in enumerate(sources)
    ]
    story.bylines = [
        Byline(author=author, sort_order=place) for place, author in enumerate(authors)
    ]
    story.corrections = [Correction(**correction) for correction in corrections]
    story.related_picks = [
        RelatedPick(story=pick, sort_order=place) for place, pick in enumerate(picks)
    ]
    category.add_child(instance=story)
    revision = story.save_revision(user=user, log_action=True)
    if publish:
        revision.publish(user=user)
    return ArticlePage.objects.get(pk=story.pk)


def stream(blocks) -> str:
    """A StreamField's JSON from pairs of block name and stored value."""
    return json.dumps([{"type": name, "value": value} for name, value in blocks])
