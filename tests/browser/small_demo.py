"""`manage.py demo` with pictures a third as large, for tests that need no more."""

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from newsroom.demo import builders  # noqa: E402

draw_on = builders.draw_on


def draw_smaller(picture, drawing, focus=None):
    draw_on(picture, drawing.reduce(3), focus)


builders.draw_on = draw_smaller
call_command("demo")
