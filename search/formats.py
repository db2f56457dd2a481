"""Result sets in other forms than a page. The rooms above this one bring the forms."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from news.models import ArticlePage


@dataclass(frozen=True)
class ResultFeed:
    """The newest stories of a search, for machines: what was searched, and where.

    ``notices`` are sentences for readers, as of a filter that was ignored. ``page`` is
    the path of its page.
    """

    searched: str
    notices: list[str]
    stories: list[ArticlePage]
    page: str


# By what `?format=` says; `syndication` fills it when the project starts.
answer_as: dict[str, Callable[[HttpRequest, ResultFeed], HttpResponse]] = {}
