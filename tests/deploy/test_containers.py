"""The container files, without Docker: each command in them runs as it would there."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import psycopg
import pytest
import yaml
from containers import (
    MissingVariable,
    compose,
    copy_what_is_let_in,
    example,
    let_in,
    stages,
)
from nginx import SITE, nginx
from processes import ROOT, free_port
from visitors import Visitor

OURS = ("release", "web", "clock", "worker")
FILLED = {
    "SECRET_KEY": "a-key-of-fifty-characters-and-more-that-only-this-test-knows",
    "NEWSCLIP_VERSION_KEY": "another-key-of-fifty-characters-and-more-for-versions",
    "POSTGRES_PASSWORD": "a-password",
    "ALLOWED_HOSTS": "news.example.org,localhost",
    "NEWSCLIP_BASE_URL": "https://news.example.org",
}
# What each machine has, and what a container has of it.
OF_THE_SYSTEM = ("LANG", "HOME", "TMPDIR")


@dataclass
class Container:
    """The image's folder on this machine, with what a container's process is given."""

    folder: Path
    environment: dict[str, str]
    port: int

    def run(self, command: list[str], **environment) -> subprocess.CompletedProcess:
        return subprocess.run(
            self._here(command),
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=180,
        )

    @contextmanager
    def running(self, service: dict):
        """What a service of compose.yaml starts; it has to live to the block's end."""
        log = self.folder.parent / "log"
        with log.open("ab") as said:
            process = subprocess.Popen(
                self._here(command_of(service)),
                cwd=self.folder,
                env=self.environment,
                stdout=said,
                stderr=said,
            )
        try:
            yield
            assert process.poll() is None, log.read_text()[-4000:]
        finally:
            process.terminate()
            process.wait(timeout=30)

    def _here(self, command: list[str]) -> list[str]:
        return [
            word.replace(IMAGE.last["WORKDIR"], str(self.folder)) for word in command
        ]


IMAGE = stages()[-1]


def command_of(service: dict) -> list[str]:
    """The words of a service's process: the entrypoint, and the image's or its own."""
    command = service.get("command", IMAGE.command("CMD"))
    words = command.split() if isinstance(command, str) else command
    return [*IMAGE.command("ENTRYPOINT"), *words]


def listening(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
    except urllib.error.HTTPError:
        return True
    except OSError as error:
        return "refused" not in str(error)
    except Exception:  # whatever it speaks, it is there
        return True
    return True


def tracked() -> list[str]:
    """The files that are the project's, those that are new and not ignored too."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def image(tmp_path_factory) -> Path:
    """The image's folder after the build: what is let in, and what our RUN adds."""
    folder = tmp_path_factory.mktemp("image") / "newsclip"
    copy_what_is_let_in(tracked(), folder)
    for run in IMAGE.runs:
        if "manage.py" in run:
            built = subprocess.run(
                ["sh", "-c", run],
                cwd=folder,
                env=environment_of({}),
                capture_output=True,
                text=True,
            )
            assert built.returncode == 0, built.stderr
    return folder


def environment_of(service: dict) -> dict[str, str]:
    """The variables of a container, with this machine's Python in the image's place."""
    system = {name: os.environ[name] for name in OF_THE_SYSTEM if name in os.environ}
    here = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    set_here = IMAGE.environment | {"PATH": here}
    assert IMAGE.environment["PATH"] == "/venv/bin:$PATH"
    given = service.get("environment", {})
    return system | set_here | {name: str(value) for name, value in given.items()}


@pytest.fixture(scope="module")
def new_container(image, request):
    """``new_container("web")``: a service's, on the servers of this machine."""
    if not os.environ.get("CI") and not all(map(listening, (5432, 6379))):
        pytest.skip("no PostgreSQL on 127.0.0.1:5432, or no Redis on 6379")
    database = f"newsclip_containers_{os.getpid()}"
    on_server(f"CREATE DATABASE {database}")
    port = free_port()

    def make(service: str) -> Container:
        environment = environment_of(compose(FILLED)[service])
        environment["DATABASE_URL"] = f"postgres://postgres@127.0.0.1/{database}"
        cache = environment.get("CACHE_URL", "")
        environment["CACHE_URL"] = cache.replace("//cache:", "//127.0.0.1:")
        environment["PORT"] = str(port)
        return Container(image, environment, port)

    yield make
    on_server(f"DROP DATABASE {database} WITH (FORCE)")


def on_server(command: str) -> None:

    with psycopg.connect(
        "postgres://postgres@127.0.0.1/postgres", autocommit=True
    ) as at:
        at.execute(command)


@pytest.fixture(scope="module")
def released(new_container):
    """A database that the service ``release`` has migrated."""
    release = new_container("release")
    done = release.run(command_of(compose(FILLED)["release"]))
    assert done.returncode == 0, done.stderr
    return release


def wait_until(done, seconds=60):
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.2)


# What they do ------------------------------------------------------------------------


def test_web_answers_and_its_health_check_tells(released, new_container, tmp_path):
    web = new_container("web")
    check = IMAGE.command("HEALTHCHECK")
    silent = web.run(check)
    assert silent.returncode == 1
    assert "does not answer" in silent.stderr
    with web.running(compose(FILLED)["web"]):
        wait_until(lambda: web.run(check).returncode == 0)
        behind = {"Host": "news.example.org", "X-Forwarded-Proto": "https"}
        at = Visitor(f"http://localhost:{web.port}")
        page = at.get("/", **behind)
        assert page.status == 200
        style = re.search(r'href="(/static/css/[^"]+\.css)"', page.body.decode())[1]
        assert re.search(r"\.[0-9a-f]{12}\.css$", style)
        assert (
            Visitor(f"http://localhost:{web.port}").get(style, **behind).status == 200
        )
        # The image's user may write in its volumes alone.
        written = {path.name for path in (web.folder / "var").iterdir()}
        assert written <= {"attempts", "pages", "static"}


def test_nginx_in_the_network_of_web_serves_the_file_as_it_is(
    released, new_container, tmp_path
):
    services = compose(FILLED)
    assert services["nginx"]["network_mode"] == "service:web"
    assert services["web"]["environment"]["NEWSCLIP_BIND"] == "127.0.0.1"
    [site, public] = services["nginx"]["volumes"]
    assert site == "./deploy/nginx.conf:/etc/nginx/conf.d/default.conf:ro"
    mounted = public.removesuffix(":ro").partition(":")[2]
    assert f"{mounted}/images/" in SITE
    assert public.removesuffix(":ro") in services["web"]["volumes"]
    assert "server 127.0.0.1:8000;" in SITE
    [port] = services["web"]["ports"]
    assert f"listen {port.partition(':')[2]};" in SITE

    web = new_container("web")
    web.environment["NEWSCLIP_BASE_URL"] = "http://localhost"
    with web.running(services["web"]):
        app = f"http://localhost:{web.port}"
        with nginx(tmp_path / "nginx", free_port(), app, web.folder / "var") as address:
            wait_until(lambda: Visitor(address).get("/livez").status == 200)
            assert Visitor(address).get("/").status == 200


def test_clock_and_worker_work(released, new_container):
    services = compose(FILLED)
    web, clock = new_container("web"), new_container("clock")
    with (
        web.running(services["web"]),
        clock.running(services["clock"]),
        new_container("worker").running(services["worker"]),
    ):
        wait_until(lambda: web.run(IMAGE.command("HEALTHCHECK")).returncode == 0)
        behind = {"Host": "news.example.org", "X-Forwarded-Proto": "https"}
        at = Visitor(f"http://localhost:{web.port}")
        wait_until(lambda: json.loads(at.get("/readyz", **behind).body)["clock"])


def test_another_command_is_run_as_it_is(released):
    words = [*IMAGE.command("ENTRYPOINT"), "python", "manage.py", "clock", "--help"]
    helped = released.run(words)
    assert (helped.returncode, helped.stdout[:6]) == (0, "usage:")


# What must be so ---------------------------------------------------------------------


@pytest.mark.parametrize("name", FILLED)
def test_nothing_starts_while_a_secret_is_not_set(name):
    for empty in ({}, {name: ""}):
        filled = {key: value for key, value in FILLED.items() if key != name} | empty
        with pytest.raises(MissingVariable, match=name):
            compose(filled)


def test_the_image_itself_has_no_key_to_start_with(new_container):
    refusal = new_container("web").run(
        [sys.executable, "-c", "import newsroom.wsgi"], SECRET_KEY=""
    )
    assert "needs SECRET_KEY and ALLOWED_HOSTS" in refusal.stderr
    assert "SECRET_KEY" not in IMAGE.environment


def test_env_example_names_what_is_demanded_and_no_value():
    assert sorted(example()) == sorted(FILLED)


def test_every_variable_is_read_by_somebody():
    settings = (ROOT / "newsroom/settings.py").read_text()
    read = set(re.findall(r'\benv[.\w]*\(\s*"(\w+)"', settings))
    read |= set(re.findall(r"\$\{(\w+)", (ROOT / "Procfile").read_text()))
    read |= {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}
    services = compose(FILLED)
    for name in OURS:
        assert set(services[name]["environment"]) <= read, name
    assert set(IMAGE.environment) <= read


def test_services_wait_for_what_they_need_and_are_watched():
    services = compose(FILLED)
    for name, service in services.items():
        for needed, when in service.get("depends_on", {}).items():
            healthy = when["condition"] == "service_healthy"
            assert healthy or (needed, when["condition"]) == (
                "release",
                "service_completed_successfully",
            )
            check = services[needed].get("healthcheck", {})
            assert not healthy or not check.get("disable"), (name, needed)
    for name in ("web", "clock", "worker"):
        assert {"database", "cache", "release"} <= set(services[name]["depends_on"])
    # Only web answers what the image's check asks.
    asked = {name for name in OURS if "healthcheck" not in services[name]}
    assert asked == {"web"}


def test_addresses_of_servers_name_services():
    services = compose(FILLED)
    for name in OURS:
        for variable in ("DATABASE_URL", "CACHE_URL"):
            if address := services[name]["environment"].get(variable):
                assert urlsplit(address).hostname in services
    database = urlsplit(services["web"]["environment"]["DATABASE_URL"])
    server = services["database"]["environment"]
    assert database.username == server["POSTGRES_USER"]
    assert database.password == server["POSTGRES_PASSWORD"] == "a-password"
    assert database.path == f"/{server['POSTGRES_DB']}"


def test_volumes_are_the_images_folders():
    [made] = [run for run in IMAGE.runs if "install -d" in run]
    folders = {
        f"{IMAGE.last['WORKDIR']}/{each}" for each in made.split() if "/" in each
    }
    named = yaml.safe_load((ROOT / "compose.yaml").read_text())["volumes"]
    for name in OURS:
        volumes = [each.split(":") for each in compose(FILLED)[name]["volumes"]]
        assert {volume for volume, _ in volumes} <= set(named)
        assert {path for _, path in volumes} == folders


def test_packages_are_the_pinned_ones_and_root_runs_nothing():
    packages, image = stages()
    assert packages.image == image.image == "python:3.13-slim"
    assert packages.copies == [["requirements.txt", "."]]
    [install] = packages.runs
    assert install.endswith("pip install --no-cache-dir -r requirements.txt")
    assert image.copies == [["--from=packages", "/venv", "/venv"], [".", "."]]
    assert image.last["USER"] in image.runs[0]
    # What is not run above makes a user and folders, and brings pg_dump.
    system, client = [run for run in image.runs if "manage.py" not in run]
    packages = re.search(r"install -y --no-install-recommends ([^&]+) &&", client)
    assert packages[1] == "postgresql-client"
    assert re.fullmatch(r"useradd [\w -]+ && install -d -o newsclip [\w /]+", system)


@pytest.mark.parametrize(
    "path",
    [
        ".env",
        ".git/config",
        ".venv/bin/python",
        "var/secret_key",
        "var/newsclip.db",
        "tests/conftest.py",
        "node_modules/axe-core/axe.js",
        "news/__pycache__/models.cpython-313.pyc",
        "dump.sql",
    ],
)
def test_no_secret_and_no_ballast_gets_into_the_image(path):
    assert not let_in(PurePosixPath(path))


def test_a_unit_runs_a_line_of_the_procfile(image):
    unit = (ROOT / "deploy/systemd/newsclip@.service").read_text()
    run = re.search(r"^ExecStart=/srv/newsclip/(\S+) %i$", unit, re.M)[1]
    assert os.access(image / run, os.X_OK)
    (image.parent / "deploy").mkdir()
    shutil.copy(image / run, image.parent / run)
    (image.parent / "Procfile").write_text("web: echo on ${PORT:-8000}\n")
    for words, said in ((["web"], "on 8000\n"), (["echo", "web"], "web\n")):
        done = subprocess.run(
            [image.parent / run, *words], capture_output=True, text=True
        )
        assert done.stdout == said
