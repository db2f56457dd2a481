"""Which category a post's own is here."""

from news.models import CategoryIndexPage
from newsroom.demo import builders
from tests.syndication.importing.exports import item


def in_category(number, slug, name="News") -> str:
    """A post in WordPress' category of that slug and name."""
    term = f'<category domain="category" nicename="{slug}">{name}</category>'
    return item(number, category="", extra=term)


def categories() -> list[tuple[str, str]]:
    """(slug, title) of each."""
    made = CategoryIndexPage.objects.order_by("slug")
    return list(made.values_list("slug", "title"))


def test_two_of_one_name_stay_two(run, export):
    posts = in_category(1, "news-asia"), in_category(2, "news-europe")
    dry = run(export(*posts), "--dry-run")
    run(export(posts[0]))  # as if it had been stopped
    said = run(export(*posts))
    assert said.lines[0] == "Posts made 1, unchanged 1"
    assert categories() == [("news-asia", "News"), ("news-europe", "News")]
    assert "made: /news-europe/post-2/" in dry.said


def test_one_that_editors_made_under_that_name_is_taken_and_noted(run, export):
    builders.make_category("News")
    said = run(export(in_category(1, "aktuelles", "news")))
    assert categories() == [("news", "News")]
    assert (
        "Note, category that is here by its name (1): export.xml, line 11, post 1: "
        "aktuelles, as news" in said.said
    )
    assert "by its name" not in run(export(in_category(2, "news"))).said
