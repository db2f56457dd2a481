"""The Procfile says how to run the newsroom, `.ci/venv` with which Python."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

PYTHONS = ("python3.13", "python3.12", "python3", "python")
SCRIPT = """\
#!/bin/sh
case $1 in
  -c) exit {suitable} ;;
  --version) echo "Python {version}" ;;
  -m) mkdir -p "$3/bin"; echo {name} > "$3/made-by" ;;
esac
"""


def procfile() -> dict[str, str]:
    lines = (settings.ROOT / "Procfile").read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines if line)


def test_procfile_releases_by_migrating_and_then_serves_on_time():
    assert list(procfile()) == ["release", "web", "clock", "worker"]
    assert procfile()["release"] == "python manage.py migrate --noinput"


def test_web_serves_the_project_on_the_port_it_is_given():
    web = procfile()["web"]
    assert re.match(r"gunicorn newsroom\.wsgi( |$)", web)
    assert ":${PORT:-8000}" in web


def test_web_opens_no_control_socket():
    """Gunicorn 27 opens one in the working directory, which may be read-only."""
    assert "--no-control-socket" in procfile()["web"].split()


def test_gunicorn_knows_every_option_of_the_procfile(tmp_path):
    web = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", procfile()["web"])
    check = subprocess.run(
        ["bash", "-c", f"exec {web} --check-config"],
        cwd=settings.ROOT,
        env={
            **os.environ,
            "NEWSCLIP_VAR": str(tmp_path),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert check.returncode == 0, check.stderr


@pytest.fixture
def machine(tmp_path):
    """``machine(python="3.9.2")``: a folder of programs with these Pythons only."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("bash", "sh", "head", "rm", "mkdir", "echo"):
        (programs / name).symlink_to(shutil.which(name))

    def machine(**versions: str) -> Path:
        for name, version in versions.items():
            name = f"python{name.removeprefix('python').replace('_', '.')}"
            major, minor, *_ = map(int, version.split("."))
            path = programs / name
            path.write_text(
                SCRIPT.format(
                    suitable=int((major, minor) < (3, 12)), version=version, name=name
                )
            )
            path.chmod(0o755)
        return programs

    return machine


def make_venv(programs: Path, venv: Path):
    return subprocess.run(
        [shutil.which("bash"), settings.ROOT / ".ci" / "venv", venv],
        env={"PATH": str(programs)},
        capture_output=True,
        text=True,
        timeout=30,
    )


@pytest.mark.parametrize("version", ["2.7.18", "3.6.15", "3.9.2", "3.11.9"])
def test_old_python_is_refused_in_one_clear_line(machine, tmp_path, version):
    programs = machine(python3=version, python=version)
    refusal = make_venv(programs, tmp_path / "venv")
    assert refusal.returncode == 1
    assert refusal.stdout == ""
    assert refusal.stderr == (
        f"Newsclip needs Python 3.13 or 3.12, and found Python {version}; install "
        "Python 3.13, then run make again.\n"
    )
    assert not (tmp_path / "venv").exists()


def test_machine_without_python_is_told_so_in_one_line(machine, tmp_path):
    refusal = make_venv(machine(), tmp_path / "venv")
    assert refusal.returncode == 1
    assert refusal.stderr.startswith("Newsclip needs Python 3.13 or 3.12")
    assert refusal.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("versions", "chosen"),
    [
        ({"python3": "3.9.2", "python3_12": "3.12.4"}, "python3.12"),
        ({"python3_12": "3.12.4", "python3_13": "3.13.0"}, "python3.13"),
        ({"python3": "3.13.1"}, "python3"),
        ({"python3": "3.14.0"}, "python3"),
        ({"python3": "3.9.2", "python": "3.12.4"}, "python"),
        ({"python3_13": "3.11.0", "python3": "3.12.1"}, "python3"),
    ],
)
def test_newest_suitable_python_makes_the_environment(
    machine, tmp_path, versions, chosen
):
    venv = tmp_path / "venv"
    made = make_venv(machine(**versions), venv)
    assert (made.returncode, made.stderr) == (0, "")
    assert (venv / "made-by").read_text().strip() == chosen


def test_environment_with_a_suitable_python_is_left_alone(machine, tmp_path):
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    shutil.copy(machine(python3="3.13.0") / "python3", venv / "bin" / "python")
    assert make_venv(machine(), venv).returncode == 0
    assert not (venv / "made-by").exists()


def test_environment_with_an_old_python_is_made_anew(machine, tmp_path):
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    shutil.copy(machine(python3="3.9.2") / "python3", venv / "bin" / "python")
    assert make_venv(machine(python3="3.13.0"), venv).returncode == 0
    assert (venv / "made-by").exists()
    assert not (venv / "bin" / "python").exists()
