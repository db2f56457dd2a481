"""Science: what the score that advised Brenholt's judges had measured."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    bullets,
    facts,
    h2,
    p,
    quote,
    related,
    table,
)

STUDY = "https://www.lanternfish.example/2026/bail-score-village-buses"
STUDY_DATA = "https://www.aldermoor-university.example/2026/data/bail-2688"

STORIES: list[Story] = [
    Story(
        key="brenholt-bail-score-study",
        category="Science",
        headline=("Bail score in Brenholt mistook a missing bus for a wish to flee"),
        standfirst=(
            "Statisticians followed 2,688 hearings. People from hill "
            "villages were rated a greater risk, and came as reliably as "
            "anyone on days when they could."
        ),
        kicker="Statistics",
        hashtags=(
            "BailAlgorithm",
            "BrenholtCourts",
            "ArtificialIntelligence",
            "OpenScience",
        ),
        sources=(
            Ref(
                url=STUDY,
                title="The timetable in the machine: what a bail score measured",
                author="Sunniva Arkwell",
                published=timedelta(days=45, hours=12),
            ),
            Ref(
                url=STUDY_DATA,
                title="Bail hearings, six months, without names",
                published=timedelta(days=46),
                role="data",
            ),
        ),
        authors=("priya-venn",),
        picture="coins",
        picture_alt=(
            "Two stacks of gold coins, one taller than the other, beside a coin "
            "stood on its edge."
        ),
        picture_caption=(
            "Those who cannot pay bail, or are not offered it, wait in a cell."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=45, hours=5, minutes=48),
        body=(
            p(
                "The software that advises Brenholt’s judges on bail takes "
                "people from Carrow’s hill villages for a greater risk than "
                "people from the city, and it is wrong about them, according "
                "to a study of its first six months. Statisticians at the "
                "University of Aldermoor followed 2,688 hearings and the 1,834 "
                "people who were released after them, "
                f'<a href="{STUDY}">Lanternfish reported</a>.'
            ),
            p(
                "Villagers scored 5.5 on the ten-point scale and city people "
                "3.9. On days when a bus could bring them in time, villagers "
                "missed slightly fewer hearings than their neighbours in the "
                "city did. On the other days they missed almost a fifth."
            ),
            table(
                "Who was released, and who came",
                ("Group", "People", "Average score", "Hearings missed"),
                ("City", "1,302", "3.9", "6%"),
                ("Villages, bus in time", "214", "5.5", "5%"),
                ("Villages, no bus in time", "318", "5.5", "19%"),
                ("All", "1,834", "4.4", "8%"),
            ),
            h2("How a bus got into the sum"),
            p(
                "The court sits at half past eight. Of the district’s 41 "
                "villages, 23 have a bus that arrives before then on two "
                "weekdays only. Somebody whose hearing falls on one of the "
                "other three is marked absent, and the mark stays on the "
                "register for ten years. The software, called Anchor, reads it "
                "as a habit."
            ),
            quote(
                (
                    "It is not biased against hills. It has just never waited at a "
                    "bus stop."
                ),
                "Dr Noor Vandersteen, University of Aldermoor",
                STUDY,
            ),
            h2("A formula built from the outside"),
            p(
                "The team could not see how Anchor weighs its 14 facts, which "
                "its maker, Tarnwick Systems, keeps secret. It asked the court "
                "for the facts and the scores and looked for a formula that "
                "leads from one to the other. The one it found comes within "
                "half a point of the true score in 94% of cases. In that copy:"
            ),
            bullets(
                (
                    "one missed hearing in ten years adds 1.9 points to a score, "
                    "and two add 3.2;"
                ),
                "distance from the court adds at most 0.3;",
                "a conviction for violence adds 1.1.",
            ),
            related("brenholt-bail-score-trial"),
            h2("What the judges did with it"),
            p(
                "They followed the score in 83% of cases. Among villagers the "
                "share who were released fell from 64% to 51% of those heard. "
                "Tarnwick said that Anchor describes the past correctly and "
                "that bus services were not part of its contract. The justice "
                "ministry will wait for the end of the trial year, four months "
                "from now, before it decides."
            ),
            facts(
                "Check it yourself",
                (
                    f'<a href="{STUDY_DATA}">The data</a>, '
                    "without names, and the code are free to download. Groups in "
                    "Talmere and Hoshima are repeating the sums."
                ),
            ),
        ),
    ),
]
