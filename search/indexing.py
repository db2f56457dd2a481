"""Keep the index like the stories: one after another as they change, or all anew."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from django.db import connection, transaction
from django.db.models import F, Prefetch
from wagtail.models import Page

from delivery import outbox
from news.models import ArticlePage, Byline, SourceReference
from search import remote
from search.analysis import LONGEST_WORD, tokens
from search.documents import Document, document_of
from search.indexes import index
from search.models import Misspelling, StoryDocument, Word

AT_ONCE = 500
SERVER = "search server"
# Words that are looked for where a typed one is unknown: as long as this, letters only.
SHORTEST_MEANT, LONGEST_MEANT = 4, 24


@transaction.atomic
def refresh(story_pk: int) -> None:
    """Index a story as it is now; one that readers may not see now leaves the index.

    Writes nothing where nothing has changed. The clock tells when an embargo ends.
    """
    # One at a time: two would count its words twice, or bring back what is forgotten.
    held = Page.objects.filter(pk=story_pk).select_for_update(no_key=True)
    list(held.values_list("pk"))
    story = with_parts(_public()).filter(pk=story_pk).first()
    if story is None:
        forget(story_pk)
        return
    document = document_of(story)
    before = StoryDocument.objects.filter(pk=story_pk).first()
    if before is None or _columns(before) != _columns(document):
        index().write([document])
        _tell_the_server(story_pk)
        _count_words(document.words, {} if before is None else _words(before))


@transaction.atomic
def forget(story_pk: int) -> None:
    """Take a story out of the index."""
    before = StoryDocument.objects.filter(pk=story_pk).first()
    if before is not None:
        before.delete()
        _tell_the_server(story_pk)
        _count_words({}, _words(before))


def _public():
    """Stories that the index holds: of an alias, the story itself."""
    return ArticlePage.objects.published().filter(alias_of=None)


def _tell_the_server(story_pk: int) -> None:
    """Write that the search server is to hear of the story, where there is one."""
    if remote.server():
        outbox.enqueue(outbox.new_event("search"), SERVER, {"story": story_pk})


@outbox.effect(SERVER, slow=True)
def refresh_the_server(payload: dict) -> None:
    """Have the search server know the story as it is now. Raises Unanswered."""
    server = remote.server()
    if server is None:
        return
    stories = with_parts(_public())
    story = stories.filter(pk=payload["story"]).first()
    if story is None:
        server.remove(payload["story"])
    else:
        server.write([document_of(story)])


@transaction.atomic
def clear() -> None:
    """Forget every story and every word."""
    index().clear()
    Misspelling.objects.all().delete()
    Word.objects.all().delete()


def index_stories(documents: Iterable[Document]) -> None:
    """Index many stories that are not indexed yet, ``AT_ONCE`` at a time.

    Their words are counted in memory, and written when the last is in.
    """
    counts, documents = Counts(), iter(documents)
    while together := list(islice(documents, AT_ONCE)):
        index().add(together)
        counts.add(together)
    counts.raise_words()


class Rebuild:
    """Brings the whole index up to the stories as they are, while searches go on.

    Words of a story that is published meanwhile may be counted once too few.
    """

    def __init__(self):
        self._counts, self._server = Counts(), remote.server()
        self._began = remote.now()
        public = _public().values("pk")
        StoryDocument.objects.exclude(pk__in=public).delete()

    def take(self, story_pks: Iterable[int]) -> None:
        """Write what has changed of these stories; each is taken once."""
        stories = with_parts(_public()).filter(pk__in=story_pks)
        documents = list(map(document_of, stories))
        before = StoryDocument.objects.in_bulk([each.story for each in documents])
        changed = (
            each
            for each in documents
            if each.story not in before
            or _columns(before[each.story]) != _columns(each)
        )
        index().write(changed)
        self._counts.add(documents)
        if self._server:
            self._server.write(documents)

    @transaction.atomic
    def finish(self) -> None:
        """Count the words of all that was taken, and no others."""
        Word.objects.update(stories=0)
        self._counts.raise_words()
        if self._server:
            self._server.remove_written_before(self._began)


class Counts:
    """How many stories have each word, gathered before it is written all at once."""

    def __init__(self):
        self.stories: Counter[str] = Counter()
        self.terms: dict[str, str] = {}

    def add(self, documents: Iterable[Document]) -> None:
        for document in documents:
            self.stories.update(document.words.keys())
            self.terms.update(document.words)

    def raise_words(self) -> None:
        """Write the words that are new and raise the counts of those that are known."""
        _raise({word: (self.terms[word], n) for word, n in self.stories.items()})


def with_parts(stories):
    """With what a document is made of, in a constant number of queries."""
    cited = SourceReference.objects.select_related("source__outlet")
    return stories.select_related("hero_image").prefetch_related(
        "hashtags__merged_into",
        Prefetch("bylines", Byline.objects.select_related("author")),
        Prefetch("source_references", cited),
    )


def _columns(row: StoryDocument | Document) -> tuple:
    return row.place, row.impact, row.facets, row.named, row.text


def _words(row: StoryDocument) -> dict[str, str]:
    found = tokens(row.named) + tokens(row.text)
    return {token.word: token.term for token in found}


def _count_words(now: dict[str, str], before: dict[str, str]) -> None:
    gone, changed = before.keys() - now.keys(), before.keys() ^ now.keys()
    # All at once, in one order everywhere: two publishes wait for each other.
    held = Word.objects.filter(word__in=changed).order_by("word")
    pks = dict(held.select_for_update().values_list("word", "pk"))
    pks = [pk for word, pk in pks.items() if word in gone]
    Word.objects.filter(pk__in=pks, stories__gt=0).update(stories=F("stories") - 1)
    _forget_words(Word.objects.filter(pk__in=pks, stories=0))
    _raise({word: (now[word], 1) for word in now.keys() - before.keys()})


def _forget_words(unused) -> None:
    """Delete words that no public story has any more: one may be a name to forget."""
    words = list(unused.values_list("word", flat=True))
    spellings = {each for word in words for each in one_letter_less(word)}
    # By spelling, which has the index.
    Misspelling.objects.filter(spelling__in=spellings, word__in=words).delete()
    unused.delete()


def _raise(found: dict[str, tuple[str, int]]) -> None:
    # A letter may have any number of marks; beyond so many nobody types them.
    rows = [
        (word, term, number)
        for word, (term, number) in sorted(found.items())
        if len(word) <= LONGEST_WORD
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_word (word, term, stories) VALUES (%s, %s, %s) "
            "ON CONFLICT (word) DO UPDATE "
            "SET stories = search_word.stories + EXCLUDED.stories",
            rows,
        )
    Misspelling.objects.bulk_create(
        (
            Misspelling(spelling=spelling, word=word)
            for word in found
            if can_be_meant(word)
            for spelling in one_letter_less(word)
        ),
        batch_size=5_000,
        ignore_conflicts=True,
    )


def can_be_meant(word: str) -> bool:
    """Whether a typed word may be a slip of this one."""
    return word.isalpha() and SHORTEST_MEANT <= len(word) <= LONGEST_MEANT


def one_letter_less(word: str) -> set[str]:
    """The word with each of its letters left out."""
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
