"""Nothing is forgotten: each model and column is exported or left out by name."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.models import BinaryField

from news.models import Author
from syndication.exporting import contents
from syndication.exporting.checks import everything_is_exported_or_left_out


def faults() -> list[str]:
    return [error.msg for error in everything_is_exported_or_left_out(None)]


def test_every_model_and_column_of_the_project_is_spoken_for():
    assert faults() == []


def test_a_model_that_nobody_spoke_for_stops_every_command(monkeypatch):
    monkeypatch.delitem(contents.EXPORTED, "news.Author")
    with pytest.raises(SystemCheckError, match=r"news\.Author is neither exported"):
        call_command("check")


def test_a_model_that_was_left_out_and_is_not_spoken_for_any_more(monkeypatch):
    monkeypatch.delitem(contents.LEFT_OUT, "desk.DraftLink")
    assert faults() == ["desk.DraftLink is neither exported nor left out."]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (
            "id name",
            "news.HistorySettings.name is in the contents of an export, and no ",
        ),
        ("id", "news.HistorySettings.public is neither exported nor a secret."),
    ],
)
def test_a_column_that_is_new_or_gone(monkeypatch, said, fault):
    monkeypatch.setitem(contents.EXPORTED, "news.HistorySettings", said)
    assert any(line.startswith(fault) for line in faults())


def test_a_secret_is_not_exported_too(monkeypatch):
    monkeypatch.setitem(contents.SECRETS, "news.HistorySettings", {"public": bool})
    assert faults() == ["news.HistorySettings.public is exported, and a secret."]


def test_a_column_of_a_kind_that_cannot_be_written(monkeypatch):
    monkeypatch.setattr(
        Author._meta.get_field("bio"),
        "get_internal_type",
        BinaryField().get_internal_type,
    )
    assert faults() == ["news.Author.bio is of a kind that an export cannot write."]
