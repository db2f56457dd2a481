"""What stories are filed by, in the API: there while a public story is."""

import pytest
from django.utils import timezone

from hashtags.models import Hashtag
from hashtags.operations import merge, set_status
from newsroom.demo import builders

HOUR = timezone.timedelta(hours=1)


@pytest.fixture
def filed(make_story):
    return make_story(
        category=builders.make_category("World", introduction="All of it."),
        hashtags=["NATO"],
    )


def slugs(page: dict) -> list[str]:
    return [thing["slug"] for thing in page["data"]]


def test_names_come_with_what_the_newsroom_says_and_counts(ask, filed, make_story):
    make_story("Another", hashtags=["NATO"], authors=[], sources=[])
    Hashtag.objects.filter(name="NATO").update(description="An alliance.")
    root = filed.full_url.removesuffix("/world/harbour-vote/")
    assert ask("/hashtags/nato") == {
        "name": "NATO",
        "slug": "nato",
        "url": f"{root}/hashtags/nato/",
        "description": "An alliance.",
        "stories": 2,
        "stories_url": f"{root}/api/v1/stories?hashtag=nato",
    }
    category = ask("/categories/world")
    assert (category["description"], category["stories"]) == ("All of it.", 2)
    outlet = ask("/outlets/paper")
    assert (outlet["name"], outlet["home"], outlet["stories"]) == ("Paper", "", 1)


def test_an_author_comes_with_what_their_page_shows(ask, make_story):
    photo = builders.make_picture(credit="Photo: P. Reed")
    author = builders.make_author(
        "Ada Okafor",
        role="Harbour correspondent",
        bio="Writes.",
        email="ada@newsclip.example",
        mastodon="https://chorus.example/@ada",
        photo=photo,
    )
    make_story(authors=[author])
    said = ask("/authors/ada-okafor")
    files = said.pop("picture")["files"]
    assert {file["shape"] for file in files} == {"author"}
    assert (said["role"], said["bio"]) == ("Harbour correspondent", "Writes.")
    assert said["email"] == "ada@newsclip.example"
    assert said["profiles"] == ["https://chorus.example/@ada"]
    assert said["stories"] == 1


@pytest.mark.parametrize(
    "hide_it",
    [
        lambda story: story.unpublish(),
        lambda story: changed(story, embargo_until=timezone.now() + HOUR),
        lambda story: changed(story, expire_at=timezone.now() - HOUR),
    ],
    ids=["unpublished", "embargoed", "expired"],
)
def test_what_only_a_hidden_story_has_is_a_404(ask, make_story, hide_it):
    story = make_story(
        authors=[builders.make_author("Nobody Yet")],
        hashtags=["Secret"],
        category=builders.make_category("Planned"),
        sources=["https://hidden.example/report"],
    )
    source = story.source_references.get().source_id
    places = [
        "/authors/nobody-yet",
        "/hashtags/secret",
        "/categories/planned",
        "/outlets/hidden",
        f"/sources/{source}",
        f"/stories/{story.pk}",
    ]
    for place in places:
        ask(place)
    hide_it(story)
    for place in places:
        ask(place, status=404)
    for kind in ("stories", "authors", "hashtags", "categories", "outlets", "sources"):
        assert ask(f"/{kind}")["data"] == []


def changed(story, **times):
    for name, value in times.items():
        setattr(story, name, value)
    story.save(clean=False)


def test_a_hidden_hashtag_is_nowhere(ask, make_story):
    story = make_story(hashtags=["NATO", "Energy"])
    set_status([Hashtag.objects.get(name="NATO")], Hashtag.Status.HIDDEN)
    assert slugs(ask("/hashtags")) == ["energy"]
    ask("/hashtags/nato", status=404)
    ask("/stories?hashtag=nato", status=400)
    (card,) = ask("/stories")["data"]
    assert [tag["slug"] for tag in card["hashtags"]] == ["energy"]
    said = ask(f"/stories/{story.pk}?fields=hashtags")
    assert [tag["slug"] for tag in said["hashtags"]] == ["energy"]


def test_a_merged_hashtag_leads_to_its_own(client, make_story):
    make_story(hashtags=["Alliance", "NATO"])
    merge([Hashtag.objects.get(name="Alliance")], Hashtag.objects.get(name="NATO"))
    answer = client.get("/api/v1/hashtags/alliance")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/hashtags/nato")


def test_no_name_takes_a_parameter(ask, filed):
    for kind, slug in {
        "hashtags": "nato",
        "categories": "world",
        "authors": "ada-marsh",
        "outlets": "paper",
    }.items():
        ask(f"/{kind}/{slug}?fields=name", status=400)


def test_a_source_says_which_stories_cite_it(ask, make_story):
    first = make_story("First", sources=["https://paper.example/a"])
    again = make_story("Second", sources=["https://www.paper.example/a?utm_source=x"])
    (said,) = ask("/sources?url=http://paper.example/a")["data"]
    assert said == ask(f"/sources/{said['id']}")
    assert said["stories"] == 2
    assert said["cited_by"] == [
        {"id": story.pk, "headline": story.title, "url": story.full_url}
        for story in (again, first)
    ]
    assert ask("/sources?url=https://other.example/")["data"] == []
    assert ask("/sources?outlet=paper")["data"] == [said]
    assert ask("/sources?outlet=other", 400)["errors"][0]["parameter"] == "outlet"
    assert ask("/sources?url=https://other.example/&outlet=paper")["data"] == []
    assert ask("/sources?url=nothing", status=400)["errors"]


def test_a_source_has_no_words_of_a_draft(ask, make_story):
    words = {"title": "What we plan", "author": "Secret Name"}
    address = "https://paper.example/a"
    make_story("Draft", publish=False, sources=[{"url": f"{address}#x", **words}])
    make_story("Old", sources=[{"url": address, "title": "A report"}])
    make_story("New", sources=[{"url": address}])
    (said,) = ask("/sources")["data"]
    assert (said["title"], said["author"]) == ("A report", "")
    assert said["stories"] == 2


@pytest.mark.parametrize("kind", ["hashtags", "categories", "authors", "outlets"])
def test_names_are_paged_in_order(pages, make_story, kind):
    for name in ("Zeta", "Alpha", "Mu"):
        make_story(
            name,
            category=builders.make_category(name),
            hashtags=[name],
            authors=[builders.make_author(name)],
            sources=[f"https://{name}.example/report"],
        )
    read = list(pages(f"/{kind}?limit=2"))
    assert [[thing["slug"] for thing in page] for page in read] == [
        ["alpha", "mu"],
        ["zeta"],
    ]


def test_sources_are_paged_the_latest_known_first(pages, make_story):
    for number in range(3):
        make_story(f"Story {number}", sources=[f"https://paper.example/{number}"])
    read = list(pages("/sources?limit=2"))
    assert [[source["url"][-1] for source in page] for page in read] == [
        ["2", "1"],
        ["0"],
    ]
