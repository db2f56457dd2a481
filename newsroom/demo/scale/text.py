"""What one generated story says: its words, and its body as the database holds it."""

from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from newsroom.demo.scale.words import draw, headline, name, sentence, sentences

# A name is in eight stories on average: each tells of two, and there is a new one
# every four stories, among which these many are in the news at the same time.
STORIES_A_NAME = 4
IN_THE_NEWS = 50


@dataclass(slots=True)
class Text:
    """Headline, standfirst, and the body's blocks as JSON; none of it needs escaping.

    ``said`` is the plain text of each part of the body, as ``body_text`` joins them.
    """

    headline: str = ""
    standfirst: str = ""
    opening: str = ""
    blocks: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        return f"[{', '.join(self.blocks)}]"


def write(chance: Random, number: int) -> Text:
    """The text of the story with this number: the same one for the same chance.

    6 to 10 words of headline, 20 of standfirst, 120 to 250 of body.
    """
    text = Text()
    about, also = (_name(chance, number) for _ in range(2))
    words = draw(chance, chance.randint(5, 9))
    words.insert(chance.randrange(3), about)
    text.headline = headline(words)
    text.standfirst = sentence(draw(chance, 20))
    words = draw(chance, chance.randint(120, 220))
    words[chance.randrange(20)] = about
    words[chance.randrange(20, len(words))] = also
    start = 0
    while start < len(words):
        stop = min(start + chance.randint(25, 50), len(words))
        _paragraph(text, chance, words[start:stop])
        start = stop
        if start < len(words):
            _between(text, chance, also)
    return text


def _name(chance: Random, number: int) -> str:
    return name(number // STORIES_A_NAME + chance.randrange(IN_THE_NEWS))


def _between(text: Text, chance: Random, who: str) -> None:
    """Perhaps something that is no paragraph; a story has two of those or so."""
    block = chance.choices((None, _heading, _quote, _list), (10, 3, 3, 2))[0]
    if block is not None:
        block(text, chance, who)


def _paragraph(text: Text, chance: Random, words: list[str]) -> None:
    said = sentences(chance, words)
    text.opening = text.opening or said
    _add(text, chance, "paragraph", f'"<p>{said}</p>"', said)


def _heading(text: Text, chance: Random, who: str) -> None:
    said = headline([*draw(chance, 3), who])
    _add(text, chance, "heading", f'{{"text": "{said}", "level": "h2"}}', said)


def _quote(text: Text, chance: Random, who: str) -> None:
    said = sentence(draw(chance, chance.randint(8, 14)))
    value = f'"text": "{said}", "attribution": "{who}", "source_url": ""'
    _add(text, chance, "quote", f'{{{value}, "style": "block"}}', said, who)


def _list(text: Text, chance: Random, who: str) -> None:
    lines = [headline(draw(chance, 4)) for _ in range(3)]
    items = "".join(f"<li>{line}</li>" for line in lines)
    _add(text, chance, "bulleted_list", f'"<ul>{items}</ul>"', " ".join(lines))


def _add(text: Text, chance: Random, kind: str, value: str, *said: str) -> None:
    key = UUID(int=chance.getrandbits(128), version=4)
    text.blocks.append(f'{{"type": "{kind}", "value": {value}, "id": "{key}"}}')
    text.said += said
