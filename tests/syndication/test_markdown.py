"""A Markdown twin says what its page says, in a structure that no text changes."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import yaml
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from hashtags.models import Hashtag
from news.models import ArticlePage
from newsroom.demo import builders
from sources.models import Source
from syndication.importing.markdown import read_markdown
from syndication.pictures import largest
from tests.syndication.hidden import HIDDEN, walled, withdrawn
from tests.syndication.rendering import rendered, shape

pytestmark = pytest.mark.django_db

ROOT = "http://localhost:8000"
NASTY = (
    "# * [x](https://y.example) `code` <b>bold</b> --- | 1. > &amp; _a_ ~~s~~ \\ ```"
)
AT = datetime(2026, 1, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def read(client):
    """What the twin of a story says of itself, and the rest of it."""

    def read(story) -> tuple[dict, str]:
        answer = client.get(f"{story.url.rstrip('/')}.md")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/markdown; charset=utf-8"
        _, front, text = re.split("(?m)^---\n", answer.content.decode(), maxsplit=2)
        return yaml.safe_load(front), text

    return read


def full_story(**fields) -> ArticlePage:
    hero = builders.make_picture("Hero", caption="The quay", credit="Photo: Ada")
    table = {
        "columns": [
            {"type": "text", "heading": "Port"},
            {"type": "number", "heading": "Ships | 2025"},
            {"type": "rich_text", "heading": "Note"},
        ],
        "rows": [{"values": ["Old | Quay", 96, "<p><b>Fog</b> and<br/>ice</p>"]}],
        "caption": "Arrivals",
    }
    builders.make_embed(title="Minutes", provider="Harbour board", text="The board.")
    public, draft = (
        builders.make_article(name, publish=name == "Public")
        for name in ("Public", "No")
    )
    given = {
        "standfirst": "The board met.",
        "kicker": "Harbour",
        "published_at": AT,
        "language": "en",
        "hero_image": hero,
        "hero_alt": "Ships at a quay",
        "hashtags": ["NATO", "Energy"],
        "authors": [builders.make_author("Ada Marsh"), builders.make_author("Bo Li")],
        "sources": [{"url": "https://paper.example/a_b", "title": "A *report*"}],
        "corrections": [{"text": "Not six.\n\n--- but seven.", "made_at": AT}],
        "body": [
            ("paragraph", "<p>One <b>bold</b></p>"),
            ("heading", {"text": "Why", "level": "h3"}),
            (
                "quote",
                {
                    "text": "Never.\n\n# Ever.",
                    "attribution": "Ilse Varga",
                    "source_url": "https://talk.example/",
                    "style": "pull",
                },
            ),
            ("bulleted_list", "<ul><li>First</li><li>Second</li></ul>"),
            ("numbered_list", "<ol><li>Sign</li></ol>"),
            ("image", {"image": hero.pk, "alt_text": "A [quay]", "decorative": False}),
            ("embed", "https://chorus.example/post"),
            ("embed", "https://other.example/_x_"),
            ("table", table),
            (
                "key_points",
                {"title": "Key points", "points": "<ul><li>It is</li></ul>"},
            ),
            ("fact_box", {"title": "The board", "text": "<p>Nine members.</p>"}),
            ("divider", None),
            ("related_story", public.pk),
            ("related_story", draft.pk),
            ("paragraph", f'<p>See <a linktype="page" id="{draft.pk}">that</a>.</p>'),
        ],
    }
    return builders.make_article("Vote", **given | fields)


def test_the_twin_says_of_itself_what_the_importer_reads(read, home):
    story = full_story()
    said, _ = read(story)
    hero = story.hero_image
    assert said == {
        "title": "Vote",
        "standfirst": "The board met.",
        "kicker": "Harbour",
        "date": AT,
        "authors": ["Ada Marsh", "Bo Li"],
        "category": "General",
        "hashtags": ["NATO", "Energy"],
        "language": "en",
        "slug": "vote",
        "canonical": story.full_url,
        "hero": f"{ROOT}{largest(hero, 'body').path}",
        "hero_alt": "Ships at a quay",
        "hero_caption": "The quay",
        "hero_credit": "Photo: Ada",
        "sources": [
            {
                "url": "https://paper.example/a_b",
                "outlet": "Paper",
                "title": "A *report*",
                "role": "report",
            }
        ],
        "corrections": [
            {"kind": "correction", "date": AT, "text": "Not six.\n\n--- but seven."}
        ],
    }


def test_the_importer_reads_a_twin_as_the_story_that_it_was(client, home, tmp_path):
    story = full_story()
    answer = client.get(f"{story.url.rstrip('/')}.md")
    (tmp_path / "any.md").write_bytes(answer.content)
    (post,) = read_markdown(tmp_path)
    assert (post.title, post.slug, post.standfirst) == (
        "Vote",
        "vote",
        "The board met.",
    )
    assert [author.name for author in post.authors] == ["Ada Marsh", "Bo Li"]
    assert (post.hashtags, post.published) == (["NATO", "Energy"], AT)
    assert [source.url for source in post.sources] == ["https://paper.example/a_b"]
    assert post.hero.address.endswith(".jpg")
    text = BeautifulSoup(post.html, "html.parser")
    assert text.p.get_text() == "One bold"
    assert text.find_all("p")[-1].get_text() == "See that."
    assert not text.find_all(["h1", "h2"])


def test_the_twin_has_every_block_in_its_order(read, home):
    story = full_story()
    _, text = read(story)
    page = rendered(text)
    picture = f"{ROOT}{largest(story.hero_image, 'body').path}"

    assert [each.get_text() for each in page.find_all("h1")] == ["Vote"]
    assert [each.get_text() for each in page.find_all(["h2", "h3"])] == [
        "Why",
        "Sources",
        "Corrections",
    ]
    assert page.h1.find_next("p").get_text() == "The board met."
    images = [(each["src"], each["alt"]) for each in page.find_all("img")]
    assert images == [(picture, "Ships at a quay"), (picture, "A [quay]")]
    assert page.img.find_next("p").get_text() == "The quay Photo: Ada"
    quote = page.blockquote
    assert [p.get_text() for p in quote.find_all("p")] == [
        "Never.",
        "# Ever.",
        "— Ilse Varga",
    ]
    assert quote.a["href"] == "https://talk.example/"
    assert [each.get_text() for each in page.ul.find_all("li")] == ["First", "Second"]
    assert [each.get_text() for each in page.ol.find_all("li")] == ["Sign"]
    cells = [each.get_text() for each in page.table.find_all(["th", "td"])]
    assert cells == ["Port", "Ships | 2025", "Note", "Old | Quay", "96", "Fog and ice"]
    links = {each["href"]: each.get_text() for each in page.find_all("a")}
    assert links["https://chorus.example/post"] == "Minutes"
    assert links["https://other.example/_x_"] == "https://other.example/_x_"
    assert links["https://paper.example/a_b"] == "https://paper.example/a_b"
    assert links[f"{ROOT}/general/public/"] == "Public"
    assert "/general/no/" not in text
    assert "See that." in page.get_text()
    assert len(page.find_all("hr")) == 1
    bold = [each.get_text() for each in page.find_all("strong")]
    assert bold == [
        *("bold", "Arrivals", "Fog", "Key points", "The board"),
        "Correction, January 7, 2026",
    ]
    assert text.index("It is") < text.index("Nine members") < text.index("***")


def test_no_text_of_a_story_changes_the_structure(read, home):
    """The same story with plain words has the same elements."""
    picture = builders.make_picture()

    def story_of(text: str) -> ArticlePage:
        return full_story(
            standfirst=text,
            hero_alt=text,
            hero_caption=text,
            sources=[{"url": "https://paper.example/a", "title": text, "author": text}],
            corrections=[{"text": f"{text}\n\n{text}", "made_at": AT}],
            body=[
                ("heading", {"text": text, "level": "h2"}),
                ("quote", {"text": text, "attribution": text, "source_url": ""}),
                ("fact_box", {"title": text, "text": "<p>Nine</p>"}),
                ("image", {"image": picture.pk, "alt_text": text}),
            ],
        )

    plain, nasty = story_of("plain"), story_of(NASTY)
    ArticlePage.objects.filter(pk=nasty.pk).update(title=NASTY)
    nasty.refresh_from_db()
    (_, as_plain), (said, as_nasty) = read(plain), read(nasty)
    assert shape(as_nasty) == shape(as_plain)
    assert said["title"] == said["standfirst"] == NASTY
    assert rendered(as_nasty).h1.get_text() == NASTY
    assert not re.search("(?m)^---$", as_nasty)


def test_front_matter_ends_where_it_ends(read, home):
    story = builders.make_article(
        "--- # x: [y] 'z' \"",
        slug="x",
        corrections=[{"text": "a\n---\nb: c", "made_at": AT}],
    )
    said, text = read(story)
    assert said["title"] == "--- # x: [y] 'z' \""
    assert said["corrections"][0]["text"] == "a\n---\nb: c"
    assert text.startswith("\n# ")


def test_what_readers_must_know_of_its_kind_stands_above(read, home):
    paid = builders.make_article("Paid", story_type="sponsored", paid_for_by="A bank")
    said, text = read(paid)
    assert (said["label"], said["paid_for_by"]) == ("Sponsored", "A bank")
    assert text.startswith("\n# Paid\n\n**Paid for by A bank**\n")
    wrong = builders.make_article(
        "Wrong", corrections=[{"kind": "retraction", "text": "No.", "made_at": AT}]
    )
    said, text = read(wrong)
    assert said["retracted"] is True
    assert text.startswith("\n**Retraction, January 7, 2026**\n\nNo.\n\n# Wrong\n")


def test_hidden_and_merged_hashtags_are_as_on_the_page(read, home):
    story = builders.make_article(hashtags=["NATO", "Otan", "Secret"])
    nato = Hashtag.objects.get(name="NATO")
    Hashtag.objects.filter(name="Otan").update(merged_into=nato)
    Hashtag.objects.filter(name="Secret").update(status=Hashtag.Status.HIDDEN)
    said, text = read(story)
    assert said["hashtags"] == ["NATO"]
    assert "Secret" not in text


def test_a_dead_source_says_so_with_its_archived_copy(read, home):
    story = builders.make_article(sources=["https://paper.example/a"])
    cited = "1. [https://paper.example/a](https://paper.example/a)"
    assert f"{cited}, Paper, Report\n" in read(story)[1]
    Source.objects.update(link_state="dead", archive_url="https://archive.example/a")
    archived = "([archived copy](https://archive.example/a))"
    assert f"{cited}, no longer online {archived}, Paper, Report\n" in read(story)[1]


def test_an_updated_story_says_when(read, home):
    story = builders.make_article(published_at=AT)
    assert "updated" not in read(story)[0]
    story.republish_as, story.republish_note = "update", "Adds the answer."
    story.republish_chosen_at = timezone.now()
    story.save_revision().publish()
    story.refresh_from_db()
    assert read(story)[0]["updated"] == story.modified_at.replace(microsecond=0)


@pytest.mark.parametrize("headline", ["世界の港", "تصويت الميناء", "Δημοτικό"])
def test_a_story_in_any_script_has_a_twin(read, client, home, headline):
    category = builders.make_category("世界", slug="世界")
    story = builders.make_article(headline, category=category, language="ar")
    said, text = read(story)
    assert said["title"] == rendered(text).h1.get_text() == headline
    answer = client.get(f"{story.url.rstrip('/')}.md")
    assert answer["Link"] == f'<{story.full_url}>; rel="canonical"'


def test_a_twin_is_known_by_its_page_and_is_not_to_be_found_in_its_place(client, home):
    story = builders.make_article()
    page = BeautifulSoup(client.get(story.url).content, "html.parser")
    (found,) = page.select('link[rel=alternate][type="text/markdown"]')
    assert found["href"] == f"{story.full_url.rstrip('/')}.md"
    answer = client.get(found["href"].removeprefix(ROOT))
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex, noai, noimageai"
    again = client.get(
        found["href"].removeprefix(ROOT), headers={"If-None-Match": answer["ETag"]}
    )
    assert again.status_code == 304


def test_a_link_to_a_part_of_the_story_leads_to_its_page(client, home):
    text = '<p><a href="#b-1">Below</a> and <a href="/world/">World</a></p>'
    story = builders.make_article("Vote", body=[("paragraph", text)])
    said = client.get("/general/vote.md").content.decode()
    assert f"[Below]({story.full_url}#b-1)" in said
    assert f"[World]({ROOT}/world/)" in said


def test_an_alias_has_a_twin_that_names_the_alias_page(client, home):
    story = builders.make_article("Vote")
    alias = story.create_alias(parent=builders.make_category("World"))
    answer = client.get("/world/vote.md")
    assert answer.status_code == 200
    assert answer["Link"] == f'<{alias.full_url}>; rel="canonical"'


@pytest.mark.parametrize("hide", [*HIDDEN, walled])
def test_a_hidden_story_has_no_twin_and_a_former_address_leads_to_none(
    client, desk, home, hide
):
    story = builders.make_article("Vote")
    story.slug = "ballot"
    story.save_revision().publish()
    first = client.get("/general/vote.md")
    assert (first.status_code, first["Location"]) == (301, "/general/ballot.md")
    hide(story)
    for reader in (client, desk):
        for at in ("/general/ballot.md", "/general/vote.md"):
            assert reader.get(at).status_code == 404, at


def test_a_withdrawn_story_says_so_in_place_of_its_text(client, home):
    story = builders.make_article(
        "Secret merger", slug="vote", body=[("paragraph", "<p>Psst</p>")]
    )
    story.slug = "ballot"
    story.save_revision().publish()
    withdrawn(story, "We were *wrong*.\n\nAll of it.")

    answer = client.get("/general/ballot.md")
    assert answer.status_code == client.get("/general/ballot/").status_code == 410
    text = answer.content.decode()
    assert rendered(text).h1.get_text().startswith("This story was withdrawn on ")
    assert text.endswith("\n\nWe were \\*wrong\\*.\n\nAll of it.\n")
    assert "Secret" not in text
    assert "Psst" not in text
    assert client.get("/general/vote.md")["Location"] == "/general/ballot.md"


@pytest.mark.parametrize(
    "at", ["/general/none.md", "/none/vote.md", "/vote.md", "/a/b/c.md"]
)
def test_where_no_story_lies_there_is_no_twin(client, home, at):
    builders.make_article("Vote")
    assert client.get(at).status_code == 404


def test_there_is_no_twin_without_a_site_and_nothing_to_post_to(client, home):
    story = builders.make_article("Vote")
    assert client.post("/general/vote.md").status_code == 405
    assert client.head("/general/vote.md").status_code == 200
    Site.objects.all().delete()
    assert client.get("/general/vote.md").status_code == 404
    assert story.pk


def test_a_twin_costs_ten_queries_whatever_is_in_it(client, home):
    """The site; the story; its hashtags, what those were merged into; its bylines with
    authors; its sources; its corrections; and of its body what it names, in two.
    """
    story = full_story()
    Hashtag.objects.filter(name="Energy").update(
        merged_into=Hashtag.objects.get(name="NATO")
    )
    client.get(f"{story.url.rstrip('/')}.md")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{story.url.rstrip('/')}.md")
    assert len(queries) <= 10, [query["sql"][:120] for query in queries]


def test_a_twin_names_what_it_shows_and_goes_with_the_story(client, home):
    story = full_story(expire_at=timezone.now() + timedelta(seconds=60))
    answer = client.get(f"{story.url.rstrip('/')}.md")
    named = set(answer["Cache-Tag"].split(","))
    source, hero = Source.objects.get(), story.hero_image_id
    assert {f"story-{story.pk}", source.tag, f"picture-{hero}", "site"} <= named
    assert 0 < int(answer["Cache-Control"].rpartition("=")[2]) <= 60
