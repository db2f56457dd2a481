"""WordPress' export, as it is really written."""

import re
import time
import tracemalloc
from pathlib import Path

import pytest

from news.models import ArticlePage
from syndication.importing.posts import CannotRead, NoStory, Post, Status
from syndication.importing.wordpress import read_wordpress
from tests.syndication.importing.exports import item

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples" / "wordpress"
SAMPLE = SAMPLES / "themeunittestdata.wordpress.xml"


def meta(key, value) -> str:
    """What WordPress or a plugin keeps beside a post."""
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
    )


@pytest.fixture
def read(export):
    """What the reader makes of these items."""
    return lambda *items: list(read_wordpress(export(*items)))


def test_a_post_says_what_it_is(read):
    locked = "<wp:post_password>x</wp:post_password>"
    posts = read(
        item(1, status="publish", excerpt="<b>In</b> short"),
        item(2, status="publish", extra=locked),
        item(3, status="inherit"),
        item(4, status="trash"),
        item(5, kind="page"),
        item(6, kind="nav_menu_item"),
    )
    statuses = [post.status for post in posts if isinstance(post, Post)]
    assert statuses == [Status.PUBLISHED, Status.PROTECTED, Status.DRAFT]
    reasons = [each.what for each in posts if isinstance(each, NoStory)]
    assert [reason.split(":")[0] for reason in reasons] == [
        "it is in the bin, or was never written",
        "it is a page",
        "it is WordPress' own (nav_menu_item)",
    ]
    post = posts[0]
    assert post.identifier == "wordpress:https://old.example?p=1"
    assert post.where == "export.xml, line 11, post 1"
    assert post.standfirst == "In short"
    assert post.addresses == [
        "https://old.example/2020/01/post-1/",
        "https://old.example/?p=1",
    ]
    assert post.language == "en-US"


@pytest.mark.parametrize(
    "date", ["0000-00-00 00:00:00", "0001-01-01 00:00:00", "", "-0001-11-30 00:00:00"]
)
def test_a_date_that_is_none_is_none(read, date):
    (post,) = read(item(date=date))
    assert post.published is None


def test_former_slugs_are_former_addresses(read):
    former = (meta("_wp_old_slug", slug) for slug in ("older", "oldest"))
    (post,) = read(item(slug="now", extra="".join(former)))
    assert post.addresses[2:] == [
        "https://old.example/2020/01/older/",
        "https://old.example/2020/01/oldest/",
    ]


def picture(number, name="quay.jpg", extra="", **given) -> str:
    """A picture of the site's library."""
    address = f"https://old.example/u/{name}"
    extra += f"<wp:attachment_url>{address}</wp:attachment_url>"
    given = {"kind": "attachment", "status": "inherit", "excerpt": "", **given}
    return item(number, extra=extra, **given)


def test_a_featured_picture_comes_with_its_words(read):
    words = meta("_wp_attachment_image_alt", "Ships")
    quay = picture(9, extra=words, excerpt="At the quay")
    (post,) = read(item(1, extra=meta("_thumbnail_id", 9)), quay)
    assert post.hero.address == "https://old.example/u/quay.jpg"
    assert (post.hero.alt, post.hero.caption) == ("Ships", "At the quay")
    (post,) = read(item(1, extra=meta("_thumbnail_id", 404)))
    assert post.notes == ["featured picture that is not in the export"]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            '[caption id="x" width="300"]<a href="/q.jpg"><img src="/q.jpg"></a> '
            "At <b>sea</b>[/caption]",
            '<figure><a href="/q.jpg"><img src="/q.jpg"></a>'
            "<figcaption>At <b>sea</b></figcaption></figure>",
        ),
        (
            "[embed]https://a.example/b?x=1[/embed]",
            '<div class="wp-block-embed__wrapper">https://a.example/b?x=1</div>',
        ),
        (
            "[youtube https://youtu.be/abc]",
            '<div class="wp-block-embed__wrapper">https://youtu.be/abc</div>',
        ),
        (
            '[video mp4="https://a.example/f.mp4"][/video]',
            '<video src="https://a.example/f.mp4"></video>',
        ),
        (
            "[audio https://a.example/f.mp3]",
            '<video src="https://a.example/f.mp3"></video>',
        ),
        ("Write [[gallery]] so", "Write [[gallery]] so"),
        ("He said [sic] so [1]", "He said [sic] so [1]"),
    ],
)
def test_shortcodes_become_what_they_stand_for(read, text, made):
    (post,) = read(item(text=text))
    assert (post.html, post.notes) == (made, [])


def test_a_gallery_names_its_pictures_and_those_that_are_missing_are_noted(read):
    (post,) = read(item(text='[gallery ids="9,2 , 3"]'), picture(9))
    assert post.html.count("<img") == 1
    missing = "picture of a gallery that is not in the export"
    assert post.notes == [f"{missing}: 2", f"{missing}: 3"]


def test_a_gallery_shows_each_picture_once(read):
    (post,) = read(item(text='[gallery ids="9,9,2,9,2"]'), picture(9))
    assert post.html.count("<img") == 1
    assert post.notes == ["picture of a gallery that is not in the export: 2"]


def test_a_text_that_grows_beyond_measure_fails_alone(read):
    long = picture(9, excerpt="word " * 10_000)
    grown, post = read(item(1, text="[gallery ids=9]" * 1_000), item(2), long)[:2]
    assert str(grown).endswith("post 1: its text grows beyond 20 MB, and is left out")
    assert post.notes == []


def test_a_gallery_in_a_caption_is_one(read):
    text = '[caption]<img src="/q.jpg"> At sea [gallery ids="9"] [x y="1"][/caption]'
    (post,) = read(item(text=text), picture(9))
    assert re.findall('src="(.*?)"', post.html) == [
        "/q.jpg",
        "https://old.example/u/quay.jpg",
    ]
    assert post.notes == ["shortcode kept as text: [x]"]


def test_a_gallery_that_names_none_shows_what_was_uploaded_to_the_story(read):
    def uploaded(number, name, order=0, story=1):
        parent = f"<wp:post_parent>{story}</wp:post_parent>"
        order = f"<wp:menu_order>{order}</wp:menu_order>"
        return picture(number, name, extra=parent + order)

    files = (
        uploaded(7, "last.jpg", order=2),
        uploaded(8, "second.png", order=1),
        uploaded(9, "first.jpg"),
        uploaded(12, "fourth.jpg", order=2),
        uploaded(10, "minutes.pdf"),
        uploaded(11, "other.jpg", story=3),
    )
    first, other, none, less = read(
        item(1, text="A[gallery columns=2]"),
        item(2, text="[gallery id=3]"),
        item(4, text="[gallery]"),
        item(1, text="[gallery exclude='8, 9']"),
        *files,
    )
    shown = re.findall(r"/u/(\w+)", first.html)
    assert shown == ["first", "second", "last", "fourth"]
    assert re.findall(r"/u/(\w+)", other.html) == ["other"]
    assert (none.html, none.notes) == (
        "[gallery]",
        ["shortcode kept as text: [gallery]"],
    )
    assert re.findall(r"/u/(\w+)", less.html) == ["last", "fourth"]
    assert (first.notes, other.notes) == ([], [])


@pytest.mark.parametrize("name", ["audio", "gallery"])
def test_text_between_shortcodes_stays(read, name):
    words = f'[{name} src="a" ids="9"] Paragraph. [{name} src="b" ids="9"]In[/{name}]Z'
    (post,) = read(item(text=words), picture(9))
    assert re.sub("<.*?>", "", post.html) == " Paragraph. InZ"
    assert post.html.count("src=") == 2


def test_two_hundred_thousand_letters_of_a_shortcode_are_taken_in_a_second(read):
    texts = (
        "[gallery " + "a" * 200_000 + "]",
        "[gallery " + "a='" * 66_000 + "]",
        "[caption]" * 20_000 + "[/caption]",
        "[audio a=1]" * 20_000 + "[/audio]" * 2_000,
    )
    began = time.process_time()
    assert len(read(*(item(text=text) for text in texts))) == 4
    assert time.process_time() - began < 4


def test_what_the_site_would_have_made_is_listed(read):
    text = (
        '<!-- wp:latest-posts {"postsToShow":3} /--><!-- wp:paragraph --><p>A</p>'
        '<!-- /wp:paragraph -->[contact-form to="x"]<!--nextpage-->B'
    )
    (post,) = read(item(text=text))
    assert post.notes == [
        "block that has no text in the export left out: latest-posts",
        "page breaks left out: 1",
        "shortcode kept as text: [contact-form]",
    ]
    assert not post.newlines
    assert "[contact-form" in post.html


def test_a_hundred_thousand_shortcodes_are_taken_in_seconds(read):
    (post,) = read(item(text="[a x=1][caption][b]" * 100_000))
    assert len(post.html) == 1_900_000


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_edition_of_the_format_is_read(export, version):
    file = export(item(), name=f"{version}.xml")
    text = file.read_text().replace("org/export/1.2/", f"org/export/{version}/")
    file.write_text(text.replace("http://wordpress", "https://wordpress"))
    (post,) = read_wordpress(file)
    assert post.authors[0].name == "Ada Marsh"


def test_an_export_of_something_else_is_refused_by_name(tmp_path):
    file = tmp_path / "feed.xml"
    file.write_text("<rss><channel><item><title>A</title></item></channel></rss>")
    with pytest.raises(CannotRead, match="no export of WordPress"):
        list(read_wordpress(file))


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not on this machine")
def test_the_theme_test_export_is_imported_whole(run):
    said = run(SAMPLE, "--publish")
    assert not said.error
    assert said.lines[0] == "Posts made 58, skipped 91"
    # All but a scheduled, a draft, a protected and an empty one.
    assert ArticlePage.objects.published().count() == 54
    assert run(SAMPLE, "--publish").lines[0] == "Posts unchanged 58, skipped 91"


def test_an_export_is_never_held_whole(export):
    text = "<p>The board met for six hours.</p>" * 300
    file = export(*(item(number, text=text) for number in range(1, 801)))
    tracemalloc.start()
    try:
        number = sum(1 for _ in read_wordpress(file))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert number == 800
    assert file.stat().st_size > 8_000_000
    assert most < 2_000_000
