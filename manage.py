#!/usr/bin/env python
"""Runs Django's commands for Newsclip."""

import os
import sys

if __name__ == "__main__":
    if sys.version_info < (3, 12):
        sys.exit(
            "Newsclip needs Python 3.13 or 3.12, and this is "
            f"{sys.version.split()[0]}: run `make serve`, which finds a suitable one."
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
