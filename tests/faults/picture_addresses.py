"""Stories that show the demo's pictures, and every address their files could have.

Used by ``newsroom_at.py``, where Django is set up.
"""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from wagtail.models import Page

from images.models import NewsImage
from news.models import ArticlePage
from newsroom.demo import builders
from newsroom.demo.pictures import PICTURES

THUMBNAIL = "max-165x165"  # the admin's


def draft_with_pictures(count: int) -> list[dict]:
    """Drafts with the first ``count`` pictures: each has two, at its head and inside.

    Returns primary key and addresses of the files that readers will be shown.
    """
    pictures = [
        builders.make_picture(f"Picture {key}", scene.draw())
        for key, scene in list(PICTURES.items())[:count]
    ]
    for picture in pictures:
        picture.get_rendition(THUMBNAIL)
    return [
        _draft(number, *pictures[number : number + 2]) for number in range(0, count, 2)
    ]


def _draft(number: int, hero: NewsImage, *inside: NewsImage) -> dict:
    uses = [{"image": each.pk, "alt_text": "", "decorative": True} for each in inside]
    story = builders.make_article(
        f"Harbour board votes on berth {number}",
        hero_image=hero,
        hero_decorative=True,
        body=[("paragraph", "<p>The board met.</p>"), *(("image", u) for u in uses)],
        publish=False,
    )
    files = [file["file"] for each in (hero, *inside) for file in each.ready_files]
    return {"pk": story.pk, "addresses": [f"/media/{file}" for file in files]}


def addresses_of_all_files() -> list[str]:
    """An address for each file of the library: originals and thumbnails too."""
    root = Path(settings.MEDIA_ROOT)
    files = [path for path in root.rglob("*") if path.is_file()]
    return [f"/media/{path.relative_to(root)}" for path in sorted(files)]


def publish(pks: list[int]) -> None:
    """Publish the stories' newest revisions, and let what follows follow."""
    for story in ArticlePage.objects.filter(pk__in=pks):
        story.get_latest_revision().publish()


def take_down(pks: list[int], telling: bool = True) -> None:
    """Unpublish the stories; not ``telling`` anything that has to follow it."""
    if not telling:
        Page.objects.filter(pk__in=pks).update(live=False)
        return
    for story in ArticlePage.objects.filter(pk__in=pks, live=True):
        story.unpublish()


def sync_pictures() -> None:
    """``manage.py sync_pictures``."""
    call_command("sync_pictures", verbosity=0)


def make_editor(username: str, password: str) -> int:
    """Somebody who may do everything; returns the primary key."""
    return builders.make_user(username, password).pk
