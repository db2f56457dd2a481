"""Posts taken one after the other, each all or nothing, and each only once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from delivery.outbox import left_to_others
from home.models import HomePage
from images.models import NewsImage
from news.models import NotSaved
from syndication.importing.former_addresses import FormerAddresses
from syndication.importing.linking import Linking
from syndication.importing.models import ImportedStory
from syndication.importing.names import Names
from syndication.importing.pictures import NoPicture, Pictures
from syndication.importing.plans import Plan, free_slug, plan_for
from syndication.importing.posts import CannotRead, NoStory, Picture, Post
from syndication.importing.report import Fate, Report
from syndication.importing.stories import Written, key_of, publish_draft
from syndication.importing.texts import storable

TOGETHER = 100
EDITED = "it was edited in the newsroom since"
DELETED = "it was deleted in the newsroom since"
TWICE = "the file has it twice, and the first counts"
# What may be wrong with one post, of which the next knows nothing.
FAILURES = (ValidationError, NotSaved, DatabaseError, ValueError)


class Stopped(Exception):
    """A post failed, and the rest is not to be imported."""


class Import:
    """One run. ``say`` hears a line for each post; a dry run writes nothing at all."""

    def __init__(
        self,
        home: HomePage,
        pictures: Pictures,
        *,
        publish: bool = False,
        dry_run: bool = False,
        keep_going: bool = False,
        all_places: bool = False,
        say: Callable[[str], None] = lambda line: None,
    ):
        self.report = Report(all_places=all_places)
        self._home = home
        self._names = Names(home)
        self._pictures = pictures
        self._publish = publish
        self._dry_run = dry_run
        self._keep_going = keep_going
        self._say = say
        self._former = FormerAddresses()
        self._linking = Linking(publish=publish)
        # In a dry run the database does not know what would have been taken before.
        self._taken: set[tuple[str, str]] = set()
        self._seen: set[str] = set()

    def take(self, found: Iterator[Post | NoStory | CannotRead]) -> Report:
        """Import all that the reader finds, up to what fails unless told to go on."""
        try:
            for posts in self._together(found):
                self._take_some(posts)
        except Stopped:
            pass
        self._link()
        return self.report

    def _link(self) -> None:
        """Make the links that had to wait, of what was imported by now."""
        if self._dry_run:
            self.report.links = self._linking.foreseen
            return
        try:
            for imported, pages in self._linking.waiting():
                with self._all_or_nothing(imported.identifier):
                    self._linking.make(imported, pages)
        except Stopped:
            pass
        self.report.links = self._linking.made

    def _together(self, found) -> Iterator[list[Post]]:
        """The posts, so many at once that asking which are known costs little."""
        posts: list[Post] = []
        while True:
            try:
                each = next(found, None)
            except CannotRead as error:
                yield posts
                return self._fail(str(error))
            except OSError as error:
                yield posts
                said = f"it cannot be read ({error.strerror})"
                return self._fail(f"{error.filename}: {said}")
            if isinstance(each, Post):
                posts.append(storable(each))
            elif isinstance(each, NoStory):
                self.report.skip(storable(each.where), storable(each.what))
            if len(posts) == TOGETHER or each is None or isinstance(each, CannotRead):
                yield posts
                posts = []
            if isinstance(each, CannotRead):
                self._fail(str(each))
            if each is None:
                return

    def _fail(self, problem: str) -> None:
        self.report.fail(storable(problem))
        if not self._keep_going:
            raise Stopped

    def _take_some(self, posts: list[Post]) -> None:
        keys = [key_of(post.identifier) for post in posts]
        rows = ImportedStory.objects.select_related("story")
        known = rows.in_bulk(keys, field_name="key")
        for post, key in zip(posts, keys, strict=True):
            if key in self._seen:
                self.report.skip(post.where, TWICE)
                continue
            self._seen.add(key)
            with self._all_or_nothing(post.where):
                self._take_one(post, known.get(key))

    @contextmanager
    def _all_or_nothing(self, where: str) -> Iterator[None]:
        """Report what fails inside, and keep nothing of it."""
        self._pictures.begin()
        try:
            yield
        except FAILURES as error:
            # What the transaction made is gone.
            self._names = Names(self._home)
            self._pictures.take_back()
            self._former.forget()
            self._fail(f"{where}: {_said(error)}")
        else:
            self._former.keep()

    def _take_one(self, post: Post, known: ImportedStory | None) -> None:
        if known and known.story:
            self._linking.know(known.key, post.addresses, known.story_id)
        if known is None:
            self._make(post)
        elif known.story is None:
            self.report.skip(post.where, DELETED)
        elif known.fingerprint == post.fingerprint and not self._completes(known):
            self._leave(post, known)
        elif _is_edited(known):
            self.report.skip(post.where, EDITED)
        else:
            self._change(post, known)

    def _completes(self, known: ImportedStory) -> bool:
        """Whether a picture that was missing can be had by now."""
        only_look = self._dry_run or _is_edited(known)
        for address in known.missing_pictures:
            picture = Picture(address=address)
            found = self._pictures.find(picture)
            if found and (only_look or self._pictures.can_make(found, picture)):
                return True
        return False

    def _make(self, post: Post) -> None:
        plan = self._plan(post)
        slug = free_slug(plan, self._taken)
        written = self._prepare(plan, f"/{plan.category.slug}/{slug}/")
        publish = self._publish and plan.publish
        if self._dry_run:
            self._taken.add((plan.category.slug, slug))
            self._linking.plan(post.addresses, written.awaited)
        else:
            with transaction.atomic(), left_to_others():
                made = written.make(self._names, slug, publish=publish)
            self._linking.know(made.key, post.addresses, made.story_id)
        self._linking.made += written.links
        self._tell(Fate.MADE, plan, f"{plan.category.slug}/{slug}", published=publish)

    def _change(self, post: Post, known: ImportedStory) -> None:
        plan = self._plan(post)
        story = known.story
        written = self._prepare(plan, story.url, story.pk)
        # What was published once, and is not live, was taken down by the newsroom.
        down = known.was_published and not story.live
        publish = self._publish and plan.publish and not down
        if self._dry_run:
            self._linking.plan(post.addresses, written.awaited)
        else:
            with transaction.atomic(), left_to_others():
                written.change(known, self._names, publish=publish)
        self._linking.made += written.links
        self._tell(Fate.CHANGED, plan, _place(story), published=publish)

    def _leave(self, post: Post, known: ImportedStory) -> None:
        """Change nothing; publish what is to be, if nobody has worked on it since."""
        story = known.story
        waits = not (known.was_published or story.live or _is_edited(known))
        plan = plan_for(post, self._names) if waits and self._publish else None
        if plan is None or not plan.publish:
            self.report.fates[Fate.UNCHANGED] += 1
            return
        if not self._dry_run:
            with transaction.atomic(), left_to_others():
                publish_draft(known, self._names)
        self._tell(Fate.PUBLISHED, plan, _place(story), published=True)

    def _plan(self, post: Post) -> Plan:
        """What is to become of it; names that are new with it are reported."""
        plan, new = plan_for(post, self._names), self.report.name
        if plan.category.pk is None:
            new("categories", [plan.category.title])
        new("authors", (each.name for each in plan.authors if each.pk is None))
        new("hashtags", (str(each) for each in plan.hashtags if each.pk is None))
        return plan

    def _prepare(self, plan: Plan, url: str, pk: int | None = None) -> Written:
        """What is to be written, its pictures found; made, unless nothing is to be."""
        made: dict[int, NewsImage] = {}
        missing: list[str] = []
        images = [value for _, value in plan.blocks if isinstance(value, Picture)]
        for picture in [*filter(None, [plan.post.hero]), *images]:
            found = self._pictures.find(picture)
            if found is None:
                plan.notes.append(f"picture that was not given: {picture.where}")
                missing.append(picture.where)
            elif not self._dry_run:
                try:
                    made[id(picture)] = self._pictures.make(found, picture)
                except NoPicture as error:
                    plan.notes.append(f"picture left out: {picture.where} ({error})")
                    missing.append(picture.where)
            if found and not picture.alt:
                plan.notes.append(f"picture without alt text: {picture.where}")
        paths, notes = self._former.of(plan.post.addresses, url, pk)
        plan.notes += notes
        return Written(plan, made, missing, paths, self._linking.here)

    def _tell(self, fate: Fate, plan: Plan, place: str, *, published: bool) -> None:
        report, where = self.report, plan.post.where
        report.fates[fate] += 1
        report.published += published
        self._say(f"{fate}: /{place}/ {plan.fields['title']} ({where})")
        report.note(where, plan.notes)


def _is_edited(known: ImportedStory) -> bool:
    """Whether the newsroom has worked on the story since it was imported."""
    return known.story.latest_revision_id != known.revision_pk


def _place(story) -> str:
    return "/".join(story.url_path.strip("/").split("/")[1:])


def _said(error: Exception) -> str:
    """In one line, why it cannot be imported."""
    if isinstance(error, ValidationError):
        said = getattr(error, "message_dict", {"": error.messages})
        parts = (f"{name}: {' '.join(texts)}" for name, texts in said.items())
        return "; ".join(parts).strip(": ")
    return " ".join(str(error).split())[:300]
