"""Documents through every input and every output, as sections of pages."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.hostile import outputs
from tests.hostile.grammar import Document
from tests.hostile.inputs import BY_HAND, FILES, changed_by_cleaning_again, imported
from tests.hostile.rendering import section

SHARE = 100  # documents whose sections share a page


@dataclass
class Made:
    """What some documents became: sections, by which input or output of ours."""

    sections: list[str] = field(default_factory=list)
    documents: Counter[str] = field(default_factory=Counter)
    changed: list[tuple[str, str]] = field(default_factory=list)


def made_of(given: list[Document]) -> Iterator[Made]:
    """A page's worth of them at a time.

    What is made the same, but for the document's number, is shown once.
    """
    known: set[int] = set()
    for start in range(0, len(given), SHARE):
        some, made = given[start : start + SHARE], Made()
        for document in some:
            by_hand = {name: take(document.text) for name, take in BY_HAND.items()}
            for name, blocks in by_hand.items():
                _show(made, known, document, name, blocks)
            for name, markup in outputs.about(document.text).items():
                _add(made, known, document, name, markup)
            again = changed_by_cleaning_again(document.text, by_hand)
            made.changed += [(name, document.text) for name in again]
        with tempfile.TemporaryDirectory() as folder:
            for name in FILES:
                for document, blocks in imported(name, some, Path(folder) / name):
                    _show(made, known, document, name, blocks)
        yield made


def _show(made: Made, known: set, document: Document, name: str, blocks) -> None:
    page = outputs.shown(blocks)
    new = _add(made, known, document, name, page)
    # The rest is made of nothing but that: it is the same where that is.
    for way, show in (("in a feed", outputs.fed), ("as Markdown", outputs.twin)):
        if new:
            _add(made, known, document, f"{name}, {way}", show(page))
        else:
            made.documents[f"{name}, {way}"] += 1


def _add(made: Made, known: set, document: Document, name: str, markup: str) -> bool:
    """Whether it is new."""
    made.documents[name] += 1
    same = hash(markup.replace(str(document.number), "№"))
    if same in known:
        return False
    known.add(same)
    made.sections.append(section(document.number, name, markup))
    return True
