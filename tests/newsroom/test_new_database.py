"""A database after its first `migrate`, as `make serve` and a release leave it."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from wagtail.models import Site

SHOW = """
import json
from django.test import Client
from wagtail.models import Page, Site
site = Site.objects.get()
front = Client().get("/", headers={"host": "localhost"})
print(json.dumps({
    "pages": [[page.specific_class.__name__, page.title, page.slug, page.url_path,
               page.live, page.depth] for page in Page.objects.order_by("path")],
    "children": [page.numchild for page in Page.objects.order_by("path")],
    "problems": [len(found) for found in Page.find_problems()],
    "root": site.root_page.specific_class.__name__,
    "default": site.is_default_site,
    "address": [site.hostname, site.port],
    "front": [front.status_code, "Newsclip" in front.content.decode()],
}))
"""


@pytest.fixture(scope="module")
def manage(new_database, tmp_path_factory):
    """``manage(base_url, *arguments)``: what a command of manage.py prints."""
    var, database = tmp_path_factory.mktemp("var"), new_database()

    def manage(base_url: str, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.ROOT,
            env={
                **os.environ,
                "DATABASE_URL": database,
                "NEWSCLIP_VAR": str(var),
                "NEWSCLIP_BASE_URL": base_url,
                "DEBUG": "1",
            },
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return manage


@pytest.fixture(scope="module")
def migrated(manage):
    """What is in a database that has just been migrated."""
    base_url = "https://news.example:8443"
    manage(base_url, "migrate", "--noinput", "--verbosity", "0")
    return json.loads(manage(base_url, "shell", "--no-imports", "-c", SHOW))


def test_it_opens_on_a_front_page_and_has_no_welcome_page(migrated):
    assert migrated["pages"] == [
        ["Page", "Root", "root", "/", True, 1],
        ["HomePage", "Newsclip", "home", "/home/", True, 2],
    ]
    assert migrated["root"] == "HomePage"
    assert migrated["default"]
    assert migrated["front"] == [200, True]


def test_its_page_tree_is_sound(migrated):
    """The migration writes the tree's columns by hand."""
    assert migrated["children"] == [1, 0]
    assert migrated["problems"] == [0, 0, 0, 0, 0]


def test_its_site_has_the_hostname_and_port_of_the_base_url(migrated):
    assert migrated["address"] == ["news.example", 8443]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("base_url", "hostname", "port"),
    [
        ("http://localhost:8000", "localhost", 8000),
        ("https://newsclip.example", "newsclip.example", 443),
        ("http://newsclip.example", "newsclip.example", 80),
    ],
)
def test_next_migrate_follows_a_new_base_url(home, settings, base_url, hostname, port):
    settings.BASE_URL = base_url
    call_command("migrate", verbosity=0, interactive=False)
    site = Site.objects.get()
    assert (site.hostname, site.port) == (hostname, port)
    assert home.full_url == f"{base_url}/"


@pytest.mark.django_db
def test_only_the_default_site_follows_the_base_url(home, settings):
    """An editor may have given another site of the same newsroom its own address."""
    Site.objects.create(hostname="sport.example", port=443, root_page=home)
    settings.BASE_URL = "https://newsclip.example"
    call_command("migrate", verbosity=0, interactive=False)
    hostnames = set(Site.objects.values_list("hostname", flat=True))
    assert hostnames == {"newsclip.example", "sport.example"}
