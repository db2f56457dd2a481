"""Technology: how a warning travels, and sonar bought from fishing crews."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    bullets,
    facts,
    h2,
    h3,
    image,
    numbers,
    p,
    pull,
    quote,
    related,
    table,
)

ALERT_REPORT = "https://www.lanternfish.example/2026/anatomy-of-a-flood-alert"
ALERT_MANUAL = "https://www.sorrel-commission.example/2026/alert-chain-handbook"
ALERT_INTERVIEW = "https://www.littoralwire.example/2026/duty-forecaster-interview"
SONAR_REPORT = "https://www.openledger.example/2026/averne-wind-sonar-payments"

STORIES: list[Story] = [
    Story(
        key="how-a-flood-alert-reaches-you",
        category="Technology",
        headline="From river gauge to phone: how a flood alert travels in 40 seconds",
        standfirst=(
            "A float, a satellite, one tired human and a radio "
            "broadcast: what happens between rising water and the noise "
            "in your pocket."
        ),
        kicker="Flood alerts",
        card_headline="How a flood alert reaches your phone in 40 seconds",
        story_type="explainer",
        hashtags=("FloodWarning", "EmergencyAlerts", "SorrelRiver", "OpenData"),
        sources=(
            Ref(
                url=ALERT_REPORT,
                title="Anatomy of a flood alert",
                author="Nils Averhoef",
                published=timedelta(days=9),
            ),
            Ref(
                url=ALERT_MANUAL,
                title="Handbook of the alert chain, third edition",
                published=timedelta(days=120),
                role="document",
            ),
            Ref(
                url=ALERT_INTERVIEW,
                title=(
                    "‘I have pressed it four times’: a duty forecaster on the "
                    "alarm button"
                ),
                author="Maren Holt-Ivers",
                published=timedelta(days=7),
                role="interview",
            ),
        ),
        authors=("priya-venn",),
        picture="satellite",
        picture_alt=(
            "A satellite with blue solar panels sends orange signal "
            "waves down to a green and blue Earth."
        ),
        picture_caption=(
            "Gauges beyond the reach of the phone network report by satellite."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=5),
        share_text=(
            "40 seconds from wet float to loud phone. Here is where each of them goes."
        ),
        body=(
            p(
                "Four million phones in the Sorrel valley can be made to "
                "shriek at once. It has happened four times. The next time "
                "it does, the message on the screen will have passed through "
                "a steel tube, a satellite, a building in Aldermoor and one "
                "person’s judgement, in that order, and the whole trip is "
                "supposed to take 40 seconds. Here is where they go."
            ),
            h2("It starts with a float"),
            p(
                "Most of the river’s gauges are older than the people who "
                "read them. A pipe stands upright in the bank, open to the "
                "river at the bottom; a float inside it rises and falls, and "
                "turns a wheel. Newer stations bounce a radar pulse off the "
                "surface from a bridge. Both give a height in centimetres, "
                "and both are read every ten minutes in calm weather and "
                "every minute once the water passes a mark painted on the "
                "pipe."
            ),
            p(
                "Of Vesmark’s 88 stations, 61 send their reading over the "
                "phone network. The other 27 stand in valleys with no "
                "signal, and use a satellite that passes the figure on in "
                "about three seconds. It costs more per message, which is "
                "why those gauges used to report only twice a day."
            ),
            facts(
                "What the gauge sends",
                (
                    "A message of 48 characters: station, time, height, battery "
                    "voltage and a check digit. The "
                    f'<a href="{ALERT_MANUAL}">handbook</a> '
                    "prints a sample on its first page, and nothing in it is "
                    "secret."
                ),
            ),
            h2("Where the forty seconds go"),
            table(
                "The alert chain, step by step",
                ("Step", "Seconds", "Who or what"),
                ("Reading leaves the gauge", "3", "Phone network or satellite"),
                ("Figure checked against its neighbours", "2", "Computer in Aldermoor"),
                ("Forecast redrawn", "9", "Computer in Aldermoor"),
                ("Decision to warn", "15", "Duty forecaster"),
                ("Message sent to masts", "4", "Four phone companies"),
                ("Phone receives and sounds", "7", "Your phone"),
            ),
            p(
                "The check matters most. A branch on a float looks just like "
                "a flood, so a reading is believed only if the stations "
                "above and below it make sense of it. About one in 900 fails "
                "the test and is thrown out, according to "
                f'<a href="{ALERT_REPORT}">Lanternfish</a>, '
                "which followed a week of readings for its report."
            ),
            h2("The fifteen seconds that belong to a person"),
            p(
                "No computer may send an alert alone. The duty forecaster "
                "sees a map, a height and a list of districts, and has to "
                "hold down two keys. The rule dates from a false alarm six "
                "years ago, when a test message sent 11,000 people up a hill "
                "in the rain."
            ),
            quote(
                (
                    "I have pressed it four times. Every time I counted to five "
                    "first, and every time I wished I had counted to three."
                ),
                "Ysolde Kern, duty forecaster",
                ALERT_INTERVIEW,
            ),
            h2("Why it is not a text message"),
            image(
                "phone-mast",
                (
                    "A radio mast on a hill sends red waves towards a phone that "
                    "shows a warning triangle."
                ),
                "A mast broadcasts the alert once to every phone in range.",
                "Illustration: Newsclip",
            ),
            p(
                "Text messages queue. Four million of them would take the "
                "network about 50 minutes. An alert is broadcast instead, "
                "like radio: each mast sends it once, and every phone in "
                "range picks it up. That has three consequences."
            ),
            bullets(
                "Nobody needs your number, and nobody learns that you were there.",
                "Visitors with foreign phones are warned too.",
                (
                    "A mast knows its own area and no smaller one, so some "
                    "people on high ground are woken for nothing."
                ),
            ),
            pull("Nobody needs your number, and nobody learns that you were there."),
            h3("When the phone stays silent"),
            p(
                "Phones more than about eight years old may not understand "
                "the broadcast. So may phones in flight mode, or out of "
                "range. The commission estimates that an alert reaches 91% "
                "of people awake and 84% of those asleep, which is why "
                "sirens and fire crews remain part of the plan."
            ),
            h2("What to do when it sounds"),
            numbers(
                "Read the first line. It names a place and a time.",
                (
                    "If you are in that place, go to higher ground before you "
                    "look for confirmation."
                ),
                "Call a neighbour who may not have a phone.",
                "Leave the car. Thirty centimetres of moving water will float it.",
            ),
            p(
                "From 1 March, if the plan the three river states have been "
                "negotiating holds, the chain will begin further upstream, "
                "with gauges in Carrow and Ormany. That would not make it "
                "any faster than 40 seconds. It would start up to 14 hours "
                "sooner."
            ),
            related("hallin-glacier-retreat"),
        ),
    ),
    Story(
        key="averne-wind-farm-sonar-data",
        category="Technology",
        headline="Averne wind farm will pay fishing crews for seabed sonar readings",
        standfirst=(
            "Boats that already scan for fish would send depth readings "
            "ashore, to show how sand moves around 72 turbine "
            "foundations."
        ),
        hashtags=("OffshoreWind", "OpenData", "PortAverne", "Fishing"),
        sources=(
            Ref(
                url=SONAR_REPORT,
                title="Averne wind operator turns to trawlers for seabed data",
                author="Casimir Oyland",
                published=timedelta(days=4),
            ),
        ),
        authors=("priya-venn",),
        picture="wind-turbines",
        picture_alt=(
            "Three white wind turbines stand in a green sea behind a "
            "small red fishing boat."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=3),
        state="draft",
        body=(
            p(
                "The operator of the wind farm off Port Averne plans to pay "
                "fishing crews for sonar readings they collect anyway, "
                f'<a href="{SONAR_REPORT}">Open '
                "Ledger reported</a>. Thirty boats would each earn about "
                "1,400 crowns a month for leaving a recorder switched on "
                "while they work."
            ),
            p(
                "The readings show how deep the water is. Sand shifts around "
                "the steel feet of the 72 turbines, and if too much of it is "
                "carried off, the cables between them hang free and wear "
                "through. Two broke last year. Each repair took a ship, "
                "eleven days and 5m crowns."
            ),
            h2("Cheaper than a survey ship"),
            p(
                "A survey vessel maps the whole farm twice a year. Fishing "
                "boats cross some part of it nearly every day. Their sonar "
                "is coarser, good to about 20 centimetres rather than two, "
                "but the engineers say that repeated rough readings show "
                "movement sooner than two fine ones six months apart."
            ),
            quote(
                (
                    "We know which cables are in trouble. We have been snagging "
                    "gear on them since spring."
                ),
                "Corrie Maddoway, skipper of the Ann Sorrel",
                SONAR_REPORT,
            ),
            h2("What the crews asked for"),
            p(
                "The fishing cooperative signed after five months of talks "
                "and three conditions:"
            ),
            bullets(
                (
                    "positions are blurred to 500 metres before they leave the "
                    "boat, so that nobody can read off the good grounds;"
                ),
                "the depth map is published for everyone within a week;",
                (
                    "a crew can switch the recorder off for any trip without "
                    "giving a reason."
                ),
            ),
            p(
                "The first condition was the hard one. A blurred position "
                "makes a depth reading useless for engineering. The answer, "
                "worked out with the university in Aldermoor, is to do the "
                "sums on board: the boat’s computer compares its reading "
                "with the last map and sends only the difference for each "
                "square of seabed, with the time rounded to the day."
            ),
            p(
                "Twelve boats have recorders so far. The operator wants a "
                "year of data before it decides whether to drop one of the "
                "two annual surveys, which cost 2.6m crowns each. The "
                "cooperative will vote again at the same point. If it says "
                "no, the recorders come off and the data already published "
                "stays public."
            ),
        ),
    ),
]
