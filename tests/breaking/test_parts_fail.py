"""What readers get while PostgreSQL or Redis fails, in each of the ways of failing.

In full, 500 pages for each, with `make faults`.
"""

from statistics import median

import pytest
from breakable import DATABASE, READ_ONLY, REDIS, breakable, soon
from tcp_proxy import HANG, RESET, SLOW, STOP
from warm import Warm

COLD = 2
# A fault that is over is over for readers after so many seconds.
RECOVERS = 5
# And whether all is well is told within so many milliseconds.
AT_ONCE = 50
# A page that nobody asked for is refused, or shown, within this.
QUICK = 3
WAYS = [STOP, HANG, RESET, READ_ONLY, SLOW]
FAULTS = [(part, how) for part in (DATABASE, REDIS) for how in WAYS]


def condition(warm) -> dict[str, list]:
    """What `/livez` and `/readyz` answer, each asked five times."""
    return {at: [warm.ask(at) for _ in range(5)] for at in ("/livez", "/readyz")}


def in_time(well: dict) -> str:
    """The medians, and the most; fails where one is late, or something else is said.

    Medians: a processor may be another's for a moment.
    """
    assert {each.status for each in well["/livez"]} == {200}
    assert {each.status for each in well["/readyz"]} <= {200, 503}
    said = []
    for at, asked in well.items():
        took = [round(each.seconds * 1000) for each in asked]
        assert median(took) < AT_ONCE, f"{at}: {took} ms"
        said.append(f"{at} in {median(took)} ms, {max(took)} at most")
    return "; ".join(said)


@pytest.mark.parametrize(("part", "how"), FAULTS, ids=map(" ".join, FAULTS))
def test_what_was_read_before_is_read_on(broken, warm, part, how, say):
    warm.read_all()
    with broken.broken(part, how):
        # Those who come first find out that it fails.
        cold = warm.ask_cold(COLD)
        asked = warm.ask_all()
        cold += warm.ask_cold(COLD)
        withdrawn = warm.stories.pop()
        broken.elsewhere.ask("take_down", pks=[withdrawn["pk"]])
        gone = soon(5, lambda: warm.status(withdrawn) != 200)
        well = condition(warm)
    [path] = warm.unread_paths(1)
    mended = soon(RECOVERS, lambda: warm.ask(path).status == 200)
    after = set()
    soon(RECOVERS, lambda: warm.statuses(withdrawn, after) <= {404, 410})
    slowest = max(each.seconds for each in asked)
    refused = [each for each in cold if each.status == 503]
    say(
        f"{part} {how}: {len(asked) - len(warm.wrong(asked))} of {len(asked)} "
        f"pages as before, the slowest {slowest * 1000:.0f} ms; cold: "
        f"{len(refused)} of {len(cold)} refused, "
        f"{[round(each.seconds * 1000) for each in cold]} ms; taken down after "
        f"{gone:.1f} s; mended after {mended:.1f} s; "
        f"{in_time(well)}"
    )
    assert warm.wrong(asked) == []
    assert {each.status for each in cold} <= {200, 503}
    assert all(each.again for each in refused)
    assert max(each.seconds for each in cold) < QUICK
    assert 200 not in after


def test_whether_all_is_well_is_told_at_once_where_everything_hangs(broken, warm, say):
    with broken.broken(DATABASE, HANG), broken.broken(REDIS, HANG):
        soon(RECOVERS, lambda: warm.ask("/readyz").status == 503)
        well = condition(warm)
    say(f"everything hangs: {in_time(well)}")
    soon(RECOVERS, lambda: warm.ask("/readyz").status == 200)


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
