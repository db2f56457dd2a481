"""What the admin's index holds of an object: the words of its titles and other texts.

The search fields of the model at the root say which: pages are searched as pages in the
admin, by their titles, so that saving a story's text costs nothing here. A page is
found by its title in public and by the one of its newest draft.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from django.contrib.contenttypes.models import ContentType
from django.db.models import Manager, Model
from modelsearch.backends.base import get_model_root
from modelsearch.index import AutocompleteField, RelatedFields, SearchField

from search.analysis import Token, tokens

# Words of two texts do not stand beside each other.
GAP = 10
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Document:
    """An object as both databases take it; ``title`` is how the admin lists it.

    ``titles`` are the words of each of its titles, ``typed`` those of its other texts
    that are found while they are typed, ``texts`` those of the rest.
    """

    content_type: int
    object_id: int
    title: str
    titles: tuple[tuple[Token, ...], ...]
    typed: tuple[tuple[Token, ...], ...]
    texts: tuple[tuple[Token, ...], ...]

    @property
    def digest(self) -> str:
        """The same for documents that are found by the same queries."""
        parts = [self.title] + [
            [[(token.word, token.term) for token in text] for text in texts]
            for texts in (self.titles, self.typed, self.texts)
        ]
        return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def content_type_of(model: type[Model]) -> int:
    """The key under which objects of the model are kept: that of its root model."""
    return ContentType.objects.get_for_model(get_model_root(model)).pk


def document_of(thing: Model) -> Document:
    """The document of an indexed object, whose primary key is a number."""
    fields = get_model_root(type(thing)).get_search_fields()
    typed = list(_texts(thing, fields, AutocompleteField))
    named = [field for field in fields if field.field_name == "title"]
    titles = [getattr(thing, "draft_title", ""), *_texts(thing, named, SearchField)]
    if not any(titles):
        titles = typed[:1]
    groups = _analysed(titles, typed, _texts(thing, fields, SearchField))
    first = groups[0][0] if groups[0] else ()
    return Document(
        content_type_of(type(thing)),
        thing.pk,
        as_title(token.word for token in first),
        *groups,
    )


def _analysed(*groups: Iterable[str]) -> list[tuple[tuple[Token, ...], ...]]:
    """The words of each text of each group; each text once, where it comes first."""
    seen: set[str] = {""}
    analysed = []
    for texts in groups:
        new = [text for text in dict.fromkeys(texts) if text not in seen]
        seen.update(new)
        analysed.append(tuple(tuple(tokens(text)) for text in new))
    return analysed


def as_title(words: Iterable[str]) -> str:
    """Folded words as ``AdminDocument.title`` has them."""
    return " ".join(words)[:LONGEST_TITLE]


def _texts(thing: Model, fields, kind: type) -> Iterator[str]:
    """The texts of the fields of that kind, those of related objects among them."""
    for field in fields:
        if isinstance(field, RelatedFields):
            for related in _related(field.get_value(thing)):
                yield from _texts(related, field.fields, kind)
        elif isinstance(field, kind):
            yield from _plain(field.get_value(thing))


def _related(value) -> list:
    if value is None:
        return []
    return list(value.all()) if isinstance(value, Manager) else [value]


def _plain(value) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for each in value:
            yield from _plain(each)
    elif value is not None:
        yield str(value)
