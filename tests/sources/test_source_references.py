"""An article's source references, from the form to the reader."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from news.models import ArticlePage, SourceReference
from newsroom.demo.builders import make_article
from sources.models import Outlet, Source

BBC = "https://www.bbc.com/news/articles/c74vx4n003xo"

pytestmark = pytest.mark.django_db


class ReferenceForm(forms.ModelForm):
    class Meta:
        model = SourceReference
        fields = ["url", "role"]


def reference_form(url: str) -> ReferenceForm:
    return ReferenceForm({"url": url, "role": "report"})


def test_pasted_address_is_cleaned_for_readers():
    form = reference_form("  www.bbc.com/news/articles/c74vx4n003xo?at_medium=RSS ")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["url"] == form.instance.url == BBC
    assert form.instance.display == BBC


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("javascript:alert(1)", "start with https://"),
        ("https://desk:secret@bbc.com/x", "user name and password"),
        (f"https://bbc.com/{'a' * 2000}", "longer than 2,000 characters"),
        ("", "required"),
    ],
)
def test_refused_address_is_one_error_on_the_field(url, message):
    form = reference_form(url)
    assert not form.is_valid()
    assert list(form.errors) == ["url"]
    assert len(form.errors["url"]) == 1
    assert message in form.errors["url"][0]


def test_long_address_is_not_cut_by_the_browser():
    assert "maxlength" not in str(reference_form(BBC)["url"])


def test_preview_names_the_outlet_and_creates_nothing():
    reference = SourceReference(url="https://harbour-courier.example/vote")
    assert reference.outlet is None
    assert reference.outlet_name == "Harbour Courier"
    assert not Outlet.objects.exists()
    assert not Source.objects.exists()


def test_preview_shows_the_outlet_as_editors_named_it():
    outlet = Outlet.objects.for_address(BBC)
    outlet.name = "BBC News"
    outlet.save()
    reference = SourceReference(url="https://www.bbc.co.uk/news/2")
    assert reference.outlet == outlet
    assert reference.outlet_name == "BBC News"


@pytest.mark.parametrize("url", ["", "javascript:alert(1)"])
def test_reference_without_an_address_names_no_outlet(url):
    reference = SourceReference(url=url)
    assert reference.outlet is None
    assert reference.outlet_name == ""


def test_two_stories_on_one_report_share_its_source():
    first, second = (
        make_article(sources=[url]).source_references.get()
        for url in (BBC, f"{BBC}/amp?utm_source=x")
    )
    assert first.source == second.source
    assert second.display == f"{BBC}/amp"


def test_changed_address_changes_the_outlet_even_before_it_is_saved():
    reference = make_article(sources=[BBC]).source_references.get()
    form = ReferenceForm(
        {"url": "https://lemonde.fr/x", "role": "report"}, instance=reference
    )
    assert form.is_valid()
    assert form.instance.outlet_name == "Le Monde"
    form.save()
    assert SourceReference.objects.get().source.outlet.name == "Le Monde"


def test_older_revision_brings_its_address_back_but_not_a_source_that_is_gone():
    story = make_article(sources=["https://lemonde.fr/x"])
    older = story.latest_revision
    newer = story.get_latest_revision_as_object()
    newer.source_references = [SourceReference(url=BBC)]
    newer.save_revision().publish()
    Source.objects.filter(url="https://lemonde.fr/x").delete()
    older.publish()
    reference = ArticlePage.objects.get(pk=story.pk).source_references.get()
    assert reference.source.outlet.name == "Le Monde"


def test_bad_address_never_reaches_the_database():
    with pytest.raises(ValidationError):
        make_article(sources=["javascript:alert(1)"])
    assert not SourceReference.objects.exists()


def test_cited_source_cannot_be_deleted():
    reference = make_article(sources=[BBC]).source_references.get()
    with pytest.raises(ProtectedError):
        reference.source.delete()
    with pytest.raises(ProtectedError):
        reference.source.outlet.delete()


def test_writing_only_the_address_writes_its_source():
    reference = make_article(sources=[BBC]).source_references.get()
    reference.url = "https://lemonde.fr/x"
    reference.save(update_fields=["url"])
    reference.refresh_from_db()
    assert reference.source.outlet.name == "Le Monde"
