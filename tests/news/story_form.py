"""The story's form as the admin sends it."""

from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

EMPTY = "<p></p>"


def story_form(*, body=None, sources=(), corrections=(), action=None, **fields) -> dict:
    """What the editor posts: a headline and one paragraph, unless told otherwise.

    ``body`` is pairs of block name and form value, ``action`` is publish or submit (a
    draft is saved without one), ``sources`` are addresses.
    """
    body = [("paragraph", rich_text("<p>It rained.</p>"))] if body is None else body
    data = {
        "title": "Rain fills the Talmere reservoirs a month early",
        "slug": "rain-fills-the-talmere-reservoirs",
        "story_type": "news",
        "language": "en",
        "hashtags": "",
        "body": streamfield(body),
        "source_references": inline_formset(
            [{"url": url, "role": "report"} for url in sources]
        ),
        "bylines": inline_formset([]),
        "related_picks": inline_formset([]),
        "corrections": inline_formset(list(corrections)),
        "comments": inline_formset([]),
    } | fields
    if action:
        data[f"action-{action}"] = "1"
    return nested_form_data(data)


def list_value(*lines: str, tag="ul") -> str:
    """The editor's JSON of a list with these items."""
    items = "".join(f"<li>{line}</li>" for line in lines)
    return rich_text(
        f"<{tag}>{items}</{tag}>", features=[tag, "bold", "italic", "link"]
    )
