"""Google News reads what was first published in the last two days, and only that."""

import xml.etree.ElementTree as ElementTree
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import BrandSettings
from news.languages import LANGUAGES
from news.models import ArticlePage
from newsroom.demo import builders
from syndication.pictures import largest
from syndication.sitemaps.news import language

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
HOUR = timedelta(hours=1)


@pytest.fixture
def read(client, home):
    """The ``url`` elements of a file of news, by headline, in their order."""

    def read(path="/sitemaps/news.xml") -> dict[str, ElementTree.Element]:
        answer = client.get(path)
        assert answer.status_code == 200
        root = ElementTree.fromstring(answer.getvalue())
        return {each.findtext(f".//{NEWS}title"): each for each in root}

    return read


def now() -> datetime:
    return timezone.now()


def first_published(story: ArticlePage, at: datetime) -> None:
    """As if the story had been published first at that time."""
    ArticlePage.objects.filter(pk=story.pk).update(first_published_at=at)


def test_news_is_what_was_published_in_48_hours_newest_first(read):
    for hours in (47, 1, 49):
        builders.make_article(f"{hours} hours", published_at=now() - hours * HOUR)
    assert list(read()) == ["1 hours", "47 hours"]


def test_the_original_time_counts_whatever_date_is_shown_since(read):
    """An archive that is brought in today is no news, nor is what got a new date."""
    old = builders.make_article("Redated", published_at=now() - HOUR)
    first_published(old, now() - 72 * HOUR)
    late = builders.make_article("A day old", published_at=now() - HOUR)
    first_published(late, now() - 24 * HOUR)
    builders.make_article("From an archive", published_at=now() - 9_000 * HOUR)

    found = read()
    assert list(found) == ["A day old"]
    told = datetime.fromisoformat(
        found["A day old"].findtext(f".//{NEWS}publication_date")
    )
    assert abs(told - (now() - 24 * HOUR)) < timedelta(minutes=1)


def test_a_story_is_told_with_name_language_time_and_picture(read, settings):
    picture = builders.make_picture()
    at = now().replace(microsecond=0) - HOUR
    story = builders.make_article(
        'Vote & <b>"quote"</b> #1', slug="vote", published_at=at, hero_image=picture
    )
    name = "The Quay & Port"
    BrandSettings.objects.update_or_create(
        site=story.get_site(), defaults={"name": name}
    )
    (told,) = read().values()

    assert told.findtext(f"{SITEMAP}loc") == story.full_url
    assert told.findtext(f"{SITEMAP}lastmod") == timezone.localtime(at).isoformat()
    assert told.findtext(f".//{NEWS}name") == name
    assert told.findtext(f".//{NEWS}language") == "en"
    assert told.findtext(f".//{NEWS}title") == 'Vote & <b>"quote"</b> #1'
    said = told.findtext(f".//{NEWS}publication_date")
    assert said == timezone.localtime(at).isoformat()
    assert said.endswith(("+01:00", "+02:00"))
    file = f"{story.get_site().root_url}{largest(picture, 'body').path}"
    assert [shown.text for shown in told.iter(f"{IMAGE}loc")] == [file]


def test_an_updated_story_keeps_its_time_and_says_when_it_changed(read):
    story = builders.make_article("Vote", published_at=now() - 40 * HOUR)
    story.republish_as, story.republish_note = "update", "Adds the answer."
    story.republish_chosen_at = now()
    story.save_revision().publish()
    (told,) = read().values()
    original = datetime.fromisoformat(told.findtext(f".//{NEWS}publication_date"))
    changed = datetime.fromisoformat(told.findtext(f"{SITEMAP}lastmod"))
    assert changed - original > 39 * HOUR


def test_what_was_paid_for_is_no_news(read):
    builders.make_article("Paid", story_type="sponsored", paid_for_by="A bank")
    builders.make_article("Opinion", story_type="opinion")
    assert list(read()) == ["Opinion"]


def test_a_hidden_story_is_no_news(read):
    story = builders.make_article("Vote")
    builders.make_article("Draft", publish=False)
    alias = story.create_alias(parent=builders.make_category("World"))
    assert list(read()) == ["Vote"]
    story.embargo_until = now() + HOUR
    story.save(clean=False)
    alias.delete()
    assert list(read()) == []


def test_every_language_has_a_code_of_iso_639_and_chinese_its_own():
    assert language("zh-hans") == "zh-cn"
    assert language("zh-hant") == "zh-tw"
    assert language("pt-br") == "pt"
    assert language("sr-latn") == "sr"
    others = {language(code) for code, _ in LANGUAGES} - {"zh-cn", "zh-tw"}
    assert all(len(code) in (2, 3) and code.isalpha() for code in others)


def test_more_than_a_thousand_are_in_more_files_that_the_index_names(
    client, read, monkeypatch
):
    monkeypatch.setattr("syndication.sitemaps.news.A_FILE", 2)
    for minutes in range(5):
        at = now() - timedelta(minutes=minutes)
        builders.make_article(f"Minute {minutes}", published_at=at)

    files = [f"/sitemaps/news{end}.xml" for end in ("", "-2", "-3")]
    assert [list(read(file)) for file in files] == [
        ["Minute 0", "Minute 1"],
        ["Minute 2", "Minute 3"],
        ["Minute 4"],
    ]
    index = client.get("/sitemap.xml").getvalue().decode()
    assert all(f"{file}</loc>" in index for file in files)
    assert "news-4" not in index
    assert client.get("/sitemaps/news-4.xml").status_code == 404


def test_news_costs_three_queries_however_much_there_is(client, home):
    """The site; the first expiry; the stories with their pictures."""
    builders.make_article("One")
    client.get("/robots.txt")
    for number in range(3):
        builders.make_article(f"More {number}", hero_image=builders.make_picture())
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/sitemaps/news.xml").getvalue().count(b"<url>") == 4
    assert len(queries) == 3
    assert not any('articlepage"."body"' in query["sql"] for query in queries)
