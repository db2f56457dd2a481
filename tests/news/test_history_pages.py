"""Readers can open every version that they could see, and compare any two."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from images.models import NewsImage
from news.history import grouped
from news.models import ArticlePage, Correction, HistorySettings, StoryVersion
from news.withholding import withhold
from newsroom.demo import builders
from tests.news.test_versions import edit, versions

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def thrice(once) -> int:
    """A story with three publishes behind it."""
    builders.front_page()
    story = builders.make_article(
        "Board meets on Tuesday",
        slug="board",
        standfirst="Nine votes are expected.",
        body=[("paragraph", "<p>The board met for six hours.</p>")],
        hashtags=["NATO"],
    )
    story = edit(story, title="Board meets on Thursday")
    return edit(story, standfirst="Ten votes are expected.").pk


@pytest.fixture
def story(thrice, db) -> ArticlePage:
    return ArticlePage.objects.get(pk=thrice)


def tell(story) -> ArticlePage:
    """Publish it again with a correction."""
    story.corrections.add(Correction(text="The board meets on Thursday."))
    return edit(story)


def text_of(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def at(story, below="") -> str:
    return f"{story.url}history/{below}"


def numbers(client, story) -> list[int]:
    """Of the versions that the history links to, newest first."""
    page = text_of(client, at(story))
    found = re.findall(r"<b>Version (\d+)</b>", page)
    return [int(number) for number in found]


def as_if_never_was(client, story, below="") -> bool:
    """Whether the answer is that of a story that there never was, to the byte."""
    answer = client.get(at(story, below))
    other = client.get(at(story, below).replace(story.slug, "x" * len(story.slug)))
    assert other.status_code == 404
    return (answer.status_code, answer.content, answer.headers) == (
        other.status_code,
        other.content,
        other.headers,
    )


def test_the_history_lists_every_version_with_its_kind_and_note(client, story, editor):
    page = text_of(client, at(story))
    assert numbers(client, story) == [3, 2, 1]
    assert "First published" in page
    assert "<summary>2 minor fixes</summary>" in page
    assert "editor" not in page, "no staff are named"


def test_a_version_is_what_readers_saw(client, story):
    page = text_of(client, at(story, "1/"))
    assert "Board meets on Tuesday</h1>" in page
    assert "Nine votes are expected." in page
    assert "The board met for six hours." in page
    assert "#NATO" in page
    assert "Ten votes" not in page


def test_the_difference_says_what_is_gone_and_what_is_new(client, story):
    page = text_of(client, at(story, "1..3/"))
    assert "Board meets on <del>Tuesday</del><ins>Thursday</ins>" in page
    assert "<del>Nine</del><ins>Ten</ins> votes are expected." in page


def paragraph(html) -> dict:
    return {"body": builders.stream([("paragraph", f"<p>{html}</p>")])}


def block(kind, value) -> dict:
    return {"body": builders.stream([("paragraph", "<p>Said.</p>"), (kind, value)])}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            {},
            {"story_type": "sponsored", "paid_for_by": "Acme"},
            "<ins>Sponsored, paid for by Acme</ins>",
        ),
        (
            paragraph('<a href="https://a.example/x">Here</a>'),
            paragraph('<a href="https://evil.example/x">Here</a>'),
            "Here [https://<del>a</del><ins>evil</ins>.example/x]",
        ),
        (
            block("embed", "https://a.example/v?a=1&copy=2"),
            block("embed", "https://a.example/v?a=1&copy=3"),
            "https://a.example/v?a=1&amp;copy=<del>2</del><ins>3</ins>",
        ),
        (
            block("quote", {"text": "No.", "source_url": "https://a.example/x"}),
            block("quote", {"text": "No.", "source_url": "https://b.example/x"}),
            "[https://<del>a</del><ins>b</ins>.example/x]",
        ),
        (paragraph("It fell."), paragraph("It <b>fell</b>."), "but not in its words"),
        ({}, {"card_headline": "Short"}, "<ins>Short</ins>"),
        ({}, {"share_text": "Read on"}, "<ins>Read on</ins>"),
        ({}, {"language": "fr"}, "No words changed; something else did."),
        ({}, block("divider", None), "No words changed; something else did."),
        ({}, {}, "Nothing that readers see changed."),
    ],
    ids=["paid for", "link", "embed", "quote", "bold", "card", "share", "language",
         "divider", "nothing"],
)  # fmt: skip
def test_what_changed_beside_the_text_is_told(client, home, before, after, said):
    before = paragraph("Said.") | before
    story = edit(builders.make_article("Told", slug="told"), **before)
    story = edit(story, **after)
    page = text_of(client, at(story, "2..3/"))
    assert said in page
    assert ("Nothing that readers see" in page) == (not after)


def test_another_picture_or_story_in_the_body_is_told(client, home):
    boats = [builders.make_picture(name) for name in ("Boat", "Barge")]
    story = builders.make_article("Boats", slug="boats", body=[picture_block(boats[0])])
    story = edit(story, body=builders.stream([picture_block(boats[1])]))
    page = text_of(client, at(story, "1..2/"))
    assert "Picture, replaced by another" in page

    bare = [("image", {"image": boat.pk, "decorative": True}) for boat in boats]
    for one in bare:
        story = edit(story, body=builders.stream([one]))
    assert "Picture, replaced by another" in text_of(client, at(story, "3..4/"))

    open_, secret = (builders.make_article(n, slug=n) for n in ("open", "secret"))
    for other in (open_, secret):
        said = [("paragraph", "<p>Said.</p>"), ("related_story", other.pk)]
        story = edit(story, body=builders.stream(said))
    secret.unpublish()
    page = text_of(client, at(story, "5..6/"))
    assert "Related story, changed and replaced by another" in page
    assert "secret" not in page


def test_a_link_to_another_page_is_told_while_readers_may_open_it(client, home):
    open_, secret = (builders.make_article(n, slug=n) for n in ("open", "secret"))
    story = builders.make_article("Linking", slug="linking")
    for other in (open_, secret):
        link = f'<a linktype="page" id="{other.pk}">Here</a>'
        story = edit(story, **paragraph(link))
    assert "<ins>secret</ins>" in text_of(client, at(story, "2..3/"))
    secret.unpublish()
    page = text_of(client, at(story, "2..3/"))
    assert "secret" not in page
    assert "open" in page


def test_another_alt_text_of_the_hero_is_told(client, home):
    hero = builders.make_picture("Hero")
    story = builders.make_article("Hero", slug="h", hero_image=hero, hero_alt="A boat")
    story = edit(story, hero_alt="A barge")
    page = text_of(client, at(story, "1..2/"))
    assert "A <del>boat</del><ins>barge</ins>" in page


def test_html_in_a_version_is_text_in_its_difference(client, story):
    edit(story, title="<script>alert(1)</script>", standfirst="</del><b>Ten")
    for below in ("3..4/", "4/", ""):
        page = text_of(client, at(story, below))
        assert "<script>alert" not in page
        assert "</del><b>" not in page


@pytest.mark.parametrize("below", ["", "1/", "1..2/"])
def test_no_search_engine_lists_a_history(client, story, below):
    response = client.get(at(story, below))
    assert "noindex" in response["X-Robots-Tag"].split(", ")
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert f"story-{story.pk}" in response["Cache-Tag"]


@pytest.mark.parametrize(
    "below",
    ["0/", "-1/", "01/", "4/", "999999999/", "9" * 21 + "/", "1.5/", "x/", "1/2/",
     "1/x/", "1..1/", "2..1/", "0..1/", "1..4/", "1..2..3/", "1../", "..2/", "٣/",
     "%00/", "1%00/", "?page=9", "?page=x", "?from=x&to=1", "?from=1", "?from=-1&to=2",
     "?from=²&to=2"],
)  # fmt: skip
def test_what_is_no_version_is_not_there(client, story, below):
    assert client.get(at(story, below)).status_code in (400, 404)


@pytest.mark.parametrize(
    ("asked", "leads"),
    [("from=1&to=3", "1..3/"), ("from=3&to=1", "1..3/"), ("from=2&to=2", "2/")],
)
def test_the_form_leads_to_the_one_address_of_a_difference(client, story, asked, leads):
    response = client.get(at(story, f"?{asked}"))
    assert response.status_code == 302
    assert response["Location"].endswith(at(story, leads))


def test_an_absurd_number_in_the_form_leads_to_what_is_not_there(client, story):
    response = client.get(at(story, f"?from=1&to={'9' * 400}"), follow=True)
    assert response.status_code == 404


@pytest.mark.parametrize("below", ["", "1/", "1..2/"])
def test_a_history_is_only_read(client, story, below):
    assert client.post(at(story, below)).status_code == 405
    assert client.head(at(story, below)).status_code == 200


# What readers may not see ------------------------------------------------------------


def hide_by_embargo(story):
    story.embargo_until = timezone.now() + HOUR
    story.save()


def expire(story):
    ArticlePage.objects.filter(pk=story.pk).update(expire_at=timezone.now() - HOUR)


def make_private(story):
    PageViewRestriction.objects.create(page=story, restriction_type="login")


@pytest.mark.parametrize(
    "hide",
    [
        hide_by_embargo,
        expire,
        make_private,
        lambda story: story.unpublish(),
        lambda story: story.delete(),
        lambda story: HistorySettings.objects.create(public=False),
    ],
    ids=["embargo", "expired", "private", "unpublished", "deleted", "switched off"],
)
@pytest.mark.parametrize("below", ["", "1/", "1..2/", "?from=1&to=2"])
def test_a_story_that_readers_may_not_see_has_no_history(client, story, hide, below):
    hide(ArticlePage.objects.get(pk=story.pk))
    assert as_if_never_was(client, story, below)


def test_a_version_that_was_replaced_before_it_came_out_is_seen_by_nobody(client, home):
    story = builders.make_article("Embargoed", slug="e")
    later = timezone.now() + HOUR  # as a publish under embargo has it
    StoryVersion.objects.of(story.pk).update(readable_from=later)
    story = edit(story, title="Out")
    assert numbers(client, story) == [2]
    assert client.get(at(story, "1/")).status_code == 404
    assert client.get(at(story, "1..2/")).status_code == 404


def test_a_withholding_before_an_embargo_ends_takes_no_version_s_place(client, home):
    story = edit(builders.make_article("First", slug="e"), title="Embargoed")
    ends = timezone.now() + HOUR
    StoryVersion.objects.of(story.pk).filter(number=2).update(readable_from=ends)
    withhold(versions(story)[0], "court", "", None)
    story = edit(story, title="After it")
    rows = StoryVersion.objects.of(story.pk)
    rows.filter(number=4).update(at=ends + HOUR, readable_from=ends + HOUR)
    assert numbers(client, story) == [4, 2, 1]
    assert client.get(at(story, "2/")).status_code == 200


def test_what_was_taken_down_before_its_embargo_ended_was_seen_by_nobody(client, home):
    story = builders.make_article("Embargoed", slug="e")
    later = timezone.now() + HOUR
    StoryVersion.objects.of(story.pk).update(readable_from=later)
    story.unpublish()
    story = edit(ArticlePage.objects.get(pk=story.pk), title="Out")
    assert numbers(client, story) == [3]


def test_what_was_published_while_the_story_was_private_stays_private(client, home):
    category = builders.make_category("General")
    wall = PageViewRestriction.objects.create(page=category, restriction_type="login")
    story = edit(builders.make_article("For staff", slug="s"), title="For staff, too")
    wall.delete()
    assert numbers(client, story) == [2], "readers see it now"
    story = edit(story, title="For all")
    assert numbers(client, story) == [3]
    assert client.get(at(story, "1/")).status_code == 404


def test_an_embargo_that_passed_hides_no_version(client, home):
    story = builders.make_article("Out", slug="o", embargo_until=timezone.now() - HOUR)
    story = edit(story, title="Out again")
    assert numbers(client, story) == [2, 1]


def test_a_story_that_came_back_has_the_versions_from_before(client, story):
    story.unpublish()
    story = edit(ArticlePage.objects.get(pk=story.pk), title="Back")
    assert numbers(client, story) == [5, 3, 2, 1]


def test_an_alias_has_no_history_but_leads_to_its_original_s(client, story):
    alias = tell(story).create_alias(parent=builders.make_category("World"))
    assert as_if_never_was(client, alias)
    assert f'href="{at(story)}"' in text_of(client, alias.url)


# What a version shows ----------------------------------------------------------------


def picture_block(picture):
    return ("image", {"image": picture.pk, "alt_text": "A boat", "caption": "Boat"})


def files_of(picture) -> list[str]:
    stored = NewsImage.objects.get(pk=picture.pk)
    return [file["file"] for file in stored.ready_files]


def test_a_former_picture_is_shown_only_while_readers_see_it_elsewhere(client, home):
    hero, boat = builders.make_picture("Hero"), builders.make_picture("Boat")
    story = builders.make_article(
        slug="p", hero_image=hero, hero_alt="Hero", body=[picture_block(boat)]
    )
    bare = {"hero_image": None, "body": builders.stream([("paragraph", "<p>No</p>")])}
    story = edit(story, **bare)
    page = text_of(client, at(story, "1/"))
    assert page.count("A picture, no longer shown.") == 2
    for file in files_of(hero) + files_of(boat):
        assert file not in page

    builders.make_article("Shows it", slug="q", hero_image=hero, body=[])
    page = text_of(client, at(story, "1/"))
    assert page.count("A picture, no longer shown.") == 1
    assert any(file in page for file in files_of(hero))
    assert "The picture above the story was taken out." in text_of(
        client, at(story, "1..2/")
    )


def test_links_of_a_former_version_go_through_the_door_as_it_is_today(client, home):
    secret = builders.make_article("Secret", slug="secret-slug")
    paper = get_document_model().objects.create(title="Minutes", file="minutes.pdf")
    links = (
        f'<a linktype="page" id="{secret.pk}">it</a>'
        f'<a linktype="document" id="{paper.pk}">paper</a>'
    )
    body = [("paragraph", f"<p>{links}</p>"), ("related_story", secret.pk)]
    story = builders.make_article("Linking", slug="l", body=body)
    assert "secret-slug" in text_of(client, at(story, "1/"))
    assert "minutes" in text_of(client, at(story, "1/"))
    story = edit(story, body=builders.stream([("paragraph", "<p>No links</p>")]))
    secret.unpublish()
    page = text_of(client, at(story, "1/"))
    assert "secret-slug" not in page
    assert "Secret" not in page
    assert "minutes" not in page


def test_a_hidden_hashtag_is_in_no_former_version(client, story):
    hashtag = story.hashtags.all()[0]
    hashtag.status = "hidden"
    hashtag.save()
    assert "NATO" not in text_of(client, at(story, "1/"))
    assert "NATO" not in text_of(client, at(story, "1..3/"))


def test_a_withheld_version_says_when_and_why_and_no_more(client, story):
    withhold(versions(story)[0], "court", "The file number is 17.", None)
    for below in ("", "1/", "1..2/"):
        page = text_of(client, at(story, below))
        assert "Withheld by court order" in page
        assert "17" not in re.sub(
            r"<time.*?</time>|<option.*?</option>|<meta.*?>", "", page
        )
        assert "Tuesday" not in page or below == ""
    assert numbers(client, story) == [3, 2, 1], "the withholding is no version"


# The link from the story -------------------------------------------------------------


def test_a_story_links_to_its_history_once_readers_were_told_of_a_change(client, home):
    story = builders.make_article("Once", slug="once")
    assert "/history/" not in text_of(client, story.url)
    story = edit(story, title="A minor fix")
    assert "/history/" not in text_of(client, story.url)
    for said in ("Edited once", "Edited twice", "Edited 3 times"):
        story = tell(story)
        assert said in text_of(client, story.url)


def test_the_newsroom_can_turn_the_public_history_off(client, story):
    tell(story)
    assert "/history/" in text_of(client, story.url)
    HistorySettings.objects.create(public=False)
    assert "/history/" not in text_of(client, story.url)


def test_whoever_was_let_in_to_a_private_story_reads_no_link(client, story, editor):
    make_private(tell(story))
    client.force_login(editor)
    page = text_of(client, story.url)
    assert "Board meets on Thursday" in page
    assert "/history/" not in page


def test_neither_a_preview_nor_a_draft_has_the_link(desk, story):
    tell(story).save_revision()
    draft = reverse("wagtailadmin_pages:view_draft", args=[story.pk])
    page = text_of(desk, draft)
    assert "Board meets on Thursday" in page
    assert "/history/" not in page


def test_minor_fixes_that_follow_each_other_are_one_line():
    kinds = ["minor", "update", "minor", "minor", "correction", "first"]
    made = [StoryVersion(number=n, change=kind) for n, kind in enumerate(kinds)]
    assert [len(group) for group in grouped(made)] == [1, 1, 2, 1, 1]


def test_a_history_costs_the_same_queries_however_long_it_is(client, story):
    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            text_of(client, address)
        return [query["sql"] for query in queries]

    few = asked(at(story))
    last = versions(story)[-1]
    for number in range(4, 1004):
        last.pk, last.number = None, number
        last.at = last.readable_from = timezone.now()
        last.save()
    many = asked(at(story))
    assert len(many) == len(few) <= 6
    assert not [sql for sql in many if '"content"' in sql and "storyversion" in sql]
    assert len(numbers(Client(), story)) == 100
    assert len(asked(at(story, "1..900/"))) <= 10
