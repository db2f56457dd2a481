"""Science: a moon found from back gardens, and a vaccine against tick fever."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import Ref, Story, h2, p, pull, quote, table

MOON_REPORT = "https://www.lanternfish.example/2026/halvenna-has-a-moon"
MOON_DATA = "https://www.hallinridge.example/2026/halvenna-timings"
VACCINE_REPORT = "https://www.lanternfish.example/2026/tick-fever-trial-results"

STORIES: list[Story] = [
    Story(
        key="halvenna-asteroid-moon",
        category="Science",
        headline=("Forty-six back gardens time a blinking star and find a tiny moon"),
        standfirst=(
            "A line of volunteers across the Sorrel valley watched an "
            "asteroid pass in front of a star. Three of them saw it happen "
            "twice."
        ),
        kicker="Sky watch",
        card_headline="Back gardens find a moon by timing a star",
        hashtags=("Volunteers", "OpenScience", "OpenData", "Carrow"),
        sources=(
            Ref(
                url=MOON_REPORT,
                title="Halvenna is not alone",
                author="Nils Averhoef",
                published=timedelta(hours=19),
            ),
            Ref(
                url=MOON_DATA,
                title="Timings of the Halvenna occultation, 46 stations",
                published=timedelta(days=2),
                role="data",
            ),
        ),
        authors=("priya-venn",),
        picture="observatory",
        picture_alt=(
            "An observatory with its dome open points a telescope at a "
            "purple sky in which the stars turn."
        ),
        picture_caption=(
            "Hallin Ridge worked out where the shadow would fall, and then had cloud."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=14, minutes=21),
        share_text=(
            "One star, 46 telescopes, three people who thought their clock was broken."
        ),
        body=(
            p(
                "An asteroid 58 kilometres wide has a moon of its own, and it "
                "was found from back gardens. Forty-six volunteers with small "
                "telescopes stood in a line of 90 kilometres across the Sorrel "
                "valley and timed a star as the asteroid, Halvenna, passed in "
                "front of it. For 29 of them the star went out once. For three "
                "it went out twice, the Hallin Ridge observatory said."
            ),
            p(
                "The first blink lasted a fifth of a second and came six and a "
                'half seconds before the second. "I wrote down that my clock '
                'had jumped," said Wim Tasker, who sells garden tools in '
                "Sallow Bridge. Then a schoolteacher two kilometres to the "
                "north, and a retired ferry mate two kilometres beyond her, "
                "sent in the same blink."
            ),
            h2("What the numbers say"),
            p(
                "Halvenna’s shadow crosses the ground at 20 kilometres a "
                "second. A fifth of a second is therefore about four "
                "kilometres, and six and a half seconds are 130. Put together, "
                "the three timings describe a lump some five kilometres across "
                "that travels 130 kilometres ahead of the asteroid. Nothing so "
                "small has been seen beside it by any telescope."
            ),
            table(
                "What 46 stations saw",
                ("Result", "Stations"),
                ("Star went out once", "29"),
                ("Star went out twice", "3"),
                ("Star stayed on", "8"),
                ("Cloud", "6"),
            ),
            pull("I wrote down that my clock had jumped.", "Wim Tasker, Sallow Bridge"),
            h2("Cheap clocks, good clocks"),
            p(
                "A star that goes out says where an edge is, to within a few "
                "hundred metres, provided that everybody agrees on the time. "
                "Ten years ago that took a laboratory. Each volunteer was lent "
                "a box, made for 310 crowns, that takes the time from "
                "satellites and prints it on every frame of the film. The "
                "observatory paid for 30 of them and a bank in Brenholt for "
                "the rest."
            ),
            quote(
                (
                    "We had the big mirror and the cloud. They had buckets to sit "
                    "on and a clear sky. I have stopped being cross about it."
                ),
                "Dr Ulrike Sant, director of Hallin Ridge observatory",
                MOON_REPORT,
            ),
            p(
                "All 46 films and "
                f'<a href="{MOON_DATA}">their timings</a> '
                "are public, including the six that show cloud, so that "
                "anybody can look for a mistake. Two groups have, and found "
                "one: a station in Ormany had typed in its height in feet. It "
                "moved the moon by 40 metres."
            ),
            h2("The next chance"),
            p(
                "A moon seen once is a candidate. Halvenna passes in front of "
                "another star, a fainter one, in eleven weeks, and the shadow "
                "will cross the sea off Ostwick. Ostwick Ferries has offered "
                "the upper deck of a night crossing, if its captain can be "
                "persuaded to stop the engines for a minute, "
                f'<a href="{MOON_REPORT}">Lanternfish reported</a>. '
                "If the moon is there again it will get a number; a name comes "
                "later, and the three who saw it may propose one."
            ),
        ),
    ),
    Story(
        key="ormany-tick-fever-vaccine",
        category="Science",
        headline=("Ormany trial more than halves tick fever with a two-dose vaccine"),
        standfirst=(
            "Among 4,212 farm workers, 41 of the vaccinated fell ill in "
            "two summers, against 88 of the others."
        ),
        hashtags=("PublicHealth", "Ormany", "OpenScience"),
        sources=(
            Ref(
                url=VACCINE_REPORT,
                title="Tick-fever vaccine holds for two summers",
                author="Sunniva Arkwell",
                published=timedelta(hours=47),
            ),
        ),
        picture="vaccine",
        picture_alt="A syringe is held over a glass vial of blue-green liquid.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=41, minutes=37),
        body=(
            p(
                "A vaccine against tick fever cut cases by 53% over two "
                "summers in a trial on the Ormany plain, "
                f'<a href="{VACCINE_REPORT}">Lanternfish reported</a>. '
                "Of 2,106 farm workers who had two doses, 41 fell ill; of as "
                "many who had salt water instead, 88 did."
            ),
            p(
                "The fever is seldom fatal but keeps people in bed for three "
                "weeks, usually at harvest. About 9,000 cases a year are "
                "recorded in Ormany and perhaps as many are not. There has "
                "been no vaccine before."
            ),
            quote(
                (
                    "Half is not what we had hoped for. It is four thousand people "
                    "who bring in their own hay."
                ),
                "Dr Ivo Lenhard, leader of the trial",
                VACCINE_REPORT,
            ),
            p(
                "The doses are given a month apart. One person in six had a "
                "sore arm and one in 40 a day of fever. Three serious "
                "illnesses were reported in each group, none of them put down "
                "to the injections."
            ),
            p(
                "Protection was the same in the second summer as in the first. "
                "Whether it lasts for a third is not known, and children have "
                "not been tested. Ormany’s medicines board will decide in "
                "spring."
            ),
        ),
    ),
]
