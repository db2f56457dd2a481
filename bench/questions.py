"""What is asked: queries of nine kinds, drawn from the corpus, the same each time."""

import re
from dataclasses import dataclass, field
from random import Random

from django.db.models import Max, Min
from django.urls import reverse

from news.models import ArticlePage
from search.models import StoryDocument, Word

KINDS = (
    "common word",
    "rare word",
    "two words",
    "phrase",
    "typo",
    "hashtag and facet",
    "no hit",
    "suggestions",
)
SUGGESTIONS = KINDS[-1]
A_THIRD = 1 / 3
RARE = range(3, 21)
MIDDLING = 0.002, 0.05
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Question:
    """One request: its kind, the words searched for, and what narrows the results."""

    kind: str
    words: str
    narrowed: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        suggested = self.kind == SUGGESTIONS
        return reverse("suggestions" if suggested else "search")

    @property
    def parameters(self) -> dict[str, str]:
        return {"q": self.words, **self.narrowed}


def draw(number: int) -> list[Question]:
    """``number`` different queries of each kind, kind after kind."""
    return Draw(number).all()


class Draw:
    """Draws from one corpus."""

    def __init__(self, number: int):
        self.number, self.chance = number, Random("questions")
        self.total = StoryDocument.objects.count()
        self.counts = dict(Word.objects.values_list("word", "stories"))
        self.stories = self._some_stories(8 * number)

    def all(self) -> list[Question]:
        drawn = []
        for kind in KINDS:
            found: dict[tuple, Question] = {}
            for question in getattr(self, f"_{kind.replace(' ', '_')}")():
                asked = Question(kind, *question)
                found.setdefault((asked.words, *asked.narrowed.items()), asked)
                if len(found) == self.number:
                    break
            drawn += found.values()
        return drawn

    def _some_stories(self, number: int) -> list[tuple[ArticlePage, list[str]]]:
        """Stories, each with its body's words in order; '' stands between sentences."""
        ends = ArticlePage.objects.aggregate(first=Min("pk"), last=Max("pk"))
        pks = [
            self.chance.randint(ends["first"], ends["last"]) for _ in range(2 * number)
        ]
        found = ArticlePage.objects.published().filter(pk__in=pks).order_by("pk")
        found = list(found.select_related("category").prefetch_related("hashtags"))
        self.chance.shuffle(found)
        words = (re.findall(r"[a-z]+|(?=\.)", s.body_text.lower()) for s in found)
        return list(zip(found[:number], words, strict=False))

    def _common_word(self):
        """Those nearest to being in a third of all stories."""
        third = self.total * A_THIRD
        near = sorted(self.counts, key=lambda word: abs(self.counts[word] - third))
        found = [(word,) for word in near[: self.number]]
        self.chance.shuffle(found)
        return found

    def _rare_word(self):
        found = sorted(word for word, n in self.counts.items() if n in RARE)
        return [(word,) for word in self.chance.sample(found, min(len(found), 1_000))]

    def _two_words(self):
        """Both of one story, neither common nor rare."""
        least, most = (self.total * part for part in MIDDLING)
        for _, words in self.stories:
            known = {
                word for word in words if least <= self.counts.get(word, 0) <= most
            }
            if len(known) > 1:
                yield (" ".join(self.chance.sample(sorted(known), 2)),)

    def _phrase(self):
        """Two or three words that stand beside each other in a sentence."""
        for _, words in self.stories:
            length = self.chance.choice((2, 3))
            start = self.chance.randrange(max(len(words) - length, 1))
            phrase = words[start : start + length]
            if all(phrase):
                yield (f'"{" ".join(phrase)}"',)

    def _typo(self):
        """A word of six letters or more with one slip in it, which is no word then."""
        for _, words in self.stories:
            word = self.chance.choice([word for word in words if len(word) > 5])
            typed = self._slip(word)
            if typed not in self.counts:
                yield (typed,)

    def _slip(self, word: str) -> str:
        at, letter = (
            self.chance.randrange(1, len(word) - 1),
            self.chance.choice(LETTERS),
        )
        before, here, after = word[:at], word[at], word[at + 1 :]
        slips = (
            before + after,
            before + letter + after,
            before + letter + here + after,
            before + after[0] + here + after[1:],
        )
        return self.chance.choice(slips)

    def _hashtag_and_facet(self):
        """A hashtag, narrowed by the year or the category of a story that has it."""
        for story, _ in self.stories:
            tag = self.chance.choice(story.hashtags.all())
            year = {"year": str(story.published_at.year)}
            category = {"category": story.category.slug}
            yield f"#{tag.name}", self.chance.choice((year, category))

    def _no_hit(self):
        """Of letters that the corpus hardly has, so that no word is near either."""
        while True:
            odd, vowels = (self.chance.choices(each, k=4) for each in ("jqxz", "aeiou"))
            yield ("".join(map("".join, zip(odd, vowels, strict=True))),)

    def _suggestions(self):
        """What somebody has typed so far of a headline, hashtag or author."""
        for story, _ in self.stories:
            tags = [tag.name for tag in story.hashtags.all()]
            typed = self.chance.choice([story.title, *tags, *story.author_names])
            yield (typed[: self.chance.randint(2, 9)].strip(),)
