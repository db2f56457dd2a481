"""`/.well-known/security.txt` as RFC 9116 has it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from newsroom.security_contacts import contacts

AT = "/.well-known/security.txt"
# The fields of section 2.5 that there are here, each as its ABNF in section 4 has it.
FIELDS = {
    "Contact": r"(mailto:[^\s@]+@[^\s@]+|https://\S+)",
    "Expires": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "Preferred-Languages": r"[a-z]{2,3}(, [a-z]{2,3})*",
    "Canonical": r"https?://\S+",
}


@pytest.fixture
def named(settings):
    settings.SECURITY_CONTACTS = contacts(
        ["ada@news.example", "https://news.example/h"]
    )


def fields(text: str) -> list[tuple[str, str]]:
    """``(name, value)`` of each line; fails where one is no field of the RFC."""
    found = []
    assert text.endswith("\n")
    for line in text.splitlines():
        name, value = re.fullmatch(r"([A-Za-z-]+): (.+)", line).groups()
        assert re.fullmatch(FIELDS[name], value), line
        found.append((name, value))
    return found


def test_it_is_what_the_rfc_says(client, home, named, settings):
    answer = client.get(AT)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    said = fields(answer.text)
    assert [value for name, value in said if name == "Contact"] == [
        "mailto:ada@news.example",
        "https://news.example/h",
    ]
    once = [name for name, _ in said if name != "Contact"]
    assert sorted(once) == ["Canonical", "Expires", "Preferred-Languages"]
    assert dict(said)["Canonical"] == f"{settings.BASE_URL}{AT}"


def test_it_ends_in_the_future_and_within_a_year(client, home, named):
    ends = datetime.fromisoformat(dict(fields(client.get(AT).text))["Expires"])
    left = ends.astimezone(UTC) - timezone.now()
    assert timedelta(days=170) < left < timedelta(days=366)


def test_where_nobody_is_named_there_is_none(client, home):
    assert client.get(AT).status_code == 404


@pytest.mark.parametrize("wrong", ["http://news.example/", "ada", "tel:+33", "a b@c.d"])
def test_what_is_no_contact_is_refused_at_the_start(wrong):
    with pytest.raises(ImproperlyConfigured, match="NEWSCLIP_SECURITY_CONTACT"):
        contacts([wrong])
