"""Ways to a story besides the surfaces of the registry: each a column of the matrix.

What other stories and the front say of it, spellings of its address, the admin's own
addresses asked by strangers, files and lists of Wagtail's, choosers of who may not see
drafts.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.test import Client
from wagtail.documents import get_document_model

from images.models import NewsImage
from news.picture_uses import pictures_of
from news.references import in_body_of
from newsroom import story_addresses
from tests.leaks.planted import WORDS
from tests.leaks.scenes import Scene, banner_up
from tests.leaks.walk import leaks


@dataclass(frozen=True)
class Column:
    """A way to the story. ``where`` is asked while the draft lies there, before it is
    brought into its state, which may delete it.

    ``shown_to``: who finds the words there while they may, the column's positive
    control: readers of a public story, an editor, or whoever the ``stock`` view of
    Wagtail would answer. ``as_contributor``: somebody at the desk asks who may not
    see drafts; else a stranger. ``while_asked`` holds while it is asked only.
    ``exact``: a story that is hidden is there as if it never was.
    """

    name: str
    where: Callable[[Scene], list[str]]
    shown_to: str = "readers"
    as_contributor: bool = False
    while_asked: Callable[[Scene], AbstractContextManager] = nullcontext
    exact: bool = False

    def tells(
        self, scene: Scene, places: list[str], exactly: bool = False, client=None
    ):
        """Leaks, as ``walk.leaks`` says them.

        ``exactly``: what is said of what never was has to be said, to the byte.
        """
        asks = scene.contributor if self.as_contributor else Client()
        as_never_was = {self.name} if exactly and self.exact else set()
        named = [(self.name, at) for at in places]
        with self.while_asked(scene):
            return leaks(client or asks, named, as_never_was=as_never_was)


def _path(scene: Scene) -> str:
    return scene.story.get_url_parts()[2]


def _cases(scene: Scene) -> list[str]:
    at = _path(scene)
    bare = at.rstrip("/")
    forms = [bare, at.upper(), at.title(), f"/{at}", f"{at}/", f"{bare}//", f"{bare}/."]
    return [*forms, at.replace("/a-", "//a-"), at.replace("/a-", "/./a-")]


def _encoded(scene: Scene) -> list[str]:
    at = _path(scene)
    last = at.rstrip("/").rpartition("/")[2]
    hexed = "".join(f"%{ord(each):02x}" for each in last)
    twice = hexed.replace("%", "%25")
    forms = [at.replace(last, each) for each in (hexed, hexed.upper(), twice)]
    return [*forms, at.replace("/a-", "%2Fa-"), at.replace("-", "%2D"), f"{at}%20"]


def _endings(scene: Scene) -> list[str]:
    at = _path(scene)
    below = "index.html", "index.htm", "index.php", "amp/", "print/", "feed/", "page/2/"
    after = ".html", ".json", ".pdf", ".txt", ".xml", ".jpg", ";x=1", "~", ".bak"
    asked = "page=2", "preview=true", "p=1", "format=json", "revision=1", "amp=1"
    return [
        *(f"{at}{each}" for each in below),
        *(f"{at.rstrip('/')}{each}" for each in after),
        *(f"{at}?{each}" for each in asked),
    ]


def _by_number(scene: Scene) -> list[str]:
    pk, revision = scene.story.pk, scene.story.latest_revision_id
    paths = f"/pages/{pk}/", f"/{pk}/", f"/articles/{pk}/", f"/story/{pk}", f"/r/{pk}"
    asked = f"/?p={pk}", f"/?page_id={pk}", f"/?id={pk}", f"/?preview_id={pk}"
    return [*paths, *asked, f"/revisions/{revision}/", f"/_preview/{pk}/"]


def _previews(scene: Scene) -> list[str]:
    """The admin's own, for somebody who is not signed in."""
    pk, revision = scene.story.pk, scene.story.latest_revision_id
    page = f"/admin/pages/{pk}"
    return [
        *(f"{page}/{each}/" for each in ("", "edit", "edit/preview", "view_draft")),
        *(f"{page}/{each}/" for each in ("history", "usage", "copy", "delete")),
        f"{page}/revisions/{revision}/view/",
        f"{page}/revisions/{revision}/revert/",
        f"{page}/revisions/compare/live...{revision}/",
        f"/admin/pages/search/?q={WORDS['headline']}",
        "/admin/stories/",
        "/admin/reports/site-history/",
    ]


def _apis_of_wagtail(scene: Scene) -> list[str]:
    pk, word = scene.story.pk, WORDS["headline"]
    pages = [
        f"{api}pages/{each}"
        for api in ("/api/v2/", "/admin/api/main/", "/api/main/")
        for each in ("", f"{pk}/", f"?search={word}", f"find/?html_path={_path(scene)}")
    ]
    return [*pages, "/api/v2/pages/?type=news.ArticlePage&fields=*"]


def _file_lists(scene: Scene) -> list[str]:
    """Where Wagtail lists pictures and documents, with their titles and files."""
    kinds = ("images", "documents")
    apis = [f"{api}{kind}/" for api in ("/api/v2/", "/api/main/") for kind in kinds]
    libraries = [f"/admin/{kind}/{each}" for kind in kinds for each in ("", "chooser/")]
    folders = ["/media/", "/media/images/", "/media/original_images/", "/documents/"]
    return [*apis, *libraries, *folders, "/media/documents/"]


def _pictures(story):
    return NewsImage.objects.filter(pk__in=pictures_of(story))


def _originals(scene: Scene) -> list[str]:
    files = [each.file.name for each in _pictures(scene.story)]
    names = [name.rpartition("/")[2] for name in files]
    return [
        *(f"{settings.MEDIA_URL}{name}" for name in files),
        *(f"{settings.MEDIA_URL}images/{name}" for name in names),
        *(f"/public/{name}" for name in files),
        *(f"/media/images/..%2f{quote(name)}" for name in files),
        *(f"/media/images/../{name}" for name in files),
    ]


def _with_metadata(scene: Scene) -> list[str]:
    """Files that were made of a picture whose own tells who made it, and where."""
    return [*story_addresses.pictures(scene.story), *_originals(scene)]


def _made_to_order(scene: Scene) -> list[str]:
    """Wagtail's renditions by their specification, signed or guessed at."""
    pks = [each.pk for each in _pictures(scene.story)]
    return [
        address
        for pk in pks
        for address in (
            f"/images/AAAAAAAAAAAAAAAAAAAAAAAAAAA=/{pk}/original/",
            f"/images/{pk}/original/",
            f"/admin/images/{pk}/",
            f"/admin/images/{pk}/preview/original/",
            f"/admin/images/{pk}/generate_url/original/",
        )
    ]


def _document_files(scene: Scene) -> list[str]:
    documents = get_document_model()
    linked = documents.objects.filter(pk__in=in_body_of(scene.story, documents))
    return [
        address
        for each in linked
        for address in (
            each.url,
            f"/documents/{each.pk}/other.pdf",
            f"/media/{each.file.name}",
        )
    ]


def _beside(name: str) -> Callable[[Scene], list[str]]:
    return lambda scene: [scene.beside[name]]


def _searches_beside(scene: Scene) -> list[str]:
    """For words of the stories that name it, and what is promoted for a query."""
    asked = "naming", "harbour promoted", "see it"
    return [f"/search/?q={quote(each)}" for each in asked]


def _excerpts(scene: Scene) -> list[str]:
    """A word of its text, whose excerpt would show the others around it."""
    return [f"/search/?q={WORDS[each]}" for each in ("body", "quote", "standfirst")]


def _facets(scene: Scene) -> list[str]:
    """What can be filtered by, with how many there are."""
    word = WORDS["headline"]
    narrow = "category=general", "type=sponsored", "language=en", "order=date"
    return [f"/search/?q={asked}&{each}" for asked in (word, "NATO") for each in narrow]


def _choosers(scene: Scene) -> list[str]:
    word, category = WORDS["headline"], scene.story.get_parent().pk
    below = "", f"{category}/", f"search/?q={word}"
    typed = f"search/?q={word}&page_type=news.articlepage"
    return [
        *(f"/admin/choose-page/{each}" for each in (*below, typed)),
        *(f"/admin/choose-story/{each}" for each in ("", f"search/?q={word}")),
        f"/admin/choose-page/chosen-multiple/?id={scene.story.pk}",
        f"/admin/stories/?q={word}",
        f"/admin/pages/{category}/",
        f"/admin/pages/search/?q={word}",
        f"/admin/api/main/pages/?child_of={category}&fields=*",
        f"/admin/api/main/pages/{scene.story.pk}/",
    ]


COLUMNS = [
    Column("address: case, slashes, dots", _cases, exact=True),
    Column("address: encoded", _encoded, exact=True),
    Column("address: other endings", _endings, exact=True),
    Column("address: by number", _by_number, shown_to="stock"),
    Column("address: link to a draft, revoked", lambda s: [s.draft_link], "link"),
    Column("admin: previews, drafts, revisions", _previews, shown_to="editor"),
    Column("Wagtail's own API of pages", _apis_of_wagtail, shown_to="editor"),
    Column("lists of pictures and documents", _file_lists, shown_to="editor"),
    Column("picture: original", _originals, shown_to="stock", exact=True),
    Column("picture: embedded metadata", _with_metadata, shown_to="stock", exact=True),
    Column("picture: made to order", _made_to_order, shown_to="editor"),
    Column("document: every address", _document_files, exact=True),
    Column("link in another's text", _beside("link")),
    Column("related-story block", _beside("block")),
    Column("related: picked", _beside("picked")),
    Column("related: same hashtag", _beside("hashtag")),
    Column("more from the category", _beside("category")),
    Column("trending", lambda scene: ["/", "/hashtags/"]),
    Column("front: slot", lambda scene: ["/", "/feed/"]),
    Column("breaking banner", _beside("banner"), while_asked=banner_up),
    Column("search: promoted, naming it", _searches_beside),
    Column("search: excerpts", _excerpts),
    Column("search: facets", _facets),
    Column("choosers at the desk", _choosers, as_contributor=True),
]
