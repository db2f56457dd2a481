"""General: the water that came after the storm at Ostwick."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    bullets,
    embed,
    h2,
    numbers,
    p,
    quote,
    related,
)

CREST_REPORT = "https://www.aldermoor-dispatch.example/2026/sallow-bridge-crest"
CREST_LEVELS = "https://www.vesmark-weather.example/2026/levels/sallow-bridge"
CREST_POST = "https://www.chorus.example/2026/sallowbridgefire/levee-walk"
FRONT_REPORT = "https://www.averne-courier.example/2026/ostwick-second-front-pumps"

STORIES: list[Story] = [
    Story(
        key="sorrel-crest-sallow-bridge",
        category="General",
        headline=("Sorrel crest passes Sallow Bridge 12 centimetres below the levee"),
        standfirst=(
            "The forecaster on duty had two keys under her hands and a "
            "phone call from Carrow; she did not press."
        ),
        kicker="River level",
        card_headline="Sorrel crest passes 12 cm below the levee",
        hashtags=(
            "OstwickStorm",
            "SorrelRiver",
            "FloodWarning",
            "SallowBridge",
            "EmergencyAlerts",
        ),
        sources=(
            Ref(
                url=CREST_REPORT,
                title="Twelve centimetres: the night at Sallow Bridge",
                author="Leonie Astrand-Pell",
                published=timedelta(days=2, hours=9),
            ),
            Ref(
                url=CREST_LEVELS,
                title="Sallow Bridge, level by minute",
                published=timedelta(days=2, hours=8),
                role="data",
            ),
            Ref(
                url=CREST_POST,
                title="Walking the levee",
                author="Sallow Bridge fire crew",
                published=timedelta(days=2, hours=14),
                role="social",
            ),
        ),
        authors=("priya-venn", "ines-calloway"),
        picture="lock-gate",
        picture_alt=(
            "Water stands high behind the dark gates of a brick lock and "
            "leaks through in three jets, a small red boat waiting above."
        ),
        picture_caption=(
            "The lock at Sallow Bridge was kept shut until the river had "
            "fallen by half a metre."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=2, hours=7, minutes=23),
        share_text=(
            "6.48 metres of river, 6.60 metres of levee, and one person who "
            "had to decide."
        ),
        body=(
            p(
                "The Sorrel rose to 6.48 metres at Sallow Bridge a little "
                "before two in the morning, stood there for 25 minutes and "
                "began to fall. The levee is 6.60 metres high. Nobody was hurt, "
                "and no alert was sent to anybody’s phone."
            ),
            p(
                "Two years ago a night of rain drowned nine people in the same "
                "town. This time some 340 of its 5,100 residents had left for "
                "relatives and hotels before dark, without being asked. Another "
                "400 filled 9,000 sandbags along the low stretch by the timber "
                "yard, where the levee has settled."
            ),
            related("ostwick-counts-damaged-roofs"),
            h2("How the night went"),
            numbers(
                (
                    "At noon Carrow published its one daily reading, which put the "
                    "crest in the upper valley 60 centimetres lower than it was by "
                    "then."
                ),
                (
                    "At twenty to six a hydrologist in Brenholt who had seen the "
                    "later figure rang the flood desk in Aldermoor from her own "
                    "phone."
                ),
                (
                    "At seven the desk moved its forecast for Sallow Bridge from "
                    "6.20 to 6.50 metres, and the mayor opened the school on the "
                    "hill."
                ),
                "At ten to two the river reached 6.48.",
            ),
            p(
                "An alert goes out when the forecast passes the top of the "
                "levee. It came within ten centimetres. Ysolde Kern, the "
                "forecaster on duty, told the "
                f'<a href="{CREST_REPORT}">Aldermoor '
                "Dispatch</a> that she sat with the two keys in front of her "
                "from midnight."
            ),
            quote(
                (
                    "If I press, four thousand people walk up a hill in the dark "
                    "and somebody falls. If I don’t, I had better be right. I "
                    "counted to five and took my hands away."
                ),
                "Ysolde Kern, duty forecaster",
                CREST_REPORT,
            ),
            embed(
                CREST_POST,
                title="Walking the levee",
                author="Sallow Bridge fire crew",
                provider="Chorus",
                text=(
                    "We walk the whole 2.3 km every half hour with a lamp and a "
                    "stick. Two wet patches, both weeping clear. Clear is fine. "
                    "Brown is when we run."
                ),
            ),
            h2("One phone call"),
            p(
                "The call was not part of any plan. Carrow, Ormany and Vesmark "
                "send one another figures once a day; a shared feed is what "
                "their ministers are about to discuss in Lisk. The weather "
                "service said its desk would have seen the rise anyway at its "
                "first Vesmark gauge, at about a quarter to ten. That would "
                "have left four hours instead of eight."
            ),
            p(
                "The "
                f'<a href="{CREST_LEVELS}">minute '
                "readings</a> show the river falling by six centimetres an hour "
                "since dawn. The levee will be inspected on foot today, and the "
                "timber yard has been told to move its stacks. The weather "
                "service will publish the log of the night, the phone call "
                "included."
            ),
        ),
    ),
    Story(
        key="ostwick-second-front-cellars",
        category="General",
        headline=(
            "Ostwick pumps out 90 cellars before a second front brings more rain"
        ),
        standfirst=(
            "The wind will be weaker this time, but the slopes above the "
            "coast road are already full of water."
        ),
        kicker="Storm watch",
        hashtags=("OstwickStorm", "CoastRoad", "EmergencyAlerts"),
        sources=(
            Ref(
                url=FRONT_REPORT,
                title="Pumps run as second front nears",
                author="Tilda Ransome",
                published=timedelta(hours=28),
            ),
        ),
        picture="phone-mast",
        picture_alt=(
            "A radio mast on a green hill sends out red waves beside a "
            "large phone that shows a warning triangle."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=26, minutes=13),
        body=(
            p(
                "Fire crews in Ostwick had pumped out 90 cellars by midday and "
                "hoped to reach the last 35 before dark, as a second front "
                "crossed the sea towards the town. It is expected to bring 60 "
                "to 80 mm of rain overnight and gusts of no more than 70 km/h."
            ),
            p(
                "Rain is the trouble. The ground above the coast road has taken "
                "140 mm in four days, and the county has put eleven sensors on "
                "the slope at Mell Cross that report any movement of more than "
                "a centimetre."
            ),
            quote(
                (
                    "A slope does not care how hard it blows. It counts "
                    "millimetres, and it has been counting for four days."
                ),
                "Mirel Haddon, county duty engineer",
                FRONT_REPORT,
            ),
            p("The town asks people to do three things:"),
            bullets(
                (
                    "keep cars off the coast road after ten tonight unless they "
                    "must travel;"
                ),
                "clear the gully outside their own door;",
                (
                    "join the town’s text list, which has gone from 900 numbers to "
                    "2,300 in a week."
                ),
            ),
            p(
                "The Sorrel has fallen by 1.1 metres since its crest and has "
                "room for the rain, the "
                f'<a href="{FRONT_REPORT}">Averne '
                "Courier</a> reported. Ferries will run to the usual timetable."
            ),
            related("sorrel-crest-sallow-bridge"),
        ),
    ),
]
