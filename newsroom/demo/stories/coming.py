"""What the newsroom holds back: for an editor's eye, for its hour, for an embargo."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import Ref, Story, bullets, facts, h2, p, quote

FERRY_NOTICE = "https://www.ostwickferries.example/news/night-service"
BRIDGE_REPORT = "https://www.aldermoor-dispatch.example/2026/sallow-bridge-footbridge"

STORIES: list[Story] = [
    Story(
        key="ostwick-night-ferry-returns",
        category="Business",
        headline=("A night ferry from Averne to Talmere returns after eleven years"),
        standfirst=(
            "One crossing a night, 140 berths and a bunk for every lorry "
            "driver: the first sailing is on Friday."
        ),
        kicker="Ferries",
        hashtags=("OstwickFerries", "PortAverne", "Shipping"),
        sources=(
            Ref(
                url=FERRY_NOTICE,
                title="Night service between Averne and Haven Cross",
                published=timedelta(hours=20),
            ),
        ),
        authors=("ruth-abernale",),
        picture="lighthouse",
        picture_alt=(
            "A navy and white lighthouse beside a red-roofed cottage sends "
            "beams of light both ways over a violet sea."
        ),
        picture_credit="Illustration: Newsclip",
        state="scheduled",
        ahead=timedelta(hours=2),
        body=(
            p(
                "From Friday a ferry leaves Port Averne for Haven Cross in "
                "Talmere at a quarter to midnight, every night but Sunday. It "
                "is the first night crossing to the island republic since the "
                "old one was withdrawn eleven years ago, when cheap flights "
                "took half of its passengers."
            ),
            h2("What it costs"),
            bullets(
                "A seat: 19 crowns each way.",
                "A berth in a cabin of four: 34 crowns.",
                "A car of up to five metres: 41 crowns, driver included.",
            ),
            p(
                "Ostwick Ferries "
                f'<a href="{FERRY_NOTICE}">says</a> '
                "that lorry drivers asked for it: the crossing takes nine "
                "hours, and counts as their rest."
            ),
            quote(
                (
                    "They sleep, we sail, and at a quarter to nine they are 240 "
                    "kilometres closer to their first delivery."
                ),
                "Ostwick Ferries, in its announcement",
                FERRY_NOTICE,
            ),
            p(
                "The ship sails whether or not the harbour is on strike. Its "
                "captain holds a pilot’s licence for the estuary."
            ),
        ),
    ),
    Story(
        key="sorrel-flood-maps-redrawn",
        category="Science",
        headline="New flood maps move 6,200 homes into the Sorrel’s reach",
        standfirst=(
            "The river commission has measured its banks again, street by "
            "street. Its report is under embargo until it is presented."
        ),
        kicker="River survey",
        hashtags=("SorrelRiver", "FloodWarning", "SallowBridge"),
        sources=(
            Ref(
                url="https://www.sorrel-commission.example/reports/flood-maps",
                title="Flood maps of the lower Sorrel, third edition",
                role="document",
            ),
        ),
        authors=("priya-venn",),
        state="embargoed",
        ahead=timedelta(days=1),
        body=(
            p(
                "Some 6,200 homes that were thought to stand clear of a "
                "hundred-year flood of the Sorrel do not, according to maps "
                "that the river commission has drawn anew. Another 1,900, most "
                "of them behind the levee at Sallow Bridge, no longer count as "
                "at risk."
            ),
            h2("Why the line moved"),
            p(
                "The river has not risen; the measuring has. The second edition "
                "took heights from the air, every five metres. For the third, "
                "surveyors walked them, and found culverts that no map had."
            ),
            p(
                "Insurers will use the maps from the first of the year. The "
                "commission has put a table of streets beside its report, so "
                "that nobody need wait for a letter."
            ),
            facts(
                "A hundred-year flood",
                (
                    "One that has a chance of one in a hundred of coming in any "
                    "year. Two can come in the same week."
                ),
            ),
        ),
    ),
    Story(
        key="sallow-bridge-footbridge",
        category="General",
        headline=("Sallow Bridge names its new footbridge for nobody in particular"),
        standfirst=(
            "Families of the nine who drowned asked for no plaque. They "
            "asked for a handrail that reaches the other side."
        ),
        kicker="Two years on",
        hashtags=("SallowBridge", "SorrelRiver", "LocalDemocracy"),
        sources=(
            Ref(
                url=BRIDGE_REPORT,
                title="A bridge without a name",
                author="Leonie Astrand-Pell",
                published=timedelta(days=1, hours=9),
            ),
        ),
        authors=("oona-fairlight",),
        picture="flag-bridge",
        picture_alt=(
            "Three national flags fly above a stone bridge with wide arches "
            "over a blue river."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=1, hours=4, minutes=12),
        state="submitted",
        body=(
            p(
                "The footbridge that replaces the one lost in the flood two "
                "years ago will be called the footbridge. The town council of "
                "Sallow Bridge had a list of eleven names and voted for none of "
                "them, at the request of the families of the nine people who "
                "died."
            ),
            p(
                "They had asked for something else: a handrail on both sides, "
                "lit at night, that goes on past the end of the bridge and up "
                "the hill to the school. It is 340 metres long and cost as much "
                "as the statue that had been drawn for the square."
            ),
            quote(
                "You do not read in the dark. You hold on to something.",
                "Imke Vorland, whose brother drowned",
                BRIDGE_REPORT,
            ),
            p(
                "The bridge opens on Saturday without a ribbon. The mayor will "
                "cross it first, the "
                f'<a href="{BRIDGE_REPORT}">Aldermoor '
                "Dispatch</a> reported, because he is the one who has to be "
                "asked whether it holds."
            ),
        ),
    ),
]
