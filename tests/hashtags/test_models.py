import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from hashtags.models import Hashtag

pytestmark = pytest.mark.django_db


def make_hashtag(name, **fields):
    return Hashtag.objects.create(name=name, **fields)


def names(hashtags):
    return [hashtag.name for hashtag in hashtags]


def test_hashtag_is_shown_as_first_spelled_and_found_however_spelled():
    first = make_hashtag("GlobalSecurity")
    assert str(first) == "#GlobalSecurity"
    assert Hashtag.objects.get_or_create_many(["#global security"]) == [first]


def test_address_has_the_slug():
    assert make_hashtag("C++").get_absolute_url() == "/hashtags/c-plus-plus/"


def test_second_hashtag_with_the_same_slug_gets_a_number():
    slugs = [make_hashtag(name).slug for name in ("a-b", "a.b", "a@-b", "a.-b")]
    assert slugs == ["a-b", "a-b-2", "a-at-b", "a-b-3"]


def test_slug_stays_when_the_spelling_changes():
    hashtag = make_hashtag("Elysee")
    hashtag.name = "Élysée"
    hashtag.save(update_fields=["name"])
    hashtag.refresh_from_db()
    assert (hashtag.slug, hashtag.folded) == ("elysee", "elysee")


def test_many_names_keep_their_order_and_come_once():
    make_hashtag("NATO")
    found = Hashtag.objects.get_or_create_many(["Macron", "#nato", "macron", "Berlin"])
    assert names(found) == ["Macron", "NATO", "Berlin"]
    assert Hashtag.objects.count() == 3


def test_known_names_take_one_query(django_assert_num_queries):
    Hashtag.objects.get_or_create_many(["NATO", "Macron", "Berlin"])
    with django_assert_num_queries(1):
        Hashtag.objects.get_or_create_many(["#Berlin", "macron", "nato"])


def test_names_that_cannot_be_hashtags_create_nothing():
    with pytest.raises(ValidationError):
        Hashtag.objects.get_or_create_many(["NATO", "Win!"])
    assert not Hashtag.objects.exists()


def test_hashtag_that_another_editor_creates_meanwhile_is_used(monkeypatch):
    """The rival's row appears between the look-up and the insert, in a transaction."""
    unsaved = Hashtag.objects.for_names(["Berlin", "NATO"])
    rival = make_hashtag("nato")
    with transaction.atomic():
        berlin, nato = Hashtag.objects.create_missing(unsaved)
        assert Hashtag.objects.count() == 2
    assert nato == rival
    assert berlin.pk


def test_slug_that_another_editor_takes_meanwhile_gets_a_number():
    (unsaved,) = Hashtag.objects.for_names(["a.b"])
    unsaved.slug = "a-b"
    make_hashtag("a-b")
    (created,) = Hashtag.objects.create_missing([unsaved])
    assert created.slug == "a-b-2"


def test_merged_hashtag_leads_to_the_last_one():
    last = make_hashtag("Ukraine")
    middle = make_hashtag("Ukraina", merged_into=last)
    make_hashtag("UkraineWar", merged_into=middle)
    found = Hashtag.objects.get_or_create_many(["UkraineWar", "Ukraine", "Ukraina"])
    assert found == [last]


def test_hashtags_merged_in_a_circle_still_resolve():
    one, other = make_hashtag("One"), make_hashtag("Other")
    Hashtag.objects.filter(pk=one.pk).update(merged_into=other)
    Hashtag.objects.filter(pk=other.pk).update(merged_into=one)
    one.refresh_from_db()
    assert one.resolved in (one, other)


def test_merging_into_itself_is_refused_on_its_field():
    one = make_hashtag("One")
    other = make_hashtag("Other", merged_into=one)
    for target in (one, other):
        one.merged_into = target
        with pytest.raises(ValidationError) as refusal:
            one.full_clean()
        assert list(refusal.value.message_dict) == ["merged_into"]


def test_spelling_of_another_hashtag_is_refused_on_its_field():
    make_hashtag("NATO")
    with pytest.raises(ValidationError) as refusal:
        Hashtag(name="#nato").full_clean()
    assert refusal.value.message_dict == {
        "name": ["#NATO exists already: use that one, or merge the two."]
    }


def test_hashtags_are_never_deleted():
    hashtag = make_hashtag("NATO")
    with pytest.raises(ProtectedError, match="merge or hide instead"):
        hashtag.delete()
    with pytest.raises(ProtectedError, match="merge or hide instead"):
        Hashtag.objects.all().delete()
    assert Hashtag.objects.get() == hashtag


def test_suggestions_are_active_unmerged_and_beginnings_come_first():
    nato = make_hashtag("NATO")
    make_hashtag("SupportNATO")
    make_hashtag("NATOSummit")
    make_hashtag("NATOBlocked", status=Hashtag.Status.BLOCKED)
    make_hashtag("NATOHidden", status=Hashtag.Status.HIDDEN)
    make_hashtag("NATOProposed", status=Hashtag.Status.PROPOSED)
    make_hashtag("OTAN", merged_into=nato)
    suggest = Hashtag.objects.suggest
    assert names(suggest("#nat")) == ["NATO", "NATOSummit", "SupportNATO"]
    assert names(suggest("nato", limit=1)) == ["NATO"]
    assert names(suggest("otan")) == ["NATO"]
    assert suggest("otan")[0].found_as == "OTAN"
    assert suggest("#") == []
