"""A newsroom that was there before this sign-in: its people come in as they did."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from tests.accounts.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


def tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if "mfa" in name}


def test_passwords_stay_good_when_the_tables_of_second_factors_come(client, settings):
    settings.PASSWORD_HASHERS = HASHERS
    for app in ("mfa", "account"):
        call_command("migrate", app, "zero", verbosity=0)
    assert tables() == set()
    typed = "from-before-8"
    kept = PBKDF2PasswordHasher().encode(typed, "salt-of-then", iterations=1000)
    User.objects.create(username="veteran", password=kept, is_superuser=True)
    call_command("migrate", verbosity=0)
    assert tables()
    assert sign_in(client, "veteran", "another").status_code == 200
    assert sign_in(client, "veteran", typed).url == "/admin/"
    assert User.objects.get().check_password(typed)
