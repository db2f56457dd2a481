"""What may be done to hashtags, what is refused and why, and that it can be undone."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hashtags.models import Hashtag, HashtagOperation
from hashtags.operations import describe, merge, rename, set_status, undo

pytestmark = pytest.mark.django_db

ACTIVE, HIDDEN, BLOCKED = (
    Hashtag.Status.ACTIVE,
    Hashtag.Status.HIDDEN,
    Hashtag.Status.BLOCKED,
)


def make(name, **fields):
    return Hashtag.objects.create(name=name, **fields)


def now(hashtag):
    return Hashtag.objects.get(pk=hashtag.pk)


def rows():
    return list(Hashtag.objects.order_by("pk").values())


def refused(act, *args):
    with pytest.raises(ValidationError) as refusal:
        act(*args)
    return getattr(refusal.value, "message_dict", None) or refusal.value.messages


def test_a_renamed_hashtag_is_found_by_both_names():
    hashtag = make("Kiev")
    rename(hashtag, "Kyiv")

    hashtag = now(hashtag)
    assert (hashtag.name, hashtag.slug, hashtag.folded) == ("Kyiv", "kyiv", "kyiv")
    assert Hashtag.objects.for_names(["kiev"]) == [hashtag]
    assert Hashtag.objects.get(slug="kiev").resolved == hashtag


def test_another_spelling_leaves_no_former_name():
    hashtag = make("Elysee")
    rename(hashtag, "Élysée")

    assert now(hashtag).name == "Élysée"
    assert now(hashtag).slug == "elysee"
    assert Hashtag.objects.count() == 1


def test_a_name_that_gives_the_same_address_keeps_it():
    hashtag = make("a-b")
    rename(hashtag, "a.b")

    assert now(hashtag).slug == "a-b"
    assert Hashtag.objects.get(folded="a-b").slug == "a-b-2"


def test_a_hashtag_gets_its_former_name_back():
    hashtag = make("Kiev")
    rename(hashtag, "Kyiv")
    rename(hashtag, "Kiev")

    assert (now(hashtag).name, now(hashtag).slug) == ("Kiev", "kiev")
    assert Hashtag.objects.get(slug="kyiv").resolved == hashtag
    assert Hashtag.objects.count() == 2


def test_the_name_of_a_hashtag_that_was_merged_into_it_may_be_taken():
    kept, merged = make("Kyiv"), make("Kiev")
    merge([merged], kept)
    rename(kept, "Kiev")

    assert [now(kept).name, now(merged).name] == ["Kiev", "Kyiv"]
    assert Hashtag.objects.for_names(["Kyiv"]) == [kept]


def test_the_name_it_has_is_no_operation():
    assert rename(make("Kyiv"), "Kyiv") is None
    assert not HashtagOperation.objects.exists()


def test_another_hashtags_name_is_refused_and_merging_suggested():
    make("Kyiv")
    assert refused(rename, make("Kiev"), "#kyiv") == {
        "name": ["#Kyiv exists already: use that one, or merge the two."]
    }


def test_another_hashtags_former_name_is_refused():
    rename(make("Kiev"), "Kyiv")
    message = {"name": ["#Kiev leads to #Kyiv: use that one, or merge into it."]}

    assert refused(rename, make("Odessa"), "Kiev") == message
    assert refused(Hashtag(name="Kiev").full_clean) == message


def test_impossible_names_are_refused_on_the_name():
    assert list(refused(rename, make("Kyiv"), "Win!")) == ["name"]
    assert list(refused(rename, make("Odessa"), "x" * 101)) == ["name"]


def test_a_merge_leads_everything_to_one_in_one_step():
    a, b, c = make("A"), make("B"), make("C")
    merge([a], b)
    merge([b], c)

    assert [now(each).merged_into_id for each in (a, b, c)] == [c.pk, c.pk, None]


def test_a_merge_into_itself_is_refused():
    a = make("A")
    assert refused(merge, [a, make("B")], a) == {
        "into": ["#A cannot be merged into itself: choose another."]
    }


def test_a_circle_is_refused():
    a, b = make("A"), make("B")
    merge([a], b)
    assert refused(merge, [b], a) == {
        "into": ["#A leads to #B: use that one, or undo in the journal what was done."]
    }


def test_what_a_colleague_merged_meanwhile_is_refused_by_name():
    a, b, c = make("A"), make("B"), make("C")
    merge([a], b)
    message = "#A leads to #B: use that one, or undo in the journal what was done."
    assert refused(merge, [a, c], make("D")) == {"hashtags": [message]}
    assert refused(set_status, [a], HIDDEN) == {"hashtags": [message]}
    assert refused(rename, a, "Z") == {"name": [message]}


def test_nothing_chosen_and_too_much_chosen_are_refused():
    a = make("A")
    assert list(refused(merge, [], a)) == ["hashtags"]
    assert list(refused(set_status, [], HIDDEN)) == ["hashtags"]
    many = [Hashtag(pk=number) for number in range(10_000, 11_001)]
    assert refused(set_status, many, HIDDEN) == {
        "hashtags": ["Choose 1,000 at most at once, and then the others."]
    }


@pytest.mark.parametrize("status", [HIDDEN, BLOCKED, Hashtag.Status.PROPOSED])
def test_merging_into_what_readers_do_not_meet_is_refused(status):
    assert list(refused(merge, [make("A")], make("B", status=status))) == ["into"]


def test_a_status_is_given_to_those_that_have_another():
    a, b = make("A", status=HIDDEN), make("B")
    operation = set_status([a, b], HIDDEN)

    assert str(operation) == "#B: hidden"
    assert set_status([a, b], HIDDEN) is None
    undo(operation)
    assert [now(a).status, now(b).status] == [HIDDEN, ACTIVE]


def test_the_journal_says_who_did_what(editor):
    operation = merge([make(name) for name in "ABCDE"], make("F"), by=editor)

    assert operation.what == "#A, #B, #C and 2 others merged into #F"
    assert (operation.made_by, operation.undone_at) == (editor, None)
    undo(operation, by=editor)
    operation.refresh_from_db()
    assert operation.undone_by == editor


def test_undone_in_reverse_everything_is_as_it_was():
    a, b, c = make("A"), make("B"), make("C", description="The third.")
    before = rows()
    done = [
        rename(a, "Aa"),
        merge([b], a),
        rename(a, "B"),
        describe(c, ""),
        merge([a], c),
        set_status([c], BLOCKED),
        rename(c, "Cc"),
    ]
    for operation in reversed(done):
        undo(operation)

    assert rows() == before


def test_what_something_later_depends_on_is_undone_after_it():
    a, b, c = make("A"), make("B"), make("C")
    first = merge([a], b)
    second = merge([b], c)
    third = set_status([a], HIDDEN) if now(a).merged_into is None else None

    assert third is None
    assert refused(undo, first) == [
        "First undo what was done since: “#B merged into #C”."
    ]
    undo(second)
    undo(first)
    assert now(a).merged_into is None


def test_a_former_name_stays_while_something_depends_on_it():
    a, b = make("A"), make("B")
    renamed = rename(a, "Z")
    merged = merge([a], b)

    assert refused(undo, renamed) == [f"First undo what was done since: “{merged}”."]


def test_a_name_taken_over_in_a_merge_keeps_the_merge():
    a, b = make("A"), make("B")
    merged = merge([a], b)
    taken = rename(b, "A")

    assert refused(undo, merged) == [f"First undo what was done since: “{taken}”."]


def test_an_operation_in_the_middle_is_undone_where_nothing_depends_on_it():
    a, b, c = make("A"), make("B"), make("C")
    hidden = set_status([c], HIDDEN)
    renamed = rename(a, "Z")
    merge([b], a)

    undo(hidden)
    undo(renamed)
    assert [now(a).name, now(b).merged_into_id, now(c).status] == ["A", a.pk, ACTIVE]


def test_nothing_is_undone_twice():
    operation = set_status([make("A")], HIDDEN)
    undo(operation)
    assert refused(undo, operation) == ["“#A: hidden” was undone already."]


def test_what_was_changed_outside_the_journal_is_not_written_over():
    a = make("A")
    operation = set_status([a], HIDDEN)
    Hashtag.objects.filter(pk=a.pk).update(status=BLOCKED)

    assert "outside the journal" in refused(undo, operation)[0]


def test_many_take_as_few_queries_as_two():
    def asked(number):
        into = make(f"Into{number}")
        chosen = [make(f"Subject{number}x{each}") for each in range(number)]
        with CaptureQueriesContext(connection) as merged:
            operation = merge(chosen, into)
        with CaptureQueriesContext(connection) as undone:
            undo(operation)
        return len(merged), len(undone)

    few, many = asked(2), asked(60)
    assert max(many) <= max(few) + 2
