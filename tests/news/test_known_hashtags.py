"""Known hashtags that stand in a story's text are offered beside its own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hashtags.models import Hashtag
from news.known_hashtags import known_in
from newsroom.demo import builders

pytestmark = pytest.mark.django_db


def names(story) -> list[str]:
    return [tag.name for tag in known_in(story)]


def test_the_most_used_come_first_without_those_that_it_has(home):
    builders.make_article("One", hashtags=["Harbour", "Tolls"])
    builders.make_article("Two", hashtags=["Tolls"])
    Hashtag.objects.get_or_create_many(["Ferry", "Vote"])
    story = builders.make_article(
        "Harbour vote",
        standfirst="Tolls stay",
        body=[("paragraph", "<p>The <b>ferry</b> too.</p>")],
        hashtags=["Vote"],
        publish=False,
    )
    assert names(story) == ["Tolls", "Harbour", "Ferry"]


def test_at_most_eight_are_offered(home):
    Hashtag.objects.get_or_create_many([f"Word{n}" for n in range(12)])
    text = " ".join(f"word{n}" for n in range(12))
    assert len(names(builders.make_article("A", standfirst=text, publish=False))) == 8


def test_the_queries_are_two_beside_those_for_its_own(home):
    Hashtag.objects.get_or_create_many(["Harbour", "Vote"])
    story = builders.make_article("Harbour vote", hashtags=["Tolls"], publish=False)
    list(story.hashtags.all())
    with CaptureQueriesContext(connection) as own:
        list(story.hashtags.all())
    with CaptureQueriesContext(connection) as queries:
        known_in(story)
    assert len(queries) - len(own) == 2


def test_the_editor_offers_them_and_does_not_trust_their_names(desk, home):
    Hashtag.objects.get_or_create_many(["Harbour"])
    Hashtag.objects.filter(name="Harbour").update(name='<b>"Harbour"')
    story = builders.make_article("Harbour vote", publish=False)
    page = desk.get(f"/admin/pages/{story.pk}/edit/").content.decode()
    assert 'data-known-hashtag="&lt;b&gt;&quot;Harbour&quot;"' in page
