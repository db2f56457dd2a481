"""What an editor that stayed open when its session ended asks."""

import pytest
from django.urls import reverse

SCRIPT = {"accept": "application/json", "x-requested-with": "XMLHttpRequest"}

pytestmark = pytest.mark.django_db


def test_a_script_learns_who_is_signed_in_and_a_token_that_works(
    admin_client, admin_user
):
    answer = admin_client.get(reverse("news_signed_in"), headers=SCRIPT)
    assert answer.json()["user"] == admin_user.pk
    assert answer.json()["name"] == admin_user.get_username()
    assert len(answer.json()["token"]) == 64
    assert "no-store" in answer["Cache-Control"]


def test_a_script_without_a_session_is_refused(client):
    assert client.get(reverse("news_signed_in"), headers=SCRIPT).status_code == 403


def test_a_person_is_asked_to_sign_in_and_then_led_back_to_the_story(
    client, admin_client
):
    answer = client.get(reverse("news_signed_in"))
    assert answer.url.startswith(reverse("account_login"))
    page = admin_client.get(reverse("news_signed_in"), headers={"accept": "text/html"})
    assert "Go back to the tab with your story" in page.content.decode()
