"""General: the storm at Ostwick, before and after the wind."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    bullets,
    h2,
    key_points,
    p,
    quote,
    related,
    table,
)

HAUL_REPORT = "https://www.averne-courier.example/2026/ostwick-boats-lifted-orange"
WIND_WARNING = "https://www.vesmark-weather.example/2026/warnings/south-coast-wind"
ROOFS_REPORT = "https://www.averne-courier.example/2026/ostwick-212-roofs"
GUSTS = "https://www.vesmark-weather.example/2026/observations/ostwick-breakwater"

STORIES: list[Story] = [
    Story(
        key="ostwick-boats-lifted-orange-warning",
        category="General",
        headline=(
            "Ostwick lifts 64 boats from the water as a storm warning goes orange"
        ),
        standfirst=(
            "Gusts of 120 km/h are expected from the south-west, and the "
            "ferries will stop at dusk."
        ),
        kicker="Storm warning",
        hashtags=("OstwickStorm", "FloodWarning", "OstwickFerries"),
        sources=(
            Ref(
                url=HAUL_REPORT,
                title="Boatyard crane works through the night at Ostwick",
                author="Tilda Ransome",
                published=timedelta(days=4, hours=8),
            ),
            Ref(
                url=WIND_WARNING,
                title="Orange warning: wind, south coast",
                published=timedelta(days=4, hours=11),
                role="document",
            ),
        ),
        picture="lighthouse",
        picture_alt=(
            "A navy and white lighthouse beside a red-roofed cottage sends "
            "beams of light both ways over a violet sea."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=4, hours=5, minutes=17),
        body=(
            p(
                "Ostwick emptied its inner harbour in a little under eleven "
                "hours, lifting out 64 boats with the one crane it has, after "
                "the weather service "
                f'<a href="{WIND_WARNING}">raised '
                "its warning</a> for the coast to orange, the second highest of "
                "four levels."
            ),
            p(
                "The service expects gusts of 120 km/h from the south-west, the "
                "one direction in which the breakwater gives no shelter. It "
                "last used orange here five years ago. The wind is forecast to "
                "peak in the small hours and to drop within a day."
            ),
            quote(
                (
                    "Every boat on the hard is one that cannot sink the boat beside "
                    "it. We did the wooden ones first."
                ),
                "Harald Quist, harbour master",
                HAUL_REPORT,
            ),
            p("What changes in the town:"),
            bullets(
                (
                    "ferries stop at dusk and start again when the wind falls below "
                    "75 km/h;"
                ),
                "the two schools on the front are closed;",
                ("the sports hall in Upper Town is open to anyone, with 200 beds."),
            ),
            p(
                "The county has moved two fire engines and a power crew in from "
                "Port Averne, the "
                f'<a href="{HAUL_REPORT}">Averne '
                "Courier</a> reported, because the coast road may not be open "
                "in the morning. The service also expects 50 mm of rain in the "
                "hills behind the town, and its flood desk in Aldermoor will "
                "read the Sorrel every minute."
            ),
        ),
    ),
    Story(
        key="ostwick-counts-damaged-roofs",
        category="General",
        headline="Ostwick counts 212 damaged roofs after gusts reach 131 km/h",
        standfirst=(
            "Nine people were hurt, none badly, and the harbour wall lost "
            "fourteen metres of its parapet."
        ),
        kicker="After the storm",
        hashtags=("OstwickStorm", "FloodWarning", "CoastRoad"),
        sources=(
            Ref(
                url=ROOFS_REPORT,
                title="Two hundred roofs, nine bruises: Ostwick the morning after",
                author="Tilda Ransome",
                published=timedelta(days=3, hours=6),
            ),
            Ref(
                url=GUSTS,
                title="Ostwick breakwater, gusts by minute",
                published=timedelta(days=3, hours=9),
                role="data",
            ),
        ),
        authors=("declan-morrowby",),
        picture="fire-engine",
        picture_alt=(
            "A red fire engine with its ladder raised and blue lights on "
            "stands in a dark street of lit windows."
        ),
        picture_caption="Crews answered 187 calls between midnight and noon.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=3, hours=2, minutes=41),
        body=(
            key_points(
                "The breakwater mast recorded 131 km/h, the most in 23 years.",
                (
                    "3,400 households lost power; about 500 still had none by the "
                    "afternoon."
                ),
                "The coast road is open, under watch at Mell Cross.",
            ),
            p(
                "The wind that had been forecast at 120 km/h reached 131 at ten "
                "past three in the morning, the highest "
                f'<a href="{GUSTS}">reading</a> '
                "at the Ostwick breakwater in 23 years. It blew for four hours. "
                "When it grew light the fire brigade began to count roofs, and "
                "by noon it had got to 212."
            ),
            p(
                "Nine people were treated for cuts and bruises, most of them "
                "hurt by slates. A man of 81 was carried out of a house in Rope "
                "Street after a chimney came through its ceiling and stopped on "
                "his kitchen table. He asked for his glasses, the "
                f'<a href="{ROOFS_REPORT}">Averne '
                "Courier</a> reported, and then for the glazier."
            ),
            related("ostwick-boats-lifted-orange-warning"),
            h2("Where the slates went"),
            p(
                "The damage follows the map. The streets that run up from the "
                "harbour act as funnels in a south-westerly, and the two oldest "
                "quarters took more than two thirds of it."
            ),
            table(
                "Damage and calls by quarter, midnight to noon",
                ("Quarter", "Roofs damaged", "Calls to the brigade"),
                ("Rope Street", "88", "61"),
                ("Harbour", "57", "70"),
                ("Upper Town", "41", "33"),
                ("Mell Cross", "26", "23"),
                ("Total", "212", "187"),
            ),
            quote(
                (
                    "We tell people to stay in, and they did. That is the "
                    "difference between nine bruises and something I would have to "
                    "read out."
                ),
                "Benedikta Lowe, fire chief of Ostwick",
                ROOFS_REPORT,
            ),
            h2("The wall and the boats"),
            p(
                "The sea took fourteen metres of parapet off the outer harbour "
                "wall and left it on the inner quay in three pieces. Harald "
                "Quist, the harbour master, put the repair at 1.8m crowns. None "
                "of the 64 boats that were lifted out the day before was lost. "
                "Of the seven whose owners could not be reached, two sank at "
                "their moorings."
            ),
            h2("Who pays"),
            p(
                "Storm is covered by nearly every household policy in Vesmark; "
                "flood is not, and insurers will want to know which of the two "
                "came in at the door. The county has lent the town a surveyor "
                "who will photograph each house before it is dried out, so that "
                "the question can be answered later."
            ),
            p(
                "Tarpaulins for 150 roofs arrived from Port Averne before dark. "
                "The rain that followed the wind is still falling in the hills, "
                "and the Sorrel is expected to crest at Sallow Bridge tonight."
            ),
        ),
    ),
]
