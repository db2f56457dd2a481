"""What editors are told while their database takes nothing, and what they keep."""

import psycopg
import pytest
from django.db import IntegrityError, InternalError, OperationalError
from django.http import QueryDict
from django.test import RequestFactory
from wagtail.test.utils.form_data import rich_text

from desk.typed import typed_words
from newsroom import errors
from newsroom.demo import builders

WRITTEN = "The board met for six hours & nobody left."
JSON = {"headers": {"accept": "application/json"}}


class ReadOnly(psycopg.Error):
    sqlstate = "25006"


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


TAKES_NOTHING = {
    "away": OperationalError("the connection is closed"),
    "read-only": caused(InternalError("cannot execute UPDATE"), ReadOnly()),
}


def answered(error: Exception, **how):
    typed = {"title": "Tides", "body-0-value": rich_text(f"<p>{WRITTEN}</p>")}
    request = RequestFactory().post("/admin/pages/1/edit/", typed, **how)
    try:
        raise error
    except Exception:
        return errors.server_error(request)


@pytest.mark.parametrize("how", TAKES_NOTHING)
def test_a_press_that_the_database_did_not_take_shows_what_was_typed(how):
    """pytest-django keeps this test from any database at all."""
    answer = answered(TAKES_NOTHING[how])
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "no-store" in answer["Cache-Control"]
    assert "The newsroom cannot save just now" in page
    assert WRITTEN.replace("&", "&amp;") in page


def test_no_password_is_shown_again():
    form = QueryDict("login=Ada Marsh&password=a pass phrase&oldpassword=an old one")
    assert typed_words(form) == "Ada Marsh"


@pytest.mark.parametrize("how", TAKES_NOTHING)
def test_a_script_is_told_so_in_json(how):
    answer = answered(TAKES_NOTHING[how], **JSON)
    assert answer.status_code == 503
    assert b'"success": false' in answer.content


def test_what_the_program_did_wrong_is_a_failure_and_what_was_typed_is_kept():
    answer = answered(IntegrityError("twice"))
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.content.decode()
    assert WRITTEN.replace("&", "&amp;") in answer.content.decode()


@pytest.mark.django_db
def test_a_view_of_the_admin_that_fails_so_is_answered_so(desk, home, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr("newsroom.transactions._hold", fail)
    desk.raise_request_exception = False
    story = builders.make_article(publish=False)
    at = f"/admin/pages/{story.pk}/edit/"
    answer = desk.post(at, {"title": "Typed just now"})
    assert answer.status_code == 503
    assert "Typed just now" in answer.content.decode()


def test_no_turn_is_told_in_the_same_words():
    """The page cache says it where nobody is left to ask Django."""
    assert "cannot save just now" in errors.away("/admin/pages/").content.decode()
    assert "cannot save just now" not in errors.away("/world/").content.decode()
