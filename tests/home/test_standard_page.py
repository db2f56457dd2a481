"""Pages about the newsroom, and the ways to write to it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.blocks import StreamBlockValidationError
from wagtail.models import PageViewRestriction, Site

from delivery.caching import PURGED
from delivery.models import Effect
from home.blocks import PageTextBlock
from home.models import BrandSettings, StandardPage
from newsroom.demo import builders
from newsroom.demo.standard_pages import CONTACT, NOTE, PAGES, build_standard_pages

pytestmark = pytest.mark.django_db


def make_page(home, title="About", text="<p>We clip the news.</p>", **fields):
    page = StandardPage(title=title, **fields)
    page.body = builders.stream([("paragraph", text)])
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def purges_of_everything() -> int:
    rows = Effect.objects.filter(step="caches")
    return sum(row.payload["tags"] == ["site"] for row in rows)


def test_it_shows_its_title_introduction_and_text(client, home):
    make_page(home, introduction="Who <we> are.")
    page = client.get("/about/").content.decode()
    assert "<h1>About</h1>" in page
    assert page.count("<h1") == 1
    assert "Who &lt;we&gt; are.</p>" in page
    assert '<meta name="description" content="Who &lt;we&gt; are.">' in page
    assert "<p>We clip the news.</p>" in page
    assert "<title>About — Newsclip</title>" in page
    assert re.search(r'rel="canonical" href="http://[^/"]+/about/"', page)


def test_it_is_shown_in_menus_unless_an_editor_says_otherwise():
    assert StandardPage(title="About").show_in_menus


def test_it_may_not_take_an_address_of_the_site(home):
    with pytest.raises(ValidationError, match="address of the site itself"):
        make_page(home, "Search")


def test_it_may_be_kept_and_is_purged_when_it_changes(client, home):
    page = make_page(home)
    answer = client.get("/about/")
    assert answer["Cache-Control"] == PURGED.header()
    before = purges_of_everything()
    page.save_revision().publish()
    page.unpublish()
    assert purges_of_everything() == before + 2


def test_making_a_section_private_or_moving_it_changes_every_page(home):
    page, other = make_page(home), make_page(home, "Contact")
    before = purges_of_everything()
    wall = PageViewRestriction.objects.create(page=page, restriction_type="login")
    wall.delete()
    other.move(page, pos="left")
    assert purges_of_everything() == before + 3


def test_making_a_story_private_changes_only_what_shows_it(home):
    story = builders.make_article()
    before = purges_of_everything()
    PageViewRestriction.objects.create(page=story, restriction_type="login")
    assert purges_of_everything() == before


def test_its_text_links_to_no_document_and_shows_no_picture(home):
    """Both are public only by a story that readers may see."""
    blocks = PageTextBlock().child_blocks
    assert set(blocks) == {
        "paragraph",
        "heading",
        "bulleted_list",
        "numbered_list",
        "divider",
    }
    for name in ("paragraph", "bulleted_list", "numbered_list"):
        assert "document-link" not in blocks[name].features
        assert "link" in blocks[name].features


def test_an_editor_is_told_to_write_it_before_it_is_published(home):
    with pytest.raises(StreamBlockValidationError) as refused:
        PageTextBlock().clean(PageTextBlock().to_python([]))
    [told] = refused.value.non_block_errors
    assert told == "Write the page before you publish it."


def test_its_link_to_a_hidden_story_is_plain_text(client, home):
    story = builders.make_article("Vote postponed", publish=False)
    make_page(home, text=f'<p><a linktype="page" id="{story.pk}">it</a></p>')
    page = client.get("/about/").content.decode()
    assert "<p><a>it</a></p>" in page
    assert story.slug not in page


def test_it_is_found_in_three_queries(client, home, django_assert_num_queries):
    """The page by its path; the site with its brand; the sections of the menus."""
    make_page(home)
    with django_assert_num_queries(3):
        client.get("/about/")


# The brand's address and note ------------------------------------------------------


@pytest.fixture
def brand(home):
    return BrandSettings.for_site(Site.objects.get(is_default_site=True))


def mistake(story, brand) -> str:
    furniture = {"brand": brand}
    context = {"page": story, "furniture": furniture}
    return render_to_string("components/report_mistake.html", context)


def test_a_mistake_is_reported_with_the_storys_headline_and_address(brand):
    brand.contact_email = "desk+errors@newsclip.example"
    story = builders.make_article('Vote & "tide": 50% of a/b')
    address = re.search(r'href="([^"]*)"', mistake(story, brand))[1]
    letter = urlsplit(address.replace("&amp;", "&"))
    assert (letter.scheme, letter.path) == ("mailto", "desk%2Berrors@newsclip.example")
    asked = parse_qs(letter.query)
    assert asked["subject"] == ['A mistake in: Vote & "tide": 50% of a/b']
    assert asked["body"] == [f"{story.full_url}\r\n\r\n"]


def test_without_an_address_nothing_is_offered(brand):
    assert mistake(builders.make_article(), brand).strip() == ""


def test_a_change_of_the_brand_changes_every_page(desk, brand):
    before = purges_of_everything()
    address = reverse(
        "wagtailsettings:edit", args=["home", "brandsettings", brand.site_id]
    )
    desk.post(
        address,
        {"name": "Newsclip", "contact_email": "a@b.example", "footer_note": "Hello"},
    )
    brand.refresh_from_db()
    assert (brand.contact_email, brand.footer_note) == ("a@b.example", "Hello")
    assert purges_of_everything() == before + 1


# The demo's pages ------------------------------------------------------------------


def test_the_demo_says_who_it_is_and_that_it_is_invented(client, home):
    build_standard_pages()
    for title, introduction, _ in PAGES:
        page = StandardPage.objects.get(title=title)
        answer = client.get(page.url)
        assert answer.status_code == 200
        assert introduction in answer.content.decode()
    assert BrandSettings.objects.get().contact_email == CONTACT
    assert BrandSettings.objects.get().footer_note == NOTE


def test_the_demo_changes_no_page_and_no_brand_that_is_there(home):
    BrandSettings.objects.create(
        site=Site.objects.get(is_default_site=True), name="Harbour News"
    )
    make_page(home, "About")
    build_standard_pages()
    build_standard_pages()
    assert BrandSettings.objects.get().name == "Harbour News"
    assert StandardPage.objects.count() == len(PAGES)
    assert "clip the news" in str(StandardPage.objects.get(title="About").body)
