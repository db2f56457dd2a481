"""What the benchmarks of sitemaps and of imports are made of."""

import pytest

from bench import imports, sitemaps
from newsroom.demo import builders
from syndication.importing.wordpress import read_wordpress
from tests.newsroom.many_stories import copy_story

pytestmark = pytest.mark.django_db


def test_every_address_of_every_file_is_read(home):
    story = builders.make_article("Harbour vote", hashtags=["NATO"])
    copy_story(story, 30)
    files, addresses, size = sitemaps.read_all()
    listed = ["/", "/hashtags/", "/archive/", "/corrections/", "a category", "a month"]
    assert addresses >= 31 + len(listed)
    assert files >= 4
    assert size > 100 * addresses


def test_a_generated_export_is_one_of_wordpress(tmp_path):
    file = tmp_path / "export.xml"
    imports.write(file, posts=12, paragraphs=3)
    posts = list(read_wordpress(file))
    assert len({post.identifier for post in posts}) == 12
    for post in posts:
        assert post.html.count("<p>") == 5
        assert post.authors
        assert post.published
