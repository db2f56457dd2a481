"""`manage.py sign_out`, when an account has leaked."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts import audit
from newsroom.demo import builders
from tests.accounts.signing_in import give_app, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_signed_in(home):
    clients = Client(), Client()
    for client, name in zip(clients, ("editor", "colleague"), strict=True):
        builders.make_user(name)
        sign_in(client, name)
    return clients


def test_it_ends_every_session_of_one_person_and_of_nobody_else(two_signed_in, capsys):
    editor, colleague = two_signed_in
    call_command("sign_out", "editor@newsclip.example")
    assert "editor is signed out: 1 sessions" in capsys.readouterr().out
    assert editor.get("/admin/").status_code == 302
    assert colleague.get("/admin/").status_code == 200
    assert ModelLogEntry.objects.filter(action=audit.SIGNED_OUT).count() == 1
    assert sign_in(editor).status_code == 302, "the password is as it was"


def test_it_takes_the_factors_and_the_password_where_that_is_said(two_signed_in):
    editor, _ = two_signed_in
    user = builders.get_user_model().objects.get(username="editor")
    give_app(user)
    call_command("sign_out", "editor", "--remove-second-factors", "--forget-password")
    assert not Authenticator.objects.exists()
    assert sign_in(editor).status_code == 200
    user.refresh_from_db()
    assert user.has_usable_password(), "or no mail would bring a new one"


def test_a_name_that_nobody_has_is_said(db):
    with pytest.raises(CommandError, match="Nobody is called nobody"):
        call_command("sign_out", "nobody")
