"""Dockerfile, .dockerignore and compose.yaml, read as Docker reads what is in them."""

import json
import re
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import yaml
from processes import ROOT


@dataclass
class Stage:
    """A part of a Dockerfile from one FROM to the next."""

    image: str
    runs: list[str] = field(default_factory=list)
    copies: list[list[str]] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)

    def command(self, instruction: str) -> list[str]:
        """The words of CMD, ENTRYPOINT or HEALTHCHECK, in their exec form."""
        return json.loads(self.last[instruction][self.last[instruction].index("[") :])


def stages() -> list[Stage]:
    """The stages of our Dockerfile; fails for an instruction that is new to this."""
    found: list[Stage] = []
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        instruction, _, rest = line.partition(" ")
        if instruction == "FROM":
            found.append(Stage(rest.split()[0]))
        elif instruction == "RUN":
            found[-1].runs.append(rest)
        elif instruction == "COPY":
            found[-1].copies.append(rest.split())
        elif instruction == "ENV":
            words = (word.split("=", 1) for word in shlex.split(rest))
            found[-1].environment.update(words)
        else:
            known = {"WORKDIR", "USER", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}
            assert instruction in known, line
            found[-1].last[instruction] = rest
    return found


def let_in(path: PurePosixPath) -> bool:
    """Whether .dockerignore lets a file into the build: the last line that fits it."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    inside = True
    for line in lines:
        if line and not line.startswith("#"):
            pattern = _pattern(line.removeprefix("!"))
            if any(pattern.fullmatch(str(each)) for each in (path, *path.parents)):
                inside = line.startswith("!")
    return inside


def _pattern(text: str) -> re.Pattern:
    parts = re.split(r"(\*\*/|\*)", text)
    said = {"**/": "(?:.*/)?", "*": "[^/]*"}
    return re.compile("".join(said.get(part) or re.escape(part) for part in parts))


def copy_what_is_let_in(files: list[str], to: Path) -> None:
    """The build's context of these files of the project, as COPY puts it there."""
    for name in files:
        if let_in(PurePosixPath(name)):
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)


class MissingVariable(Exception):
    """What `${NAME:?…}` says where the name is not set, or empty."""


def compose(environment: dict[str, str]) -> dict[str, dict]:
    """The services of compose.yaml, with the variables of its ``.env`` in place."""

    def value(match: re.Match) -> str:
        name, demanded = match.groups()
        if demanded and not environment.get(name):
            raise MissingVariable(name)
        return environment.get(name, "")

    text = (ROOT / "compose.yaml").read_text()
    text = re.sub(r"\$\{(\w+)(:\?[^}]*)?\}", value, text)
    return yaml.safe_load(text)["services"]


def example() -> list[str]:
    """The variables that .env.example leaves to be filled in; none has a value."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    pairs = [line.partition("=") for line in lines if line and line[0] != "#"]
    assert [value for _, _, value in pairs if value] == []
    return [name for name, _, _ in pairs]
