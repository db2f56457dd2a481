"""General: the river summit and the morning's road closure."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import Ref, Story, bullets, h2, p, quote, related

SUMMIT_REPORT = (
    "https://www.littoralwire.example/2026/lisk-sorrel-talks-agreement-signed"
)
ROAD_REPORT = "https://www.averne-courier.example/2026/ostwick-coast-road-landslip"

STORIES: list[Story] = [
    Story(
        key="sorrel-summit-flood-data",
        category="General",
        headline="Three river states agree to share live Sorrel flood data from March",
        standfirst=(
            "Carrow, Ormany and Vesmark will pass on gauge readings "
            "within a minute, but Ormany keeps the level of its largest "
            "reservoir to itself."
        ),
        kicker="River summit",
        card_headline="River states agree to share live flood data",
        hashtags=(
            "SorrelSummit",
            "WaterDiplomacy",
            "FloodWarning",
            "LittoralUnion",
            "Carrow",
        ),
        sources=(
            Ref(
                url=SUMMIT_REPORT,
                title=(
                    "Sorrel states sign data accord after second night of talks in Lisk"
                ),
                author="Maren Holt-Ivers",
                published=timedelta(hours=7),
            ),
        ),
        authors=("ines-calloway",),
        picture="flag-bridge",
        picture_alt=(
            "Three national flags fly above a stone bridge with wide "
            "arches over a blue river."
        ),
        picture_caption=(
            "Three flags, one river: the Sorrel crosses Carrow, Ormany and Vesmark."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=3),
        share_text=(
            "214 gauges, three countries, 60 seconds: what was signed on "
            "the Sorrel last night, and what was left out."
        ),
        body=(
            h2("What the three governments signed"),
            p(
                "Carrow, Ormany and Vesmark will send one another live "
                "readings from 214 gauges on the Sorrel and its tributaries "
                "from 1 March, under an agreement signed in Lisk on the "
                "second night of talks. Until now each country has published "
                "its own figures once a day, at different hours and in "
                "different units. The four-page text obliges all three to "
                "pass on a reading within 60 seconds, including during "
                "strikes, elections and national holidays, the "
                f'<a href="{SUMMIT_REPORT}">Littoral '
                "Wire reported</a>."
            ),
            quote(
                (
                    "A flood does not stop to show its passport. From March the "
                    "water will no longer travel faster than the news of it."
                ),
                "Petra Zollmar, foreign minister of Carrow",
                SUMMIT_REPORT,
            ),
            h2("Why the river needed a treaty"),
            p(
                "The Sorrel rises under the Hallin glacier in Carrow, "
                "crosses the Ormany plain and reaches the sea at Port Averne "
                "in Vesmark, 611 kilometres later. About 5.3 million people "
                "live on land it can flood. Two years ago a night of rain in "
                "the upper valley drowned nine people in the Vesmark town of "
                "Sallow Bridge. An inquiry found that gauges upstream had "
                "shown the crest 14 hours earlier, and that nobody in "
                "Aldermoor had been looking at them."
            ),
            p(
                "The inquiry’s first recommendation was a shared feed. It "
                "took 19 months to negotiate because the same numbers also "
                "show how much water each country holds back, which Ormany "
                "treats as a commercial secret. The compromise covers three "
                "things:"
            ),
            bullets(
                (
                    "River level and flow at every state-owned gauge, every ten "
                    "minutes and every minute during a warning."
                ),
                "Rain and snow depth from 38 mountain stations in Carrow.",
                (
                    "The opening of any dam gate, announced at least six hours "
                    "ahead except in an emergency."
                ),
            ),
            h2("Ormany keeps its reservoir figures"),
            p(
                "The agreement leaves out the volume stored behind the Kest "
                "dam, which supplies a third of Ormany’s electricity. "
                "Vesmark had asked for a weekly figure. Ormany offered a "
                "seasonal one, and the talks nearly ended there on the first "
                "evening, two people in the room told the agency. The final "
                'text says the parties will "return to the question" within '
                "a year. It sets no date and no penalty."
            ),
            h2("Vesmark accepts half of what it wanted"),
            p(
                "Elspeth Varrow, Vesmark’s prime minister, arrived asking "
                "for a joint control room with power to order releases from "
                "dams. She left with a duty desk: six forecasters, two from "
                "each country, who will sit together in Lisk and may advise "
                "but not instruct. The opposition Labour Front called that "
                "thin. Ms Varrow said the desk would have been enough to "
                "empty Sallow Bridge in time."
            ),
            quote(
                (
                    "I would rather have numbers every minute than a grand "
                    "council that meets twice a year."
                ),
                "Elspeth Varrow, prime minister of Vesmark",
                SUMMIT_REPORT,
            ),
            h2("Who pays for the gauges"),
            p(
                "The Littoral Union, which hosted the talks, will cover 70% "
                "of the 46m-crown cost of replacing older instruments, most "
                "of them in Ormany. The three governments split the rest by "
                "length of river bank, which leaves Carrow with the smallest "
                "share and the longest list of repairs. Running costs, put "
                "at 3.8m crowns a year, fall to the <b>Sorrel River "
                "Commission</b>, a body that has existed on paper for half a "
                "century and has until now employed one archivist."
            ),
            h2("What parliaments still have to decide"),
            p(
                "The agreement binds ministries at once, but the money needs "
                "votes. Carrow’s senate is expected to take it up within "
                "three weeks and Vesmark’s Assembly within five. Ormany’s "
                "government has a majority of one and has not set a date. If "
                "any of the three votes no, the data will still flow, "
                "because the exchange rests on existing law. The new gauges "
                "and the duty desk would have to wait."
            ),
            h2("What happens before the start date"),
            p(
                "A first test is planned within weeks: Carrow will open two "
                "gates above Brenholt, and the other two countries will "
                "measure how long the notice takes to reach a fire station "
                "downstream. The target is four minutes. A second test will "
                "be held at night, without warning the crews. The commission "
                "says it will publish the results of both, failures included. "
                "Until then the old arrangement stands: one figure a day, and "
                "whatever a forecaster on one side of a border cares to tell "
                "another by telephone. That was how Sallow Bridge learned of "
                "its crest on the eve of the talks, four hours before its "
                "own gauges would have shown it."
            ),
        ),
    ),
    Story(
        key="ostwick-coast-road-cut",
        category="General",
        headline="Landslip shuts the Ostwick coast road after 71 mm of overnight rain",
        standfirst=(
            "Ferries are carrying bus passengers across the bay while "
            "engineers wait for the slope to stop moving."
        ),
        kicker="Live conditions",
        card_headline="Landslip shuts the Ostwick coast road",
        hashtags=(
            "OstwickStorm",
            "FloodWarning",
            "CoastRoad",
            "PortAverne",
            "OstwickFerries",
        ),
        sources=(
            Ref(
                url=ROAD_REPORT,
                title="Coast road closed at Mell Cross as slope gives way",
                author="Tilda Ransome",
                published=timedelta(hours=1, minutes=50),
            ),
        ),
        picture="storm-map",
        picture_alt=(
            "A white spiral storm seen from above turns towards a green "
            "coast with a red warning marker."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(minutes=40),
        picks=("ostwick-counts-damaged-roofs", "ostwick-boats-lifted-orange-warning"),
        body=(
            p(
                "A landslip closed the coast road between Ostwick and Port "
                "Averne before dawn after 71 mm of rain fell in five hours, "
                "the county road office said. Nobody was hurt. A bread van "
                "stopped at the edge of the slip and its driver walked clear."
            ),
            p("Crews hope to open one lane by this evening. Until then:"),
            bullets(
                "buses from Port Averne turn back at Mell Cross;",
                (
                    "ferries take foot passengers across the bay every 30 "
                    "minutes, at the bus fare;"
                ),
                "lorries are sent inland through Sallow Bridge, a detour of 34 km.",
            ),
            p(
                "Two primary schools in Ostwick stayed shut, the "
                f'<a href="{ROAD_REPORT}">Averne '
                "Courier</a> reported. The Sorrel is 40 cm below its warning "
                "mark and no flood alert is in force."
            ),
            quote(
                (
                    "The slope is still moving a few centimetres an hour. I will "
                    "not send people under it until it stops."
                ),
                "Mirel Haddon, county duty engineer",
                ROAD_REPORT,
            ),
            p(
                "The weather service expects the rain to ease by noon. The "
                "road office will give its next update at two o’clock."
            ),
            related("ostwick-second-front-cellars"),
            related("how-a-flood-alert-reaches-you"),
        ),
    ),
]
