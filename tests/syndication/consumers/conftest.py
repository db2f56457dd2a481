"""The demo newsroom as other people's programs find it."""

import pytest
from django.utils import timezone
from PIL import Image

from news.models import ArticlePage
from tests.newsroom.whole_demo import built_demo


@pytest.fixture(scope="module")
def built(once):
    """Built now, so that some of it is news; one picture stands for them all."""
    return built_demo(Image.new("RGB", (1600, 1200), "#00677F"), timezone.now())


@pytest.fixture
def demo(built, db) -> list[ArticlePage]:
    """Its public stories, newest first."""
    return list(ArticlePage.objects.published().newest_first())
