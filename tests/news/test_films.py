"""A film elsewhere is a still, its title and a link, until the reader asks for more."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from delivery import outbox
from delivery.models import Effect
from delivery.outbound import OutboundClient, OutboundFailed
from news import embeds
from news.models import ArticlePage, Embed
from news.players import Player
from newsroom.demo import builders
from tests.delivery.listeners import answer, listening, redirect
from tests.images import picture_files as files

TITLE = 'Tides "and" <tolls>'
EVIL = '"><script>alert(1)</script>'


@pytest.fixture
def site(monkeypatch, settings):
    """A site of films whose player may be started, and a picture there."""
    with listening({}) as listener:
        client = OutboundClient(seconds=2, max_bytes=200_000, loopback=listener.place)
        monkeypatch.setattr(embeds, "client", client)
        place = listener.place.replace(".", r"\.")
        tube = Player(
            name="Tube",
            origin=listener.url,
            addresses=(rf"{place}/w/(?P<film>[\w-]+)",),
            path="/embed/{film}",
            query=(("autoplay", "1"),),
            oembed=f"{listener.url}/oembed",
        )
        settings.PLAYERS = (tube,)
        listener.oembed_of = lambda film: tube.facts_of(
            f"{listener.url}/w/{film}"
        ).removeprefix(listener.url)
        listener.answers["/still.jpg"] = answer(files.encoded("JPEG"))
        yield listener


@pytest.fixture
def film(site, home):
    """Publish a story with the film ``net``, of which its site says this."""

    def publish(**said) -> ArticlePage:
        said = {"title": TITLE, "thumbnail_url": f"{site.url}/still.jpg"} | said
        document = json.dumps(said).encode()
        site.answers[site.oembed_of("net")] = answer(document)
        body = [("paragraph", "<p>See:</p>"), ("embed", f"{site.url}/w/net")]
        story = builders.make_article(body=body)
        resolve_all()
        return story

    return publish


def resolve_all() -> None:
    """What a worker does in its next round."""
    Effect.objects.update(due_at=timezone.now())
    while outbox.run_due(Effect.objects.filter(step="embed")):
        pass


def shown(client, story) -> BeautifulSoup:
    """The card as readers get it."""
    page = BeautifulSoup(client.get(story.url).content, "html.parser")
    return page.select_one("aside.embed")


def stored(settings) -> list[Path]:
    return list(Path(settings.MEDIA_ROOT).glob("stills/*"))


def test_readers_see_a_still_of_our_own_and_a_link_that_needs_no_script(
    client, site, film
):
    card = shown(client, film())
    facade = card.select_one("embed-facade")

    assert facade["data-src"] == f"{site.url}/embed/net?autoplay=1"
    assert facade["data-title"] == TITLE
    assert facade["data-host"] == site.place
    assert facade.a["href"] == f"{site.url}/w/net"
    assert facade.a.text == "Watch on Tube"
    assert (facade.img["width"], facade.img["height"]) == ("800", "450")
    assert facade.img["alt"] == ""
    assert card.script["type"] == "module"
    assert "/static/js/embeds" in card.script["src"]
    assert not card.script.text
    assert not card.select("iframe, [style]")
    answered = client.get(facade.img["src"])
    assert answered["Content-Type"] == "image/webp"
    assert answered["Cache-Control"] == "public, max-age=86400"
    assert b"".join(answered.streaming_content).startswith(b"RIFF")


def test_the_provider_is_asked_and_never_the_films_own_page(site, film):
    film()
    paths = [request.split()[1].decode() for request in site.requests]

    assert paths == [site.oembed_of("net"), "/still.jpg"]
    assert (Embed.objects.get().title, Embed.objects.get().provider) == (TITLE, "Tube")


def test_no_picture_is_fetched_of_a_page_that_has_no_player(site, home, client):
    site.answers["/page"] = answer(
        b'<title>x</title><meta property="og:image" content="/still.jpg">'
    )
    story = builders.make_article(body=[("embed", f"{site.url}/page")])
    resolve_all()

    assert [request.split()[1] for request in site.requests] == [b"/page"]
    assert not shown(client, story).select("embed-facade, img, script")


@pytest.mark.parametrize(
    "picture",
    [
        answer(b"", "404 Not Found"),
        answer(files.SVG, Content_Type="image/svg+xml"),
        answer(b"<!doctype html>"),
        answer(files.encoded("JPEG") + bytes(300_000)),
        answer(files.blank_png(5_000, 5_000)),
        answer(files.encoded("GIF", files.photo((1, 1)))),
        redirect("http://127.0.0.2/secret.jpg"),
        lambda caller, request: caller.close(),
    ],
    ids=["404", "svg", "page", "heavy", "large", "pixel", "private", "dropped"],
)
def test_without_a_sound_picture_the_card_has_none(
    client, site, film, settings, picture
):
    site.answers["/still.jpg"] = picture
    card = shown(client, film())

    assert card.select_one("embed-facade")
    assert not card.img
    assert stored(settings) == []


@pytest.mark.parametrize("at", ["file:///etc/passwd", "/still.jpg", "http://[", ["x"]])
def test_a_picture_at_no_address_is_none(client, film, at):
    assert not shown(client, film(thumbnail_url=at)).img


def test_what_a_provider_says_is_never_markup(client, film):
    story = film(title=EVIL, author_name=EVIL, provider_name=EVIL, html=EVIL)
    page = client.get(story.url).content.decode()

    assert EVIL not in page
    assert shown(client, story).select_one("embed-facade")["data-title"] == EVIL


def test_an_address_of_a_still_that_is_none_is_not_found(client, home):
    assert client.get("/media/stills/none.webp").status_code == 404
    assert client.get("/media/stills/../images/x.jpg").status_code == 404


def test_a_body_outside_a_page_has_no_player(film):
    """A feed's readers run no scripts of ours."""
    html = film().body.render_as_block()

    assert "<aside" in html
    assert not any(word in html for word in ("embed-facade", "<script", "<img"))


def test_a_newer_still_takes_the_place_of_the_one_before(site, film, settings):
    film()
    before = stored(settings)
    embed = Embed.objects.get()
    embeds.resolve({"embed": embed.pk})
    after = stored(settings)
    assert len(before) == len(after) == 1
    assert before != after

    site.answers["/still.jpg"] = answer(b"", "500 Oops")
    embeds.resolve({"embed": embed.pk})
    assert stored(settings) == after


# A film that is no more --------------------------------------------------------------


def taken_down(site, status="404 Not Found") -> None:
    site.answers[site.oembed_of("net")] = answer(b"", status)
    with pytest.raises(OutboundFailed):
        embeds.resolve({"embed": Embed.objects.get().pk})


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_film_that_was_taken_down_is_told_in_the_words_of_its_last_copy(
    client, site, film, monkeypatch, status
):
    story, purged = film(author_name="Ada"), []
    monkeypatch.setattr(embeds, "purge", purged.extend)
    taken_down(site, status)
    card = shown(client, story)

    assert "No longer available at Tube." in card.text
    assert TITLE in card.text
    assert "Ada" in card.text
    assert not card.select("a, img, embed-facade, script")
    assert purged == [Embed.objects.get().tag]


def test_a_site_that_only_fails_for_now_says_nothing_of_the_kind(client, site, film):
    story = film()
    taken_down(site, "503 Busy")

    assert "No longer available" not in shown(client, story).text
    assert shown(client, story).select_one("embed-facade")


def test_a_film_that_is_back_plays_again(client, site, film):
    story = film()
    taken_down(site)
    story = film()

    embeds.resolve({"embed": Embed.objects.get().pk})
    assert Embed.objects.get().gone_at is None
    assert shown(client, story).select_one("embed-facade img")


def test_a_save_asks_again_once_about_what_was_read_long_ago(site, film):
    story = film()
    story.save_revision()
    assert not Effect.objects.filter(step="embed", done_at=None).exists()

    Embed.objects.update(fetched_at=timezone.now() - timedelta(days=8))
    story.save_revision()
    story.save_revision()
    assert Effect.objects.filter(step="embed", done_at=None).count() == 1
    site.answers[site.oembed_of("net")] = answer(b"", "404 Not Found")
    resolve_all()
    assert Embed.objects.get().gone_at
