"""What the audits run with: `make audit` installs it."""

import pytest
from nodejs import MODULES


@pytest.fixture(autouse=True, scope="session")
def _installed():
    assert (MODULES / "axe-core").exists(), "run `make audit`, which installs axe"


@pytest.fixture(scope="session")
def demo() -> list[str]:
    """What builds the demo newsroom, its pictures as large as they are: they count."""
    return ["manage.py", "demo"]
