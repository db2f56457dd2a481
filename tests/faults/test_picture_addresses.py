"""Every address of a picture, tried by a stranger while its story comes and goes.

At the app and at nginx before it. Small with `make experiments`; in full with
`make faults`.
"""

from collections.abc import Collection, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from nginx import SITE, changed, nginx
from processes import FULL, Newsroom, free_port
from visitors import Visitor

# All of the demo's pictures, in eleven stories.
PICTURES = 21 if FULL else 4


@dataclass
class Library:
    """A newsroom with drafts; ``addresses`` are all that a file of it could have."""

    newsroom: Newsroom
    stories: list[dict]
    addresses: list[str]
    tried: int = field(default=0)

    def publish(self, stories: Iterable[dict]) -> None:
        self.newsroom.ask("publish", pks=[story["pk"] for story in stories])

    def take_down(self, stories: Iterable[dict], **how) -> None:
        self.newsroom.ask("take_down", pks=[story["pk"] for story in stories], **how)

    def wrong(self, visitor: Visitor, shown: Collection[dict] = ()) -> list[str]:
        """Addresses that answer otherwise than 200 for what is shown, 404 for all else.

        The 404 has to be that of a file that never was.
        """
        absent = visitor.get(f"/media/images/{'0' * 32}.webp").body
        open_now = {address for story in shown for address in story["addresses"]}
        found = []
        for address in self.addresses:
            answer = visitor.get(address)
            self.tried += 1
            expected = 200 if address in open_now else 404
            as_absent = answer.status != 404 or answer.body == absent
            if answer.status != expected or not as_absent:
                found.append(address)
        return found


@pytest.fixture(scope="module")
def library(new_newsroom):
    newsroom = new_newsroom(WEB_CONCURRENCY="1")
    with newsroom.web():
        stories = newsroom.ask("draft_with_pictures", count=PICTURES, patience=300)
        yield Library(newsroom, stories, newsroom.ask("addresses_of_all_files"))


@pytest.fixture
def before_it(library, tmp_path):
    """``before_it(site)``: starts an nginx with that site; returns its address."""
    with ExitStack() as running:

        def start(site: str = SITE) -> str:
            house = library.newsroom
            server = nginx(tmp_path, free_port(), house.address, house.var, site)
            return running.enter_context(server)

        yield start


@pytest.fixture
def drafts(library):
    """The library while nothing of it is out."""
    library.take_down(library.stories)
    library.tried = 0
    return library


@pytest.mark.parametrize("way", ["app", "nginx"])
def test_a_stranger_sees_a_picture_only_while_its_story_is_out(
    drafts, before_it, way, say
):
    address = drafts.newsroom.address if way == "app" else before_it()
    stranger, stories = Visitor(address), drafts.stories
    first, second = stories[::2], stories[1::2]

    assert drafts.wrong(stranger) == []
    drafts.publish(first)
    assert drafts.wrong(stranger, shown=first) == []
    drafts.publish(second)
    assert drafts.wrong(stranger, shown=stories) == []
    drafts.take_down(first)
    assert drafts.wrong(stranger, shown=second) == []
    drafts.take_down(second)
    assert drafts.wrong(stranger) == []

    shown = sum(len(story["addresses"]) for story in stories)
    say(
        f"{PICTURES} pictures in {len(stories)} stories, by {way}: {shown} public "
        f"addresses and {len(drafts.addresses) - shown} that never are, "
        f"{drafts.tried} times asked, none wrong"
    )
    assert shown >= 8 * PICTURES
    assert len(drafts.addresses) >= shown + 2 * PICTURES


def test_a_server_of_the_private_folder_is_found_out(drafts, before_it):
    """The control of the drafts: media served as most sites serve it."""
    open_folder = changed(SITE, {"/var/public/images/": "/var/media/images/"})
    found = drafts.wrong(Visitor(before_it(open_folder)))
    files = {address for story in drafts.stories for address in story["addresses"]}
    assert files < set(found)


@pytest.mark.parametrize("way", ["app", "nginx"])
def test_a_story_that_went_without_its_pictures_is_found_out(drafts, before_it, way):
    """The control of what is taken down, and that ``sync_pictures`` puts it right."""
    stranger = Visitor(drafts.newsroom.address if way == "app" else before_it())
    story = drafts.stories[0]
    drafts.publish([story])
    drafts.take_down([story], telling=False)
    assert set(drafts.wrong(stranger)) == set(story["addresses"])
    drafts.newsroom.ask("sync_pictures")
    assert drafts.wrong(stranger) == []
