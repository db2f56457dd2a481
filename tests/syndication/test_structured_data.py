"""What pages tell machines of themselves, read as a machine reads it."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from wagtail.models import PageViewRestriction, Site

from hashtags.models import Hashtag
from home.models import BrandSettings, Slot, StandardPage
from images.models import NewsImage
from news.models import ArticlePage
from newsroom.demo import builders
from syndication.structured_data.script import as_scripts
from tests.newsroom.many_stories import copy_story

pytestmark = pytest.mark.django_db

ROOT = "http://localhost:8000"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def told(client):
    """What the page at an address tells of, in its order."""

    def read(address) -> list[dict]:
        answer = client.get(address)
        assert answer.status_code == 200
        page = BeautifulSoup(answer.content, "html.parser")
        return [json.loads(each.string) for each in page.select(f"[type='{LD}']")]

    return read


LD = "application/ld+json"


@pytest.fixture
def told_of(told):
    """The one thing of that type that the page at an address tells of."""

    def read(address, kind) -> dict:
        [thing] = [each for each in told(address) if each["@type"] == kind]
        return thing

    return read


@pytest.fixture
def brand(home) -> BrandSettings:
    return BrandSettings.for_site(Site.objects.get(is_default_site=True))


def make_page(home, title, **fields) -> StandardPage:
    page = home.add_child(instance=StandardPage(title=title, **fields))
    page.save_revision().publish()
    return page


def addresses(listing: dict) -> list[str]:
    return [each["url"] for each in listing["itemListElement"]]


def names(crumbs: dict) -> list[tuple]:
    return [(c["name"], c.get("item")) for c in crumbs["itemListElement"]]


# A story ---------------------------------------------------------------------------


def test_a_story_is_told_with_all_that_its_page_says_of_it(make_story, told_of):
    moment = timezone.now().replace(microsecond=0) - timezone.timedelta(days=2)
    story = make_story(
        card_headline="Vote put off",
        standfirst="The board wants to see the tide tables first.",
        language="fr",
        published_at=moment,
        authors=[builders.make_author("Ada Marsh"), builders.make_author("Bo Lind")],
    )
    found = told_of(story.url, "NewsArticle")
    address = f"{ROOT}{story.url}"
    assert story.full_url == address
    assert found["@context"] == "https://schema.org"
    assert found["url"] == found["mainEntityOfPage"] == address
    assert found["headline"] == "Harbour vote"
    assert found["alternativeHeadline"] == "Vote put off"
    assert found["description"] == "The board wants to see the tide tables first."
    assert found["author"] == [
        {"@type": "Person", "name": name, "url": f"{ROOT}/authors/{slug}/"}
        for name, slug in (("Ada Marsh", "ada-marsh"), ("Bo Lind", "bo-lind"))
    ]
    assert found["articleSection"] == "World"
    assert found["keywords"] == ["NATO", "Energy"]
    assert found["inLanguage"] == "fr"
    assert found["wordCount"] == story.word_count > 0
    assert found["isAccessibleForFree"] is True
    assert found["datePublished"] == timezone.localtime(moment).isoformat()


def test_what_a_story_does_not_have_is_not_told(home, told_of):
    story = builders.make_article("Harbour vote")
    assert (
        told_of(story.url, "NewsArticle")
        .keys()
        .isdisjoint(
            {
                *("alternativeHeadline", "keywords", "citation", "isBasedOn"),
                *("correction", "sponsor", "creativeWorkStatus"),
            }
        )
    )


def test_the_dates_are_those_of_the_page(make_story, told_of, minutes_ago):
    story = make_story(published_at=minutes_ago(90))
    assert told_of(story.url, "NewsArticle")["dateModified"] == (
        timezone.localtime(minutes_ago(90)).isoformat()
    )
    ArticlePage.objects.filter(pk=story.pk).update(updated_at=minutes_ago(30))
    found = told_of(story.url, "NewsArticle")
    assert found["datePublished"] == timezone.localtime(minutes_ago(90)).isoformat()
    assert found["dateModified"] == timezone.localtime(minutes_ago(30)).isoformat()


def test_a_story_that_nobody_signed_is_the_newsrooms(make_story, told_of, brand):
    brand.name = "Harbour News"
    brand.save()
    found = told_of(make_story(authors=[]).url, "NewsArticle")
    assert found["author"] == [
        {"@type": "NewsMediaOrganization", "name": "Harbour News", "url": f"{ROOT}/"}
    ]


@pytest.mark.parametrize(
    ("story_type", "kind"),
    [
        ("news", None),
        ("explainer", None),
        ("analysis", "Analysis"),
        ("opinion", "Opinion"),
    ],
)
def test_it_says_what_kind_of_story_it_is(make_story, told_of, story_type, kind):
    story = make_story(story_type=story_type)
    assert told_of(story.url, "NewsArticle").get("genre") == kind


def test_a_sponsored_story_names_who_paid(make_story, told_of):
    story = make_story(story_type="sponsored", paid_for_by="Ferry Line")
    found = told_of(story.url, "AdvertiserContentArticle")
    assert found["sponsor"] == {"@type": "Organization", "name": "Ferry Line"}


def test_its_sources_are_cited_and_are_what_it_is_based_on(make_story, told_of):
    story = make_story(
        sources=[
            {
                "url": "https://paper.example/a",
                "title": "The <b>tide</b>",
                "author": "Cy Ford",
                "published": "2026-01-02",
            },
            "https://bureau.example/b",
        ]
    )
    found = told_of(story.url, "NewsArticle")
    assert found["citation"] == [
        {
            "@type": "CreativeWork",
            "url": "https://paper.example/a",
            "name": "The <b>tide</b>",
            "author": {"@type": "Person", "name": "Cy Ford"},
            "datePublished": "2026-01-02",
            "publisher": {"@type": "Organization", "name": "Paper"},
        },
        {
            "@type": "CreativeWork",
            "url": "https://bureau.example/b",
            "publisher": {"@type": "Organization", "name": "Bureau"},
        },
    ]
    assert found["isBasedOn"] == ["https://paper.example/a", "https://bureau.example/b"]


def test_corrections_are_told_and_what_only_adds_is_none(
    make_story, told_of, minutes_ago
):
    story = make_story(
        corrections=[
            {"text": "It was Thursday.", "made_at": minutes_ago(9)},
            {"kind": "clarification", "text": "Ilse Varga.", "made_at": minutes_ago(5)},
            {"kind": "update", "text": "With the result.", "made_at": minutes_ago(2)},
        ]
    )
    found = told_of(story.url, "NewsArticle")
    assert found["correction"] == [
        {"@type": "CorrectionComment", "text": text, "datePublished": at.isoformat()}
        for text, at in (
            ("Ilse Varga.", timezone.localtime(minutes_ago(5))),
            ("It was Thursday.", timezone.localtime(minutes_ago(9))),
        )
    ]
    assert "creativeWorkStatus" not in found


def test_a_retracted_story_says_so_and_why(make_story, told_of):
    story = make_story(corrections=[{"kind": "retraction", "text": "Nothing of it."}])
    found = told_of(story.url, "NewsArticle")
    assert found["creativeWorkStatus"] == "Retracted"
    assert [each["text"] for each in found["correction"]] == ["Nothing of it."]


def test_the_newsroom_is_named_in_the_story_with_its_logo(make_story, told_of, brand):
    story = make_story()
    plain = told_of(story.url, "NewsArticle")["publisher"]
    assert plain["@type"] == "NewsMediaOrganization"
    assert (plain["name"], plain["url"]) == ("Newsclip", f"{ROOT}/")
    assert plain["logo"]["url"] == f"{ROOT}/apple-touch-icon.png"

    brand.name = "Harbour News"
    brand.logo = builders.make_picture("Logo", Image.new("RGB", (600, 200)))
    brand.save()
    logo = told_of(story.url, "NewsArticle")["publisher"].pop("logo")
    assert (logo["@type"], logo["width"], logo["height"]) == ("ImageObject", 600, 200)


# Pictures --------------------------------------------------------------------------


def sides(found: dict) -> list[tuple]:
    return [(each["width"], each["height"]) for each in found["image"]]


def test_its_picture_is_there_in_three_shapes(client, make_story, told_of):
    picture = builders.make_picture("Quay", Image.new("RGB", (2400, 1600)))
    story = make_story(hero_image=picture, hero_alt="The quay")
    found = told_of(story.url, "NewsArticle")
    assert sides(found) == [(1504, 846), (1200, 900), (1200, 1200)]
    for each in found["image"]:
        answer = client.get(each["url"].removeprefix(ROOT))
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"


def test_a_small_picture_is_told_with_the_share_card(make_story, told_of):
    picture = builders.make_picture("Quay", Image.new("RGB", (900, 600)))
    story = make_story(hero_image=picture, hero_alt="The quay")
    assert sides(told_of(story.url, "NewsArticle")) == [
        (900, 508),
        (800, 600),
        (600,) * 2,
        (1200, 630),
    ]


def test_of_a_picture_with_an_older_set_what_there_is_is_told(make_story, told_of):
    picture = builders.make_picture("Quay", Image.new("RGB", (900, 600)))
    older = {
        name: files
        for name, files in picture.picture_set.items()
        if name not in ("four_to_three", "square")
    }
    story = make_story(hero_image=picture, hero_alt="The quay")
    NewsImage.objects.filter(pk=picture.pk).update(picture_set=older)
    assert sides(told_of(story.url, "NewsArticle")) == [(900, 508), (1200, 630)]

    NewsImage.objects.filter(pk=picture.pk).update(picture_set={})
    assert sides(told_of(story.url, "NewsArticle")) == [(1200, 630)]


def test_a_story_without_a_picture_shows_its_share_card(client, make_story, told_of):
    [card] = told_of(make_story().url, "NewsArticle")["image"]
    answer = client.get(card["url"].removeprefix(ROOT))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"


# What is hidden --------------------------------------------------------------------


def test_hidden_hashtags_and_closed_categories_are_not_told(make_story, told):
    story = make_story()
    Hashtag.objects.filter(name="NATO").update(status=Hashtag.Status.HIDDEN)
    Hashtag.objects.filter(name="Energy").update(
        merged_into=Hashtag.objects.create(name="Power")
    )
    story.category.unpublish()
    found, crumbs = told(story.url)
    assert found["keywords"] == ["Power"]
    assert "articleSection" not in found
    assert names(crumbs) == [("Newsclip", f"{ROOT}/"), ("Harbour vote", None)]


def test_previews_drafts_and_private_stories_tell_nothing(make_story, client, desk):
    story = make_story()
    preview = story.make_preview_request(preview_mode="")
    assert b"Harbour vote" in preview.content
    assert LD.encode() not in preview.content

    PageViewRestriction.objects.create(page=story, restriction_type="login")
    private = desk.get(story.url)
    assert b"Harbour vote" in private.content
    assert LD.encode() not in private.content


@pytest.mark.parametrize(
    "address", ["/nowhere/", "/search/?q=vote", "/saved/", "/feeds/"]
)
def test_other_pages_tell_nothing(make_story, client, address):
    make_story()
    assert LD.encode() not in client.get(address).content


def test_indexes_tell_what_they_list(make_story, told, minutes_ago):
    story = make_story(hashtags=["NATO", "Energy"], published_at=minutes_ago(5))
    crumbs, listed = told("/hashtags/")
    assert names(crumbs) == [("Newsclip", f"{ROOT}/"), ("Hashtags", None)]
    assert addresses(listed) == [
        f"{ROOT}/hashtags/energy/",
        f"{ROOT}/hashtags/nato/",
    ]
    crumbs, listed = told("/archive/")
    month = timezone.localtime(story.published_at).strftime("%Y-%m")
    assert names(crumbs) == [("Newsclip", f"{ROOT}/"), ("Archive", None)]
    assert addresses(listed) == [f"{ROOT}/archive/{month}/"]


# Lists -----------------------------------------------------------------------------


def test_the_front_tells_of_the_site_and_its_stories_in_their_order(
    make_story, home, told
):
    older, newer = make_story("Harbour vote"), make_story("Tide tables", slug="tide")
    Slot.objects.create(page=home, story=older, sort_order=0)
    site, newsroom, listed = told("/")
    assert (site["@type"], site["name"], site["url"]) == (
        "WebSite",
        "Newsclip",
        f"{ROOT}/",
    )
    assert newsroom["@type"] == "NewsMediaOrganization"
    assert addresses(listed) == [older.full_url, newer.full_url]


def test_an_empty_front_lists_nothing(home, told):
    assert [each["@type"] for each in told("/")] == ["WebSite", "NewsMediaOrganization"]


def test_each_list_tells_its_place_and_its_stories(make_story, told_of):
    story = make_story(published_at=timezone.now())
    month = timezone.localtime().strftime("%Y-%m")
    front = ("Newsclip", f"{ROOT}/")
    for address, way in {
        "/world/": [front, ("World", None)],
        "/hashtags/nato/": [front, ("Hashtags", f"{ROOT}/hashtags/"), ("#NATO", None)],
        "/authors/ada-marsh/": [front, ("Ada Marsh", None)],
        story.outlet.get_absolute_url(): [front, (story.outlet.name, None)],
        f"/archive/{month}/": [
            front,
            ("Archive", f"{ROOT}/archive/"),
            (f"{timezone.localtime():%B %Y}", None),
        ],
    }.items():
        assert names(told_of(address, "BreadcrumbList")) == way
        assert addresses(told_of(address, "ItemList")) == [story.full_url]
    assert names(told_of(story.url, "BreadcrumbList")) == [
        front,
        ("World", f"{ROOT}/world/"),
        ("Harbour vote", None),
    ]


def test_later_pages_of_a_list_go_on_counting(make_story, told_of):
    copy_story(make_story(), 20)
    first = told_of("/world/", "ItemList")["itemListElement"]
    [last] = told_of("/world/?page=2", "ItemList")["itemListElement"]
    assert [each["position"] for each in [*first, last]] == list(range(1, 22))


def test_the_list_of_corrections_leads_to_where_each_stands(make_story, told_of):
    story = make_story(corrections=[{"text": "It was Thursday."}])
    [made] = story.corrections.all()
    listed = told_of("/corrections/", "ItemList")
    assert addresses(listed) == [f"{story.full_url}#correction-{made.pk}"]


def test_an_authors_page_says_who_that_is(told_of, home):
    author = builders.make_author(
        "Ada Marsh",
        role="Harbour correspondent",
        bio="She sails.",
        website="https://ada.example/",
        photo=builders.make_picture("Ada", Image.new("RGB", (500, 400))),
    )
    profile = told_of(author.get_absolute_url(), "ProfilePage")
    person = profile["mainEntity"]
    image = person.pop("image")
    assert (image["width"], image["height"]) == (400, 400)
    assert person == {
        "@type": "Person",
        "name": "Ada Marsh",
        "url": f"{ROOT}/authors/ada-marsh/",
        "jobTitle": "Harbour correspondent",
        "description": "She sails.",
        "sameAs": ["https://ada.example/"],
    }


# The newsroom ----------------------------------------------------------------------


def test_the_newsroom_has_its_policies_accounts_and_address(home, told_of, brand):
    brand.contact_email = "desk@newsclip.example"
    brand.x_handle = "newsclip"
    brand.save()
    for policy in StandardPage.Policy:
        title = f"Our {policy.name}"
        make_page(home, title, policy=policy, show_in_menus=False)
    for address in ("/", "/our-ethics/"):
        found = told_of(address, "NewsMediaOrganization")
        assert found["sameAs"] == ["https://x.com/newsclip"]
        assert found["contactPoint"]["email"] == "desk@newsclip.example"
        for policy in StandardPage.Policy:
            assert found[policy.value] == f"{ROOT}/our-{policy.name.lower()}/"


def test_pages_that_readers_cannot_open_are_no_policy(home, told_of):
    for policy in ("ethicsPolicy", "masthead"):
        make_page(home, policy, policy=policy)
    StandardPage.objects.get(policy="ethicsPolicy").unpublish()
    wall = {"restriction_type": "login"}
    PageViewRestriction.objects.create(
        page=StandardPage.objects.get(policy="masthead"), **wall
    )
    found = told_of("/", "NewsMediaOrganization")
    assert found.keys().isdisjoint({"ethicsPolicy", "masthead"})


def test_of_two_pages_for_one_policy_the_first_is_told(home, told_of):
    first, second = (make_page(home, n, policy="masthead") for n in ("Desk", "People"))
    second.move(first, pos="left")
    found = told_of("/", "NewsMediaOrganization")
    assert found["masthead"] == f"{ROOT}/people/"


def test_without_a_policy_of_corrections_the_list_of_them_is_told(home, told_of):
    found = told_of("/", "NewsMediaOrganization")
    assert found["correctionsPolicy"] == f"{ROOT}{reverse('corrections')}"


def test_policies_are_chosen_in_the_admin(desk, home):
    page = make_page(home, "Our rules")
    form = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    choices = BeautifulSoup(form.content, "html.parser").select("#id_policy option")
    assert [each["value"] for each in choices] == ["", *StandardPage.Policy.values]


def test_policies_cost_no_query_and_no_text(client, home):
    make_page(home, "Rules", policy="ethicsPolicy", introduction="Long.")
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    [sections] = [q["sql"] for q in queries if '"policy" >' in q["sql"]]
    assert '"home_standardpage"."body"' not in sections


# Safe whatever it holds ------------------------------------------------------------

HOSTILE = "</script><script>alert(1)</script><!--<script>\u2028\u2029&amp;\\\"'"


def test_nothing_in_a_story_ends_its_block(make_story, client):
    story = make_story(
        HOSTILE,
        slug="hostile",
        standfirst=HOSTILE,
        hashtags=["C++", "A&B"],
        authors=[builders.make_author(HOSTILE, slug="hostile")],
        sources=[{"url": "https://paper.example/a?b=</script>&c='", "title": HOSTILE}],
        corrections=[{"text": HOSTILE}],
    )
    page = client.get(story.url).content.decode()
    blocks = DATA.findall(page)
    assert len(blocks) == 2
    for block in blocks:
        assert not set(block) & set("<>&\u2028\u2029")
    found = json.loads(blocks[0])
    assert found["headline"] == found["description"] == HOSTILE
    assert found["author"][0]["name"] == found["citation"][0]["name"] == HOSTILE
    assert found["correction"][0]["text"] == HOSTILE


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text())))
def test_any_text_is_read_back_as_it_was(thing):
    written = as_scripts([thing])
    [block] = DATA.findall(written)
    assert not set(block) & set("<>&\u2028\u2029")
    assert json.loads(block) == {"@context": "https://schema.org", **thing}
