"""What readers get while PostgreSQL or Redis fails, in each of the ways of failing.

In full, 500 pages for each, with `make faults`.
"""

import pytest
from breakable import DATABASE, READ_ONLY, REDIS, breakable, soon
from tcp_proxy import HANG, RESET, SLOW, STOP
from warm import Warm

COLD = 2
# A fault that is over is over for readers after so many seconds.
RECOVERS = 5
# And whether all is well is told within this, by whoever has a processor for it.
AT_ONCE = 0.05
# A page that nobody asked for is refused, or shown, within this.
QUICK = 3
WAYS = [STOP, HANG, RESET, READ_ONLY, SLOW]
FAULTS = [(part, how) for part in (DATABASE, REDIS) for how in WAYS]


@pytest.mark.parametrize(("part", "how"), FAULTS, ids=map(" ".join, FAULTS))
def test_what_was_read_before_is_read_on(broken, warm, part, how, capsys):
    warm.read_all()
    with broken.broken(part, how):
        # Those who come first find out that it fails.
        cold = warm.ask_cold(COLD)
        asked = warm.ask_all()
        cold += warm.ask_cold(COLD)
        withdrawn = warm.stories.pop()
        broken.elsewhere.ask("take_down", pks=[withdrawn["pk"]])
        gone = soon(5, lambda: warm.status(withdrawn) != 200)
        well = [warm.ask(at) for at in ("/livez", "/readyz") for _ in range(5)]
    [path] = warm.unread_paths(1)
    mended = soon(RECOVERS, lambda: warm.ask(path).status == 200)
    after = set()
    soon(RECOVERS, lambda: warm.statuses(withdrawn, after) <= {404, 410})
    slowest = max(each.seconds for each in asked)
    refused = [each for each in cold if each.status == 503]
    with capsys.disabled():
        print(
            f"\n{part} {how}: {len(asked) - len(warm.wrong(asked))} of {len(asked)} "
            f"pages as before, the slowest {slowest * 1000:.0f} ms; cold: "
            f"{len(refused)} of {len(cold)} refused, "
            f"{[round(each.seconds * 1000) for each in cold]} ms; taken down after "
            f"{gone:.1f} s; mended after {mended:.1f} s; /livez and /readyz in "
            f"{min(each.seconds for each in well) * 1000:.0f} ms"
        )
    assert warm.wrong(asked) == []
    assert {each.status for each in cold} <= {200, 503}
    assert all(each.again for each in refused)
    assert max(each.seconds for each in cold) < QUICK
    assert 200 not in after
    assert {each.status for each in well[:5]} == {200}
    assert {each.status for each in well[5:]} <= {200, 503}
    assert min(each.seconds for each in well[5:]) < AT_ONCE


def test_without_copies_nothing_is_read_on(new_postgres, tmp_path):
    """The walk above would tell."""
    with breakable(new_postgres(), tmp_path, NEWSCLIP_PAGE_CACHE_MEGABYTES="0") as site:
        warm = Warm(site, site.elsewhere.ask("publish_many", count=4), [])
        warm.read_all()
        with site.broken(DATABASE, STOP):
            wrong = warm.wrong(warm.ask_all())
    assert len(wrong) == len(warm.bodies)


def test_untold_a_story_stays_until_redis_is_back(broken, warm):
    """With both gone nobody tells the site: that a story is still shown is seen."""
    warm.read_all()
    with broken.broken(REDIS, STOP), broken.broken(DATABASE, STOP):
        withdrawn = warm.stories.pop()
        broken.elsewhere.ask("take_down", pks=[withdrawn["pk"]])
        still = warm.status(withdrawn)
    assert still == 200
    soon(RECOVERS, lambda: warm.status(withdrawn) in (404, 410))
