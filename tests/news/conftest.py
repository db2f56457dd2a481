import pytest
from django.urls import reverse

from news.models import ArticlePage
from newsroom.demo import builders
from tests.news.newsdesk import EMBARGO, staff


@pytest.fixture
def general(home):
    """A category."""
    return builders.make_category("General")


@pytest.fixture
def write(desk, general):
    """Post the form of a new story; returns the response."""

    def post(data, **extra):
        address = reverse(
            "wagtailadmin_pages:add", args=["news", "articlepage", general.pk]
        )
        return desk.post(address, data, **extra)

    return post


@pytest.fixture
def edit(desk):
    """Post the form of a story that is there already; returns the response."""

    def post(story, data, **extra):
        return desk.post(
            reverse("wagtailadmin_pages:edit", args=[story.pk]), data, **extra
        )

    return post


@pytest.fixture
def publisher(client, home):
    """A browser of somebody who may publish but not lift an embargo."""
    client.force_login(staff(home, "add", "change", "publish"))
    return client


@pytest.fixture
def held(home):
    """A draft under embargo."""
    return builders.make_article(publish=False, embargo_until=EMBARGO)


@pytest.fixture
def errors_of():
    """The errors a response shows, by field; fails where the form was accepted."""

    def read(response):
        assert response.status_code == 200, "the form was accepted"
        return response.context["form"].errors

    return read


@pytest.fixture
def only_story():
    """The one story there is, fresh from the database."""
    return lambda: ArticlePage.objects.get()
