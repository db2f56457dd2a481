"""What a story still lacks before it goes out, and what to do about it: advice."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.forms.widgets import Script
from django.urls import reverse
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Site

from desk.covered import Covered, on_the_same_source
from home.models import BrandSettings
from news import stop_markers
from news.blocks.image import ALT_MISSING, PictureValue
from news.panels import HEADLINE_LENGTH, STANDFIRST_LENGTH
from news.stop_markers import STOP, WARN, Found
from news.text import length, shorten

FEWEST_HASHTAGS, MOST_HASHTAGS = 3, 5
# Others on the same source: enough to know that one is not the first.
MOST_COVERED = 3
# What search engines show of a title and of a description.
RESULT_TITLE, RESULT_TEXT = 60, 160
_BLOCK_ID = re.compile(r"[\w-]{1,64}")


@dataclass(frozen=True)
class Check:
    """One line of the checklist; ``field`` selects what its button leads to.

    ``blocks``: the story cannot be published so. ``link`` leads elsewhere, if the
    remedy lies there.
    """

    label: str
    advice: str
    field: str
    done: bool = False
    blocks: bool = False
    link: tuple[str, str] | None = None


@dataclass(frozen=True)
class Previews:
    """The story as a search engine's result and as a shared card."""

    title: str
    address: str
    description: str
    said: str
    host: str


def checks_of(story, covered: Sequence[Covered] = ()) -> list[Check]:
    """The whole list, in the order of the story's fields; markers first.

    ``covered``: others on the same source.
    """
    return [
        *(_marker(story, found, blocks=True) for found in _found(story, STOP)),
        *(_marker(story, found, blocks=False) for found in _found(story, WARN)),
        _headline(story),
        _standfirst(story),
        *_picture(story),
        *_body(story),
        *_pictures_in_body(story),
        _hashtags(story),
        _source(story),
        *(_covered(each) for each in covered[:MOST_COVERED]),
    ]


def _found(story, pattern) -> list[Found]:
    found = stop_markers.in_story(story, pattern)
    if pattern is STOP and found and stop_markers.is_overridden(story, found):
        return []
    return found


def _headline(story) -> Check:
    count = length(story.title)
    advice = f"{count} characters"
    if not count:
        advice = "Write what happened: a story is not saved without."
    elif count > HEADLINE_LENGTH:
        advice = (
            f"{count} characters: search engines and cards cut it after about "
            f"{HEADLINE_LENGTH}. Shorten it, or write a shorter one for cards."
        )
    return Check("Headline", advice, "#id_title", done=0 < count <= HEADLINE_LENGTH)


def _standfirst(story) -> Check:
    count = length(story.standfirst)
    advice = f"{count} characters"
    if not count:
        advice = "Write one sentence; else cards show the story's first 160 characters."
    elif count > STANDFIRST_LENGTH:
        advice = (
            f"{count} characters: cards and feeds cut it after about "
            f"{STANDFIRST_LENGTH}. Shorten it."
        )
    return Check(
        "Standfirst", advice, "#id_standfirst", done=0 < count <= STANDFIRST_LENGTH
    )


def _picture(story) -> list[Check]:
    picture = story.hero_image
    if picture is None:
        choose = "#id_hero_image-chooser .unchosen button"
        advice = "Choose one, or the headline stands alone on cards."
        return [Check("Hero picture", advice, choose)]
    described = story.hero_decorative or story.hero_alt.strip()
    edit = reverse("wagtailimages:edit", args=[picture.pk])
    return [
        Check(
            "Alt text",
            "Written"
            if described
            else "Say what the picture shows, for readers who cannot see it, or tick "
            "'Decorative'.",
            "#id_hero_alt",
            done=bool(described),
            blocks=not (described or picture.default_alt_text),
        ),
        Check(
            "Credit",
            picture.credit
            or "The library does not say who made the picture. Write it "
            "there, or choose another.",
            "#id_hero_image-chooser .chosen button",
            done=bool(picture.credit.strip()),
            link=None if picture.credit.strip() else (edit, "Edit the picture"),
        ),
    ]


def _body(story) -> list[Check]:
    block = story.body.stream_block
    if not block.is_empty(story.body):
        return []
    advice = "Nothing is written yet: type the story."
    return [Check("Body", advice, '[data-contentpath="body"]', blocks=True)]


def _pictures_in_body(story) -> list[Check]:
    """What pictures in the body lack; each line leads to its block."""
    checks = []
    for number, child in enumerate(story.body):
        picture = child.value
        if not isinstance(picture, PictureValue) or not picture["image"]:
            continue
        where, field = _place(story, ("body", number))
        if not (picture["decorative"] or picture.shown_alt.strip()):
            checks.append(
                Check(f"Alt text in {where}", ALT_MISSING, field, blocks=True)
            )
        if not picture.shown_credit.strip():
            advice = "Write who made the picture, here or in the library."
            edit = reverse("wagtailimages:edit", args=[picture["image"].pk])
            link = (edit, "Edit the picture")
            checks.append(Check(f"Credit in {where}", advice, field, link=link))
    return checks


def _hashtags(story) -> Check:
    count = len(story.hashtags.all())
    many = f"{count} hashtag{'' if count == 1 else 's'}"
    advice = many if count else "None"
    if count < FEWEST_HASHTAGS:
        advice = f"{advice}: readers find stories by three to five. Add some."
    elif count > MOST_HASHTAGS:
        advice = f"{advice}: keep the three to five that matter most."
    return Check(
        "Hashtags",
        advice,
        "#id_hashtags",
        done=FEWEST_HASHTAGS <= count <= MOST_HASHTAGS,
    )


def _source(story) -> Check:
    count = sum(1 for each in story.source_references.all() if each.url)
    if story.original_reporting:
        advice = "Original reporting"
    elif count:
        advice = f"{count} source reference{'' if count == 1 else 's'}"
    else:
        advice = (
            "Paste the address of the original report, or tick 'Original reporting'."
        )
    return Check(
        "Source",
        advice,
        "#id_original_reporting"
        if story.original_reporting
        else "#id_source_references-0-url"
        if count
        else "#id_source_references-ADD",
        done=bool(count or story.original_reporting),
    )


def _covered(other: Covered) -> Check:
    return Check(
        "Already covered",
        f"'{other.headline}' ({other.state}) cites the same source. Is this one needed "
        "beside it?",
        "#id_source_references-0-url",
        link=(other.address, "Open that story") if other.address else None,
    )


def _marker(story, found: Found, blocks: bool) -> Check:
    """A marker in the text, which stops the publishing or only warns."""
    where, field = _place(story, found.place)
    name = stop_markers.names_of([found])
    if blocks:
        advice = "Stops the publishing. Write what is missing and take it out."
    else:
        advice = (
            "Does not stop the publishing. Take it out, unless readers should see it."
        )
    return Check(f"{name} in {where}", advice, field, blocks=blocks)


def _place(story, place: tuple) -> tuple[str, str]:
    """What the place is called, and what selects it in the editor."""
    match place:
        case ("body", number, *_):
            block = story.body[number]
            named = bool(block.id) and _BLOCK_ID.fullmatch(block.id)
            selector = f'[data-contentpath="{block.id if named else "body"}"]'
            return f"the body: {block.block.label.lower()}", selector
        case ("hero_image",):
            return "the picture's own words", "#id_hero_image-chooser .chosen button"
        case (name,):
            label = "headline" if name == "title" else _label(story, name)
            return f"the {label}", f"#id_{name}"
        case (relation, number, name):
            return _label(story, relation), f"#id_{relation}-{number}-{name}"


def _label(story, name: str) -> str:
    field = story._meta.get_field(name)
    return str(getattr(field, "verbose_name", "") or name.replace("_", " ")).lower()


def previews_of(story, brand: str) -> Previews:
    """What search engines and networks would show of the story as it is now."""
    address = urlsplit(story.full_url or "")
    steps = [unquote(step) for step in address.path.split("/") if step]
    written = story.search_description or story.standfirst or story.opening
    return Previews(
        title=shorten(f"{story.meta_title} — {brand}", RESULT_TITLE),
        address=" › ".join([address.netloc, *steps]),
        description=shorten(written, RESULT_TEXT),
        said=story.share_text or story.title,
        host=address.netloc,
    )


class ChecklistSidePanel(BaseSidePanel):
    """The checklist beside the story, as it was last saved."""

    name = "checklist"
    title = "Checklist"
    template_name = "desk/checklist.html"
    order = 150

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "Toggle checklist"
        icon_name = "list-ul"

        def get_context_data(self, parent_context):
            context = super().get_context_data(parent_context)
            context["count"] = self.panel.open
            return context

    def __init__(self, story, request):
        super().__init__(story, request)
        self.checks = checks_of(story, on_the_same_source(request.user, story))
        self.open = sum(not check.done for check in self.checks)

    @property
    def media(self):
        return forms.Media(
            css={"all": ["desk/checklist.css"]},
            js=[Script("desk/checklist.js", type="module")],
        )

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Adds ``checks``, ``open`` (how many) and ``previews``."""
        context = super().get_context_data(parent_context)
        site = Site.find_for_request(self.request)
        brand = BrandSettings.for_site(site).name if site else ""
        return context | {
            "checks": self.checks,
            "open": self.open,
            "previews": previews_of(self.object, brand),
        }
