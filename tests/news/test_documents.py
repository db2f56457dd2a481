"""A document is private until a story that readers may see links to it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from delivery import outbox
from news.models import ArticlePage
from newsroom.demo import builders

pytestmark = pytest.mark.django_db

HTML = b"<script>alert(document.cookie)</script>"


def make_document(name="minutes.pdf", content=b"%PDF-1.7"):
    return get_document_model().objects.create(
        title="Minutes", file=ContentFile(content, name=name)
    )


def linking(document) -> list[tuple]:
    return [
        ("paragraph", f'<p>See <a linktype="document" id="{document.pk}">it</a>.</p>')
    ]


@pytest.fixture
def document(home):
    return make_document()


def test_a_document_nobody_links_to_is_not_found(client, document):
    assert client.get(document.url).status_code == 404


def test_a_document_is_readable_while_a_public_story_links_to_it(client, document):
    story = builders.make_article(body=linking(document), publish=False)
    assert client.get(document.url).status_code == 404
    story.get_latest_revision().publish()
    response = client.get(document.url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert response["Cache-Control"] == "public, no-cache"
    ArticlePage.objects.get(pk=story.pk).unpublish()
    assert client.get(document.url).status_code == 404


@pytest.mark.parametrize(
    "hidden",
    [
        {"embargo_until": timezone.now() + timedelta(days=1)},
        {"expire_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_time_hides_a_document_at_once(client, document, hidden):
    story = builders.make_article(body=linking(document))
    assert client.get(document.url).status_code == 200
    ArticlePage.objects.filter(pk=story.pk).update(**hidden)
    assert client.get(document.url).status_code == 404


def test_a_document_that_only_a_newer_draft_links_to_is_private(client, document):
    story = builders.make_article()
    story.body = builders.stream(linking(document))
    story.save_revision()
    assert client.get(document.url).status_code == 404


def test_a_link_that_an_edit_takes_out_counts_no_longer_at_once(
    client, document, settings
):
    """Wagtail's index of references may be late: a worker's or the clock's to write."""
    settings.EFFECTS_INLINE = False
    story = builders.make_article(body=linking(document))
    outbox.run_due()
    assert client.get(document.url).status_code == 200
    story.body = builders.stream([("paragraph", "<p>No link.</p>")])
    story.save_revision().publish()
    assert client.get(document.url).status_code == 404


def test_a_document_of_a_restricted_collection_stays_private(client, document):
    builders.make_article(body=linking(document))
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type="login"
    )
    assert client.get(document.url).status_code == 404


def test_staff_read_private_documents_and_no_cache_keeps_them(desk, document):
    response = desk.get(document.url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_somebody_signed_in_who_is_no_staff_does_not(client, document):
    client.force_login(builders.make_user("reader", is_superuser=False))
    assert client.get(document.url).status_code == 404


def test_the_404_does_not_tell_what_exists(client, document):
    there = client.get(document.url)
    absent = client.get("/documents/987/minutes.pdf")
    assert there.status_code == absent.status_code == 404
    assert there.content == absent.content


def test_a_document_under_another_name_or_without_its_file_is_not_found(
    client, document
):
    builders.make_article(body=linking(document))
    assert client.get(f"/documents/{document.pk}/x.pdf").status_code == 404
    Path(document.file.path).unlink()
    assert client.get(document.url).status_code == 404


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "page.xhtml", "a.pdf"])
def test_an_uploaded_page_can_run_nothing_on_the_sites_origin(client, home, name):
    document = make_document(name, HTML)
    builders.make_article(body=linking(document))
    response = client.get(document.url)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("name", "kept"), [("page.html", 0), ("notes.pdf", 1)])
def test_only_documents_are_uploaded(desk, home, name, kept):
    upload = ContentFile(HTML, name=name)
    desk.post(reverse("wagtaildocs:add"), {"title": "Page", "file": upload})
    assert get_document_model().objects.count() == kept


def test_a_story_links_to_a_document_by_an_ordinary_link(client, document):
    story = builders.make_article(body=linking(document))
    page = client.get(story.url).content.decode()
    assert f'<a href="{document.url}">it</a>' in page


def test_no_path_of_the_media_leads_to_a_document(client, desk, document):
    assert desk.get(document.file.url).status_code == 404


def test_the_editor_offers_links_to_documents(desk, home):
    category = builders.make_category()
    address = reverse(
        "wagtailadmin_pages:add", args=["news", "articlepage", category.pk]
    )
    assert "DOCUMENT" in desk.get(address).content.decode()


def test_a_reader_who_was_let_in_to_a_private_story_may_open_its_documents(
    client, document
):
    story = builders.make_article(body=linking(document))
    PageViewRestriction.objects.create(page=story, restriction_type="login")
    assert client.get(document.url).status_code == 404
    client.force_login(builders.make_user("reader", is_superuser=False))
    response = client.get(document.url)
    assert (response.status_code, response["Cache-Control"]) == (
        200,
        "private, no-store",
    )
    story = ArticlePage.objects.get(pk=story.pk)
    story.unpublish()
    assert client.get(document.url).status_code == 404
