"""A public page is found in one query, and answered as Wagtail itself would."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction, Site

from home.models import HomePage
from news.models import ArticlePage
from newsroom.demo import builders
from newsroom.serving import public_page

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
# What machines are told of a page only where one query found that it is public.
TOLD_MACHINES = re.compile(
    rb'<script type="application/ld\+json">.*?</script>'
    rb'|<link rel="alternate" type="(?:text/markdown|application/json)"[^>]*>',
    re.DOTALL,
)
ADDRESSES = [
    "/",
    "/?page=1",
    "/?page=9",
    "/world/",
    "/world",
    "/World/",
    "//world/",
    "/world//",
    "/world/?page=x",
    "/world/vote/",
    "/world/vote",
    "/world/VOTE/",
    "/world/vote/?q=1",
    "/world/vote/vote/",
    "/vote/",
    "/home/",
    "/home/world/vote/",
    "/world/%00/",
    "/world/vote%2F/",
    "/world/%5F/",
    "/world/vot_/",
    "/世界/投票/",
    "/%e4%b8%96%e7%95%8c/",
    "/%FF/",
    "/world/draft/",
    "/world/soon/",
    "/world/gone/",
    "/world/private/",
    "/world/password/",
    "/private/",
    "/private/below/",
    "/alias/",
    "/alias/vote/",
    "/alias/own/",
    "/alias-of-private/",
    "/general/vote/",
    "/general/vote-again/",
    "/general/of-below/",
    "/general/moved/",
    "/world/moved/",
]


def restrict(page, kind="login", **fields) -> PageViewRestriction:
    fields |= {"page": page, "restriction_type": kind}
    return PageViewRestriction.objects.create(**fields)


@pytest.fixture(scope="module")
def newsroom(once):
    """A page in every state, at the addresses above."""
    builders.front_page()
    world, general = builders.make_category("World"), builders.make_category("General")
    secret = builders.make_category("Private")
    builders.make_article(
        "投票", slug="投票", category=builders.make_category("世界", slug="世界")
    )
    vote = builders.make_article(category=world, slug="vote")
    vote.create_alias(parent=general).create_alias(update_slug="vote-again")
    builders.make_article(category=world, slug="draft", publish=False)
    now = timezone.now()
    builders.make_article(category=world, slug="soon", embargo_until=now + HOUR)
    gone = builders.make_article(category=world, slug="gone")
    gone.expire_at = now - HOUR
    gone.save(clean=False)
    restrict(builders.make_article(category=world, slug="private"))
    asking = builders.make_article(category=world, slug="password")
    restrict(asking, "password", password="x")
    below = builders.make_article(category=secret, slug="below")
    below.create_alias(parent=general, update_slug="of-below")
    alias = world.create_alias(recursive=True, update_slug="alias")
    builders.make_article(category=alias.specific, slug="own")
    secret.create_alias(update_slug="alias-of-private")
    restrict(secret)
    moved = builders.make_article(category=world, slug="moved")
    moved.move(general, pos="last-child")


def answers(client, **headers) -> dict[str, tuple]:
    """What readers see at each of the addresses, by GET and by other methods."""
    found = {}
    for address in ADDRESSES:
        for method in ("get", "head", "post", "options", "put"):
            answer = getattr(client, method)(address, headers=headers)
            for changing in ("Set-Cookie", "Expires", "Content-Length"):
                answer.headers.pop(changing, None)
            told = TOKEN.sub(b"", answer.content) if method == "get" else b""
            told = b"".join(TOLD_MACHINES.sub(b"", told).split())
            found[method, address] = answer.status_code, dict(answer.headers), told
    return found


def test_every_answer_is_wagtails_own(newsroom, monkeypatch):
    ours = answers(Client())
    monkeypatch.setattr("newsroom.serving.public_page", lambda request, path: None)
    theirs = answers(Client())  # who has a cookie is served uncompressed
    for question, answer in theirs.items():
        assert ours[question] == answer, question
    assert {answer[0] for answer in ours.values()} >= {200, 301, 302, 404}


def test_answers_to_a_signed_in_editor_are_wagtails_own(desk, newsroom, monkeypatch):
    ours = answers(desk)
    monkeypatch.setattr("newsroom.serving.public_page", lambda request, path: None)
    assert answers(desk) == ours
    assert ours["get", "/world/private/"][0] == 200


@pytest.mark.parametrize("address", [at for at in ADDRESSES if "%00" not in at])
def test_what_is_found_is_open_to_everybody(rf, newsroom, address):
    """Whatever the query lets through, Wagtail's own walk would let anybody read."""
    request = rf.get(address)
    page = public_page(request, request.path.lstrip("/"))
    if page is None:
        return
    stored = Page.objects.get(pk=page.pk).specific
    assert stored.live
    assert not stored.get_view_restrictions()
    found = unquote(stored.get_url_parts()[2]).split("/")
    assert list(filter(None, found)) == list(filter(None, request.path.split("/")))


def test_pages_that_anybody_may_read_are_found(rf, newsroom):
    for address in (
        "",
        "world/",
        "世界/投票/",
        "general/moved/",
        "general/vote-again/",
    ):
        assert public_page(rf.get("/"), address), address


def test_a_page_made_private_asks_at_once_and_is_open_again(client, newsroom, home):
    world = builders.make_category("World")
    story = ArticlePage.objects.get(url_path="/home/world/vote/")
    assert client.get(story.url).status_code == 200
    for page in (story, world, home):
        wall = restrict(page)
        assert client.get(story.url).status_code == 302
        wall.delete()
        assert client.get(story.url).status_code == 200


def test_password_once_given_opens_a_private_page(client, newsroom):
    asking = ArticlePage.objects.get(slug="password", alias_of=None)
    wall = PageViewRestriction.objects.get(page=asking)
    address = f"/_util/authenticate_with_password/{wall.pk}/{asking.pk}/"
    client.post(address, {"password": "x", "return_url": asking.url})
    answer = client.get(asking.url)
    assert (answer.status_code, answer.context["page"].pk) == (200, asking.pk)
    assert "no-store" in answer["Cache-Control"]


def test_hooks_are_asked_as_ever(client, newsroom):
    asked = []

    def before(page, request, args, kwargs):
        asked.append(("before", page.slug))

    def on(next_in_chain):
        def inner(page, request, args, kwargs):
            asked.append(("on", page.slug))
            return next_in_chain(page, request, args, kwargs)

        return inner

    with (
        hooks.register_temporarily("before_serve_page", before),
        hooks.register_temporarily("on_serve_page", on),
    ):
        assert client.get("/world/vote/").status_code == 200
    assert asked == [("before", "vote"), ("on", "vote")]


def test_a_hook_may_answer_in_place_of_a_page(client, newsroom):
    def instead(page, request, args, kwargs):
        return HttpResponse("closed")

    with hooks.register_temporarily("before_serve_page", instead):
        assert client.get("/world/vote/").content == b"closed"


def test_each_host_finds_its_own_pages(client, newsroom, home, settings):
    settings.ALLOWED_HOSTS = ["other.example", "localhost"]
    other = home.get_parent().add_child(instance=HomePage(title="Other", slug="other"))
    Site.objects.create(hostname="other.example", root_page=other)
    there = {"host": "other.example"}
    assert client.get("/", headers=there).context["page"].pk == other.pk
    assert client.get("/world/", headers=there).status_code == 404
    assert client.get("/world/", headers={"host": "localhost"}).status_code == 200


def test_without_a_site_nothing_is_found(client, newsroom):
    Site.objects.all().delete()
    assert client.get("/world/vote/").status_code == 404


def test_the_path_is_resolved_in_one_query(rf, newsroom):
    """Two: the site; the page with its category, outlet and hero picture.

    Whether it, or anything above it, is private or an alias of what is: within the
    second.
    """
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        story = public_page(rf.get("/"), "world/vote/")
        assert story.category.url == "/world/"
        assert (story.outlet, story.hero_image) == (None, None)
        assert not story.get_view_restrictions()
    assert len(asked) == 2
