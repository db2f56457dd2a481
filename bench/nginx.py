"""A real nginx that runs ``deploy/nginx.conf``, in front of a newsroom."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SITE = (ROOT / "deploy" / "nginx.conf").read_text()
# Debian keeps it where only root looks.
PROGRAM = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
# The file goes into the http block of a stock nginx.conf. This is one that needs no
# rights and writes into its own folder only.
AROUND = """\
daemon off;
pid {folder}/pid;
{user}
worker_processes auto;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def changed(site: str, changes: dict[str, str]) -> str:
    """``site`` with parts replaced, each of which has to be there."""
    for old, new in changes.items():
        assert old in site, f"{old!r} is not in the site file"
        site = site.replace(old, new)
    return site


def with_https(site: str, port: int, certificate: Path, key: Path) -> str:
    """The site with its lines for HTTPS, as its top says, at ``port``."""
    site = re.sub("(?m)^.*# plain$\n", "", site).replace("#tls ", "")
    here = {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "https://$host$": f"https://$host:{port}$",
        "/etc/ssl/newsclip/fullchain.pem": str(certificate),
        "/etc/ssl/newsclip/privkey.pem": str(key),
    }
    return changed(site, here)


@contextmanager
def running(
    folder: Path, port: int, app: str, var: Path, site: str = SITE, beside: str = ""
) -> Iterator[str]:
    """Run ``site`` from ``folder`` before the app at ``app``; yields nginx's address.

    ``beside`` is put into its http block as it is.
    """
    here = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "127.0.0.1:8000": f"127.0.0.1:{urlsplit(app).port}",
        "/srv/newsclip/var": str(var),
        "/var/cache/nginx/newsclip": str(folder / "kept"),
    }
    folder.mkdir(exist_ok=True)
    (folder / "site.conf").write_text(changed(site, here) + beside)
    # Its processes read what was written for it, which nobody else may.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    log = folder / "log"
    process = subprocess.Popen(
        [PROGRAM, "-e", log, "-p", folder, "-c", folder / "nginx.conf"]
    )
    try:
        _wait_for(port, process, log)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=15)


def _wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    for _ in range(100):
        assert process.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except ConnectionError:
            time.sleep(0.05)
    raise AssertionError(log.read_text())
