"""Embeds: cards in our own HTML, fetched after a save, never while somebody reads."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text

from delivery import outbox
from delivery.models import Effect
from delivery.outbound import OutboundClient, OutboundFailed
from delivery.tags import collected_tags
from news import embeds
from news.blocks import BodyBlock
from news.blocks.embed import EmbedValue
from news.models import ArticlePage, Embed
from newsroom.demo import builders
from tests.delivery.listeners import answer, listening
from tests.news.story_form import story_form

PAGE = b"""<!doctype html><html><head>
<script>document.write('<meta property="og:title" content="Not this">')</script>
<!-- <meta property="og:title" content="Nor this"> -->
<title>Tides &amp; tolls - Harbour Post</title>
<meta charset="utf-8"><meta name=author content='Ilse "Ille" Varga'>
<meta property="og:title" content="Tides &amp; tolls">
<meta property="og:site_name" content="Harbour Post">
<meta property="og:description" content="What the board
  decided &lt;on Thursday&gt;.">
<meta property="og:image" content="https://tracker.example/pixel.gif">
</head><body><iframe src="https://tracker.example/"></iframe></body></html>"""
OEMBED = b'<link href="/oembed?a&amp;b" rel="alternate" type="application/json+oembed">'


@pytest.fixture
def site(monkeypatch):
    """A web site that may be embedded: ``answers`` by path, ``requests`` it got."""
    with listening({}) as listener:
        client = OutboundClient(seconds=2, loopback=listener.place)
        monkeypatch.setattr(embeds, "client", client)
        yield listener


@pytest.fixture
def embedded(site, home):
    """Publish a story that embeds these paths of the site; returns the story."""

    def publish(*paths, **fields):
        body = [("paragraph", "<p>See:</p>")]
        body += [("embed", f"{site.url}{path}") for path in paths]
        return builders.make_article(body=body, **fields)

    return publish


def resolve_all() -> None:
    """What a worker does in its next round."""
    Effect.objects.update(due_at=timezone.now())
    while outbox.run_due(Effect.objects.filter(step="embed")):
        pass


def oembed(**said):
    return answer(json.dumps(said).encode(), Content_Type="application/json")


# What readers see --------------------------------------------------------------------


def test_readers_see_a_card_in_our_own_html(client, site, embedded):
    site.answers["/tides"] = answer(PAGE)
    story = embedded("/tides")
    resolve_all()
    page = client.get(story.url).content.decode()
    card = page[page.index('<aside class="embed"') :].partition("</aside>")[0]

    assert f'<a href="{site.url}/tides" rel="noopener">Tides &amp; tolls</a>' in card
    assert "Harbour Post" in card
    assert "What the board decided &lt;on Thursday&gt;." in card
    assert "Ilse &quot;Ille&quot; Varga" in card
    assert "tracker.example" not in page
    assert not any(tag in card for tag in ("<iframe", "<script", "<img", "style="))


def test_until_it_is_fetched_readers_see_a_plain_link(client, site, embedded):
    story = embedded("/tides?a=1&b=2")
    page = client.get(story.url).content.decode()

    url = f"{site.url}/tides?a=1&amp;b=2"
    assert f'<a href="{url}" rel="noopener">{url}</a>' in page
    assert '<aside class="embed"' not in page


def test_reading_asks_nobody_and_costs_one_query(client, site, embedded):
    """However many embeds a story has, one query fetches what is known of them."""
    site.answers.update({f"/{number}": answer(PAGE) for number in range(5)})
    story = embedded(*(f"/{number}" for number in range(5)))
    resolve_all()
    asked = len(site.connections)

    with CaptureQueriesContext(connection) as queries:
        page = client.get(story.url).content.decode()

    assert page.count('<aside class="embed"') == 5
    about = [each for each in queries if "news_embed" in each["sql"]]
    assert len(about) == 1
    assert len(site.connections) == asked == 5


def test_a_story_without_embeds_asks_for_none(client, home):
    story = builders.make_article()
    with CaptureQueriesContext(connection) as queries:
        client.get(story.url)

    assert not [each for each in queries if "news_embed" in each["sql"]]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x.y"])
def test_a_stored_address_that_is_none_is_never_a_link(client, home, url):
    story = builders.make_article(body=[("paragraph", "<p>x</p>"), ("embed", url)])
    page = client.get(story.url).content.decode()

    assert f'href="{url}' not in page
    assert not Embed.objects.exists()


def test_a_stored_value_of_another_kind_is_looked_up_by_nobody():
    blocks = [{"type": "embed", "value": value} for value in (7, None, {}, ["x"])]
    assert embeds._addresses(blocks) == []


def test_what_a_page_says_is_never_markup(client, site, embedded):
    evil = '"><script>alert(1)</script><img src=x>\u202e\x00\ud800'
    site.answers["/x"] = answer(b"<title>x</title>" + OEMBED)
    site.answers["/oembed?a&b"] = oembed(title=evil, provider_name=evil, html=evil)
    story = embedded("/x")
    resolve_all()
    page = client.get(story.url).content.decode()

    assert Embed.objects.get().title == '"><script>alert(1)</script><img src=x>'
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


def test_a_page_that_shows_an_embed_is_purged_when_it_is_fetched(
    site, embedded, monkeypatch
):
    site.answers["/tides"] = answer(PAGE)
    story, purged = embedded("/tides"), []
    monkeypatch.setattr(embeds, "purge", purged.extend)
    with collected_tags() as shown:
        story.body[1].render()
    resolve_all()

    assert purged
    assert set(purged) <= shown.names


# When it is fetched ------------------------------------------------------------------


def test_saving_does_not_wait_for_the_site(site, embedded):
    embedded("/tides", publish=False)

    assert site.connections == []
    embed = Embed.objects.get()
    assert Effect.objects.get(step="embed", done_at=None).payload == {"embed": embed.pk}


def test_saving_again_fetches_nothing_again(site, embedded):
    site.answers["/tides"] = answer(PAGE)
    story = embedded("/tides")
    resolve_all()
    story.save_revision().publish()
    embedded("/tides")
    resolve_all()

    assert (Embed.objects.count(), len(site.requests)) == (1, 1)


def test_a_draft_typed_in_the_editor_counts_as_saved(write, site):
    body = [("paragraph", rich_text("<p>It rained.</p>")), ("embed", f"{site.url}/a")]
    write(story_form(body=body))

    assert ArticlePage.objects.get().live is False
    assert Embed.objects.get().url == f"{site.url}/a"
    assert site.connections == []


def test_a_new_address_in_a_draft_of_a_published_story_is_looked_up(site, embedded):
    story = embedded("/one")
    story.body = builders.stream([("embed", f"{site.url}/two")])
    story.save_revision()

    assert set(Embed.objects.values_list("url", flat=True)) == {
        f"{site.url}/one",
        f"{site.url}/two",
    }


def test_a_preview_looks_nothing_up(desk, general, site):
    body = [("paragraph", rich_text("<p>It rained.</p>")), ("embed", f"{site.url}/a")]
    address = reverse(
        "wagtailadmin_pages:preview_on_add",
        args=["news", "articlepage", general.pk],
    )
    assert desk.post(address, story_form(body=body)).json()["is_valid"]
    page = desk.get(f"{address}?mode=").content.decode()

    assert f'href="{site.url}/a"' in page
    assert not Embed.objects.exists()
    assert not Effect.objects.filter(step="embed").exists()
    assert site.connections == []


def test_the_editor_is_told_in_the_preview_why_there_is_no_card(desk, embedded):
    story = embedded("/gone")
    resolve_all()
    address = reverse("wagtailadmin_pages:view_draft", args=[story.pk])

    assert "The site answered 404." in desk.get(address).content.decode()
    assert "The site answered 404." not in desk.get(story.url).content.decode()


def test_an_address_longer_than_an_index_row_is_kept(site, embedded):
    path = "/" + "ä" * 1_900
    embedded(path)

    assert Embed.objects.get().url == f"{site.url}{path}"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("www.bbc.com/news/x?utm_source=a", "https://www.bbc.com/news/x"),
        (" https://a.example/x ", "https://a.example/x"),
        ("", ""),
    ],
)
def test_an_address_is_taken_as_people_paste_it(typed, stored):
    block = BodyBlock().child_blocks["embed"]

    assert block.clean(EmbedValue(typed)) == EmbedValue(stored)
    assert block.get_prep_value(block.clean(EmbedValue(typed))) == stored


@pytest.mark.parametrize("typed", ["ftp://a.example/", "hello", "https://a@b.example"])
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(ValidationError):
        BodyBlock().child_blocks["embed"].clean(EmbedValue(typed))


def test_an_empty_embed_is_dropped_when_the_story_is_published(home):
    block = BodyBlock()
    value = block.to_python(
        [{"type": "embed", "value": ""}, {"type": "paragraph", "value": "<p>x</p>"}]
    )

    assert [child.block_type for child in block.clean(value)] == ["paragraph"]


# What becomes of a failure -----------------------------------------------------------


def test_a_failed_fetch_is_retried_and_its_reason_kept(site, embedded):
    embedded("/tides")
    resolve_all()

    assert Embed.objects.get().error == "The site answered 404."
    assert Effect.objects.get(step="embed").done_at is None
    site.answers["/tides"] = answer(PAGE)
    resolve_all()
    embed = Embed.objects.get()
    assert (embed.title, embed.error, embed.failed_at) == ("Tides & tolls", "", None)
    assert Effect.objects.get(step="embed").done_at


@pytest.mark.parametrize(
    "later",
    [
        answer(b"", "500 Oops"),
        answer(b"{}", Content_Type="application/json"),
        answer(b"<p>Log in, please."),
        answer(b"a" * 2_000_000),
        lambda caller, request: caller.close(),
    ],
)
def test_the_last_good_copy_outlives_a_failure(client, site, embedded, later):
    site.answers["/tides"] = answer(PAGE)
    story = embedded("/tides")
    resolve_all()
    site.answers["/tides"] = later
    with pytest.raises(OutboundFailed):
        embeds.resolve({"embed": Embed.objects.get().pk})

    embed = Embed.objects.get()
    assert embed.error
    assert embed.failed_at
    assert "Tides &amp; tolls</a>" in client.get(story.url).content.decode()


def test_a_private_address_is_refused_once_and_for_all(home):
    builders.make_article(body=[("embed", "http://127.0.0.1:5432/")])
    resolve_all()

    assert "address" in Embed.objects.get().error
    assert Effect.objects.get(step="embed").done_at


def test_after_a_day_of_failures_only_a_save_tries_again(site, embedded):
    story = embedded("/tides")
    resolve_all()
    Embed.objects.update(failed_at=timezone.now() - timedelta(days=1, seconds=1))
    resolve_all()
    assert not Effect.objects.filter(step="embed", done_at=None).exists()

    story.save_revision()
    story.save_revision()
    assert Effect.objects.filter(step="embed", done_at=None).count() == 1
    site.answers["/tides"] = answer(PAGE)
    resolve_all()
    assert Embed.objects.get().title == "Tides & tolls"


def test_an_embed_deleted_meanwhile_is_no_failure(db):
    embeds.resolve({"embed": 404})


# What a page says --------------------------------------------------------------------


def test_oembed_comes_before_open_graph(site, embedded):
    site.answers["/tides"] = answer(PAGE + OEMBED)
    site.answers["/oembed?a&b"] = oembed(
        version="1.0", title="A video", author_name="Ada", provider_name="Tube"
    )
    embedded("/tides")
    resolve_all()

    embed = Embed.objects.get()
    assert (embed.title, embed.author, embed.provider) == ("A video", "Ada", "Tube")
    assert embed.text == "What the board decided <on Thursday>."


@pytest.mark.parametrize(
    "document",
    [
        answer(b"", "404 Not Found"),
        answer(b"not json"),
        answer(b"[]"),
        answer(b"[" * 200_000),
        answer(b'{"title": ["a"], "author_name": null, "provider_name": ""}'),
        answer(b"\xff\xfe\xfa"),
        answer(b"", "302 Found", Location="http://127.0.0.2/"),
    ],
)
def test_a_broken_oembed_document_changes_nothing(site, embedded, document):
    site.answers["/tides"] = answer(PAGE + OEMBED)
    site.answers["/oembed?a&b"] = document
    embedded("/tides")
    resolve_all()

    embed = Embed.objects.get()
    assert (embed.title, embed.provider) == ("Tides & tolls", "Harbour Post")
    assert embed.fetched_at


def test_texts_are_cut_to_what_is_kept(site, embedded):
    long = b"word " * 1_000
    site.answers["/x"] = answer(
        b'<title>x</title><meta name="og:title" content="' + long + b'">'
        b'<meta name="description" content="' + long + b'">'
    )
    embedded("/x")
    resolve_all()

    embed = Embed.objects.get()
    assert 290 < len(embed.title) <= 300
    assert 490 < len(embed.text) <= 500
    assert embed.text.endswith("word…")
