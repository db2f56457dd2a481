"""A picture is private until readers are shown it, and private again afterwards."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from shown_pictures import addresses, answers, in_body, public_files
from wagtail.models import PageViewRestriction, Site

from home.models import BrandSettings
from images import publicity
from images.models import ShownPicture
from news.models import ArticlePage
from news.picture_uses import pictures_of, show_pictures_of
from newsroom.demo import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(home):
    return builders.make_picture("Inner harbour")


@pytest.fixture(params=["hero", "body"])
def make_story(request, picture):
    """``make_story(**fields)``: a story that shows the picture in one of two places."""

    def make(**fields):
        shown = {"hero_image": picture, "hero_decorative": True}
        if request.param == "body":
            shown = {"body": in_body(picture)}
        return builders.make_article(**shown, **fields)

    return make


def test_a_picture_nobody_shows_is_private(client, picture, settings):
    publicity.sync([picture.pk])
    assert answers(client, picture) == {404}
    assert public_files(settings) == set()


def test_a_drafts_picture_is_private_until_the_story_is_published(
    client, picture, make_story
):
    story = make_story(publish=False)
    publicity.sync(pictures_of(story))
    assert answers(client, picture) == {404}

    story.get_latest_revision().publish()
    show_pictures_of(story.pk)
    assert answers(client, picture) == {200}

    ArticlePage.objects.get(pk=story.pk).unpublish()
    show_pictures_of(story.pk)
    assert answers(client, picture) == {404}


@pytest.mark.parametrize(
    "hidden",
    [
        {"embargo_until": timezone.now() + timedelta(days=1)},
        {"expire_at": timezone.now() - timedelta(days=1)},
        {"live": False},
    ],
)
def test_the_picture_of_a_hidden_story_is_private(client, picture, make_story, hidden):
    story = make_story()
    publicity.sync([picture.pk])
    assert answers(client, picture) == {200}
    ArticlePage.objects.filter(pk=story.pk).update(**hidden)
    publicity.sync([picture.pk])
    assert answers(client, picture) == {404}


def test_the_picture_of_a_restricted_story_is_private(client, picture, make_story):
    story = make_story()
    PageViewRestriction.objects.create(page=story, restriction_type="login")
    publicity.sync([picture.pk])
    assert answers(client, picture) == {404}


def test_a_newer_drafts_picture_is_private(client, picture, make_story):
    """The reference index holds what the story's row shows, not its revisions."""
    story = make_story()
    draft = builders.make_picture("For tomorrow")
    story.hero_image = draft
    story.body = builders.stream(in_body(draft))
    story.save_revision()
    show_pictures_of(story.pk)
    publicity.sync([picture.pk, draft.pk])
    assert answers(client, draft) == {404}
    assert answers(client, picture) == {200}


def test_a_picture_that_an_edit_took_out_becomes_private(client, picture, make_story):
    story = make_story()
    show_pictures_of(story.pk)
    assert answers(client, picture) == {200}
    other = builders.make_picture("Another")
    story.hero_image = other
    story.body = builders.stream([("paragraph", "<p>The board met.</p>")])
    story.save_revision().publish()
    show_pictures_of(story.pk)
    assert (answers(client, picture), answers(client, other)) == ({404}, {200})
    assert {row.picture_id for row in ShownPicture.objects.all()} == {other.pk}


def test_a_picture_that_another_story_shows_stays_public(client, picture, make_story):
    story, _ = make_story(slug="one"), make_story(slug="two")
    show_pictures_of(story.pk)
    pk = story.pk
    story.delete()
    show_pictures_of(pk)
    assert answers(client, picture) == {200}


def test_a_deleted_storys_picture_becomes_private(client, picture, make_story):
    story = make_story()
    pk = story.pk
    show_pictures_of(pk)
    story.delete()
    show_pictures_of(pk)
    assert answers(client, picture) == {404}
    assert not ShownPicture.objects.exists()


def test_an_aliass_picture_is_public(client, picture, make_story):
    story = make_story()
    alias = story.create_alias(parent=builders.make_category("World"))
    story.unpublish()
    ArticlePage.objects.filter(pk=alias.pk).update(live=True)
    publicity.sync([picture.pk])
    assert answers(client, picture) == {200}


def test_an_authors_photo_is_public_while_it_is_theirs(client, picture):
    author = builders.make_author(photo=picture)
    assert answers(client, picture) == {200}
    author.photo = other = builders.make_picture("In another light")
    author.save()
    assert (answers(client, picture), answers(client, other)) == ({404}, {200})
    author.delete()
    assert answers(client, other) == {404}


def test_the_logo_is_public_while_it_is_the_logo(client, picture):
    brand = BrandSettings.for_site(Site.objects.get())
    brand.logo = picture
    brand.save()
    assert answers(client, picture) == {200}
    brand.logo = None
    brand.save()
    assert answers(client, picture) == {404}


def test_addresses_are_random_and_tell_no_title(picture):
    again = builders.make_picture("Inner harbour")
    names = [*addresses(picture), *addresses(again)]
    names.append(picture.get_rendition("max-165x165").url)
    assert len(set(names)) == len(names)
    for name in names:
        stem = name.removeprefix("/media/images/").partition(".")[0]
        assert len(stem) == 32
        assert set(stem) <= set("0123456789abcdef")


def test_a_thumbnail_of_the_admin_stays_private(client, desk, picture):
    builders.make_author(photo=picture)
    url = picture.get_rendition("max-165x165").url
    desk.logout()
    assert client.get(url).status_code == 404
    assert answers(client, picture) == {200}


def test_staff_see_private_pictures_and_no_cache_keeps_them(desk, picture):
    for address in addresses(picture):
        response = desk.get(address)
        assert response.status_code == 200
        suffix = Path(address).suffix.replace("jpg", "jpeg").removeprefix(".")
        assert response["Content-Type"] == f"image/{suffix}"
        assert response["Cache-Control"] == "private, no-store"


def test_somebody_signed_in_who_is_no_staff_does_not(client, picture):
    client.force_login(builders.make_user("reader", is_superuser=False))
    assert answers(client, picture) == {404}


def test_a_reader_who_was_let_in_sees_the_pictures_of_a_private_story(
    client, picture, make_story
):
    story = make_story()
    walls = [
        PageViewRestriction.objects.create(
            page=page, restriction_type="password", password="tide"
        )
        for page in (story, story.get_parent())
    ]
    for wall in walls:
        assert answers(client, picture) == {404}
        let_in(client, wall)
    assert answers(client, picture) == {200}
    assert client.get(addresses(picture)[0])["Cache-Control"] == "private, no-store"

    ArticlePage.objects.filter(pk=story.pk).update(expire_at=timezone.now())
    assert answers(client, picture) == {404}


def test_being_let_in_elsewhere_is_no_help(client, picture, make_story):
    make_story(publish=False)
    other = builders.make_article("Other")
    wall = PageViewRestriction.objects.create(
        page=other, restriction_type="password", password="tide"
    )
    let_in(client, wall)
    assert answers(client, picture) == {404}


def let_in(client, wall):
    """Give the password of a private page, as its form does."""
    address = reverse(
        "wagtailcore_authenticate_with_password", args=[wall.pk, wall.page_id]
    )
    answer = client.post(address, {"password": "tide", "return_url": "/"})
    assert answer.status_code == 302


def test_a_public_picture_may_be_cached_for_a_while(client, desk, picture):
    builders.make_author(photo=picture)
    for browser in (client, desk):
        response = browser.get(addresses(picture)[0])
        assert response["Cache-Control"] == "public, max-age=300, s-maxage=0"
        assert "Cookie" not in response.get("Vary", "")


def test_the_404_does_not_tell_what_exists(client, picture):
    there = client.get(addresses(picture)[0])
    absent = client.get(f"/media/images/{'0' * 32}.webp")
    assert there.status_code == absent.status_code == 404
    assert there.content == absent.content


def test_a_storys_page_shows_its_pictures_by_their_public_addresses(client, home):
    picture = builders.make_picture("Quay", Image.new("RGB", (600, 400)))
    story = builders.make_article(
        hero_image=picture, hero_alt="Cranes", body=in_body(picture)
    )
    show_pictures_of(story.pk)
    page = client.get(story.url).content.decode()
    shown = [address for address in addresses(picture) if address in page]
    seen, for_programs = 4, 3
    assert len(shown) == seen + for_programs
    assert {client.get(address).status_code for address in shown} == {200}


def test_the_preview_of_a_draft_shows_its_pictures_to_staff(desk, picture):
    story = builders.make_article(hero_image=picture, hero_alt="Cranes", publish=False)
    response = story.make_preview_request(preview_mode=story.default_preview_mode)
    page = response.render().content.decode()
    shown = [address for address in addresses(picture) if address in page]
    assert shown
    assert {desk.get(address).status_code for address in shown} == {200}
