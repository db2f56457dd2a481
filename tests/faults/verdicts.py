"""What is wrong with what became of the stories."""

from newsroom.publishing import STEPS

LISTED_IN = {"front": 1, "category": 1, "month": 1, "hashtag": 1}
PURGES = sum(step.startswith("caches") for step, _ in STEPS)


def wrong(report: dict, recorder=None) -> list[str]:
    """What is not as one publish of every story leaves it; a line for each thing.

    With a ``recorder``, every story must have been purged from it, too.
    """
    found = [f"the counter of {name} is wrong" for name in report["wrong_counters"]]
    found += [f"story {pk} has a problem: {why}" for pk, why in _problems(report)]
    for pk, story in report["stories"].items():
        found += [f"story {pk} {what}" for what in _wrong_with(pk, story)]
        if recorder and recorder.purges_of(f"story-{pk}") < PURGES:
            found.append(f"story {pk} was not purged {PURGES} times")
    return found


def _problems(report: dict):
    return ((pk, problem["reason"]) for pk, problem in report["problems"].items())


def _wrong_with(pk: str, story: dict):
    if not story["live"]:
        yield "still waits" if story["approved"] else "is lost: not live, not due"
        return
    if story["approved"]:
        yield f"is live, and {story['approved']} revisions are still due"
    for what in ("logs", "versions"):
        if story[what] != 1:
            yield f"has {story[what]} {what}"
    yield from story["faults"]
    if story["listings"] != LISTED_IN:
        yield f"is listed in {story['listings']}"
    if story["indexed"] != 1:
        yield f"is {story['indexed']} times in the search index"
    effects = sorted((event, step) for event, step, _, _ in story["effects"])
    if effects != sorted((f"story:{pk}:version:1", step) for step, _ in STEPS):
        yield f"has these effects: {effects}"
    for event, step, done, tries in story["effects"]:
        if not (done and tries):
            yield f"waits for {step} after {event}, tries {tries}"
