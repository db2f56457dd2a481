"""What a newsroom's processes tell outside, when they die while they do."""

import json

from tests.delivery.listeners import answer, listening

DEATHS = ["after the commit", "before an answer is noted"]


def test_clocks_that_die_before_and_after_sending_tell_of_every_story(newsroom):
    with listening(answer(b"", "204 No Content")) as archive:
        newsroom.ask("tell_of_stories_at", place=archive.place)
        pks = newsroom.ask("schedule", count=3)
        done = newsroom.ask("kill_clocks", kills=2, seed=1, deaths=DEATHS)
        sent_by_the_dead = len(archive.bodies)
        newsroom.ask("free_what_is_claimed")
        newsroom.ask("race", clocks=1)
        messages = [json.loads(body) for body in archive.bodies]
    assert (done["killed"], sent_by_the_dead) == (2, 1)
    told = {(each["data"]["id"], each["type"]) for each in messages}
    assert told == {(pk, "story.published") for pk in pks}
    # The one whose answer nobody noted was sent twice, with the same id.
    assert (len(messages), len({each["id"] for each in messages})) == (4, 3)
