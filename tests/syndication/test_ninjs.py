"""A story as ninjs 3.1, beside its page."""

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from jsonschema import ValidationError
from wagtail.models import Site

from newsroom.demo import builders
from tests.syndication.hidden import withdrawn
from tests.syndication.ninjs_schema import validator

HOUR = timezone.timedelta(hours=1)


@pytest.fixture(scope="session")
def schema():
    return validator()


@pytest.fixture
def read(client, schema):
    """The story's ninjs, held to the schema."""

    def read(story) -> dict:
        answer = client.get(f"{story.url.removesuffix('/')}.ninjs.json")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/json"
        schema.validate(answer.json())
        return answer.json()

    return read


@pytest.fixture
def filed(make_story):
    """A story with something of everything."""
    picture = builders.make_picture(credit="Photo: Ada Okafor", caption="The old quay")
    related = make_story("Related story")
    return make_story(
        card_headline="Vote put off",
        standfirst="Nine members, no majority.",
        kicker="Harbour",
        story_type="opinion",
        language="fr",
        hero_image=picture,
        hero_alt="Ships at a quay",
        expire_at=timezone.now() + HOUR,
        body=[
            ("paragraph", "<p>The board <b>met</b>.<br/>It waited.</p>"),
            ("heading", {"text": "Why", "level": "h2"}),
            ("bulleted_list", "<ul><li>One</li><li>Two</li></ul>"),
            (
                "quote",
                {
                    "text": "We wait.\n\nStill.",
                    "attribution": "Ilse Varga",
                    "source_url": "",
                    "style": "block",
                },
            ),
            (
                "image",
                {
                    "image": picture.pk,
                    "alt_text": "Cranes",
                    "decorative": False,
                    "caption": "Not in the text",
                    "credit": "",
                },
            ),
            ("related_story", related.pk),
        ],
        sources=[
            {"url": "https://paper.example/é", "title": "Board", "role": "document"}
        ],
        corrections=[{"text": "Nine, not ten."}],
    )


def test_it_holds_the_story_and_who_when_and_what_of_it(read, filed):
    said, root = read(filed), Site.objects.get().root_url
    assert said["uri"] == f"{root}/api/v1/stories/{filed.pk}"
    assert said["standard"]["version"] == "3.1"
    assert (said["type"], said["representationType"]) == ("text", "full")
    assert (said["pubStatus"], said["language"]) == ("usable", "fr")
    assert said["headlines"] == [
        {"role": "main", "contentType": "text/plain", "value": "Harbour vote"},
        {"role": "kicker", "contentType": "text/plain", "value": "Harbour"},
    ]
    assert said["title"] == "Vote put off"
    assert {each["role"]: each["value"] for each in said["descriptions"]} == {
        "summary": "Nine members, no majority.",
        "label": "Opinion",
        "correction": "Nine, not ten.",
    }
    assert said["by"] == "Ada Marsh"
    assert said["people"] == [
        {"name": "Ada Marsh", "rel": "author", "uri": f"{root}/authors/ada-marsh/"}
    ]
    assert [(each["rel"], each["name"]) for each in said["subjects"]] == [
        ("category", "World"),
        ("hashtag", "NATO"),
        ("hashtag", "Energy"),
    ]
    assert said["genres"] == [{"name": "Opinion", "literal": "opinion"}]
    (cited,) = said["infoSources"]
    assert cited == {
        "name": "Paper",
        "role": "document",
        "uri": "https://paper.example/%C3%A9",
        "literal": "Board",
    }
    assert said["copyrightHolder"] == "Newsclip"
    assert said["trustIndicators"][0]["href"] == f"{root}/corrections/"
    assert {"role": "canonical", "value": filed.full_url} in said["altIds"]


def test_its_bodies_are_html_and_text_without_captions(read, filed):
    html, text = read(filed)["bodies"]
    assert (html["contentType"], text["contentType"]) == ("text/html", "text/plain")
    assert "<b>met</b>" in html["value"]
    assert text["value"] == (
        "The board met. It waited.\n\nWhy\n\nOne\n\nTwo\n\n"
        "We wait.\n\nStill.\n\nIlse Varga\n\nRelated: Related story"
    )
    assert text["charCount"] == len(text["value"])


def test_its_associations_are_pictures_in_every_size_and_related_stories(read, filed):
    hero, shown, related = read(filed)["associations"]
    assert (hero["name"], shown["name"]) == ("hero", "body-5")
    assert hero["by"] == "Photo: Ada Okafor"
    assert {each["role"]: each["value"] for each in hero["descriptions"]} == {
        "caption": "The old quay",
        "alt": "Ships at a quay",
    }
    kinds = {rendition["contentType"] for rendition in hero["renditions"]}
    assert kinds == {"image/avif", "image/webp", "image/jpeg"}
    assert related["headlines"][0]["value"] == "Related story"


def test_its_times_are_the_storys(read, filed):
    before = read(filed)
    filed.standfirst = "A later sentence."
    filed.save_revision().publish()
    filed.refresh_from_db()
    after = read(filed)
    assert after["uri"] == before["uri"]
    assert after["firstCreated"] == before["firstCreated"]
    assert parse_datetime(after["versionCreated"]) == filed.last_published_at.replace(
        microsecond=0
    )
    assert parse_datetime(after["contentCreated"]) == filed.published_at.replace(
        microsecond=0
    )
    assert parse_datetime(after["expires"]) == filed.expire_at.replace(microsecond=0)


def test_a_bare_story_is_valid_too(read, home):
    said = read(builders.make_article("Bare", body=[("divider", None)]))
    assert not {"people", "infoSources", "associations", "by", "expires"} & said.keys()


def test_the_schema_refuses_what_is_not_in_it(read, filed, schema):
    """The control."""
    said = read(filed)
    for broken in (
        said | {"pubStatus": "maybe"},
        said | {"anything": 1},
        said | {"uri": "no address"},
        said | {"versionCreated": "yesterday"},
        said | {"places": [{"geoJSON": {"type": "Point", "coordinates": [1, 2]}}]},
    ):
        with pytest.raises(ValidationError):
            schema.validate(broken)


def test_a_hidden_story_has_none(client, make_story):
    story = make_story()
    address = f"{story.url.removesuffix('/')}.ninjs.json"
    assert client.get(address).status_code == 200
    story.unpublish()
    assert client.get(address).status_code == 404


def test_a_former_address_leads_on(client, make_story):
    story = make_story("Vote", slug="vote")
    story.slug = "ballot"
    story.save_revision().publish()
    answer = client.get("/world/vote.ninjs.json")
    assert answer.status_code == 301
    assert client.get(answer["Location"]).json()["headlines"][0]["value"] == "Vote"
    story.unpublish()
    assert client.get("/world/vote.ninjs.json").status_code == 404


def test_a_withdrawn_story_s_says_so(client, make_story):
    story = make_story("Secret merger", slug="vote")
    withdrawn(story)
    answer = client.get("/world/vote.ninjs.json")
    assert answer.status_code == client.get(story.url).status_code == 410
    assert answer["Content-Type"] == "application/problem+json"
    assert "We were wrong." in answer.json()["detail"]
    assert "Secret" not in answer.content.decode()


def test_the_storys_page_names_it(client, make_story):
    story = make_story()
    page = client.get(story.url).content.decode()
    address = f"{story.full_url.removesuffix('/')}.ninjs.json"
    assert f'type="application/json" title="ninjs 3.1" href="{address}"' in page


def test_it_is_read_from_any_site_and_kept(client, make_story):
    story = make_story()
    first = client.get(f"{story.url.removesuffix('/')}.ninjs.json")
    assert first["Access-Control-Allow-Origin"] == "*"
    assert f"story-{story.pk}" in first["Cache-Tag"]
    again = {"If-None-Match": first["ETag"]}
    assert client.get(first.wsgi_request.path, headers=again).status_code == 304


def test_it_takes_nine_queries_at_most(client, filed, django_assert_max_num_queries):
    """The site; the story; its hashtags, bylines, sources, corrections; what its body
    names, and the stories of those.
    """
    address = f"{filed.url.removesuffix('/')}.ninjs.json"
    client.get(address)
    with django_assert_max_num_queries(9):
        client.get(address)
