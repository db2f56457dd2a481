"""What each role does at the desk, with stories of its own and of others.

Whatever of others is refused leaves no new version of it.
"""

import pytest
from django.urls import reverse

from desk.models import DraftLink
from hashtags.models import Hashtag
from home.models import HomePage
from news.models import ArticlePage, Correction, HistorySettings, StoryVersion
from newsroom.demo import builders
from sources.models import Source
from tests.accounts.people import editor_of, member
from tests.home.front_form import send
from tests.news.newsdesk import save

ROLES = ["Contributor", "Reporter", "Politics editor", "Managing editor", "Owner"]
CHIEFS = set(ROLES[3:])
REPORT = "https://courier.example/vote"


@pytest.fixture(scope="module")
def world(once):
    """Everybody, and live stories and drafts of each in Politics and in World."""
    builders.front_page()
    places = [builders.make_category(name) for name in ("Politics", "World")]
    people = {role: member(role) for role in ROLES if role != "Politics editor"}
    people["Politics editor"] = editor_of(places[0])
    chief = people["Colleague"] = member("Managing editor", "colleague")
    stories = {}
    for whose, person in people.items():
        for place in places:
            for live in (False, True):
                story = builders.make_article(
                    f"{whose} in {place.title}",
                    category=place,
                    publish=False,
                    user=person,
                    sources=[REPORT],
                )
                for _ in range(2 * live):
                    story.save_revision(user=chief).publish(user=chief)
                stories[whose, place.title, live] = story.pk
    for name in ("Harbour", "Port"):
        Hashtag.objects.create(name=name)
    return people, stories


# With a story: what is done, and whether it was ------------------------------------


def publish(client, story):
    save(client, story, action="publish")
    return ArticlePage.objects.get(pk=story.pk).live


def override_a_stop_marker(client, story):
    marked = {"standfirst": "TK Maxx", "stop_marker_reason": "A shop"}
    save(client, story, action="publish", **marked)
    return ArticlePage.objects.get(pk=story.pk).live


def share_the_draft(client, story):
    client.post(reverse("desk_draft_links", args=[story.pk]), {"days": "1"})
    return DraftLink.objects.filter(story=story).exists()


def correct(client, story):
    said = {"republish_as": "correction", "republish_note": "It was on Tuesday."}
    save(client, story, action="publish", **said)
    return Correction.objects.filter(article=story.pk).exists()


def withdraw(client, story):
    address = reverse("wagtailadmin_pages:unpublish", args=[story.pk])
    client.post(address, {"reason": "It was wrong."})
    return not ArticlePage.objects.get(pk=story.pk).live


def withhold(client, story):
    version = StoryVersion.objects.of(story.pk).first()
    address = reverse("withhold_version", args=[version.pk])
    client.post(address, {"reason": StoryVersion.Reason.values[0], "because": "7/26"})
    return StoryVersion.objects.of(story.pk).first().content is None


HERE = {("Politics editor", "Politics")}
EVERYWHERE = {(role, place) for role in CHIEFS for place in ("Politics", "World")}
PUBLISHERS = HERE | EVERYWHERE
OWNERS = {("Owner", "Politics"), ("Owner", "World")}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("act", "live", "who"),
    [
        (publish, False, PUBLISHERS),
        (override_a_stop_marker, False, PUBLISHERS),
        (share_the_draft, False, PUBLISHERS),
        (correct, True, PUBLISHERS),
        (withdraw, True, PUBLISHERS),
        (withhold, True, OWNERS),
    ],
)
def test_with_a_story(client, db, world, role, act, live, who):
    people, stories = world
    client.force_login(people[role])
    cells = [(role, "Politics"), ("Colleague", "World")]
    if role not in CHIEFS:
        cells += [(role, "World"), ("Colleague", "Politics")]
    for whose, place in cells:
        story = ArticlePage.objects.get(pk=stories[whose, place, live])
        may = (role, place) in who
        assert act(client, story) == may, (whose, place)
        if whose != role and not may:
            after = ArticlePage.objects.get(pk=story.pk)
            assert after.latest_revision_id == story.latest_revision_id


# With what is everybody's -----------------------------------------------------------


def rename_a_hashtag(client):
    harbour = Hashtag.objects.get(name="Harbour")
    address = reverse("hashtags_hashtag_modeladmin_edit", args=[harbour.pk])
    client.post(address, {"name": "Quay", "status": "active", "description": ""})
    return Hashtag.objects.filter(name="Quay").exists()


def create_a_hashtag(client):
    address = reverse("hashtags_hashtag_modeladmin_create")
    client.post(address, {"name": "Dock", "status": "active", "description": ""})
    return Hashtag.objects.filter(name="Dock").exists()


def merge_hashtags(client):
    port = Hashtag.objects.get(name="Port")
    address = reverse("wagtail_bulk_action", args=["hashtags", "hashtag", "merge"])
    into = Hashtag.objects.get(name="Harbour")
    form = {"target": into.name, "into": into.name, "confirmed": "1"}
    client.post(f"{address}?id={port.pk}", form)
    return Hashtag.objects.get(name="Port").merged_into_id == into.pk


def name_a_source(client):
    source = Source.objects.get()
    address = reverse("sources_source_modeladmin_edit", args=[source.pk])
    client.post(address, {"title": "Vote postponed", "author": "", "url": REPORT})
    return Source.objects.get().title == "Vote postponed"


def edit_the_front_page(client):
    home = HomePage.objects.get()
    send(client, home, [], introduction="Changed.")
    return HomePage.objects.get().introduction == "Changed."


def hide_the_history(client):
    address = reverse("wagtailsettings:edit", args=["news", "historysettings"])
    client.post(client.get(address, follow=True).request["PATH_INFO"], {})
    return HistorySettings.objects.filter(public=False).exists()


def read_the_calendar(client):
    return client.get("/admin/calendar/").status_code == 200


@pytest.mark.parametrize(
    ("act", "least"),
    [
        (read_the_calendar, "Contributor"),
        (create_a_hashtag, "Managing editor"),
        (name_a_source, "Politics editor"),
        (rename_a_hashtag, "Managing editor"),
        (merge_hashtags, "Managing editor"),
        (edit_the_front_page, "Managing editor"),
        (hide_the_history, "Managing editor"),
    ],
)
def test_with_what_is_everybodys(client, db, world, act, least):
    """By the first role that may, and by no other before it."""
    for role in ROLES[: ROLES.index(least) + 1]:
        client.force_login(world[0][role])
        assert act(client) == (role == least), role
