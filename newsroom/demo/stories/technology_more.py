"""Technology: locks without keepers on the bank, and a robot that sands."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    bullets,
    facts,
    h2,
    image,
    p,
    pull,
    quote,
    table,
)

LOCK_REPORT = "https://www.aldermoor-dispatch.example/2026/remote-locks-sorrel"
LOCK_PLAN = "https://www.sorrel-commission.example/2026/remote-operation-plan"
HULL_REPORT = "https://www.openledger.example/2026/ostwick-yard-robot-sander"

STORIES: list[Story] = [
    Story(
        key="sorrel-locks-remote",
        category="Technology",
        headline=("Nine Sorrel locks will be opened from a screen 60 kilometres away"),
        standfirst=(
            "Barges will no longer wait for the morning. The keepers, who "
            "move indoors, asked for one button that the plan had left out."
        ),
        kicker="On the river",
        hashtags=("SorrelRiver", "Shipping", "SallowBridge"),
        sources=(
            Ref(
                url=LOCK_REPORT,
                title="Lock-keepers to work from Aldermoor",
                author="Edda Corvane",
                published=timedelta(days=75),
            ),
            Ref(
                url=LOCK_PLAN,
                title="Remote operation of the lower locks: plan and risks",
                published=timedelta(days=83),
                role="document",
            ),
        ),
        authors=("priya-venn",),
        picture="lock-gate",
        picture_alt=(
            "The dark gates of a lock leak a little; a red barge waits on "
            "the high water behind them."
        ),
        picture_caption=(
            "The gates stay as they are. The hands that move them will be elsewhere."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=74, hours=6, minutes=56),
        body=(
            p(
                "From next month the nine locks between Sallow Bridge and Port "
                "Averne will be opened and closed from a room in Aldermoor, up "
                "to 60 kilometres away. Barges will pass at any hour, where "
                "now they tie up from nine in the evening until six, the "
                f'<a href="{LOCK_REPORT}">Aldermoor Dispatch reported</a>.'
            ),
            p(
                "Each lock gets six cameras, two microphones and a radar that "
                "sees a rowing boat in fog. One keeper will look after three "
                "locks. The change costs 38m crowns and is expected to take "
                "5,000 lorry journeys a year off the coast road, since a barge "
                "that need not stop for the night reaches the sea in 11 hours "
                "instead of 20."
            ),
            h2("What a keeper hears"),
            p(
                "The engineers began with cameras alone. Then they asked four "
                "keepers to work a lock by screen for a month, beside a "
                "colleague on the bank who could stop it. The colleague had to "
                "17 times. In 14 of the 17 the keeper said afterwards that on "
                "the bank he would have <i>heard</i> it: a rope that creaks, "
                "an engine in the wrong gear, a child."
            ),
            quote(
                (
                    "You look at the gates, but you listen to the boat. They had "
                    "built us a very good pair of eyes."
                ),
                "Aldo Perrin, keeper at Sallow Bridge for 26 years",
                LOCK_REPORT,
            ),
            p(
                "With microphones the number fell to three in the next month. "
                "None of the three was near an accident."
            ),
            table(
                "A lock worked by screen, one month each",
                ("What the keeper had", "Passages", "Stopped from the bank"),
                ("Cameras", "412", "17"),
                ("Cameras and sound", "436", "3"),
            ),
            image(
                "flag-bridge",
                (
                    "Three national flags fly above a stone bridge with wide "
                    "arches over a blue river."
                ),
                ("Barges that miss the last lock of the evening wait by the bridge."),
                "Illustration: Newsclip",
            ),
            h2("The button"),
            p(
                "The keepers asked for one thing that the "
                f'<a href="{LOCK_PLAN}">river commission\'s plan</a> '
                "did not have: a red button on the bank, where anybody can "
                "press it. The plan had put it in the room, to keep jokers "
                "from stopping the river. It will now be in both places."
            ),
            pull("They had built us a very good pair of eyes."),
            h2("If the line fails"),
            bullets(
                "The gates stop where they are and the sluices close.",
                "A second line, by radio, takes over within eight seconds.",
                (
                    "If both fail, a keeper drives out; none lives more than 25 "
                    "minutes away."
                ),
            ),
            facts(
                "The keepers",
                (
                    "Fourteen people work on the nine locks. <b>Eleven</b> move to "
                    "Aldermoor, two retire, and Mr Perrin will stay in the house "
                    "at Sallow Bridge. The commission lets it to him for one crown "
                    "a year, on condition that he goes on listening."
                ),
            ),
        ),
    ),
    Story(
        key="ostwick-robot-hull-sanding",
        category="Technology",
        headline=(
            "A robot arm sands ferry hulls in Ostwick as three painters taught it"
        ),
        standfirst=(
            "It did its first whole hull in 61 hours, goes back over its "
            "own work, and cannot do rudders."
        ),
        hashtags=("AI", "Ostwick", "OstwickFerries", "Shipping"),
        sources=(
            Ref(
                url=HULL_REPORT,
                title="The arm that learned from three pairs of gloves",
                author="Casimir Oyland",
                published=timedelta(hours=39),
            ),
        ),
        picture="robot-arm",
        picture_alt="An orange robot arm lifts a blue box off a conveyor belt.",
        picture_caption=(
            "The arm used to sort parcels. It had to be taught another trade."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=33, minutes=8),
        body=(
            p(
                "The repair yard in Ostwick has put a robot arm to work on the "
                "job that its painters like least: sanding old paint off the "
                "undersides of ferries. The arm runs on a rail 40 metres long "
                "and finished its first whole hull last week, in 61 hours. By "
                "hand it takes four people nine days, "
                f'<a href="{HULL_REPORT}">Open Ledger reported</a>.'
            ),
            p(
                "Nobody wrote down what the arm should do. Three painters wore "
                "gloves full of sensors for six weeks, and software learned "
                "the pressure and the angle of their strokes. It still cannot "
                "do a rudder, or any curve tighter than a bucket."
            ),
            quote(
                (
                    "It has my habits. It goes back over a patch that is already "
                    "smooth, because I do."
                ),
                "Signe Abelard, a painter at the yard for 22 years",
                HULL_REPORT,
            ),
            p(
                "The yard employs 19 painters and says that it will keep them "
                "all. Their union has that in writing for three years. It also "
                "won a say over any other use of the recordings, and for the "
                "three who wore the gloves 1.5% of the price if the arm’s "
                "skill is sold to another yard."
            ),
            p(
                "Nobody at Ostwick now sands for more than two hours a day. "
                "The dust in the hall is down by two thirds."
            ),
        ),
    ),
]
