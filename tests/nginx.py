"""A real nginx that runs ``deploy/nginx.conf``, in front of a newsroom."""

import os
from contextlib import contextmanager

import pytest

from bench.nginx import PROGRAM, SITE, changed, running

__all__ = ["SITE", "changed", "nginx"]

HOW_TO_GET_IT = "no nginx: run `apt-get install nginx`"


@contextmanager
def nginx(*arguments, **options):
    """``bench.nginx.running``; skips the test where nginx is not installed.

    In CI that fails.
    """
    if PROGRAM is None and not os.environ.get("CI"):
        pytest.skip(HOW_TO_GET_IT)
    assert PROGRAM, HOW_TO_GET_IT
    with running(*arguments, **options) as address:
        yield address
