"""Science: a shrinking glacier and a strip of paper that finds lead."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import Ref, Story, facts, h2, p, quote, table

GLACIER_REPORT = "https://www.lanternfish.example/2026/hallin-tongue-survey"
LEAD_REPORT = "https://www.lanternfish.example/2026/paper-strip-lead-test"

STORIES: list[Story] = [
    Story(
        key="hallin-glacier-retreat",
        category="Science",
        headline="Hallin glacier loses 31 metres at its tongue in a single summer",
        standfirst=(
            "The ice that feeds the Sorrel has shortened faster than in "
            "any year since surveyors began to paint marks on the rock."
        ),
        kicker="Ice survey",
        hashtags=("HallinGlacier", "Carrow", "SorrelRiver"),
        sources=(
            Ref(
                url=GLACIER_REPORT,
                title="A bad summer for Hallin: results of the autumn survey",
                author="Nils Averhoef",
                published=timedelta(days=18),
            ),
        ),
        authors=("priya-venn",),
        picture="glacier",
        picture_alt=(
            "A pale glacier runs down between purple mountains to a lake "
            "with small icebergs."
        ),
        picture_caption="The lake at the glacier’s foot did not exist 30 years ago.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=16),
        body=(
            p(
                "The tongue of the Hallin glacier in Carrow drew back by 31 "
                "metres over the summer, the largest loss in 94 years of "
                "measurement, according to the autumn survey by the Brenholt "
                "mountain institute. The average of the previous ten years "
                "was 17 metres, "
                f'<a href="{GLACIER_REPORT}">Lanternfish '
                "reported</a>."
            ),
            p(
                "The method has changed little. Each autumn two people walk "
                "up with a tape, find the newest stripe of red paint on the "
                "rock and measure from there to the ice. Since last year a "
                "drone has flown the same line. The two figures agreed to "
                "within 40 centimetres."
            ),
            table(
                "Retreat of the Hallin tongue, recent surveys",
                ("Survey", "Metres lost", "Days above freezing at 2,400 m"),
                ("Four years ago", "14", "96"),
                ("Three years ago", "19", "104"),
                ("Two years ago", "12", "91"),
                ("Last year", "22", "110"),
                ("This year", "31", "127"),
            ),
            h2("Why this summer was different"),
            p(
                "Warmth explains part of it: the weather station above the "
                "ice recorded 127 days above freezing, 17 more than a year "
                "earlier. The rest is dust. A dry wind in May covered the "
                "lower glacier with a brown film, and dark ice takes in more "
                "sunlight. The survey team estimates that the dust accounts "
                "for seven to ten of the 31 metres."
            ),
            quote(
                (
                    "We painted this year’s mark on a rock that I used to stand "
                    "beside, looking up at the ice."
                ),
                "Gerrit Vanlo, survey leader",
                GLACIER_REPORT,
            ),
            h2("What it means downstream"),
            p(
                "Meltwater from Hallin makes up about 6% of the Sorrel’s "
                "flow over a year but close to a fifth in a dry August. For "
                "now the shrinking ice adds water. The institute expects "
                "that to turn within 15 to 20 years, when there will be too "
                "little ice left to make up for a dry month. Ormany’s "
                "farmers, who take most of the summer flow, would notice "
                "first."
            ),
            facts(
                "The lake below the ice",
                (
                    "Meltwater began to collect behind a ridge of rubble 30 "
                    "years ago. The lake now holds 2.1 million cubic metres. A "
                    "drainage channel was cut last year to keep it from breaking "
                    "out."
                ),
            ),
            p(
                "The institute will install two gauges at the lake’s outlet "
                "before winter. They are to be part of the data exchange "
                "that Carrow, Ormany and Vesmark have been negotiating, and "
                "would give the valley about two hours’ notice if the ridge "
                "failed. The next survey is due in a year; the team has "
                "asked for a longer tape."
            ),
        ),
    ),
    Story(
        key="brenholt-lead-test",
        category="Science",
        headline="Brenholt chemists make a paper strip that finds lead in well water",
        standfirst=(
            "The test costs less than a stamp and takes six minutes, but "
            "it has been tried on only 212 wells so far."
        ),
        hashtags=("CleanWater", "Carrow", "OpenScience"),
        sources=(
            Ref(
                url=LEAD_REPORT,
                title="A six-minute lead test on filter paper",
                author="Sunniva Arkwell",
                published=timedelta(days=3, hours=6),
            ),
        ),
        picture="microscope",
        picture_alt=(
            "A navy and coral microscope stands beside a glass flask of "
            "bubbling green liquid."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=2, hours=12),
        state="submitted",
        body=(
            p(
                "Chemists in Brenholt have made a strip of filter paper that "
                "turns from yellow to violet when a drop of well water holds "
                "more lead than the law in Carrow allows, "
                f'<a href="{LEAD_REPORT}">Lanternfish '
                "reported</a>. It needs six minutes and no power. A strip "
                "costs about 0.4 crowns to make; a laboratory test costs 85."
            ),
            p(
                "The paper carries a dye that lead displaces. A wax ring, "
                "printed on an office machine, keeps the drop in place so "
                "that the colour is even."
            ),
            quote(
                (
                    "People do not test a well because the answer takes three "
                    "weeks. Six minutes is while the kettle boils."
                ),
                "Dr Ludmila Harsen, Brenholt Institute of Chemistry",
                LEAD_REPORT,
            ),
            p(
                "In a trial on 212 wells the strip missed three that the "
                "laboratory found to be over the limit, and raised eleven "
                "false alarms, most of them in water rich in copper. The "
                "team calls it a way to decide which wells to test properly."
            ),
            p(
                "The recipe is published without a patent. A health office "
                "in the eastern hills will hand out 20,000 strips from next "
                "month and compare every violet result with a laboratory’s."
            ),
        ),
    ),
]
