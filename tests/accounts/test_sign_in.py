"""Signing in by name and password, and every door that leads there."""

import re

import pytest
from django.conf import settings
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.core import mail
from django.http import SimpleCookie
from django.test import Client
from django.urls import URLPattern, get_resolver, path, resolve
from django.utils import timezone

from accounts.models import User
from accounts.people import OnePassword
from delivery import outbox
from delivery.models import Effect
from newsroom.demo import builders
from tests.accounts.signing_in import PASSWORD, SIGN_IN, sign_in

pytestmark = pytest.mark.django_db

# Views of Django's that ask for a password or send one; ours stand before each.
FORMS = (AuthenticationForm, PasswordResetForm)
VIEWS = (
    auth_views.LoginView,
    auth_views.PasswordResetView,
    auth_views.PasswordResetDoneView,
    auth_views.PasswordResetConfirmView,
    auth_views.PasswordResetCompleteView,
)
VALUES = {"uidb64": "MQ", "token": "a-b"}
# Another one in each answer.
NONCE = re.compile(r' nonce="[^"]+"')


def password_doors(patterns, before=""):
    """Addresses at which a package mounts a view of Django's for passwords."""
    for pattern in patterns:
        at = before + str(pattern.pattern).lstrip("^")
        if not isinstance(pattern, URLPattern):
            yield from password_doors(pattern.url_patterns, at)
            continue
        made_of = getattr(pattern.callback, "view_class", object)
        form = getattr(made_of, "form_class", None) or object
        if issubclass(made_of, VIEWS) or issubclass(form, FORMS):
            for name, value in VALUES.items():
                at = at.replace(f"<{name}>", value)
            yield f"/{at}"


def open_doors(patterns) -> list[str]:
    return [at for at in password_doors(patterns) if not _is_ours(at)]


def _is_ours(address: str) -> bool:
    return hasattr(resolve(address).func, "leads_to")


def test_every_password_door_of_wagtails_leads_to_the_sign_in(client):
    doors = sorted(set(password_doors(get_resolver().url_patterns)))
    assert len(doors) == 6, doors
    assert open_doors(get_resolver().url_patterns) == []
    for door in doors:
        for answer in (client.get(door), client.post(door, {"password": "x"})):
            assert answer.status_code in (302, 303), door
            assert answer.url.startswith(SIGN_IN), door


def test_a_new_door_is_found():
    new = path("admin/sign-in-too/", auth_views.LoginView.as_view())
    assert list(password_doors([new])) == ["/admin/sign-in-too/"]


NEXT = "/admin/pages/?order=title"
EVIL = "evil.example"
ELSEWHERE = [f"//{EVIL}/", f"https://{EVIL}/", f"/\\{EVIL}", "javascript:1"]


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_a_door_keeps_where_one_was_going_if_that_is_here(client, door):
    kept = f"{SIGN_IN}?next=%2Fadmin%2Fpages%2F%3Forder%3Dtitle"
    assert client.get(door, {"next": NEXT}).url == kept
    assert client.post(door, {"next": NEXT}).url == kept
    for address in ELSEWHERE:
        assert client.get(door, {"next": address}).url == SIGN_IN, address
        assert client.post(door, {"next": address}).url == SIGN_IN, address


def test_the_form_leads_on_to_addresses_of_this_host_alone(client, home):
    builders.make_user()
    assert sign_in(client, next=NEXT).url == NEXT
    for address in [*ELSEWHERE, "http://localhost/"]:
        client.cookies = SimpleCookie()
        assert sign_in(client, next=address).url == "/admin/", address


@pytest.mark.parametrize(
    "name", ["editor", "EDITOR", " editor ", "Editor@newsclip.EXAMPLE"]
)
def test_a_username_or_an_address_in_any_case(client, home, name):
    user = builders.make_user()
    assert sign_in(client, name).url == "/admin/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_address_that_two_have_is_nobodys_name(client, home):
    for name in ("desk-a", "desk-b"):
        builders.make_user(name, email="desk@newsclip.example")
    assert sign_in(client, "desk@newsclip.example").status_code == 200
    assert sign_in(client, "desk-a").status_code == 302


def test_the_admin_asks_for_it_at_once(client):
    assert client.get("/admin/").url == f"{SIGN_IN}?next=/admin/"


def test_who_may_not_use_the_admin_is_told_so_and_sent_nowhere(client, home):
    builders.make_user("reader", is_superuser=False)
    sign_in(client, "reader")
    assert client.get("/admin/").status_code == 302
    answer = client.get(SIGN_IN, {"next": "/admin/"})
    assert answer.status_code == 403
    assert "may not use the newsroom" in answer.content.decode()


def test_a_session_lasts_a_shift_from_its_sign_in_under_a_new_key(client, home):
    builders.make_user()
    client.get("/admin/sign-in/code/")
    before = client.cookies.get(settings.SESSION_COOKIE_NAME)
    sign_in(client)
    key = client.session.session_key
    assert before is None or before.value != key
    ends = client.session.get_expiry_date()
    assert 7.9 < (ends - timezone.now()).total_seconds() / 3600 <= 8
    session = client.session
    session["more"] = True
    session.save()
    assert client.session.get_expiry_date() == ends, "what is done moves no end"


def test_a_new_password_in_the_account_ends_all_sessions_but_this(client, home):
    builders.make_user()
    other = Client()
    for each in (client, other):
        sign_in(each)
    key, new = client.session.session_key, "harbour-crane-lifts"
    typed = {"password-old_password": PASSWORD}
    typed |= {f"password-new_password{n}": new for n in (1, 2)}
    names = {"name_email-first_name": "Ada", "name_email-last_name": "Marsh"}
    names |= {"name_email-email": "editor@newsclip.example"}
    look = {"theme-theme": "system", "theme-contrast": "system"}
    look |= {"theme-density": "default"}
    answer = client.post("/admin/account/", typed | names | look)
    assert answer.status_code == 302, answer.content.decode()
    assert client.get("/admin/").status_code == 200
    assert client.session.session_key != key
    assert other.get("/admin/").status_code == 302
    assert sign_in(other).status_code == 200, "the former password lets nobody in"


class TestNobodyIsTold:
    """Who is known: not by words, and not by what is done in a request."""

    TRIES = {"by name": "editor", "by address": "editor@newsclip.example"}

    @pytest.fixture
    def costs(self, client, home, monkeypatch, django_assert_max_num_queries):
        builders.make_user()
        builders.make_user("gone", is_active=False)
        hashed = []
        original = User.check_password
        made = User.set_password

        def check(user, password):
            hashed.append("check")
            return original(user, password)

        def make(user, password):
            hashed.append("make")
            return made(user, password)

        monkeypatch.setattr(User, "check_password", check)
        monkeypatch.setattr(User, "set_password", make)

        def cost_of(address, fields):
            hashed.clear()
            with django_assert_max_num_queries(60) as queries:
                answer = client.post(address, fields)
            text = NONCE.sub("", answer.content.decode())
            for typed in fields.values():
                text = text.replace(f'value="{typed}"', "")
            shown = [line for line in text.splitlines() if "csrf" not in line.lower()]
            return len(hashed), len(queries), answer.status_code, shown

        return cost_of

    @pytest.mark.parametrize("known", ["editor", "editor@newsclip.example", "gone"])
    def test_a_wrong_password(self, costs, known):
        tried = costs(SIGN_IN, {"login": known, "password": "wrong-one"})
        strange = costs(SIGN_IN, {"login": "nobody", "password": "wrong-one"})
        assert tried == strange
        assert tried[0] == 1, "one hash each"
        assert tried[2] == 200

    def test_it_would_be_seen(self, costs, monkeypatch):
        """The control: without the hash that allauth makes for nobody."""
        monkeypatch.setattr(OnePassword, "_mitigate_timing_attack", lambda *args: None)
        tried = costs(SIGN_IN, {"login": "editor", "password": "wrong-one"})
        assert tried != costs(SIGN_IN, {"login": "nobody", "password": "wrong-one"})

    def test_who_left_with_the_right_password(self, costs):
        left = costs(SIGN_IN, {"login": "gone", "password": PASSWORD})
        assert left == costs(SIGN_IN, {"login": "nobody", "password": PASSWORD})

    def test_asking_for_a_new_password(self, costs):
        at = f"{SIGN_IN}password/"
        known = costs(at, {"email": "editor@newsclip.example"})
        assert mail.outbox == [], "a mail is sent after the answer"
        assert known == costs(at, {"email": "nobody@newsclip.example"})
        outbox.run_due()
        assert [message.to for message in mail.outbox] == [["editor@newsclip.example"]]


def test_a_link_in_a_mail_sets_a_password_once(client, home):
    user = builders.make_user()
    client.post(f"{SIGN_IN}password/", {"email": user.email})
    outbox.run_due()
    address = mail.outbox[0].body.split(settings.BASE_URL)[1].split()[0]
    form = client.get(address)
    assert form.url.endswith("/set-password/"), "the key is in no Referer"
    new = {"password1": "harbour-crane-lifts", "password2": "harbour-crane-lifts"}
    assert client.post(form.url, new).url == f"{SIGN_IN}password/set/"
    assert sign_in(client).status_code == 200
    assert sign_in(client, password=new["password1"]).status_code == 302
    at = f"{SIGN_IN}second-factor/"
    for factor in ("app/", "passkey/"):
        assert client.get(f"{at}{factor}").status_code == 200, "no address to verify"
    client.logout()
    assert "no longer good" in client.get(address).content.decode()


def test_five_wrong_passwords_and_the_right_one_waits(client, home):
    builders.make_user()
    for _ in range(5):
        said = sign_in(client, password="no").content.decode()
        assert "do not belong together" in said
    assert "Too many tries" in sign_in(client).content.decode()
    builders.make_user("colleague")
    assert sign_in(client, "colleague").status_code == 302


def test_no_header_gives_another_address_to_count(client, home, settings):
    """As searches are: what a client says of itself is not believed."""
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    address = {"REMOTE_ADDR": "203.0.113.9"}
    said = [
        sign_in_as(client, n, HTTP_X_FORWARDED_FOR=f"1.2.3.{n}", **address)
        for n in range(31)
    ]
    assert [answer.status_code for answer in said[-2:]] == [200, 429]
    own = sign_in_as(client, 0, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4")
    assert own.status_code == 200, "of a proxy that is ours it is"


def sign_in_as(client, n, **said):
    fields = {"login": f"nobody-{n}", "password": "wrong"}
    return client.post(SIGN_IN, fields, **said)


def test_nothing_typed_is_kept_of_a_name_that_nobody_has(client, home, caplog):
    sign_in(client, "my-password-by-mistake", "typed-secret")
    client.post(f"{SIGN_IN}password/", {"email": "by-mistake@elsewhere.example"})
    assert "elsewhere" in str(Effect.objects.values_list("payload", flat=True))
    outbox.run_due()
    kept = f"{caplog.text}{list(Effect.objects.values_list('payload', flat=True))}"
    assert "tried a name that nobody has" in kept
    assert "mistake" not in kept
    assert "typed-secret" not in kept
