"""Stories related to a story, shown with the reason once something relates them."""

import pytest
from django.template.loader import render_to_string

from newsroom.demo import builders


@pytest.mark.django_db
def test_related_stories_are_shown_with_the_reason(home):
    story = builders.make_article("Ships wait", hashtags=["NATO"])
    html = render_to_string(
        "components/related.html", {"related": [(story, "shares #NATO")]}
    )

    assert "Related stories" in html
    assert f'href="{story.url}"' in html
    assert "shares #NATO" in html


def test_where_nothing_is_related_there_is_no_heading():
    assert render_to_string("components/related.html", {"related": []}).strip() == ""
