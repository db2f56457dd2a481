from collections.abc import Callable

from django.db import models, transaction
from django.utils.functional import cached_property
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail.tasks import update_reference_index_task

from delivery.outbox import new_event
from delivery.tags import story_tag, tag
from delivery.tasks import drop, named
from hashtags.fields import HashtagField
from news.article_form import ArticleForm
from news.at_hand import at_hand
from news.blocks import BodyBlock
from news.gone import gone
from news.languages import LANGUAGES
from news.listings import relist
from news.models.author import Author
from news.models.base import NotSaved
from news.models.derived import DerivedColumns
from news.models.parts import StoryHashtag
from news.models.reading import StoryReading
from news.models.republishing import RepublishedPage
from news.panels import article_edit_handler
from news.querysets import PART, ArticleManager, modified
from news.routes import CATEGORY_SUBPATHS
from news.shown import ShownOnStory
from news.signals import public_story_changed

# In the content of a revision whose text was destroyed: the version withheld.
WITHHELD = "withheld_version"
# A change of any of these moves a story in or out of listings, or within them.
LISTED_COLUMNS = {
    "live",
    "alias_of",
    "alias_of_id",
    "published_at",
    "embargo_until",
    "expire_at",
}


class ArticlePage(StoryReading, DerivedColumns, RepublishedPage):
    """A story: it clips and explains the news, and names its sources.

    ``title`` is the headline.
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

    objects = ArticleManager()
    # (kind, key) of each listing that the last save took it out of, kept it in or put
    # it into.
    relisted: frozenset | set = frozenset()
    # Logs, with the next revision, that somebody lets its stop-markers stand.
    let_stand: Callable | None = None

    template = "pages/article.html"
    shown_with = ("category", "outlet", "hero_image")
    base_form_class = ArticleForm
    edit_handler = article_edit_handler
    parent_page_types = ["news.CategoryIndexPage"]
    subpage_types = []
    exclude_fields_in_copy = [
        *("published_at", "redated_at", "updated_at", "told_at"),
        *("republish_as", "republish_note", "republish_chosen_at"),
        *("withdrawn_at", "withdrawn_because"),
        *("wanted_category", "recategorised_at"),
    ]

    search_fields = [
        *RepublishedPage.search_fields,
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
        permissions = [
            ("lift_embargo", "Can lift an embargo before its time"),
            ("override_stop_marker", "Can publish a story with a stop-marker in it"),
            ("see_drafts", "Can see what others have not published yet"),
        ]
        indexes = [
            models.Index(
                fields=["embargo_until"],
                condition=models.Q(embargo_until__isnull=False),
                name="news_stories_under_embargo",
            ),
            models.Index(PART, modified().desc(), name="news_last_change_of_parts"),
        ]

    # Editing -----------------------------------------------------------------------

    @classmethod
    def reserved_slugs(cls) -> frozenset[str]:
        return CATEGORY_SUBPATHS

    def with_content_json(self, content):
        """The story as that content describes it, its derived values kept.

        Raises NotSaved where the content was destroyed: nobody reads or publishes it.
        """
        if WITHHELD in content:
            raise NotSaved(
                "The text of this revision was destroyed when version "
                f"{content[WITHHELD]} of the story was withheld. The published "
                "versions of the story say when, and why."
            )
        lines = content.get("bylines", [])
        authors = Author.objects.in_bulk({line["author"] for line in lines})
        lines = [line for line in lines if line["author"] in authors]
        return super().with_content_json({**content, "bylines": lines})

    def save_revision(self, *args, **kwargs):
        self.hashtags.create_pending()
        revision = super().save_revision(*args, **kwargs)
        if self.let_stand:
            self.let_stand(self, revision)
        return revision

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs):
        """Write the story, what derives from it and its listing rows, or nothing."""
        if update_fields is None:
            if not self._state.adding:
                self.hold()
            self.refuse_to_undo_a_publish()
            self.wait_for_the_schedule()
            self.hashtags.create_pending()
            if self.live and not self.alias_of_id:
                self.tell_readers()
            self.derive()
        parts = self._parts_to_save()
        result = super().save(*args, update_fields=update_fields, **kwargs)
        for part in parts:
            drop(update_reference_index_task, *named(part))
        if update_fields is None or LISTED_COLUMNS & set(update_fields):
            relist(self)
            if self.live and self.times_were_moved:
                # No publish tells of it, and its files are to follow.
                self.tell(new_event("times"))
                self._move_the_times_of_aliases()
            if self.live and update_fields and "alias_of_id" in update_fields:
                self.tell(new_event("original"))  # an alias no more: it is listed now
        return result

    def _parts_to_save(self) -> list[models.Model]:
        """Rows that are saved with the story, of whose references it is the keeper.

        Wagtail reads all of the story's for each of them, and once more for itself.
        """
        relations = [
            getattr(self, relation.get_accessor_name())
            for relation in get_all_child_relations(self)
        ]
        unsaved = [relation for relation in relations if relation.is_deferring]
        return [part for relation in unsaved for part in relation.all()]

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

    # Reading -----------------------------------------------------------------------

    def get_context(self, request, *args, **kwargs):
        """Adds ``references``; ``related`` stories; ``more``, four of the category.

        And ``edits``, how often readers were told of a change, with the address of the
        ``history`` that says so: 0 and '' where they may not open it, and in drafts.
        """
        context = super().get_context(request, *args, **kwargs)
        self.tag_itself()
        context["references"] = list(self.source_references.all())
        context["related"] = self._shown.related
        context["more"] = self._shown.more
        context["edits"] = self._shown.edits
        context["history"] = self._shown.history
        return context

    def tag_itself(self) -> None:
        """Tag what the story says of itself: it, what it cites and what it names."""
        cited = [each.source for each in self.source_references.all()]
        tag(story_tag(self.pk), until=self.expire_at)
        tag(*(source.tag for source in cited if source))
        tag(*map(story_tag, self._shown.named))

    def serve(self, request, *args, withdrawn=False, **kwargs):
        """The story's page, made at once, while what it shows is at hand.

        Of one that was withdrawn, the page that says so.
        """
        if withdrawn:
            return gone(request, self)
        with at_hand(self._shown.load_parts()):
            return super().serve(request, *args, **kwargs).render()

    @cached_property
    def _shown(self) -> ShownOnStory:
        return ShownOnStory(self)
