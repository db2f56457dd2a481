"""axe finds nothing in the pages of signing in, narrow or wide, light or dark."""

import pytest
from chromium import settle
from nodejs import MODULES
from sign_in_pages import from_elsewhere, new_owner, sign_in_pages, with_authenticator
from test_axe import AXE

# Messages fade in: their colours are those that they end with.
STANDS_STILL = """() => [...document.querySelectorAll('.messages, .messages *')].every(
  (each) => getComputedStyle(each).opacity === '1' && !each.getAnimations().length)"""


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1440, "dark")])
def test_nothing_is_found(browser, strict, width, theme, tmp_path):
    """axe is put into each page past the site's policy."""
    window = {"viewport": {"width": width, "height": 900}, "color_scheme": theme}
    shown = window | {"reduced_motion": "reduce", "bypass_csp": True}
    with from_elsewhere(browser, strict.address, **shown) as context:
        page = with_authenticator(context.new_page())
        found = {}
        for name in sign_in_pages(page, new_owner(strict)):
            settle(page)
            page.wait_for_function(STANDS_STILL)
            page.add_script_tag(path=MODULES / "axe-core" / "axe.min.js")
            found[name] = page.evaluate(AXE)
    assert {name: faults for name, faults in found.items() if faults} == {}
