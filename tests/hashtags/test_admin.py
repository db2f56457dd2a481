import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from hashtags.models import Hashtag

pytestmark = pytest.mark.django_db

SUGGEST = "/admin/hashtags/suggest/"


@pytest.fixture
def nato():
    return Hashtag.objects.create(name="NATO", description="The alliance.")


@pytest.fixture
def reporter():
    """Someone who may enter the admin and nothing else."""
    user = get_user_model().objects.create_user("reporter", password="p")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def edit(client, hashtag, **fields):
    form = {"name": hashtag.name, "status": hashtag.status, "description": ""}
    return client.post(
        reverse("hashtags_hashtag_modeladmin_edit", args=[hashtag.pk]), form | fields
    )


def test_suggestions_need_sign_in(client, nato):
    response = client.get(SUGGEST, {"q": "nato"})
    assert response.status_code == 302
    assert "/admin/sign-in/" in response.url


def test_suggestions_need_admin_access(client, nato):
    client.force_login(get_user_model().objects.create_user("reader", password="p"))
    response = client.get(SUGGEST, {"q": "nato"})
    assert response.status_code == 302
    assert b"NATO" not in response.content


def test_suggestions_are_names_and_slugs(client, nato, reporter):
    client.force_login(reporter)
    assert client.get(SUGGEST, {"q": "#nat"}).json() == [
        {"name": "NATO", "slug": "nato"}
    ]
    assert client.get(SUGGEST).json() == []


def test_list_finds_hashtags_however_spelled(admin_client, nato):
    Hashtag.objects.create(name="Macron")
    url = reverse("hashtags_hashtag_modeladmin_index")
    page = admin_client.get(url, {"q": "＃Nato"}).content.decode()
    assert "#NATO" in page
    assert "#Macron" not in page


def test_list_finds_a_renamed_hashtag_by_its_former_name(admin_client, nato):
    edit(admin_client, nato, name="OTAN")
    url = reverse("hashtags_hashtag_modeladmin_index")
    page = admin_client.get(url, {"q": "nato"}).content.decode()
    assert "Leads to" in page
    assert "#OTAN" in page


def test_list_filters_by_status(admin_client, nato):
    Hashtag.objects.create(name="Spam", status=Hashtag.Status.BLOCKED)
    url = reverse("hashtags_hashtag_modeladmin_index")
    page = admin_client.get(url, {"status__exact": "blocked"}).content.decode()
    assert "#Spam" in page
    assert "#NATO" not in page


def test_menu_has_hashtags_for_those_who_may_see_them(client, admin_client, reporter):
    home = reverse("wagtailadmin_home")
    assert "/admin/hashtags/hashtag/" in admin_client.get(home).content.decode()
    client.force_login(reporter)
    assert "/admin/hashtags/hashtag/" not in client.get(home).content.decode()


def test_new_hashtag_is_stored_as_its_name(admin_client):
    url = reverse("hashtags_hashtag_modeladmin_create")
    admin_client.post(url, {"name": "#Global Security", "status": "active"})
    assert Hashtag.objects.get().name == "GlobalSecurity"


def test_spelling_status_and_description_may_change(admin_client, nato):
    edit(admin_client, nato, name="Nato", status="hidden", description="Allies.")
    nato.refresh_from_db()
    assert (nato.name, nato.status, nato.description, nato.slug) == (
        "Nato",
        "hidden",
        "Allies.",
        "nato",
    )


def test_another_word_renames_it_and_its_former_name_leads_to_it(admin_client, nato):
    edit(admin_client, nato, name="OTAN")
    nato.refresh_from_db()
    assert (nato.name, nato.slug) == ("OTAN", "otan")
    assert Hashtag.objects.get(slug="nato").merged_into == nato
    edit(admin_client, nato, name="NATO")
    nato.refresh_from_db()
    assert nato.slug == "nato"


def test_another_hashtags_name_is_refused_on_the_name(admin_client, nato):
    Hashtag.objects.create(name="OTAN")
    form = edit(admin_client, nato, name="otan").context["form"]
    assert form.errors["name"] == [
        "#OTAN exists already: use that one, or merge the two."
    ]
    assert form["name"].value() == "otan"
    nato.refresh_from_db()
    assert nato.name == "NATO"


def test_what_was_merged_meanwhile_is_refused_on_its_field(admin_client, nato):
    otan = Hashtag.objects.create(name="OTAN", merged_into=nato)
    for field, value in [("name", "Pact"), ("status", "hidden")]:
        form = edit(admin_client, otan, **{field: value}).context["form"]
        assert "#OTAN leads to #NATO" in form.errors[field][0]


def test_impossible_name_is_refused_on_the_name(admin_client):
    url = reverse("hashtags_hashtag_modeladmin_create")
    response = admin_client.post(url, {"name": "Win!", "status": "active"})
    assert "remove !" in response.context["form"].errors["name"][0]


def test_even_a_superuser_finds_no_way_to_delete(admin_client, nato):
    url = reverse("hashtags_hashtag_modeladmin_delete", args=[nato.pk])
    listing = admin_client.get(reverse("hashtags_hashtag_modeladmin_index"))
    assert url not in listing.content.decode()
    admin_client.post(url)
    assert Hashtag.objects.get() == nato
    assert not Permission.objects.filter(codename="delete_hashtag").exists()
