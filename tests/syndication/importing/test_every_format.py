"""What holds for each format: a second run writes nothing, bad input is one line."""

import json

import pytest
from django.db import connection

from news.models import ArticlePage
from syndication.importing.models import ImportedStory
from tests.syndication.importing.exports import item
from tests.syndication.importing.test_imported_pictures import jpeg

PLACES = ("https://old.example/one/", "https://old.example/two/")
PICTURE = "https://old.example/quay.jpg"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaa"><!ENTITY b "&a;&a;&a;&a;">]>'
ENDLESS = "9" * 5000


def text(number) -> str:
    """Of the first of two posts, or the second; each links to the other."""
    other = PLACES[1 - number]
    missing = "https://old.example/missing.jpg"
    return f'<p>Text, <a href="{other}">other</a></p><img src="{missing}" alt="A">'


def wordpress() -> dict:
    items = [
        item(n, f"Story {n}", text=text(n), link=PLACES[n], tags=["NATO"])
        for n in (0, 1)
    ]
    return {"export.xml": items}


def ghost() -> dict:
    posts = [
        {
            "id": f"p{n}",
            "title": f"Story {n}",
            "slug": slug,
            "html": text(n).replace("https://old.example", "__GHOST_URL__"),
            "status": "published",
            "feature_image": "__GHOST_URL__/quay.jpg",
        }
        for n, slug in enumerate(["one", "two"])
    ]
    tags = [{"id": "t", "name": "World", "slug": "world"}]
    users = [{"id": "u", "name": "Ada Marsh", "slug": "ada"}]
    tables = {
        "posts": posts,
        "posts_authors": [{"post_id": "p0", "author_id": "u"}],
        "posts_tags": [{"post_id": "p0", "tag_id": "t"}],
        "tags": tags,
        "users": users,
    }
    return {"ghost.json": json.dumps({"db": [{"data": tables}]})}


def ninjs() -> dict:
    rendition = {"href": PICTURE, "width": 900}
    items = [
        {
            "uri": place,
            "headlines": [{"value": f"Story {n}"}],
            "bodies": [{"contentType": "text/html", "value": text(n)}],
            "by": "Ada Marsh",
            "subjects": [{"name": "World", "rel": "category"}, {"name": "NATO"}],
            "firstCreated": "2026-01-07T10:00:00Z",
            "associations": [
                {"type": "picture", "renditions": [rendition]},
                {"type": "audio", "renditions": [{"href": f"{place}talk.mp3"}]},
            ],
        }
        for n, place in enumerate(PLACES)
    ]
    return {f"wire/{n}.json": json.dumps(each) for n, each in enumerate(items)}


def rss() -> dict:
    items = "".join(
        f"<item><title>Story {n}</title><link>{place}</link><guid>{n}</guid>"
        f"<description><![CDATA[{text(n)}]]></description><category>NATO</category>"
        f'<enclosure url="{PICTURE}" type="image/jpeg"/></item>'
        for n, place in enumerate(PLACES)
    )
    home = "<title>Paper</title><link>https://old.example/</link>"
    return {"rss.xml": f'<rss version="2.0"><channel>{home}{items}</channel></rss>'}


def atom() -> dict:
    entries = "".join(
        f'<entry><title>Story {n}</title><link href="{place}"/><id>{place}</id>'
        f'<content type="html"><![CDATA[{text(n)}]]></content></entry>'
        for n, place in enumerate(PLACES)
    )
    space = "http://www.w3.org/2005/Atom"
    return {"atom.xml": f'<feed xmlns="{space}"><title>Paper</title>{entries}</feed>'}


def json_feed() -> dict:
    items = [
        {
            "id": n,
            "url": place,
            "title": f"Story {n}",
            "content_html": text(n),
            "image": PICTURE,
        }
        for n, place in enumerate(PLACES)
    ]
    version = "https://jsonfeed.org/version/1.1"
    return {"feed.json": json.dumps({"version": version, "items": items})}


def markdown() -> dict:
    return {
        f"wire/{n}.md": f"---\ntitle: Story {n}\nurl: {place}\ncategory: World\n"
        f"hashtags: [NATO]\nhero: ../quay.jpg\n---\n\n{text(n)}\n"
        for n, place in enumerate(PLACES)
    }


FORMATS = {
    "wordpress": ("wordpress", wordpress),
    "ghost": ("ghost", ghost),
    "ninjs": ("ninjs", ninjs),
    "rss": ("feed", rss),
    "atom": ("feed", atom),
    "json": ("feed", json_feed),
    "markdown": ("markdown", markdown),
}
JSONS, XMLS = ("ghost", "ninjs", "json"), ("wordpress", "rss", "atom")
FOLDERS = ("ninjs", "markdown")


@pytest.fixture
def write(tmp_path, export):
    """Write an export of that name; returns its format, and its file or folder."""

    def write(name, spoil=lambda content: content):
        """The last of its files is spoilt."""
        form, make = FORMATS[name]
        files = make()
        last = list(files)[-1]
        for file, content in files.items():
            if isinstance(content, list):
                content = export(*content).read_text()
            path = tmp_path / file
            path.parent.mkdir(exist_ok=True)
            path.write_text(spoil(content) if file == last else content)
        (tmp_path / "quay.jpg").write_bytes(jpeg())
        return form, (path.parent if name in FOLDERS else path)

    return write


def everything() -> dict:
    """Every row of every table."""
    tables = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            tables[table] = sorted(cursor.fetchall(), key=repr)
    return tables


@pytest.mark.parametrize("flags", [[], ["--publish"]], ids=["drafts", "published"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_second_run_writes_nothing(run, write, tmp_path, name, flags):
    form, path = write(name)
    flags = [*flags, f"--media={tmp_path}"]
    first = run(path, *flags, form=form)
    assert first.lines[0] == "Posts made 2"
    assert "Links between imported stories: 2" in first.lines
    before = everything()
    second = run(path, *flags, form=form)
    assert second.lines[0] == "Posts unchanged 2"
    assert everything() == before


def cut_short(content) -> str:
    return content[:-20]


def bomb(content) -> str:
    return content.replace("<rss", f"{BOMB}<rss").replace("<feed", f"{BOMB}<feed")


def endless(content) -> str:
    """A number of 5,000 digits in the last post."""
    start, end = content.rsplit('"Story 1"', 1)
    return f"{start}{ENDLESS}{end}"


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        *((name, cut_short) for name in FORMATS if name != "markdown"),
        *((name, bomb) for name in XMLS),
        *((name, endless) for name in JSONS),
        *((name, lambda content: "PK\x03\x04") for name in JSONS + XMLS),
        *((name, lambda content: "") for name in JSONS + XMLS),
        *((name, lambda content: "[" * 100_000) for name in JSONS),
        *((name, lambda content: "<a>" * 100_000) for name in XMLS),
        *((name, lambda content: '{"a": "another format"}') for name in JSONS),
        *((name, lambda content: "<html><p>Not found</p></html>") for name in XMLS),
        ("markdown", lambda content: "---\n[\n"),
        ("markdown", lambda content: content.rpartition("---")[0]),
    ],
)
def test_what_cannot_be_read_is_one_line_and_the_rest_goes_on(run, write, name, spoil):
    form, path = write(name, spoil)
    said = run(path, "--keep-going", form=form)
    named = "1." if name in FOLDERS else path.name
    assert said.error.startswith(named)
    assert "\n" not in said.error
    assert len(said.error) < 300
    assert said.lines[0].endswith("failed 1")
    stories = ArticlePage.objects.count()
    assert stories == ImportedStory.objects.count()
    assert stories == 1 if name in FOLDERS else stories <= 1
