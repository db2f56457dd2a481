from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.fields import StreamField
from wagtail.search import index

from delivery.outbox import new_event
from delivery.tags import story_tag, tag
from hashtags.fields import HashtagField
from news.at_hand import at_hand
from news.blocks import BodyBlock
from news.forms import ArticleForm
from news.languages import LANGUAGES
from news.listings import relist
from news.models.author import Author
from news.models.category import CategoryIndexPage
from news.models.parts import StoryHashtag
from news.models.reading import StoryReading
from news.models.timing import TimedPage
from news.panels import article_edit_handler
from news.querysets import ArticleManager
from news.routes import CATEGORY_SUBPATHS
from news.shown import ShownOnStory
from news.signals import public_story_changed
from news.text import count_words, reading_minutes, shorten

# A change of any of these moves a story in or out of listings, or within them.
LISTED_COLUMNS = {
    "live",
    "alias_of",
    "alias_of_id",
    "published_at",
    "embargo_until",
    "expire_at",
}


class ArticlePage(StoryReading, TimedPage):
    """A story: it clips and explains the news, and names its sources.

    ``title`` is the headline. Derived columns (category, outlet, word count, reading
    time, excerpt) are computed whenever the story is saved and never come from a
    revision.
    """

    class Type(models.TextChoices):
        NEWS = "news", "News"
        ANALYSIS = "analysis", "Analysis"
        OPINION = "opinion", "Opinion"
        EXPLAINER = "explainer", "Explainer"
        SPONSORED = "sponsored", "Sponsored"

    card_headline = models.CharField(
        max_length=120,
        blank=True,
        help_text="A shorter headline for the front page and cards. "
        "Empty: the headline itself.",
    )
    standfirst = models.CharField(
        max_length=300,
        blank=True,
        help_text="One sentence under the headline, on cards and in feeds. "
        "Empty: the story's first 160 characters.",
    )
    kicker = models.CharField(
        max_length=60,
        blank=True,
        help_text="One to three words before the headline: 'Harbour vote'. "
        "Empty: none.",
    )
    story_type = models.CharField(
        max_length=10,
        choices=Type,
        default=Type.NEWS,
        help_text="Opinion and Sponsored are labelled wherever the story is shown.",
    )
    paid_for_by = models.CharField(
        max_length=150,
        blank=True,
        help_text="Of a sponsored story. Readers see 'Paid for by …' above it.",
    )
    language = models.CharField(
        max_length=10,
        choices=LANGUAGES,
        default="en",
        help_text="What the story is written in, for screen readers, hyphenation and "
        "search. Arabic, Hebrew and Persian are set from right to left.",
    )

    hero_image = models.ForeignKey(
        "images.NewsImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="hero picture",
        help_text="Above the story and on its cards. Empty: the headline stands alone.",
    )
    hero_alt = models.CharField(
        "alt text",
        max_length=300,
        blank=True,
        help_text="What the picture shows, for readers who cannot see it. "
        "Starts with the picture's own text.",
    )
    hero_decorative = models.BooleanField(
        "decorative",
        default=False,
        help_text="It tells readers nothing that the headline does not.",
    )
    hero_caption = models.CharField(
        "caption",
        max_length=300,
        blank=True,
        help_text="Under the picture. Empty: the picture's own caption.",
    )

    body = StreamField(
        BodyBlock(),
        default=[("paragraph", "")],
        help_text="Type, or press / for a heading, quote, list, picture or table.",
    )
    hashtags = HashtagField(
        through=StoryHashtag,
        blank=True,
        help_text="Three to five subjects that readers follow: NATO, Energy prices.",
    )
    original_reporting = models.BooleanField(
        default=False,
        help_text="The newsroom found this out itself; there is no report to refer to.",
    )

    share_text = models.CharField(
        max_length=200,
        blank=True,
        help_text="What a shared link says. Empty: the headline.",
    )

    category = models.ForeignKey(
        CategoryIndexPage,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="stories",
    )
    outlet = models.ForeignKey(
        "sources.Outlet",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    word_count = models.PositiveIntegerField(default=0, editable=False)
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)
    excerpt = models.CharField(max_length=200, blank=True, editable=False)

    objects = ArticleManager()
    # (kind, key) of each listing that the last save took it out of, kept it in or put
    # it into.
    relisted: frozenset | set = frozenset()

    template = "pages/article.html"
    shown_with = ("category", "outlet", "hero_image")
    base_form_class = ArticleForm
    edit_handler = article_edit_handler
    parent_page_types = ["news.CategoryIndexPage"]
    subpage_types = []
    exclude_fields_in_copy = ["published_at", "redated_at", "updated_at"]

    search_fields = [
        *TimedPage.search_fields,
        # `boost` is what one use of a word there counts; in the body it counts 1.
        index.SearchField("title", boost=8),
        index.SearchField("hashtag_names", boost=5),
        index.SearchField("author_names", boost=4),
        index.SearchField("outlet_names", boost=3),
        index.SearchField("kicker", boost=3),
        index.SearchField("standfirst", boost=3),
        index.SearchField("shown_hero_caption"),
        index.SearchField("body"),
        index.FilterField("published_at"),
        index.FilterField("embargo_until"),
        index.FilterField("expire_at"),
        index.FilterField("alias_of"),
    ]

    class Meta:
        verbose_name = "story"
        verbose_name_plural = "stories"
        permissions = [("lift_embargo", "Can lift an embargo before its time")]
        indexes = [
            models.Index(
                fields=["embargo_until"],
                condition=models.Q(embargo_until__isnull=False),
                name="news_stories_under_embargo",
            )
        ]

    # Editing -----------------------------------------------------------------------

    @classmethod
    def reserved_slugs(cls) -> frozenset[str]:
        return CATEGORY_SUBPATHS

    def with_content_json(self, content):
        """The story as that content describes it, its derived values kept."""
        lines = content.get("bylines", [])
        authors = Author.objects.in_bulk({line["author"] for line in lines})
        lines = [line for line in lines if line["author"] in authors]
        story = super().with_content_json({**content, "bylines": lines})
        story.category_id = self.category_id
        story.outlet_id = self.outlet_id
        return story

    def save_revision(self, *args, **kwargs):
        self.hashtags.create_pending()
        return super().save_revision(*args, **kwargs)

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs):
        """Write the story, what derives from it and its listing rows, or nothing."""
        if update_fields is None:
            if not self._state.adding:
                self.hold()
            self.refuse_to_undo_a_publish()
            self.wait_for_the_schedule()
            self.hashtags.create_pending()
            self._derive()
        result = super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is None or LISTED_COLUMNS & set(update_fields):
            relist(self)
            if self.live and self.times_were_moved:
                # No publish tells of it, and its files are to follow.
                self.tell(new_event("times"))
                self._move_the_times_of_aliases()
        return result

    def _move_the_times_of_aliases(self) -> None:
        """Hide and show them with the story; publishing it would do so, too."""
        for alias in ArticlePage.objects.filter(alias_of=self.pk):
            alias.embargo_until, alias.expire_at = self.embargo_until, self.expire_at
            alias.save(clean=False)

    def tell(self, event: str) -> None:
        """Tell the rooms above of a change that readers see, just saved and listed."""
        public_story_changed.send(
            ArticlePage, story=self, event=event, listings=self.relisted
        )

    def _derive(self) -> None:
        text = self.body_text
        self.word_count = count_words(text)
        self.reading_minutes = reading_minutes(text)
        self.excerpt = shorten(self.opening)
        parent = self.get_parent()
        self.category_id = parent.pk if parent else None
        cited = [each for each in self.source_references.all() if each.url]
        self.outlet = cited[0].resolve().outlet if cited else None
        if self.live and self.published_at is None:
            self.published_at = self.first_published_at or timezone.now()

    # Reading -----------------------------------------------------------------------

    def get_context(self, request, *args, **kwargs):
        """Adds ``references``; ``related`` stories; ``more``, four of the category."""
        context = super().get_context(request, *args, **kwargs)
        tag(story_tag(self.pk), until=self.expire_at)
        context["references"] = list(self.source_references.all())
        context["related"] = self._shown.related
        context["more"] = self._shown.more
        return context

    def serve(self, request, *args, **kwargs):
        """The story's page, made at once, while what it shows is at hand."""
        with at_hand(self._shown.load_parts()):
            return super().serve(request, *args, **kwargs).render()

    @cached_property
    def _shown(self) -> ShownOnStory:
        return ShownOnStory(self)
