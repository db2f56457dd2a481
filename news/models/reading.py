from django.utils import timezone
from django.utils.formats import date_format

from hashtags.folding import in_words
from news.languages import direction
from news.text import plain_text


class StoryReading:
    """What templates show of a story, beside its columns: none of it is stored."""

    # Its cards, by how they are drawn, where the story is remembered; no other may add
    # to them.
    drawn: dict | None = None

    @property
    def meta_description(self) -> str:
        return self.search_description or self.summary

    @property
    def urn(self) -> str:
        """What the story is called for good, whatever its address (RFC 9562, 4)."""
        return self.translation_key.urn

    @property
    def shown_category(self):
        """The category, while readers may open it; in a new story's preview, too."""
        category = self.category
        if category is None and self.pk is None and self.path:
            category = self.get_parent().specific
        return category if category and category.live else None

    @property
    def short_headline(self) -> str:
        """The headline for cards."""
        return self.card_headline or self.title

    @property
    def summary(self) -> str:
        """One sentence on what the story says: the standfirst, or its first lines."""
        return self.standfirst or self.excerpt

    @property
    def shown_day(self) -> str:
        """'Tuesday, November 24, 2026': rivers are grouped by it."""
        day = date_format(timezone.localtime(self.published_at), "l,|F j, Y")
        return day.replace(" ", "\N{NO-BREAK SPACE}").replace("|", " ")

    @property
    def modified_at(self):
        """When readers were last told of a change; the date shown, before the first."""
        return max(self.published_at, self.updated_at or self.published_at)

    @property
    def label(self) -> str:
        """What readers must know of the story's kind before they read; '' for news."""
        labelled = {self.Type.OPINION, self.Type.SPONSORED, self.Type.ANALYSIS}
        return self.get_story_type_display() if self.story_type in labelled else ""

    @property
    def retractions(self) -> list:
        """Why the story cannot stand: above its headline."""
        return [each for each in self.corrections.all() if each.retracts]

    @property
    def corrections_below(self) -> list:
        """What else readers are told: at the story's foot."""
        return [each for each in self.corrections.all() if not each.retracts]

    @property
    def is_sponsored(self) -> bool:
        return self.story_type == self.Type.SPONSORED

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``, by the story's language."""
        return direction(self.language)

    @property
    def shown_hero_alt(self) -> str:
        return "" if self.hero_decorative else self.hero_alt

    @property
    def shown_hero_caption(self) -> str:
        return self.hero_caption or (self.hero_image.caption if self.hero_image else "")

    @property
    def public_hashtags(self) -> list:
        """The hashtags readers meet, in the editor's order, merged ones followed."""
        tags = {tag.folded: tag for tag in (t.resolved for t in self.hashtags.all())}
        return [tag for tag in tags.values() if tag.status == tag.Status.ACTIVE]

    @property
    def hashtag_names(self) -> list[str]:
        """'GlobalSecurity' and its words 'Global Security', of each public hashtag."""
        names = [hashtag.name for hashtag in self.public_hashtags]
        return [*names, *(split for name in names if (split := in_words(name)) != name)]

    @property
    def author_names(self) -> list[str]:
        return [line.author.name for line in self.bylines.all()]

    @property
    def outlet_names(self) -> list[str]:
        """Of each outlet that the story cites, its name and the host it is read at."""
        cited = [each.source for each in self.source_references.all() if each.source]
        named = [(source.outlet.name, source.host) for source in cited]
        return list(dict.fromkeys(text for pair in named for text in pair))

    @property
    def body_text(self) -> str:
        """All text of the body on one line: quotes, lists, captions and tables too."""
        return " ".join(
            plain_text(text)
            for text in self.body.stream_block.get_searchable_content(self.body)
        )

    @property
    def opening(self) -> str:
        """The first paragraph that says something; of a story without one, its text."""
        paragraphs = (
            plain_text(block.value.source)
            for block in self.body
            if block.block_type == "paragraph"
        )
        return next((text for text in paragraphs if text), self.body_text)
