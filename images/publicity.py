"""Which pictures readers may see: those whose files lie in the public root.

Every file of the library lies in the private storage, which nothing serves to
strangers. The files of a picture's ready set are copied to the public one, under the
same names, while some room says that the picture is in public use.
"""

import logging
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from itertools import batched

from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpRequest
from wagtail.images.models import SourceImageIOError

from images.files import Keeping, public_storage
from images.making import make
from images.models import NewsImage, NewsRendition, ShownPicture
from images.signals import public_pictures_changed

logger = logging.getLogger("newsclip.pictures")

Uses = Callable[[set[int]], set[int]]
Admits = Callable[[HttpRequest, int], bool]
BATCH = 20
# A file that no rendition names may be one that is being made; not after this long.
STRAY_AFTER = 3600

_uses: dict[str, Uses] = {}
_admits: list[Admits] = []


class PicturesNotShown(Exception):
    """Some pictures could not be shown; the others were. Names each and says why."""


def register_use(name: str, uses: Uses) -> None:
    """Ask ``uses`` which of some pictures (primary keys) its room shows readers now."""
    _uses[name] = uses


def register_admission(admits: Admits) -> None:
    """Ask ``admits`` whether its room lets a reader see a picture that is private."""
    _admits.append(admits)


def is_admitted(request: HttpRequest, name: str) -> bool:
    """Whether who asks may see the rendition in the private file ``name``."""
    if request.user.has_perm("wagtailadmin.access_admin"):
        return True
    pictures = NewsRendition.objects.filter(file=name).values_list("image", flat=True)
    return any(admits(request, pk) for pk in pictures for admits in _admits)


def in_public_use(picture_pks: set[int]) -> set[int]:
    """Those of the pictures that some room shows readers now."""
    return set().union(*(uses(picture_pks) for uses in _uses.values())) & picture_pks


def follow(place: str, shown_now: Callable[[], Iterable[int]]) -> None:
    """Sync what ``place`` shows, and what it showed when it was last followed.

    ``shown_now`` locks the place's row before it reads which pictures these are, so
    that of two that follow at once the later one has the last word. Raises
    PicturesNotShown as ``sync`` does.
    """
    rows = ShownPicture.objects.filter(place=place)
    with transaction.atomic():
        now = NewsImage.objects.filter(pk__in=shown_now()).values_list("pk", flat=True)
        now, before = set(now), set(rows.values_list("picture_id", flat=True))
        ShownPicture.objects.bulk_create(
            [ShownPicture(place=place, picture_id=pk) for pk in sorted(now - before)]
        )
        failures = _synced(before | now)
        if not failures:  # what could not be hidden is remembered for the next time
            rows.exclude(picture__in=now).delete()
    _raise(failures)


def sync(picture_pks: Iterable[int]) -> None:
    """Make the public root right for these pictures: missing files in, others out.

    Safe to run twice and at once: a picture's row is held from the decision to the end
    of the copying. Raises PicturesNotShown after it has done all the others.
    """
    _raise(_synced(picture_pks))


def sync_all() -> None:
    """``sync`` every picture, and remove public files that belong to no rendition."""
    try:
        sync(NewsImage.objects.values_list("pk", flat=True))
    finally:
        for storage in (public_storage(), default_storage):
            _sweep(storage)


def hide(names: Iterable[str]) -> None:
    """Remove public files by name, those that are there."""
    public_storage().remove(names)


def _synced(picture_pks: Iterable[int]) -> list[str]:
    """Do what ``sync`` does; returns why some pictures could not be shown."""
    failures: list[str] = []
    for batch in batched(sorted(set(picture_pks)), BATCH):
        with transaction.atomic():
            changed: set[int] = set()
            _sync_held(batch, changed, failures)
            if changed:
                public_pictures_changed.send(NewsImage, pictures=changed)
    return failures


def _raise(failures: list[str]) -> None:
    if failures:
        raise PicturesNotShown("; ".join(failures))


def _sync_held(batch, changed: set[int], failures: list[str]) -> None:
    held = NewsImage.objects.select_for_update(no_key=True).filter(pk__in=batch)
    held = held.order_by("pk")
    pictures = {picture.pk: picture for picture in held}
    shown = in_public_use(set(pictures))
    for pk, picture in pictures.items():
        try:
            with transaction.atomic():
                if (_show if pk in shown else _hide)(picture):
                    changed.add(pk)
        except Exception as error:  # whatever is wrong with one, the others are shown
            logger.exception("Picture %d could not be shown or hidden", pk)
            failures.append(f"Picture {pk} ({picture.title}): {_reason(error)}")


def _show(picture: NewsImage) -> bool:
    """Copy what is not there yet; whether there was any."""
    if not picture.is_ready:
        picture.save()
    missing = _not_public(picture)
    if default_storage.missing(missing):
        _make_again(picture)
        missing = _not_public(picture)
    public_storage().take(missing, default_storage)
    return bool(missing)


def _hide(picture: NewsImage) -> bool:
    """Remove what is there; whether there was any."""
    names = {file["file"] for file in picture.ready_files}
    shown = names - set(_not_public(picture))
    hide(shown)
    return bool(shown)


def _not_public(picture: NewsImage) -> list[str]:
    return public_storage().missing(file["file"] for file in picture.ready_files)


def _make_again(picture: NewsImage) -> None:
    """Write private files that have vanished, from the original, as they were named.

    Where their rows went too (`wagtail_update_image_renditions`), a whole new set.
    """
    names = [file["file"] for file in picture.ready_files]
    if picture.renditions.filter(file__in=names).count() < len(names):
        picture.picture_set = {}
        picture.save()
        return
    gone = set(default_storage.missing(names))
    lost = {
        file["spec"]: file["file"]
        for file in picture.ready_files
        if file["file"] in gone
    }
    for made in make(picture, only=lost.keys()):
        default_storage.put(lost[made.spec], BytesIO(made.content))


def _reason(error: Exception) -> str:
    if isinstance(error, SourceImageIOError | FileNotFoundError):
        return (
            "its file is gone from the newsroom's files: restore it from the backup, "
            f"or upload the picture again ({error})"
        )
    return f"{type(error).__name__}: {error}"


def _sweep(storage: Keeping) -> None:
    """Remove old files of renditions that no row knows any more, whole or not."""
    old = time.time() - STRAY_AFTER
    files = storage.starting_with("images/")
    for names in batched((file.name for file in files if file.modified < old), 500):
        rows = NewsRendition.objects.filter(file__in=names)
        known = set(rows.values_list("file", flat=True))
        storage.remove(name for name in names if name not in known)
