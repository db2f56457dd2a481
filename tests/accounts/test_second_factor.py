"""Who can publish needs a second factor: nothing of the admin opens before."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts import audit
from accounts.second_factor import ALWAYS_OPEN, SecondFactorFirst, can_publish
from newsroom.demo import builders
from tests.accounts.people import member
from tests.accounts.signing_in import (
    SECRET,
    SIGN_IN,
    code_of_now,
    give_app,
    sign_in,
)
from tests.desk.admin_addresses import addresses_of, routes_of_the_admin

pytestmark = pytest.mark.django_db
FACTORS = f"{SIGN_IN}second-factor/"
SCRIPT = {"accept": "application/json", "x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def editor(home):
    return builders.make_user()


class Anything(dict):
    """Some value for each argument of an address: nothing needs to be there."""

    def __missing__(self, name):
        words = {"app_label", "app_name", "model_name", "action", "action_name"}
        return ["news"] if name in words else ["1", "earliest", "fill-10x10"]


def addresses():
    for name, arguments in routes_of_the_admin():
        address = next(iter(addresses_of(name, arguments, Anything())), SIGN_IN)
        if not address.startswith(SIGN_IN) and name != "wagtailadmin_logout":
            yield name, address


def shut_and_open(client):
    """Addresses of the admin by whether a request ends at the second factors."""
    shut, opened = set(), set()
    for name, address in addresses():
        for answer in (client.get(address), client.post(address)):
            ends = getattr(answer, "url", "") == FACTORS
            (shut if ends else opened).add(name)
        script = client.get(address, headers=SCRIPT)
        (shut if script.status_code == 403 else opened).add(name)
    return shut, opened


DOORS = {"wagtailadmin_login", "wagtailadmin_password_reset"}


def test_nothing_in_the_admin_opens_without_one(required, client, editor, say):
    sign_in(client)
    names = {name for name, _ in addresses()}
    shut, opened = shut_and_open(client)
    assert opened <= ALWAYS_OPEN | DOORS, sorted(opened - ALWAYS_OPEN - DOORS)
    assert len(shut) > 150, len(shut)
    say(f"{len(shut)} of the admin's {len(names)} routes are shut")


def test_the_guard_is_what_shuts_it(required, client, editor, monkeypatch, say):
    """The negative control: without the guard the same walk finds all of it open."""
    monkeypatch.setattr(SecondFactorFirst, "process_view", lambda *asked: None)
    client.raise_request_exception = False  # one of Wagtail's routes is made to fail
    sign_in(client)
    answers = {name: client.get(address) for name, address in addresses()}
    assert FACTORS not in {getattr(answer, "url", "") for answer in answers.values()}
    shown = {name for name, answer in answers.items() if answer.status_code == 200}
    assert len(shown) > 80, len(shown)
    say(f"without the guard {len(shown)} show a page")


@pytest.mark.parametrize(
    ("role", "asked"),
    [
        ("Contributor", False),
        ("Reporter", False),
        ("Editor", True),
        ("Managing editor", True),
        ("Owner", True),
    ],
)
def test_it_is_asked_of_who_can_publish(required, client, home, role, asked):
    builders.make_category("World")
    user = member(role)
    assert can_publish(user) is asked
    sign_in(client, user.username)
    assert (getattr(client.get("/admin/"), "url", "") == FACTORS) is asked


def test_an_app_is_set_up_and_the_admin_opens(required, client, editor):
    sign_in(client)
    key = client.session.session_key
    client.get(f"{FACTORS}app/")
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    answer = client.post(f"{FACTORS}app/", {"code": code_of_now()})
    assert answer.url == f"{FACTORS}codes/"
    assert client.session.session_key != key
    assert client.get("/admin/").status_code == 200
    stored = Authenticator.objects.get(user=editor, type="totp")
    assert SECRET not in str(stored.data), "the database alone gives no code"


def test_a_session_from_before_ends_where_somebody_else_sets_one_up(
    required, client, editor
):
    """Who knows the password only cannot wait for the owner's factor."""
    thief = Client()
    sign_in(thief)
    sign_in(client)
    give_app(editor)
    assert thief.get("/admin/").url == f"{SIGN_IN}?next=%2Fadmin%2F"
    assert "_auth_user_id" not in thief.session


def test_a_code_is_asked_after_the_password_and_works_once(required, client, editor):
    give_app(editor)
    assert sign_in(client, next="/admin/pages/").url == f"{SIGN_IN}code/"
    assert client.get("/admin/").status_code == 302, "not yet"
    wrong = client.post(f"{SIGN_IN}code/", {"code": "000000"})
    assert "not right" in wrong.content.decode()
    before, code = client.session.session_key, code_of_now()
    assert client.post(f"{SIGN_IN}code/", {"code": code}).url == "/admin/pages/"
    assert client.session.session_key != before
    assert client.get("/admin/").status_code == 200

    again = Client()
    sign_in(again)
    replayed = again.post(f"{SIGN_IN}code/", {"code": code})
    assert "was used before" in replayed.content.decode()


def test_a_recovery_code_works_once(required, client, editor):
    give_app(editor)
    code = RecoveryCodes.activate(editor).get_unused_codes()[0]
    sign_in(client)
    assert client.post(f"{SIGN_IN}code/", {"code": code}).url == "/admin/"
    again = Client()
    sign_in(again)
    assert again.post(f"{SIGN_IN}code/", {"code": code}).status_code == 200


def in_by_app(client, editor):
    give_app(editor)
    sign_in(client)
    client.post(f"{SIGN_IN}code/", {"code": code_of_now()})


def test_the_last_factor_stays_where_one_is_required(settings, client, editor):
    settings.SECOND_FACTOR_REQUIRED = True
    in_by_app(client, editor)
    refused = client.post(f"{FACTORS}app/remove/")
    assert "needs a second factor" in refused.content.decode()
    assert Authenticator.objects.filter(user=editor, type="totp").exists()
    settings.SECOND_FACTOR_REQUIRED = False
    assert client.post(f"{FACTORS}app/remove/").url == FACTORS
    assert not Authenticator.objects.filter(user=editor).exists()


def test_the_account_leads_to_the_factors(client, editor):
    sign_in(client)
    assert FACTORS in client.get("/admin/account/").content.decode()


def said(user) -> list[tuple[str, dict]]:
    entries = ModelLogEntry.objects.for_instance(user).order_by("timestamp", "pk")
    return [(each.action, each.data) for each in entries]


def test_the_history_says_who_came_in_how_and_from_where(client, editor):
    in_by_app(client, editor)
    client.post(f"{FACTORS}app/remove/")
    editor.refresh_from_db()
    editor.set_password("another-secret")
    editor.save()
    here = {"from": "127.0.0.1"}
    assert said(editor) == [
        (audit.SIGNED_IN, here | {"by": ["password", "authenticator app"]}),
        (audit.FACTOR_REMOVED, here | {"by": ["authenticator app"]}),
        (audit.PASSWORD_CHANGED, {"from": "", "by": []}),
    ]
    history = client.get("/admin/reports/site-history/")
    if history.status_code == 302:  # the password is another one now
        sign_in(client, password="another-secret")
        history = client.get("/admin/reports/site-history/")
    text = history.content.decode()
    assert "Signed in by password and authenticator app from 127.0.0.1" in text


def test_failures_of_days_fill_no_history(editor):
    for _ in range(audit.FAILURES_A_DAY + 5):
        audit.write_down_failure(editor, "192.0.2.1", "password")
    assert len(said(editor)) == audit.FAILURES_A_DAY
