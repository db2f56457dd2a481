"""Stories in the API: what is said of each, and which."""

import pytest
from django.utils import timezone
from wagtail.models import Site

from hashtags.models import Hashtag
from hashtags.operations import merge
from newsroom.demo import builders

HOUR = timezone.timedelta(hours=1)


def headlines(page: dict) -> list[str]:
    return [story["headline"] for story in page["data"]]


@pytest.fixture
def filed(make_story):
    """A story with something of everything, by its builder."""
    picture = builders.make_picture(
        credit="Photo: Ada Okafor", caption="The old quay", description="Ships"
    )
    return make_story(
        card_headline="Vote put off",
        standfirst="Nine members, no majority.",
        kicker="Harbour",
        story_type="opinion",
        hero_image=picture,
        hero_alt="Ships at a quay",
        sources=[
            {
                "url": "https://paper.example/a?utm_source=x",
                "title": "Board postpones",
                "author": "P. Reed",
                "role": "document",
                "published": timezone.localdate(),
            }
        ],
        corrections=[{"text": "The board has nine members, not ten."}],
    )


def test_a_list_says_all_that_a_card_shows(ask, filed):
    (card,) = ask("/stories")["data"]
    root = Site.objects.get().root_url
    files = card["picture"].pop("files")
    assert card == {
        "id": filed.pk,
        "headline": "Harbour vote",
        "short_headline": "Vote put off",
        "kicker": "Harbour",
        "standfirst": "Nine members, no majority.",
        "summary": "Nine members, no majority.",
        "type": "opinion",
        "label": "Opinion",
        "paid_for_by": "",
        "retracted": False,
        "language": "en",
        "direction": "ltr",
        "published": said(filed.published_at),
        "updated": said(filed.published_at),
        "word_count": 6,
        "reading_minutes": 1,
        "category": {"name": "World", "slug": "world", "url": f"{root}/world/"},
        "outlet": {
            "name": "Paper",
            "slug": "paper",
            "url": f"{root}/outlets/paper/",
        },
        "hashtags": [
            {"name": "NATO", "slug": "nato", "url": f"{root}/hashtags/nato/"},
            {"name": "Energy", "slug": "energy", "url": f"{root}/hashtags/energy/"},
        ],
        "authors": [
            {
                "name": "Ada Marsh",
                "slug": "ada-marsh",
                "url": f"{root}/authors/ada-marsh/",
                "role": "",
            }
        ],
        "picture": {
            "alt": "Ships at a quay",
            "caption": "The old quay",
            "credit": "Photo: Ada Okafor",
        },
        "links": {
            "api": f"{root}/api/v1/stories/{filed.pk}",
            "html": f"{root}/world/harbour-vote/",
            "ninjs": f"{root}/world/harbour-vote.ninjs.json",
            "markdown": f"{root}/world/harbour-vote.md",
            "feeds": [f"{root}/world/feed{end}" for end in ("/", ".atom", ".json")],
        },
    }
    assert {file["shape"] for file in files} == {"body", "lead", "card"}
    assert all(file["url"].startswith(f"{root}/media/images/") for file in files)


def test_a_story_adds_its_body_its_sources_and_its_corrections(ask, filed):
    card = ask("/stories")["data"][0]
    story = ask(f"/stories/{filed.pk}")
    beside = {name: story.pop(name) for name in story.keys() - card.keys()}
    assert story == card
    assert beside["body_html"] == "<p>The board met for six hours.</p>"
    assert beside["body"] == [
        {"type": "paragraph", "html": "<p>The board met for six hours.</p>"}
    ]
    (cited,) = beside["sources"]
    assert cited == {
        "id": filed.source_references.get().source_id,
        "url": "https://paper.example/a",
        "canonical": cited["canonical"],
        "role": "document",
        "title": "Board postpones",
        "author": "P. Reed",
        "outlet": card["outlet"],
        "published": timezone.localdate().isoformat(),
    }
    assert cited["canonical"] == filed.source_references.get().source.canonical
    (corrected,) = beside["corrections"]
    assert corrected["kind"] == "correction"
    assert corrected["text"] == "The board has nine members, not ten."


def said(moment) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def test_filters_narrow_the_list_alone_and_together(ask, make_story, minutes_ago):
    other = builders.make_category("Economy")
    make_story("Both", language="fr", published_at=minutes_ago(3))
    make_story("Filed alone", hashtags=["Ports"], published_at=minutes_ago(2))
    make_story("Tagged alone", category=other, authors=[], published_at=minutes_ago(1))
    asked = {
        "category=world": ["Filed alone", "Both"],
        "hashtag=nato": ["Tagged alone", "Both"],
        "category=world&hashtag=nato": ["Both"],
        "category=world&hashtag=nato&author=ada-marsh&outlet=paper": ["Both"],
        "category=economy&author=ada-marsh": [],
        "language=fr": ["Both"],
        "type=opinion": [],
        "category=world&type=news&language=en": ["Filed alone"],
    }
    for query, expected in asked.items():
        assert headlines(ask(f"/stories?{query}")) == expected, query


def test_days_and_months_are_the_newsrooms(ask, make_story):
    for headline, at in {
        "New Year in Paris": "2025-12-31T23:30:00+00:00",
        "The month's last": "2026-01-31T22:59:59+00:00",
        "February": "2026-01-31T23:00:00+00:00",
    }.items():
        make_story(headline, published_at=timezone.datetime.fromisoformat(at))
    january = ["The month's last", "New Year in Paris"]
    for query in (
        "month=2026-01",
        "from=2026-01-01&to=2026-01-31",
        "month=2026-01&category=world",
        "month=2026-01&updated_since=2020-01-01T00:00:00Z",
    ):
        found = headlines(ask(f"/stories?{query}"))
        assert sorted(found) == sorted(january), query
    assert headlines(ask("/stories?from=2026-02-01")) == ["February"]
    assert ask("/stories?to=2025-01-01")["data"] == []


def test_updated_since_lists_what_was_published_again_in_that_order(ask, make_story):
    early, late = make_story("Early"), make_story("Late")
    between = timezone.now()
    early.standfirst = "A minor fix."
    early.save_revision().publish()
    assert headlines(ask("/stories?updated_since=2020-01-01T00:00:00Z")) == [
        "Late",
        "Early",
    ]
    since = between.isoformat().replace("+", "%2B")
    assert headlines(ask(f"/stories?updated_since={since}")) == ["Early"]
    assert late.pk


def test_an_embargo_that_passed_counts_as_the_time_of_the_story(ask, make_story):
    story = make_story("Held back", publish=False)
    story.embargo_until = timezone.now() + HOUR
    story.save_revision().publish()
    assert headlines(ask("/stories?updated_since=2020-01-01T00:00:00Z")) == []


def test_a_search_finds_what_the_search_page_does(ask, make_story):
    make_story("Harbour vote postponed")
    make_story("Gas prices", category=builders.make_category("Economy"))
    assert headlines(ask("/stories?q=harbour")) == ["Harbour vote postponed"]
    assert headlines(ask("/stories?q=harbour&category=economy")) == []
    assert headlines(ask("/stories?q=harbour&order=date&limit=1")) != []
    assert headlines(ask("/stories?q=harbour&to=2020-01-01")) == []
    corrected = ask("/stories?q=harbuor")
    assert headlines(corrected) == ["Harbour vote postponed"]
    assert corrected["notices"]


def test_fields_leave_out_the_others(ask, filed):
    (card,) = ask("/stories?fields=headline,%20links")["data"]
    assert card.keys() == {"id", "headline", "links"}
    story = ask(f"/stories/{filed.pk}?fields=body_html")
    assert story.keys() == {"id", "body_html"}


def test_the_first_and_the_last_day_of_the_calendar_leave_a_search_open(
    ask, make_story
):
    make_story("Harbour vote")
    found = ask("/stories?q=harbour&from=0001-01-01&to=9999-12-31")
    assert [story["headline"] for story in found["data"]] == ["Harbour vote"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("fields=headline,nothing", "fields"),
        ("fields=", "fields"),
        ("fields=body_html", "fields"),
        ("cursor=nonsense", "cursor"),
        ("cursor=", "cursor"),
        ("cursor=WyJwdWJsaXNoZWQiLDFd", "cursor"),  # of a list with fewer values
        ("cursor=WyJzaG93biIsMSwxXQ", "cursor"),  # of another list
        ("q=harbour&cursor=WyJzaG93biIsMSwxXQ", "cursor"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=many", "limit"),
        ("category=nowhere", "category"),
        ("hashtag=nothing", "hashtag"),
        ("author=nobody", "author"),
        ("outlet=none", "outlet"),
        ("month=2026-13", "month"),
        ("month=0000-01", "month"),
        ("month=2026-01&from=2026-01-01", "month"),
        ("from=yesterday", "from"),
        ("to=9999-12-31", "from"),
        ("language=klingon", "language"),
        ("type=gossip", "type"),
        ("updated_since=2026-01-01", "updated_since"),
        ("updated_since=2026-01-01T00:00:00", "updated_since"),
        ("updated_since=0001-01-01T00:00:00%2B14:00", "updated_since"),
        ("updated_since=9999-12-31T23:59:59-14:00", "updated_since"),
        ("order=date", "order"),
        ("q=harbour&order=random", "order"),
        ("q=harbour&language=en", "language"),
        ("q=harbour&type=news", "type"),
        ("q=harbour&updated_since=2026-01-01T00:00:00Z", "updated_since"),
    ],
)
def test_what_cannot_be_followed_is_a_400_that_names_it(
    ask, make_story, query, parameter
):
    make_story()
    said = ask(f"/stories?{query}", status=400)
    assert [fault["parameter"] for fault in said["errors"]] == [parameter]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("page=2", "page"), ("limit=1&limit=2", "limit"), ("category=a%00b", "category")],
)
def test_unknown_and_repeated_parameters_are_refused(ask, home, query, parameter):
    for place in ("stories", "sources", "stories/1"):
        (fault,) = ask(f"/{place}?{query}", status=400)["errors"]
        assert fault["parameter"] == parameter


def test_a_search_says_once_what_it_left_out(ask, home):
    notices = ask("/stories?q=((((")["notices"]
    assert len(notices) == len(set(notices)) == 1


def test_a_filter_leads_from_a_merged_hashtag_to_its_own(ask, make_story):
    make_story("Old name", hashtags=["Alliance"])
    make_story("New name", hashtags=["NATO"])
    merge(
        [Hashtag.objects.get(name="Alliance")],
        Hashtag.objects.get(name="NATO"),
    )
    found = ask("/stories?hashtag=alliance")["data"]
    assert {story["headline"] for story in found} == {"Old name", "New name"}
    assert {tag["slug"] for story in found for tag in story["hashtags"]} == {"nato"}
    found = ask("/stories?q=name&hashtag=alliance")
    assert len(found["data"]) == 2
    assert found["notices"] == []
