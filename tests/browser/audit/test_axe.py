"""axe finds nothing to complain of, on any page type, narrow or wide, light or dark."""

import pytest
from chromium import open_page, settle
from nodejs import MODULES
from pages import PAGES

HEIGHT = 900
# All rules but axe's experimental ones; it leaves the size of targets (WCAG 2.2) out
# unless asked. No opinion of axe's is a fault here but what it is sure of.
AXE = """async () => {
    const found = await axe.run(document, {
        rules: {"target-size": {enabled: true}},
        resultTypes: ["violations"],
    });
    return found.violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${node.target.join(" ")} ${node.failureSummary}`
    ));
}"""


@pytest.fixture(scope="module", params=[360, 1440])
def width(request):
    return request.param


@pytest.fixture(scope="module", params=["light", "dark"])
def page(browser, newsroom, width, request):
    """A page of that width and theme; axe is put into it past the site's policy."""
    context = browser.new_context(
        base_url=newsroom.address,
        viewport={"width": width, "height": HEIGHT},
        color_scheme=request.param,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(page, name):
    open_page(page, PAGES[name])
    settle(page)
    page.add_script_tag(path=MODULES / "axe-core" / "axe.min.js")

    assert page.evaluate(AXE) == []
