"""The story's editor: four tabs, in the order in which a story is written."""

from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)

from news.counted_text import CountedText
from news.known_hashtags import KnownHashtagsPanel
from news.republish_form import CorrectionsPanel, republish_panel
from news.stop_marker_form import ReasonPanel

# Characters that cards, feeds and search engines show of them.
HEADLINE_LENGTH, STANDFIRST_LENGTH = 70, 160

story_tab = ObjectList(
    [
        ReasonPanel(),
        TitleFieldPanel(
            "title",
            heading="Headline",
            placeholder="Headline",
            help_text="What happened, in 45 to 70 characters.",
            widget=CountedText(HEADLINE_LENGTH),
        ),
        FieldPanel("lies_in"),
        FieldPanel("standfirst", widget=CountedText(STANDFIRST_LENGTH)),
        MultiFieldPanel(
            [
                FieldPanel("hero_image", heading="Picture"),
                FieldRowPanel([FieldPanel("hero_alt"), FieldPanel("hero_caption")]),
                FieldPanel("hero_decorative"),
            ],
            heading="Hero picture",
        ),
        FieldPanel("body"),
        FieldPanel("hashtags"),
        KnownHashtagsPanel(),
        MultiFieldPanel(
            [
                InlinePanel("source_references", label="source reference"),
                FieldPanel("original_reporting"),
            ],
            heading="Source references",
        ),
        MultipleChooserPanel(
            "bylines",
            chooser_field_name="author",
            heading="Authors",
            label="author",
            help_text="In the order shown. None: the story is the newsroom's own.",
        ),
    ],
    heading="Story",
)
front_tab = ObjectList(
    [
        FieldRowPanel([FieldPanel("card_headline"), FieldPanel("kicker")]),
        FieldRowPanel([FieldPanel("story_type"), FieldPanel("paid_for_by")]),
        FieldPanel("language"),
        FieldPanel("share_text"),
        MultipleChooserPanel(
            "related_picks",
            chooser_field_name="story",
            heading="Related stories",
            label="story",
            max_num=4,
            help_text="Readers see these first under 'Related stories', in this "
            "order, while they are public. Others follow by hashtags, sources and "
            "headline. None: all are found so.",
        ),
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
            ],
            heading="For search engines",
        ),
    ],
    heading="Front & sharing",
)
timing_tab = ObjectList(
    [
        FieldPanel("published_at"),
        FieldPanel("embargo_until"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("go_live_at", heading="Goes live"),
                        FieldPanel("expire_at", heading="Expires"),
                    ]
                )
            ],
            heading="Schedule",
        ),
    ],
    heading="Timing",
)
corrections_tab = ObjectList(
    [
        republish_panel,
        CorrectionsPanel("corrections", heading="Corrections", label="correction"),
        CommentPanel(),
    ],
    heading="Corrections",
)

article_edit_handler = TabbedInterface(
    [story_tab, front_tab, timing_tab, corrections_tab]
)
