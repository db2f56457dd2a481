"""What a page's head tells those who show a link to it."""

import re
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from desk.models import DraftLink
from home.models import BrandSettings, StandardPage
from news.languages import LANGUAGES
from news.models import ArticlePage
from newsroom.demo import builders
from syndication.locales import LOCALES
from syndication.previews import fediverse_handle

pytestmark = pytest.mark.django_db

ROOT = "http://localhost:8000"


@pytest.fixture
def head(client):
    """The ``<head>`` of the page at an address, whatever its status."""

    def read(address):
        return BeautifulSoup(client.get(address).content, "html.parser").head

    return read


def told(head) -> dict[str, list[str]]:
    """Every ``<meta>`` that has a name or property, by it."""
    found: dict[str, list[str]] = {}
    for meta in head.find_all("meta"):
        if name := meta.get("property") or meta.get("name"):
            found.setdefault(name, []).append(meta["content"])
    return found


def canonical(head) -> list[str]:
    return [link["href"] for link in head.find_all("link", rel="canonical")]


@pytest.fixture
def story(make_story):
    ada = builders.make_author("Ada Marsh", mastodon="https://social.example/@ada")
    joren = builders.make_author("Joren Tak")
    mei = builders.make_author("Mei Lin", mastodon="https://two.example/users/mei")
    return make_story(
        "Harbour “vote” & <b>",
        standfirst="The board met for six hours.",
        authors=[ada, joren, mei],
        language="pt-br",
        published_at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
    )


def test_a_story_is_shown_as_an_article(head, story):
    meta = told(head(story.url))
    shown = {name: values[0] for name, values in meta.items() if len(values) == 1}
    assert {
        "og:type": "article",
        "og:title": "Harbour “vote” & <b>",
        "og:description": "The board met for six hours.",
        "og:url": f"{ROOT}{story.url}",
        "og:site_name": "Newsclip",
        "og:locale": "pt_BR",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Harbour “vote” & <b> (via Paper) — Newsclip",
        "article:published_time": "2026-03-01T10:30:00+01:00",
        "article:section": "World",
        "twitter:card": "summary_large_image",
        "twitter:image": shown["og:image"],
        "twitter:image:alt": shown["og:image:alt"],
        "robots": "max-image-preview:large",
    }.items() <= shown.items()
    assert meta["article:tag"] == ["NATO", "Energy"]
    assert re.fullmatch(rf"{ROOT}/share-cards/\d+/\w+\.png", shown["og:image"])


def test_no_author_s_address_is_given_for_a_name(head, story):
    assert "article:author" not in told(head(story.url))


def test_each_author_with_a_profile_in_the_fediverse_is_credited(head, story):
    found = told(head(story.url))["fediverse:creator"]
    assert found == ["@ada@social.example", "@mei@two.example"]


@pytest.mark.parametrize(
    ("profile", "handle"),
    [
        ("https://social.example/@ada", "@ada@social.example"),
        ("https://social.example/@ada/", "@ada@social.example"),
        ("https://Social.Example/web/@ada.b_1", "@ada.b_1@social.example"),
        ("https://social.example/users/ada", "@ada@social.example"),
        ("https://social.example/@ada@home.example", "@ada@home.example"),
        ("https://social.example/ada", ""),
        ("https://social.example/@ada/112", ""),
        ("https://social.example/@ada@", ""),
        ('https://social.example/@a"><script>', ""),
        ("ftp://social.example/@ada", ""),
        ("@ada@social.example", ""),
        ("", ""),
    ],
)
def test_a_handle_is_told_by_the_profile_s_address(profile, handle):
    assert fediverse_handle(profile) == handle


def test_x_says_what_the_editor_wrote_for_sharing_and_others_the_headline(
    head, make_story
):
    """Programs that take stories out of pages take ``og:title`` for the headline."""
    story = make_story("Harbour vote", share_text="They put it off. Again.")
    shown = head(story.url)
    assert told(shown)["twitter:title"] == ["They put it off. Again."]
    assert told(shown)["og:title"] == ["Harbour vote"]
    assert shown.title.text == "Harbour vote — Newsclip"


def test_a_story_without_a_word_of_description_has_the_site_s(head, home):
    story = builders.make_article("Harbour vote", body=[("divider", None)])
    found = told(head(story.url))
    assert found["og:description"] == ["Newsclip — Social News Discovery"]


def test_the_modified_time_is_when_readers_were_last_told(head, story):
    later = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    ArticlePage.objects.filter(pk=story.pk).update(updated_at=later)
    found = told(head(story.url))["article:modified_time"]
    assert found == ["2026-03-02T09:00:00+01:00"]


def test_hidden_and_merged_hashtags_are_not_named(head, story):
    nato = story.hashtags.all()[0]
    nato.status = nato.Status.HIDDEN
    nato.save()
    assert told(head(story.url))["article:tag"] == ["Energy"]


@pytest.mark.parametrize("typed", ["newsclip", "@newsclip"])
def test_the_newsroom_s_account_on_x_is_named(head, story, typed):
    assert "twitter:site" not in told(head(story.url))
    BrandSettings.objects.create(site=story.get_site(), x_handle=typed)
    assert told(head(story.url))["twitter:site"] == ["@newsclip"]


def test_every_language_of_stories_has_a_locale():
    assert LOCALES.keys() == {code for code, _ in LANGUAGES}
    form = re.compile("[a-z]{2,3}_([A-Z]{2}|001)")
    assert all(map(form.fullmatch, LOCALES.values()))


# Every page ------------------------------------------------------------------------


def pages_of(story, home) -> dict[str, str]:
    """Each public page that search engines may list, with its canonical path."""
    about = StandardPage(title="About us", slug="about")
    home.add_child(instance=about)
    month = timezone.localtime(story.published_at).strftime("%Y-%m")
    paths = [
        "/",
        "/about/",
        "/world/",
        story.url,
        story.bylines.all()[0].author.get_absolute_url(),
        story.outlet.get_absolute_url(),
        "/archive/",
        f"/archive/{month}/",
        "/hashtags/",
        "/corrections/",
        "/feeds/",
    ]
    return {f"{path}?utm_source=a": path for path in paths}


def test_every_page_has_one_canonical_address_and_a_preview(head, story, home):
    for asked, path in pages_of(story, home).items():
        shown = head(asked)
        meta = told(shown)
        assert canonical(shown) == [f"{ROOT}{path}"], path
        assert meta["og:url"] == [f"{ROOT}{path}"], path
        assert meta["robots"] == ["max-image-preview:large"], path
        assert meta["twitter:card"] == ["summary_large_image"], path
        assert meta["og:locale"] == ["pt_BR" if path == story.url else "en_US"]
        for name in ("title", "type", "site_name", "description", "image"):
            assert len(meta[f"og:{name}"]) == 1, (path, name)
            assert meta[f"og:{name}"][0], (path, name)


def test_a_page_s_preview_has_its_title_less_the_newsroom_s_name(head, story, home):
    meta = told(head("/world/"))
    assert (meta["og:title"], meta["og:type"]) == (["World"], ["website"])
    author = told(head(story.bylines.all()[0].author.get_absolute_url()))
    assert author["og:title"] == ["Ada Marsh"]
    assert told(head("/"))["og:title"] == ["Newsclip — Social News Discovery"]


def test_a_later_page_of_a_list_is_its_own(head, make_story, monkeypatch):
    monkeypatch.setattr("news.listings.PAGE_LENGTH", 1)
    make_story("One")
    make_story("Two")
    for path in ("/world/", "/authors/ada-marsh/"):
        later = head(f"{path}?page=2")
        assert canonical(later) == [f"{ROOT}{path}?page=2"]
        assert told(later)["og:url"] == [f"{ROOT}{path}?page=2"]


def test_what_search_engines_do_not_list_has_a_preview_and_no_canonical(head, story):
    paths = {
        f"{path}?utm_source=a": path for path in ("/saved/", f"{story.url}history/")
    }
    paths |= {"/search/?utm_source=a&q=harbour": "/search/?q=harbour"}
    for asked, path in paths.items():
        shown = head(asked)
        assert canonical(shown) == [], path
        assert told(shown)["robots"] == ["noindex"], path
        assert told(shown)["og:url"] == [f"{ROOT}{path}"], path


def test_pages_that_are_not_there_have_no_preview(head, story):
    for path in ("/never/was/", "/world/never-was/"):
        assert not [name for name in told(head(path)) if name.startswith("og:")]


def test_a_draft_that_was_shared_by_a_link_tells_nobody_of_the_link(head, home, editor):
    draft = builders.make_article("Secret", publish=False)
    shown = head(DraftLink.make(draft, editor, 1).get_absolute_url())
    assert shown.title.text == "Draft: Secret — Newsclip"
    assert not [name for name in told(shown) if name.startswith(("og:", "twitter:"))]
    assert canonical(shown) == []


def test_an_editor_s_preview_of_a_new_story_needs_no_card(desk, home):
    story = ArticlePage(title="New", language="en", body=builders.stream([]))
    category = builders.make_category()
    category.add_child(instance=story)
    story.save_revision()
    at = reverse("wagtailadmin_pages:view_draft", args=[story.pk])
    answer = desk.get(at)
    assert answer.status_code == 200
    assert "og:title" not in answer.content.decode()


def test_embedding_is_told_of_in_both_forms(client, head, story):
    links = head(story.url).find_all("link", rel="alternate")
    told_of = {link["type"]: link for link in links if "oembed" in link["type"]}
    assert told_of.keys() == {"application/json+oembed", "text/xml+oembed"}
    for kind, link in told_of.items():
        answer = client.get(link["href"].removeprefix(ROOT))
        assert answer.status_code == 200
        assert answer["Content-Type"].partition(";")[0] == kind.replace("+oembed", "")
        assert link["title"] == "Harbour “vote” & <b>"
