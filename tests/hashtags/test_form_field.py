import pytest
from django.core.exceptions import ValidationError

from hashtags.forms import HashtagFormField
from hashtags.models import Hashtag

pytestmark = pytest.mark.django_db


def make_hashtag(name, **fields):
    return Hashtag.objects.create(name=name, **fields)


def errors(text):
    with pytest.raises(ValidationError) as refusal:
        HashtagFormField().clean(text)
    return refusal.value.messages


def test_known_and_new_hashtags_come_in_the_order_typed_and_nothing_is_written():
    nato = make_hashtag("NATO")
    macron, found = HashtagFormField().clean("#Macron, #nato, macron")
    assert found == nato
    assert (macron.pk, macron.name, macron.status) == (None, "Macron", "active")
    assert Hashtag.objects.count() == 1


def test_new_hashtags_take_the_status_that_the_form_gives():
    field = HashtagFormField(new_status=Hashtag.Status.PROPOSED)
    assert field.clean("Macron")[0].status == "proposed"


def test_looking_up_takes_one_query(django_assert_num_queries):
    make_hashtag("UkraineWar", merged_into=make_hashtag("Ukraine"))
    make_hashtag("NATO")
    with django_assert_num_queries(1):
        HashtagFormField().clean("UkraineWar, NATO, Macron, Berlin")


def test_merged_hashtag_becomes_its_target():
    ukraine = make_hashtag("Ukraine")
    make_hashtag("UkraineWar", merged_into=ukraine)
    assert HashtagFormField().clean("UkraineWar, Ukraine") == [ukraine]


def test_hidden_hashtag_may_be_used():
    hidden = make_hashtag("Hidden", status=Hashtag.Status.HIDDEN)
    assert HashtagFormField().clean("hidden") == [hidden]


def test_blocked_hashtag_is_refused_by_name():
    make_hashtag("Spam", status=Hashtag.Status.BLOCKED)
    assert errors("NATO, #spam") == ["#Spam is blocked: use another hashtag."]


def test_hashtag_merged_into_a_blocked_one_is_refused():
    spam = make_hashtag("Spam", status=Hashtag.Status.BLOCKED)
    make_hashtag("Junk", merged_into=spam)
    assert errors("junk") == ["#Spam is blocked: use another hashtag."]


def test_each_mistake_has_its_own_message():
    make_hashtag("Spam", status=Hashtag.Status.BLOCKED)
    messages = errors(f"#, Win!, {'x' * 101}, spam, NATO")
    assert len(messages) == 4
    assert "add a letter" in messages[0]
    assert "remove !" in messages[1]
    assert "#" + "x" * 40 + "…" in messages[2]
    assert "blocked" in messages[3]


def test_no_hashtag_is_an_error_only_where_one_is_required():
    assert HashtagFormField(required=False).clean("") == []
    assert errors(" , ") == ["This field is required."]


@pytest.mark.parametrize(
    ("data", "changed"),
    [
        ("#NATO, #Macron", False),
        ("nato,MACRON,nato", False),
        ("#Macron, #NATO", True),
        ("#NATO", True),
        ("#NATO, #Macron, #Berlin", True),
        ("", True),
    ],
)
def test_change_is_another_hashtag_or_another_order(data, changed):
    initial = [make_hashtag("NATO"), make_hashtag("Macron")]
    assert HashtagFormField().has_changed(initial, data) is changed


def test_empty_stays_unchanged():
    assert not HashtagFormField().has_changed(None, "")


def test_what_was_typed_stays_in_the_box():
    assert HashtagFormField().widget.format_value("NATO, #, Win!") == "NATO, #, Win!"


def test_box_shows_hashtags_so_that_they_read_back_the_same():
    hashtags = [make_hashtag(name) for name in ("C#", "C++", "NATO", "AT&T")]
    field = HashtagFormField()
    shown = field.widget.format_value(hashtags)
    assert shown == "#C#, #C++, #NATO, #AT&T"
    assert field.clean(shown) == hashtags


def test_box_of_a_story_without_hashtags_is_empty():
    assert not HashtagFormField().widget.format_value([])


def test_box_works_without_javascript():
    html = HashtagFormField().widget.render(
        "hashtags", [make_hashtag("NATO")], {"id": "id_hashtags"}
    )
    assert '<input type="text" name="hashtags" value="#NATO" id="id_hashtags">' in html
    assert 'data-suggest-url="/admin/hashtags/suggest/"' in html
