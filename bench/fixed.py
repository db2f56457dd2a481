"""The ceiling: an application that returns the same bytes, as many as it is told."""

import os

BODY = b"x" * int(os.environ.get("FIXED_BYTES", "0"))


def application(environ, start_response):
    start_response(
        "200 OK",
        [("Content-Type", "text/html"), ("Content-Length", str(len(BODY)))],
    )
    return [BODY]
