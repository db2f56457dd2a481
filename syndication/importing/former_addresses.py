"""Where stories were before they were imported leads to where they are."""

from collections.abc import Iterable
from urllib.parse import unquote

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from syndication.importing.texts import parts_of

LONGEST = Redirect._meta.get_field("old_path").max_length


class FormerAddresses:
    """Decides what is redirected. Remembers it, for a dry run writes none of it.

    What is decided counts once the post is done, which ``keep`` says.
    """

    def __init__(self):
        self._planned: set[str] = set()
        self._decided: list[str] = []

    def keep(self) -> None:
        """The story was written, or would have been."""
        self._planned.update(self._decided)
        self.forget()

    def forget(self) -> None:
        """Nothing became of the story."""
        self._decided = []

    def of(
        self, addresses: Iterable[str], own: str, story_pk: int | None = None
    ) -> tuple[list[str], list[str]]:
        """The paths to redirect to the story at ``own``, and notes of what cannot be.

        None that lead there already. Another page's address, or one that leads to
        another, keeps what it has.
        """
        paths, notes = [], []
        for path in dict.fromkeys(filter(None, map(_path, addresses))):
            if len(path) > LONGEST:
                notes.append(f"former address too long to redirect: {path[:80]}…")
            elif path != Redirect.normalise_path(own):
                paths.append(path)
        theirs = self._taken(paths, story_pk) if paths else set()
        mine = Redirect.objects.filter(old_path__in=paths, redirect_page=story_pk)
        there = set(mine.values_list("old_path", flat=True)) if story_pk else set()
        notes += [
            f"former address of something else: {each}" for each in sorted(theirs)
        ]
        paths = [path for path in paths if path not in theirs | there]
        self._decided = paths
        return paths, notes

    def _taken(self, paths: list[str], story_pk: int | None) -> set[str]:
        """Those of the paths that are another's."""
        others = Redirect.objects.filter(old_path__in=paths, site=None)
        if story_pk:
            others = others.exclude(redirect_page=story_pk)
        taken = self._planned.intersection(paths)
        taken.update(others.values_list("old_path", flat=True))
        pages = {}
        for root in Page.objects.filter(depth=2).values_list("url_path", flat=True):
            for path in paths:
                below = unquote(path.partition("?")[0]).strip("/")
                pages[f"{root}{below}/"] = path
        found = Page.objects.filter(url_path__in=pages).values_list(
            "url_path", flat=True
        )
        return taken | {pages[url_path] for url_path in found}


def _path(address: str) -> str:
    """The path and query of an old address, as redirects are stored; '' for none.

    '/?p=123' is none: that is an address of the front page. A path that begins with
    '//' would be read as a host: '//news/a/' is '/news/a'.
    """
    parts = parts_of(address)
    path = parts.path.strip("/")
    query = f"?{parts.query}" if parts.query else ""
    return Redirect.normalise_path(f"/{path}{query}") if path else ""
