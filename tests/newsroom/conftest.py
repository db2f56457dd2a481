"""A small newsroom with something on every type of public page."""

import pytest
from django.utils import timezone

from home.models import StandardPage
from newsroom.demo import builders
from sources.models import Outlet

HOSTILE = "\"><script>alert(1)</script><b onclick='x' style='y'>"
PAGE_TYPES = (
    "home",
    "category",
    "article",
    "hashtag",
    "author",
    "outlet",
    "search",
    "hashtags",
    "archive",
    "archive-month",
    "corrections",
    "standard",
    "feeds",
    "following",
    "saved",
    "offline",
    "404",
)


@pytest.fixture(scope="module")
def addresses(once) -> dict[str, str]:
    """The address of a page of each type, every text in them hostile markup."""
    home = builders.front_page()
    picture = builders.make_picture(
        description=HOSTILE, caption=HOSTILE, credit=HOSTILE
    )
    author = builders.make_author(
        f"Ada {HOSTILE}",
        slug="ada",
        photo=picture,
        bio=HOSTILE,
        role=HOSTILE,
        email="ada@newsclip.example",
        website="https://ada.example/",
    )
    Outlet.objects.for_address("https://harbour-courier.example/vote")
    Outlet.objects.update(name=f"Courier {HOSTILE}", description=HOSTILE)
    category = builders.make_category(
        f"General {HOSTILE}", slug="general", introduction=HOSTILE
    )
    stories = [
        builders.make_article(
            f"Vote {number} {HOSTILE}",
            slug=f"vote-{number}",
            category=category,
            standfirst=HOSTILE,
            kicker=HOSTILE[:60],
            hero_image=picture,
            hero_alt=HOSTILE,
            body=_body(picture),
            hashtags=["HarbourVote", "C++"],
            sources=[
                {
                    "url": "https://harbour-courier.example/vote",
                    "title": HOSTILE,
                    "author": HOSTILE,
                }
            ],
            authors=[author],
            corrections=[{"kind": "correction", "text": HOSTILE}],
        )
        for number in range(2)
    ]
    standard = home.add_child(
        instance=StandardPage(
            title=f"About {HOSTILE}", slug="about", introduction=HOSTILE
        )
    )
    return {
        "home": "/",
        "category": category.url,
        "article": stories[0].url,
        "hashtag": "/hashtags/harbourvote/",
        "author": author.get_absolute_url(),
        "outlet": Outlet.objects.get().get_absolute_url(),
        "search": "/search/?q=vote%22%3E%3Cscript%3E",
        "hashtags": "/hashtags/",
        "archive": "/archive/",
        "archive-month": f"/archive/{timezone.localdate():%Y-%m}/",
        "corrections": "/corrections/",
        "standard": standard.url,
        "feeds": "/feeds/",
        "following": "/following/",
        "saved": "/saved/",
        "offline": "/offline/",
        "404": "/no/such/page/",
    }


def _body(picture) -> list[tuple]:
    return [
        (
            "paragraph",
            '<p>A <b>bold</b> <a href="https://other.example/">link</a>.</p>',
        ),
        ("heading", {"text": HOSTILE, "level": "h2"}),
        ("image", {"image": picture.pk, "alt_text": HOSTILE, "caption": HOSTILE}),
        (
            "quote",
            {
                "text": HOSTILE,
                "attribution": HOSTILE,
                "source_url": "https://other.example/speech",
            },
        ),
    ]


@pytest.fixture(params=PAGE_TYPES)
def address(request, addresses) -> str:
    """The address of a page of one type."""
    return addresses[request.param]
