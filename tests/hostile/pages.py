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
    """A page's worth of them at a time. What is made the same is shown once."""
    for start in range(0, len(given), SHARE):
        some = given[start : start + SHARE]
        made, known = Made(), set()
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
    _add(made, known, document, name, page)
    _add(made, known, document, f"{name}, in a feed", outputs.fed(page))
    _add(made, known, document, f"{name}, as Markdown", outputs.twin(page))


def _add(made: Made, known: set, document: Document, name: str, markup: str) -> None:
    made.documents[name] += 1
    if (document.number, markup) not in known:
        known.add((document.number, markup))
        made.sections.append(section(document.number, name, markup))
