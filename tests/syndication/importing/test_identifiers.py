"""A post is known again by its own id, and never taken for another site's."""

import json

import pytest

from news.models import ArticlePage
from syndication.importing.posts import scoped
from tests.syndication.importing.exports import WXR, item

RSS = """<rss version="2.0"><channel><title>Paper</title><link>{home}</link>
<item><title>Of {home}</title><guid isPermaLink="false">1</guid>
<description>The board met.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Paper</title>
<id>{home}</id><updated>2026-01-08T10:00:00Z</updated><entry><id>1</id>
<title>Of {home}</title><summary>The board met.</summary></entry></feed>"""


def json_feed(home) -> str:
    """Its items stand before what it says of itself."""
    items = [{"id": 1, "title": f"Of {home}", "content_text": "The board met."}]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"items": items, "version": version, "home_page_url": home})


def nameless(home) -> str:
    """A feed that says nothing of itself."""
    said = json.loads(json_feed(home))
    said["items"][0]["url"] = f"{home}one/"
    return json.dumps({name: said[name] for name in ("version", "items")})


def ninjs(holder) -> str:
    """An item whose 'uri' is none."""
    said = [{"value": f"Of {holder}"}]
    about = {"uri": "1", "copyrightHolder": holder, "headlines": said}
    return json.dumps({**about, "bodies": [{"value": "The board met."}]})


def wordpress(home) -> str:
    """An export that does not name the blog, but as a feed does."""
    text = WXR.format(items=item(1, f"Of {home}"))
    text = text.replace("<link>https://old.example<", f"<link>{home}<")
    start, end = text.index("<wp:base_blog_url>"), text.index("<wp:author>")
    return text[:start] + text[end:]


WRITE = {
    "rss": ("feed", lambda home: RSS.format(home=home)),
    "atom": ("feed", lambda home: ATOM.format(home=home)),
    "json": ("feed", json_feed),
    "nameless": ("feed", nameless),
    "ninjs": ("ninjs", ninjs),
    "wordpress": ("wordpress", wordpress),
}


@pytest.mark.parametrize("name", WRITE)
def test_two_sites_with_a_post_1_have_a_story_each(run, tmp_path, name):
    form, write = WRITE[name]
    homes = ["https://a.example/", "https://b.example/"]
    for number, home in enumerate(homes):
        (tmp_path / f"{number}").write_text(write(home))
        assert run(tmp_path / f"{number}", form=form).lines[0] == "Posts made 1"
    titles = ArticlePage.objects.order_by("pk").values_list("title", flat=True)
    assert list(titles) == [f"Of {home}" for home in homes]
    for number in (0, 1):
        assert run(tmp_path / f"{number}", form=form).lines[0] == "Posts unchanged 1"


@pytest.mark.parametrize(
    ("own", "source", "known"),
    [
        ("1", "https://www.a.example/", "a.example#1"),
        ("1", "http://a.example", "a.example#1"),
        ("https://a.example/1", "https://b.example/", "https://a.example/1"),
        ("urn:uuid:1", "https://b.example/", "urn:uuid:1"),
        ("tag:a.example,2026:1", "https://b.example/", "tag:a.example,2026:1"),
    ],
)
def test_an_id_that_is_one_of_a_kind_stays_as_it_is(own, source, known):
    assert scoped(own, source) == known
