"""The HTML of every page type is valid, as html-validate reads the standard."""

import json

import pytest
from nodejs import ROOT, run
from pages import PAGES


@pytest.fixture(scope="module")
def faults(browser, newsroom, tmp_path_factory) -> dict[str, list[str]]:
    """What html-validate says of each page, as it was sent, read in one run."""
    folder = tmp_path_factory.mktemp("html")
    context = browser.new_context(base_url=newsroom.address)
    for name, kind in PAGES.items():
        if not kind.template:
            answer = context.request.get(kind.address)
            (folder / f"{name}.html").write_bytes(answer.body())
    context.close()
    config = str(ROOT / "tests" / "browser" / "audit" / "htmlvalidate.mjs")
    # A pipe would be cut where html-validate ends itself.
    report = folder / "report.json"
    said = run(
        "html-validate/bin/html-validate.mjs",
        *("--config", config, "--formatter", f"json={report}", str(folder / "*.html")),
    )
    assert said.returncode in (0, 1), said.stderr
    return {
        page["filePath"].rpartition("/")[2].removesuffix(".html"): [
            f"{fault['line']}: {fault['ruleId']}: {fault['message']}"
            for fault in page["messages"]
        ]
        for page in json.loads(report.read_text())
    }


@pytest.mark.parametrize(
    "name", [name for name, kind in PAGES.items() if not kind.template]
)
def test_the_html_is_valid(faults, name):
    assert faults.get(name, []) == []
