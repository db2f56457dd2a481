"""Examples of searches that find something in this newsroom."""

from dataclasses import dataclass, fields
from itertools import pairwise

from django.db.models import Prefetch, prefetch_related_objects

from delivery.tags import story_tag, tag
from news.listings import StoryList
from news.models import ArticlePage, Byline, ListingKind, SourceReference
from search.analysis import tokens

# Of the newest stories, so many are looked through for examples.
AMONG = 20
# Words of a headline that make an example are so long at least.
LONG = 5


@dataclass(frozen=True)
class Examples:
    """Names as a reader types them; where the newsroom has none yet, made-up ones."""

    phrase: str = "climate summit"
    word: str = "storm"
    hashtag: str = "climate"
    author: str = "Ada Marsh"
    category: str = "world"
    outlet: str = "bbc.com"
    report: str = "https://www.bbc.com/news"


def examples() -> Examples:
    """Examples out of the newest stories: five queries. Tagged with those stories."""
    stories = list(StoryList(ListingKind.FRONT).published(0, AMONG).newest_first())
    cited = SourceReference.objects.select_related("source")
    bylines = Byline.objects.select_related("author")
    prefetch_related_objects(
        stories,
        "category",
        "hashtags__merged_into",
        Prefetch("bylines", bylines),
        Prefetch("source_references", cited),
    )
    for story in stories:
        tag(story_tag(story.pk), until=story.expire_at)
    found = [_of(story) for story in stories]
    first = {
        name: next((each[name] for each in found if each.get(name)), None)
        for name in (field.name for field in fields(Examples))
    }
    return Examples(**{name: text for name, text in first.items() if text})


def _of(story: ArticlePage) -> dict[str, str]:
    """What of one story makes an example, by the name of the example."""
    authors = [line.author.name for line in story.bylines.all()]
    cited = [each.source for each in story.source_references.all() if each.source]
    hashtags = [hashtag.name for hashtag in story.public_hashtags]
    phrase = _phrase(story.title)
    return {
        "phrase": phrase,
        "word": phrase.partition(" ")[0],
        "hashtag": hashtags[0] if hashtags else "",
        "author": authors[0] if authors else "",
        "category": story.shown_category.slug if story.shown_category else "",
        "outlet": cited[0].host if cited else "",
        "report": cited[0].url if cited else "",
    }


def _phrase(headline: str) -> str:
    """Two long words that stand beside each other; '' of a headline without."""
    for one, other in pairwise(tokens(headline)):
        between = headline[one.end : other.start]
        if between == " " and min(len(one.word), len(other.word)) >= LONG:
            return headline[one.start : other.end].lower()
    return ""
