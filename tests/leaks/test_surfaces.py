"""No surface shows anything of a story that readers may not see.

A word found nowhere else is planted in every field. Each surface of the registry is
asked for it at every address where the story could be seen, in every state a story can
be in.
"""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from news.models import ArticlePage, Byline
from news.querysets import ArticleQuerySet
from news.schedule import run_schedule
from newsroom.demo import builders
from newsroom.surfaces import PAGES, ROUTES

HOUR = timedelta(hours=1)
SURFACES = {s.name: s for s in [*PAGES.values(), *ROUTES.values()] if s.where}
PLACES = [
    "headline", "card", "standfirst", "kicker", "paidfor", "herocaption", "heroalt",
    "credit", "body", "quote", "hashtag", "sourcetitle", "sourceauthor", "outlet",
    "byline", "correction", "share", "seotitle", "description", "slug", "document",
]  # fmt: skip
WORDS = {place: f"zq{place}x" for place in PLACES}


def plant(**fields) -> ArticlePage:
    """A draft with a word of its own in each of its fields."""
    word = WORDS
    document = get_document_model().objects.create(
        title=word["document"], file=ContentFile(b"%PDF zqdocumentx", name="a.pdf")
    )
    link = f'<a linktype="document" id="{document.pk}">it</a>'
    story = builders.make_article(
        f"The {word['headline']} story",
        slug=f"a-{word['slug']}-story",
        publish=False,
        card_headline=f"{word['card']} in short",
        standfirst=word["standfirst"],
        kicker=word["kicker"],
        story_type="sponsored",
        paid_for_by=word["paidfor"],
        hero_image=builders.make_picture("Plain", credit=word["credit"]),
        hero_alt=word["heroalt"],
        hero_caption=word["herocaption"],
        share_text=word["share"],
        seo_title=word["seotitle"],
        search_description=word["description"],
        body=[
            ("paragraph", f"<p>{word['body']} {link}</p>"),
            ("quote", {"text": word["quote"], "attribution": "", "source_url": ""}),
        ],
        hashtags=[word["hashtag"]],
        sources=[
            {
                "url": f"https://{word['outlet']}.example/report",
                "title": word["sourcetitle"],
                "author": word["sourceauthor"],
            }
        ],
        authors=[builders.make_author("Ada Marsh")],
        corrections=[{"text": word["correction"]}],
        **fields,
    )
    Byline.objects.filter(article=story).update(role=word["byline"])
    story = ArticlePage.objects.get(pk=story.pk)
    story.save_revision()
    return story


def publish(story) -> ArticlePage:
    story.get_latest_revision().publish()
    return ArticlePage.objects.get(pk=story.pk)


def draft():
    return plant()


def published():
    return publish(plant())


def embargo_passed():
    return publish(plant(embargo_until=timezone.now() - HOUR))


def expiry_to_come():
    return publish(plant(expire_at=timezone.now() + HOUR))


def scheduled():
    return publish(plant(go_live_at=timezone.now() + HOUR))


def embargoed():
    return publish(plant(embargo_until=timezone.now() + HOUR))


def embargoed_while_live():
    story = published()
    story.embargo_until = timezone.now() + HOUR
    story.save()
    return story


def in_review():
    story = plant()
    story.get_workflow().start(story, builders.make_user("submitter"))
    return story


def unpublished():
    story = published()
    story.unpublish()
    return story


def expired_not_swept():
    story = published()
    story.expire_at = timezone.now() - HOUR
    story.save(clean=False)
    return story


def expired():
    story = expired_not_swept()
    assert run_schedule().expired == [story.pk]
    return story


def deleted():
    story = published()
    ArticlePage.objects.get(pk=story.pk).delete()
    return story


def restricted():
    story = published()
    PageViewRestriction.objects.create(page=story, restriction_type="login")
    return story


def below_a_private_category():
    story = published()
    PageViewRestriction.objects.create(
        page=story.get_parent(), restriction_type="password", password="x"
    )
    return story


HIDDEN = [
    draft,
    scheduled,
    embargoed,
    embargoed_while_live,
    in_review,
    unpublished,
    expired_not_swept,
    expired,
    deleted,
    restricted,
    below_a_private_category,
]
SEEN = [published, embargo_passed, expiry_to_come]
# A file follows at the clock's next round; read time hides pages to the second.
FILES_FOLLOW = {expired_not_swept, embargoed_while_live}


def said(answer) -> str:
    """Everything an answer says, less what the question itself said."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = [f"{k}: {v}" for k, v in answer.headers.items() if k != "Location"]
    return "\n".join([*headers, body.decode("utf-8", "replace")])


def leaks(client, story, surfaces=SURFACES) -> list[str]:
    """Where a surface says a planted word that was not in the question."""
    found = []
    for name, surface in surfaces.items():
        for address in surface.where(story):
            for method in (client.get, client.head):
                text = said(method(address)).lower()
                words = [
                    word
                    for word in WORDS.values()
                    if word in text and word not in address.lower()
                ]
                found += [f"{name} {address}: {word}" for word in words]
    return found


def statuses(client, story, name) -> set[int]:
    return {client.get(at).status_code for at in SURFACES[name].where(story)}


@pytest.mark.parametrize("state", HIDDEN, ids=lambda state: state.__name__)
def test_no_surface_says_a_word_of_a_hidden_story(client, home, state):
    story = state()
    assert leaks(client, story) == []


@pytest.mark.parametrize("state", HIDDEN, ids=lambda state: state.__name__)
def test_addresses_of_a_hidden_story_are_as_if_it_never_existed(client, home, state):
    story = state()
    private = {restricted, below_a_private_category}
    expected = {302, 200} if state in private else {404}
    found = {
        answer.status_code
        for at in SURFACES["story"].where(story)
        for answer in [client.get(at, follow=True)]
    }
    assert found <= expected | {404}
    for name in ("hashtag", "outlet", "documents"):
        assert statuses(client, story, name) <= {404}, name
    if state not in FILES_FOLLOW:
        assert statuses(client, story, "pictures") <= {404}


@pytest.mark.parametrize("state", HIDDEN, ids=lambda state: state.__name__)
def test_no_count_or_list_holds_a_hidden_story(client, home, state):
    story = state()
    headline = story.title.split()[1]
    assert "0 stories" in client.get(f"/search/?q={headline}").content.decode()
    assert "No stories yet" in client.get("/").content.decode()


@pytest.mark.parametrize("state", SEEN, ids=lambda state: state.__name__)
@pytest.mark.parametrize("name", SURFACES)
def test_each_surface_shows_a_public_story(client, home, state, name):
    """The positive control: a surface that shows nothing would hide everything."""
    story = state()
    surface = SURFACES[name]
    if name == "pictures":
        assert statuses(client, story, name) == {200}
    else:
        answer = client.get(surface.where(story)[0])
        assert answer.status_code == 200
        text = said(answer).lower()
        assert any(word in text for word in WORDS.values())


def test_an_unpublished_edit_of_a_live_story_is_on_no_surface(client, home):
    story = builders.make_article("Plain headline", hashtags=["NATO"])
    edited = ArticlePage.objects.get(pk=story.pk)
    for field in ("title", "card_headline", "standfirst", "kicker", "share_text"):
        setattr(edited, field, WORDS["headline"])
    edited.hashtags.set([WORDS["hashtag"]])
    edited.body = builders.stream([("paragraph", f"<p>{WORDS['body']}</p>")])
    edited.hero_image = builders.make_picture("Not yet shown")
    edited.save_revision()
    assert leaks(client, ArticlePage.objects.get(pk=story.pk)) == []
    assert statuses(client, edited, "pictures") == {404}
    assert statuses(client, edited, "hashtag") == {404}


def test_the_walk_finds_what_a_broken_door_lets_out(client, home, monkeypatch):
    """The negative control: with the door open the same walk finds leaks."""
    story = embargoed_while_live()
    monkeypatch.setattr(ArticleQuerySet, "published", lambda self, now=None: self)
    monkeypatch.setattr("news.models.timing.in_its_time", lambda page, now: True)
    monkeypatch.setattr("news.listings.visible_at", lambda now: Q(pk__isnull=False))
    found = {line.split(" /")[0] for line in leaks(client, story)}
    assert found >= {"front page", "category", "story", "hashtag", "outlet", "author"}


def test_every_surface_that_shows_stories_says_who_may_keep_it(client, home):
    story = published()
    for name, surface in SURFACES.items():
        answer = client.get(surface.where(story)[0])
        assert answer.headers.get("Cache-Control"), name
        if surface.policy:
            assert answer["Cache-Control"] == surface.policy.header(), name


def test_a_page_is_kept_no_longer_than_its_first_story_may_be_seen(client, home):
    publish(plant(expire_at=timezone.now() + timedelta(seconds=60)))
    for address in ("/", "/general/"):
        kept = client.get(address)["Cache-Control"]
        assert int(kept.rpartition("s-maxage=")[2]) <= 60
    story = ArticlePage.objects.get()
    assert "s-maxage=300" not in client.get(story.url)["Cache-Control"]


def test_nobody_may_keep_what_somebody_signed_in_or_a_missing_page_was_shown(
    client, desk, home
):
    story = published()
    assert desk.get(story.url)["Cache-Control"] == "private, no-store"
    client.logout()
    assert client.get("/general/none/")["Cache-Control"] == "private, no-store"


def test_pages_name_what_they_show_for_the_cache_in_front(client, home):
    story = published()
    assert f"story-{story.pk}" in client.get(story.url)["Cache-Tag"].split(",")
    assert "front" in client.get("/")["Cache-Tag"].split(",")
    other = builders.make_article(
        "Other", body=[("related_story", story.pk), ("paragraph", "<p>x</p>")]
    )
    assert f"story-{story.pk}" in client.get(other.url)["Cache-Tag"].split(",")
