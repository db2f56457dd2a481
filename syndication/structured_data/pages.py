"""What each page tells of: a function for each kind, given what its template is."""

from collections.abc import Callable
from urllib.parse import urljoin

from django.template import Context
from django.urls import reverse
from django.utils.formats import date_format

from home.furniture import Furniture
from syndication.structured_data import things

Told = list[dict]


def front(page: Context, furniture: Furniture) -> Told:
    """The site, the newsroom, and the stories in the order in which they stand."""
    composed = page["front"]
    stories = [composed.lead, *composed.second, *composed.latest]
    stories += [story for rail in composed.rails for story in rail.stories]
    return [
        things.website(furniture, page["page"].meta_description),
        things.newsroom(furniture),
        *_listed([story for story in stories if story]),
    ]


def story(page: Context, furniture: Furniture) -> Told:
    """The story, and its place in the site."""
    shown = page["page"]
    category = shown.shown_category
    steps = [(category.title, category.full_url)] if category else []
    return [
        things.story(shown, page["references"], furniture),
        things.breadcrumbs(furniture, *steps, here=shown.title),
    ]


def category(page: Context, furniture: Furniture) -> Told:
    """The category's place, and the stories of this page of it."""
    return _page_of_stories(page, furniture, here=page["page"].title)


def hashtag(page: Context, furniture: Furniture) -> Told:
    """The hashtag's place, and the stories of this page of it."""
    step = ("Hashtags", reverse("hashtags"))
    return _page_of_stories(page, furniture, step, here=str(page["hashtag"]))


def author(page: Context, furniture: Furniture) -> Told:
    """Who the author is, and the stories of this page of theirs."""
    profile = things.profile(page["author"], furniture)
    return [profile, *_page_of_stories(page, furniture, here=page["author"].name)]


def outlet(page: Context, furniture: Furniture) -> Told:
    """The outlet's place, and the stories of this page that cite it."""
    return _page_of_stories(page, furniture, here=page["outlet"].name)


def month(page: Context, furniture: Furniture) -> Told:
    """The month's place in the archive, and the stories of this page of it."""
    step = ("Archive", reverse("archive"))
    here = date_format(page["begins"], "F Y")
    return _page_of_stories(page, furniture, step, here=here)


def corrections(page: Context, furniture: Furniture) -> Told:
    """The list's place, and where each correction of this page of it stands."""
    listed = [
        f"{story.full_url}#correction-{correction.pk}"
        for correction, story in page["corrections"]
    ]
    first = page["page_of_corrections"].start_index()
    return _index(furniture, "Corrections", listed, first)


def hashtags(page: Context, furniture: Furniture) -> Told:
    """The index's place, and the hashtags of this page of it, A to Z."""
    listed = [each for _, hashtags in page["letters"] for each in hashtags]
    first = page["page_of_hashtags"].start_index()
    return _index(
        furniture, "Hashtags", [each.get_absolute_url() for each in listed], first
    )


def archive(page: Context, furniture: Furniture) -> Told:
    """The archive's place, and its months, newest first."""
    months = [month for _, months in page["years"] for month in months]
    addresses = [reverse("archive-month", args=[month.key]) for month in months]
    return _index(furniture, "Archive", addresses)


def standard_page(page: Context, furniture: Furniture) -> Told:
    """The newsroom that the page is about, and the page's place."""
    here = page["page"].title
    return [things.newsroom(furniture), things.breadcrumbs(furniture, here=here)]


# By the name that a page's template gives.
PAGES: dict[str, Callable[[Context, Furniture], Told]] = {
    "front": front,
    "story": story,
    "category": category,
    "hashtag": hashtag,
    "author": author,
    "outlet": outlet,
    "month": month,
    "hashtags": hashtags,
    "archive": archive,
    "corrections": corrections,
    "standard page": standard_page,
}


def _index(furniture: Furniture, here: str, listed: list[str], first: int = 1) -> Told:
    """The page's place, and what it lists: addresses or paths."""
    addresses = [urljoin(furniture.site.root_url, address) for address in listed]
    return [
        things.breadcrumbs(furniture, here=here),
        *([things.listing(addresses, first)] if listed else []),
    ]


def _page_of_stories(page: Context, furniture: Furniture, *steps, here: str) -> Told:
    stories = page["stories"]
    return [
        things.breadcrumbs(furniture, *steps, here=here),
        *_listed(stories.object_list, stories.start_index()),
    ]


def _listed(stories: list, first: int = 1) -> Told:
    """The list of these stories; none where there is no story."""
    addresses = [story.full_url for story in stories]
    return [things.listing(addresses, first)] if addresses else []
