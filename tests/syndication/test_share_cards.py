"""A story's share card: what it shows, when it is drawn, and for whom it is there."""

import shutil
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from delivery import outbox
from delivery.caching import NAMED_BY_CONTENT
from delivery.models import Effect
from home.models import BrandSettings
from news.models import ArticlePage
from newsroom.demo import builders
from syndication.share_cards import kept
from syndication.share_cards.card import Card, CardPicture, card_of
from syndication.share_cards.drawing import MOST_BYTES, drawn

pytestmark = pytest.mark.django_db

INK, PAPER = (26, 26, 26), (250, 248, 243)


def card(headline="Harbour vote", **fields) -> Card:
    return Card(
        **{"story": 1, "brand": "Newsclip", "logo": None} | fields, headline=headline
    )


def picture_of(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def is_like(pixel, colour) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))


@pytest.fixture
def address(client):
    """The path of the card that a page's head names."""

    def read(path) -> str:
        html = client.get(path).content.decode()
        found = html.partition('property="og:image" content="')[2].partition('"')[0]
        return found.removeprefix("http://localhost:8000")

    return read


@pytest.fixture
def drawings(monkeypatch) -> list[Card]:
    """Every card that is drawn, in order."""
    found: list[Card] = []
    monkeypatch.setattr(kept, "drawn", lambda card: found.append(card) or drawn(card))
    return found


def the_clock_goes_round() -> None:
    """Take every effect that waits, as the clock does a second later."""
    Effect.objects.filter(done_at=None).update(due_at=timezone.now())
    outbox.run_due()
    assert not outbox.failing()


def files() -> list[str]:
    folder = Path(default_storage.path(kept.FOLDER))
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


def edited(story, **fields) -> ArticlePage:
    story = ArticlePage.objects.get(pk=story.pk)
    for name, value in fields.items():
        setattr(story, name, value)
    story.save_revision().publish()
    return ArticlePage.objects.get(pk=story.pk)


# What it shows ---------------------------------------------------------------------


def test_every_public_story_has_a_card_of_the_size_that_networks_show(
    client, make_story, address
):
    plain = make_story("Harbour vote")
    pictured = make_story("Harbour fire", hero_image=builders.make_picture())
    for story, kind in ((plain, "PNG"), (pictured, "JPEG")):
        answer = client.get(address(story.url))
        assert answer.status_code == 200
        assert answer["Content-Type"] == f"image/{kind.lower()}"
        with Image.open(BytesIO(answer.content)) as picture:
            assert (picture.format, picture.size) == (kind, (1200, 630))
        assert len(answer.content) < MOST_BYTES


def test_it_says_headline_category_kind_outlet_and_brand(make_story):
    category = builders.make_category("World", accent_light="#1F4E8C")
    story = make_story("Harbour vote", category=category, story_type="opinion")
    shown = card_of(story, BrandSettings(name="Newsclip"))
    assert (shown.headline, shown.category, shown.accent) == (
        "Harbour vote",
        "World",
        "#1F4E8C",
    )
    assert (shown.kinds, shown.outlet, shown.brand) == (
        ("Opinion",),
        "Paper",
        "Newsclip",
    )
    assert shown.alt == "Opinion: Harbour vote (via Paper) — Newsclip"


def test_it_says_who_paid_and_that_a_story_was_retracted(make_story):
    paid = {"story_type": "sponsored", "paid_for_by": "Averne Bank"}
    wrong = [{"text": "It was wrong.", "kind": "retraction"}]
    story = make_story(**paid, corrections=wrong)
    assert card_of(story, BrandSettings()).kinds == (
        "Retracted",
        "Paid for by Averne Bank",
    )


def test_a_hidden_category_is_not_on_it(make_story):
    story = make_story()
    ArticlePage.objects.filter(pk=story.pk).update(category=None)
    story = ArticlePage.objects.get(pk=story.pk)
    assert card_of(story, BrandSettings()).category == ""


@pytest.mark.parametrize("rtl", [False, True])
def test_its_corner_is_cut_where_a_line_ends(rtl):
    picture = picture_of(drawn(card(rtl=rtl)))
    left, right = picture.getpixel((2, 2)), picture.getpixel((1197, 2))
    cut, whole = (left, right) if rtl else (right, left)
    assert is_like(cut, INK)
    assert is_like(whole, PAPER)


def test_a_right_to_left_card_is_mirrored():
    accent = (31, 78, 140)
    fields = {"category": "World", "accent": "#1F4E8C"}
    pictured = {"picture": CardPicture(_stored((200, 30, 30)), (0.5, 0.5)), **fields}
    normal = picture_of(drawn(card("Vote", **pictured)))
    mirrored = picture_of(drawn(card("ميناء", rtl=True, language="ar", **pictured)))
    assert is_like(normal.getpixel((100, 66)), accent)
    assert is_like(mirrored.getpixel((1100, 66)), accent)
    assert is_like(normal.getpixel((1000, 400)), (200, 30, 30))
    assert is_like(mirrored.getpixel((200, 400)), (200, 30, 30))


def _stored(colour, size=(1600, 1067)) -> str:
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, "JPEG")
    content.seek(0)
    return default_storage.save("images/stored.jpg", content)


def test_the_hero_is_cut_around_its_subject(home):
    drawing = Image.new("RGB", (1600, 900), (20, 20, 200))
    drawing.paste((200, 30, 30), (1300, 0, 1600, 900))
    hero = builders.make_picture("Hero", drawing, focus=(0.95, 0.5, 0.1, 0.1))
    story = builders.make_article(hero_image=hero)
    picture = picture_of(drawn(card_of(story, BrandSettings())))
    assert is_like(picture.getpixel((1150, 400)), (200, 30, 30))


def test_the_heaviest_picture_stays_under_what_networks_take():
    noise = Image.effect_noise((1600, 1067), 120).convert("RGB")
    content = BytesIO()
    noise.save(content, "JPEG", quality=90)
    content.seek(0)
    name = default_storage.save("images/noise.jpg", content)
    made = drawn(card("W" * 255, picture=CardPicture(name, (0.5, 0.5))))
    assert len(made) < MOST_BYTES


def test_the_newsroom_s_logo_stands_in_place_of_its_name(client, make_story, address):
    site = make_story().get_site()
    drawing = Image.new("RGB", (400, 100), (200, 30, 30))
    logo = builders.make_picture("Logo", drawing)
    BrandSettings.objects.create(site=site, logo=logo)
    content = client.get(address("/world/harbour-vote/")).content
    assert is_like(picture_of(content).getpixel((100, 570)), (200, 30, 30))


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Harbour votes"},
        {"brand": "Harbour News"},
        {"logo": "images/logo.png"},
        {"language": "fr"},
        {"rtl": True},
        {"category": "World"},
        {"accent": "#1F4E8C"},
        {"kinds": ("Opinion",)},
        {"outlet": "Paper"},
        {"picture": CardPicture("images/a.jpg", (0.5, 0.5))},
    ],
    ids=lambda change: next(iter(change)),
)
def test_its_address_is_another_one_with_each_thing_that_it_shows(change):
    assert replace(card(), **change).address != card().address


def test_pages_that_are_no_story_share_the_newsroom_s_card(client, home, address):
    builders.make_category("World")
    shown = {address(at) for at in ("/", "/world/", "/archive/", "/hashtags/")}
    assert len(shown) == 1
    answer = client.get(shown.pop())
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")


# When it is drawn ------------------------------------------------------------------


def test_a_publish_has_it_drawn_once_by_a_task(client, make_story, address, drawings):
    story = make_story("Harbour vote")
    assert (drawings, files()) == ([], [])
    the_clock_goes_round()
    assert [each.headline for each in drawings] == ["Harbour vote"]
    assert client.get(address(story.url)).status_code == 200
    kept.follow(story.pk)
    assert len(drawings) == 1


def test_an_edit_that_changes_nothing_on_it_draws_nothing(make_story, drawings):
    story = make_story()
    the_clock_goes_round()
    before = files()
    edited(story, body=builders.stream([("paragraph", "<p>They voted.</p>")]))
    the_clock_goes_round()
    assert len(drawings) == 1
    assert files() == before


def test_an_edit_that_changes_it_leaves_the_new_one_alone(make_story, drawings):
    story = make_story("Harbour vote")
    the_clock_goes_round()
    before = files()
    edited(story, title="Harbour vote put off")
    the_clock_goes_round()
    assert [each.headline for each in drawings] == [
        "Harbour vote",
        "Harbour vote put off",
    ]
    assert len(files()) == 1
    assert files() != before


def test_one_that_is_asked_for_before_the_task_is_drawn_then(
    client, make_story, address, drawings
):
    story = make_story()
    assert client.get(address(story.url)).status_code == 200
    the_clock_goes_round()
    assert len(drawings) == 1


def test_an_archive_s_cards_are_drawn_when_they_are_asked_for(
    client, make_story, address, drawings
):
    story = make_story(published_at=timezone.now() - timedelta(days=400))
    the_clock_goes_round()
    assert drawings == []
    assert client.get(address(story.url)).status_code == 200
    edited(story, title="Another headline")
    the_clock_goes_round()
    assert (len(drawings), files()) == (1, [])


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_it_goes_with_the_story(make_story, way):
    story = make_story()
    beside = make_story("Beside it")
    the_clock_goes_round()
    assert len(files()) == 2
    getattr(ArticlePage.objects.get(pk=story.pk), way)()
    the_clock_goes_round()
    assert [name.partition("-")[0] for name in files()] == [str(beside.pk)]


# For whom it is there --------------------------------------------------------------


def test_one_whose_picture_cannot_be_read_is_shown_without_it_and_not_kept(
    client, make_story, address
):
    picture = builders.make_picture()
    story = make_story(hero_image=picture)
    at = address(story.url)
    shutil.rmtree(default_storage.path("images"))
    answer = client.get(at)
    assert answer.status_code == 200
    assert picture_of(answer.content).size == (1200, 630)
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_former_address_leads_to_the_present_card(client, make_story, address):
    story = make_story("Harbour vote")
    former = address(story.url)
    edited(story, title="Harbour vote put off")
    answer = client.get(former)
    assert answer.status_code == 302
    assert answer["Location"] == address(story.url) != former


def test_a_story_that_readers_may_not_see_has_none(client, make_story, address):
    story = make_story()
    at = address(story.url)
    assert client.get(at).status_code == 200
    ArticlePage.objects.get(pk=story.pk).unpublish()
    hidden, never = client.get(at), client.get(at.replace(str(story.pk), "987654", 1))
    assert hidden.status_code == never.status_code == 404
    assert hidden.content == never.content
    assert hidden.headers == never.headers


def test_browsers_keep_it_for_a_year_but_not_past_the_story_s_end(
    client, make_story, address
):
    story = make_story()
    answer = client.get(address(story.url))
    assert answer["Cache-Control"] == NAMED_BY_CONTENT.header()
    assert f"story-{story.pk}" in answer["Cache-Tag"].split(",")
    story = edited(story, expire_at=timezone.now() + timedelta(minutes=2))
    kept_for = client.get(address(story.url))["Cache-Control"]
    assert 100 <= int(kept_for.partition("max-age=")[2].partition(",")[0]) <= 120


def test_an_alias_has_a_card_of_its_own(client, make_story, address):
    story = make_story()
    alias = story.create_alias(parent=builders.make_category("Sport"))
    assert client.get(address(alias.url)).status_code == 200


def test_it_costs_two_queries(client, make_story, address, django_assert_num_queries):
    """The site with its brand; the story with category, outlet and hero."""
    at = address(make_story(hero_image=builders.make_picture()).url)
    client.get(at)
    with django_assert_num_queries(2):
        assert client.get(at).status_code == 200
