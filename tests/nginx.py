"""A real nginx that runs ``deploy/nginx.conf``, in front of a newsroom."""

import os
from contextlib import contextmanager

import pytest

from bench.nginx import PROGRAM, SITE, changed, running
from bench.served import free_port

__all__ = ["SITE", "changed", "newsroom_behind", "nginx"]

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


@contextmanager
def newsroom_behind(new_newsroom, folder, **options):
    """A newsroom that nginx passes requests to once it is at work, and their address.

    ``new_newsroom`` is the fixture; ``options`` are nginx's.
    """
    port = free_port()
    newsroom = new_newsroom(
        NEWSCLIP_BASE_URL=f"http://localhost:{port}", WEB_CONCURRENCY="1"
    )
    with nginx(folder, port, newsroom.address, newsroom.var, **options) as address:
        yield newsroom, address
