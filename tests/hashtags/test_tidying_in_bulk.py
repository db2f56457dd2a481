"""What is done to hashtags that are chosen in the list: asked first, then done once."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from delivery.models import Effect
from hashtags.models import Hashtag, HashtagOperation, NotADuplicate
from hashtags.operations import merge, set_status, undo
from newsroom.demo.builders import make_article, make_user

pytestmark = pytest.mark.django_db

INDEX = "hashtags_hashtag_modeladmin_index"
STATUSES = [("approve", "active"), ("hide", "hidden"), ("block", "blocked")]


def make(name, **fields):
    return Hashtag.objects.create(name=name, **fields)


def address(action, *hashtags, **more):
    chosen = "&".join(f"id={getattr(each, 'pk', each)}" for each in hashtags)
    more = "".join(f"&{name}={value}" for name, value in more.items())
    path = reverse("wagtail_bulk_action", args=["hashtags", "hashtag", action])
    return f"{path}?{chosen}{more}"


def now(hashtag):
    return Hashtag.objects.get(pk=hashtag.pk)


@pytest.fixture
def reporter(home):
    """May see hashtags and add them, and change none."""
    user = make_user("reporter", is_superuser=False)
    wanted = ["access_admin", "view_hashtag", "add_hashtag"]
    user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    return user


@pytest.fixture
def two(home):
    make_article("One", hashtags=["Otan"])
    make_article("Two", hashtags=["Otan", "NATO"])
    make_article("Three", hashtags=["NATO"])
    make_article("Four", hashtags=["NATO"])
    return Hashtag.objects.get(name="Otan"), Hashtag.objects.get(name="NATO")


@pytest.mark.parametrize(("action", "status"), STATUSES)
def test_a_status_is_given_when_posted_and_nothing_when_asked(
    desk, home, action, status
):
    several = [make(name, status="proposed") for name in ("One", "Two")]
    page = desk.get(address(action, *several)).content.decode()
    assert "#One" in page
    assert not HashtagOperation.objects.exists()

    answer = desk.post(address(action, *several))
    assert answer.url == reverse(INDEX)
    assert [now(each).status for each in several] == [status, status]
    assert HashtagOperation.objects.get().made_by.username == "editor"


def test_posted_twice_it_is_done_once(desk, home):
    one = make("One")
    desk.post(address("hide", one))
    desk.post(address("hide", one))
    assert HashtagOperation.objects.count() == 1


def test_a_merge_shows_what_it_changes_and_keeps_the_most_used(desk, two):
    otan, nato = two
    answer = desk.get(address("merge", otan, nato))
    preview = answer.context["preview"]
    assert (preview["into"], preview["gone"]) == (nato, [otan])
    assert (preview["stories"], preview["both"], preview["new"]) == (2, 1, 1)
    assert preview["into_then"] == 4
    assert "<code>/hashtags/otan/</code>" in answer.content.decode()
    assert now(otan).merged_into is None

    desk.post(address("merge", otan, nato), {"into": "NATO"})
    assert now(otan).merged_into == nato
    page = desk.get(reverse("hashtag", args=["nato"]))
    assert page.context["stories"].paginator.count == 4


def test_another_hashtag_may_be_kept_by_any_name_it_has_had(desk, two):
    otan, nato = two
    pact = make("Pact")
    make("Alliance", merged_into=pact)
    asked = desk.get(address("merge", otan, nato, into="alliance"))
    assert asked.context["preview"]["into"] == pact
    desk.post(address("merge", otan, nato), {"into": "#alliance"})
    assert [now(each).merged_into for each in two] == [pact, pact]


def test_a_merge_into_itself_is_refused_on_its_field_and_keeps_what_was_typed(
    desk, two
):
    otan, _ = two
    assert (
        b"cannot be merged into itself"
        in desk.get(address("merge", otan, into="Otan")).content
    )
    form = desk.post(address("merge", otan), {"into": "otan"}).context["form"]
    assert "cannot be merged into itself" in form.errors["into"][0]
    assert form["into"].value() == "otan"
    assert not HashtagOperation.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "required"),
        ("Win!", "remove !"),
        ("Unknown", "There is no #Unknown yet"),
        ("x" * 201, "at most 200"),
        ("Spam", "approve it first"),
        ("a\0b", "Null characters"),
    ],
)
def test_what_cannot_be_kept_is_refused_on_its_field(desk, two, typed, said):
    make("Spam", status="blocked")
    form = desk.post(address("merge", two[0]), {"into": typed}).context["form"]
    assert said in form.errors["into"][0]


def test_what_a_colleague_merged_meanwhile_is_refused_by_name(desk, two):
    otan, nato = two
    merge([otan], nato)
    make("Pact")
    answer = desk.post(address("merge", otan), {"into": "Pact"})
    assert "#Otan leads to #NATO" in str(answer.context["form"].errors)
    answer = desk.post(address("hide", otan))
    assert "#Otan leads to #NATO" in answer.content.decode()


@pytest.mark.parametrize(
    "chosen", [[], ["none"], [0], [10**30], ["１"], ["all"], ["-1"]]
)
@pytest.mark.parametrize("action", ["merge", "hide"])
def test_an_empty_choice_is_told_what_to_do(desk, home, action, chosen):
    make("One")
    answer = desk.get(address(action, *chosen))
    assert "Choose at least one hashtag" in answer.content.decode()
    desk.post(address(action, *chosen), {"into": "One"})
    assert not HashtagOperation.objects.exists()


@pytest.mark.parametrize("action", ["merge", "approve", "hide", "block"])
def test_who_may_not_change_hashtags_may_not_operate(client, reporter, action):
    client.force_login(reporter)
    one = make("One")
    for act in (client.get, client.post):
        assert act(address(action, one)).status_code in (302, 403)
    operation = set_status([make("Two")], "hidden")
    undoing = reverse("hashtags_undo", args=[operation.pk])
    clean_up = reverse("hashtags_clean_up")
    for path in (undoing, clean_up):
        assert client.post(path).status_code in (302, 403)
        assert client.get(path).status_code in (302, 403)
    assert HashtagOperation.objects.get() == operation
    operation.refresh_from_db()
    assert operation.undone_at is None


def test_who_may_only_see_hashtags_sees_list_and_journal_without_buttons(
    client, reporter
):
    set_status([make("Two")], "hidden")
    client.force_login(reporter)
    page = client.get(reverse(INDEX)).content.decode()
    assert "#Two" in page
    assert "data-bulk-action-button" not in page
    assert "Merge…" not in page
    journal = client.get(reverse("hashtags_journal")).content.decode()
    assert "#Two: hidden" in journal
    assert "Undo…" not in journal


def test_the_journal_undoes_when_posted_and_says_what_it_would_do(desk, two):
    otan, nato = two
    operation = merge([otan], nato)
    undoing = reverse("hashtags_undo", args=[operation.pk])
    assert undoing in desk.get(reverse("hashtags_journal")).content.decode()
    assert b"#Otan stands alone" in desk.get(undoing).content
    assert now(otan).merged_into == nato

    desk.post(undoing)
    assert now(otan).merged_into is None
    again = desk.post(undoing)
    assert again.context["errors"] == ["“#Otan merged into #NATO” was undone already."]


def test_undoing_names_what_has_to_be_undone_first(desk, two):
    otan, nato = two
    first = merge([otan], nato)
    second = merge([nato], make("Pact"))
    answer = desk.post(reverse("hashtags_undo", args=[first.pk]))
    assert str(second) in answer.context["errors"][0]


def test_an_unknown_operation_is_no_page(desk, home):
    assert desk.get(reverse("hashtags_undo", args=[10**30])).status_code == 404


def test_the_list_counts_stories_and_orders_by_them(desk, two):
    make_article("A draft", hashtags=["Otan", "Otan2"], publish=False)
    make("Quiet")
    rows = desk.get(reverse(INDEX), {"o": "-3"}).context["object_list"]
    assert [(row.name, row.published, row.stories) for row in rows] == [
        ("NATO", 3, 3),
        ("Otan", 2, 3),
        ("Otan2", 0, 1),
        ("Quiet", 0, 0),
    ]
    assert rows[0].last_used is not None


def test_a_hashtag_counts_what_was_merged_into_it_once_a_story(desk, two):
    otan, nato = two
    merge([otan], nato)
    rows = desk.get(reverse(INDEX)).context["object_list"]
    assert {row.name: (row.published, row.stories) for row in rows} == {
        "NATO": (4, 4),
        "Otan": (0, 2),
    }


@pytest.mark.parametrize(
    ("use", "found"),
    [("used", ["NATO", "Otan"]), ("once", ["Draft"]), ("unused", ["Quiet"])],
)
def test_the_list_filters_by_use(desk, two, use, found):
    make_article("A draft", hashtags=["Draft"], publish=False)
    make("Quiet")
    rows = desk.get(reverse(INDEX), {"use": use}).context["object_list"]
    assert [row.name for row in rows] == found


def test_the_list_asks_as_much_of_many_as_of_few(
    desk, two, django_assert_num_queries, django_assert_max_num_queries
):
    """Three counts of the list, one query of its page; the rest is the admin's own."""
    with django_assert_max_num_queries(30) as few:
        desk.get(reverse(INDEX))
    for number in range(40):
        make(f"Subject{number}", merged_into=two[1] if number % 2 else None)
    with django_assert_num_queries(len(few)):
        desk.get(reverse(INDEX))


def test_near_duplicates_and_plurals_are_proposed_until_dismissed(desk, home):
    for name in ("ClimateChange", "ClimatChange", "Election", "Elections", "COP29"):
        make(name)
    make("COP30")
    make_article("One", hashtags=["Elections", "Single"])
    page = desk.get(reverse("hashtags_clean_up"))
    proposed = {
        frozenset((each["kept"].name, each["gone"].name)): each
        for each in page.context["proposals"]
    }
    assert proposed.keys() == {
        frozenset(("ClimateChange", "ClimatChange")),
        frozenset(("Election", "Elections")),
    }
    plural = proposed[frozenset(("Election", "Elections"))]
    assert plural["kept"].name == "Elections"
    assert desk.get(plural["address"]).context["preview"]["into"] == plural["kept"]
    assert [each.name for each in page.context["once"]] == ["Elections", "Single"]

    kept, gone = plural["kept"].pk, plural["gone"].pk
    for pair in ((kept, gone), (gone, kept)):
        posted = dict(zip(("first", "second"), pair, strict=True))
        assert desk.post(reverse("hashtags_clean_up"), posted).status_code == 302
    assert NotADuplicate.objects.count() == 1
    page = desk.get(reverse("hashtags_clean_up"))
    assert len(page.context["proposals"]) == 1


def test_a_merged_pair_is_not_proposed_any_more(desk, home):
    one, other = make("ClimateChange"), make("ClimatChange")
    assert len(desk.get(reverse("hashtags_clean_up")).context["proposals"]) == 1
    merge([other], one)
    assert not desk.get(reverse("hashtags_clean_up")).context["proposals"]


@pytest.mark.parametrize("posted", [{}, {"first": "x", "second": 10**30}])
def test_nonsense_is_not_dismissed(desk, home, posted):
    assert desk.post(reverse("hashtags_clean_up"), posted).status_code == 404


def test_former_addresses_lead_on_and_so_do_their_feeds(client, desk, two):
    otan, nato = two
    desk.post(
        reverse("hashtags_hashtag_modeladmin_edit", args=[nato.pk]),
        {
            "name": "Alliance",
            "status": "active",
            "description": "",
        },
    )
    desk.post(address("merge", otan), {"into": "Alliance"})
    for slug in ("nato", "otan"):
        for ending in ("", "feed/", "feed.json"):
            answer = client.get(f"/hashtags/{slug}/{ending}")
            assert answer.status_code == 301
            assert answer.url == f"/hashtags/alliance/{ending}"


@pytest.mark.parametrize("status", ["hidden", "blocked", "proposed"])
def test_readers_never_meet_what_is_not_active(client, desk, two, status):
    otan, _ = two
    story = otan.tagged_stories.first().content_object
    assert b"#Otan" in client.get(story.url).content
    set_status([otan], status)

    for path in ("/hashtags/otan/", "/hashtags/otan/feed/", "/hashtags/otan/feed.json"):
        assert client.get(path).status_code == 404
    for path in (story.url, "/hashtags/", "/search/suggestions/?q=otan"):
        assert b"#Otan" not in client.get(path).content
    set_status([otan], "active")
    assert b"#Otan" in client.get(story.url).content


def test_caches_forget_every_page_of_what_changed(two):
    Effect.objects.all().delete()
    merge([two[0]], two[1])
    purged = Effect.objects.filter(step__startswith="caches")
    assert [effect.payload for effect in purged] == [{"tags": ["site"]}] * 3


def test_searches_follow_a_merge_and_its_undoing(client, two):
    otan, nato = two

    def found():
        page = client.get("/search/?q=%23NATO")
        return page.context["results"].total

    before = found()
    operation = merge([otan], nato)
    assert found() == before + 1
    undo(operation)
    assert found() == before
