"""The command that builds the demo newsroom, and its drawing of pictures."""

import re
from io import StringIO

from django.contrib.auth import get_user_model
from django.core.management import call_command
from PIL import Image

from images.models import NewsImage
from news.models import ArticlePage
from newsroom.demo import build, builders
from newsroom.demo.pictures import Scene
from newsroom.management.commands import demo

PLAIN = Image.new("RGB", (120, 80), "#00677F")


def test_its_pictures_are_drawn_where_the_library_lacks_them(db, monkeypatch):
    scenes = {"harbour-crane": Scene(PLAIN.copy), "tram": Scene(PLAIN.copy)}
    monkeypatch.setattr(build, "PICTURES", scenes)
    builders.make_picture("Tram", PLAIN)
    said = []
    pictures = build._pictures(said.append)

    assert said == ["Picture 1 of 1: harbour-crane"]
    assert {key: picture.title for key, picture in pictures.items()} == {
        "harbour-crane": "Harbour crane",
        "tram": "Tram",
    }
    assert NewsImage.objects.count() == 2


def test_the_command_prints_the_addresses_and_a_sign_in_that_works(
    home, settings, tmp_path, client
):
    settings.VAR = tmp_path
    builders.make_article()
    said = StringIO()
    call_command("demo", "--if-empty", stdout=said)
    username, password = re.search(r"Sign in (\S+) / (\S+)", said.getvalue()).groups()

    assert settings.BASE_URL in said.getvalue()
    assert client.login(username=username, password=password)
    assert ArticlePage.objects.count() == 1
    assert (tmp_path / "sign-in.txt").stat().st_mode & 0o077 == 0

    again = StringIO()
    call_command("demo", "--if-empty", stdout=again)
    assert f"{username} / {password}" in again.getvalue()


def test_it_has_somebody_of_each_role_with_the_same_password(
    home, settings, tmp_path, client
):
    settings.VAR = tmp_path
    builders.make_user("reporter", is_superuser=False)  # somebody's own: left alone
    builders.make_article()  # else the whole demo is built
    call_command("demo", "--if-empty", stdout=StringIO())
    password = (tmp_path / "sign-in.txt").read_text().split(" / ")[1].strip()
    for username, role in demo.ROLES.items():
        user = get_user_model().objects.get(username=username)
        assert user.check_password(password) == (username != "reporter")
        held = list(user.groups.values_list("name", flat=True))
        assert held == ([role] if username != "reporter" else [])
        assert not user.is_superuser
