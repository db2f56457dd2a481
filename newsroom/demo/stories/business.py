"""Business: the pilots' strike, and one story that somebody paid for."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    bullets,
    embed,
    h2,
    key_points,
    p,
    pull,
    quote,
)

STRIKE_REPORT = "https://www.averne-courier.example/2026/pilots-strike-third-day"
PILOTS_POST = "https://www.chorus.example/2026/avernepilots/rest-hours-statement"
PORT_INTERVIEW = "https://www.openledger.example/2026/interview-averne-terminals-chief"
TIMETABLE = "https://www.ostwickferries.example/2026/night-timetable-noise-report"

STORIES: list[Story] = [
    Story(
        key="port-averne-pilots-strike",
        category="Business",
        headline="Eleven ships wait off Port Averne as pilots strike for a third day",
        standfirst=(
            "The 34 harbour pilots want ten hours’ rest between shifts; "
            "the port says it would need eight more of them to provide "
            "it."
        ),
        kicker="Port strike",
        hashtags=("PortAverne", "PilotsStrike", "Shipping"),
        sources=(
            Ref(
                url=STRIKE_REPORT,
                title="Eleven at anchor as pilots stay ashore",
                author="Tilda Ransome",
                published=timedelta(hours=26),
            ),
            Ref(
                url=PILOTS_POST,
                title="Why we are not boarding: a statement on rest hours",
                author="Averne Pilots’ Association",
                published=timedelta(days=3, hours=4),
                role="social",
            ),
            Ref(
                url=PORT_INTERVIEW,
                title=(
                    "‘We cannot print pilots’: Averne Terminals’ chief on the strike"
                ),
                author="Casimir Oyland",
                published=timedelta(hours=31),
                role="interview",
            ),
        ),
        authors=("ruth-abernale",),
        picture="harbour-crane",
        picture_alt=(
            "A harbour crane holds a yellow container above a loaded "
            "cargo ship at sundown."
        ),
        picture_caption="Two of the port’s nine container cranes worked yesterday.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=20),
        share_text="34 pilots, 11 waiting ships and an argument about sleep.",
        body=(
            key_points(
                "Eleven ships are at anchor and three have been sent to other ports.",
                "Pilots want ten hours’ rest between shifts, up from seven.",
                "Talks resume tomorrow with a state mediator.",
            ),
            p(
                "Eleven ships lay at anchor off Port Averne on the third day "
                "of a strike by the pilots who steer them in, and three more "
                "had turned for harbours along the coast, the port authority "
                "said. No large vessel may enter the estuary without a pilot "
                "on board. Two, carrying hospital supplies and animal feed, "
                "were let through with the strikers’ consent."
            ),
            p(
                "The dispute is about sleep. The 34 pilots work shifts of up "
                "to twelve hours and may be called back after seven. In "
                f'<a href="{PILOTS_POST}">a '
                "statement posted on Chorus</a> their association listed 19 "
                "occasions last year when a pilot reported being too tired "
                "to board and was asked to go anyway."
            ),
            quote(
                (
                    "You are hanging off a rope ladder in the dark, and then you "
                    "are in charge of 90,000 tonnes. Seven hours is not a night."
                ),
                "Statement by the Averne Pilots’ Association",
                PILOTS_POST,
            ),
            embed(
                PILOTS_POST,
                title="Why we are not boarding: a statement on rest hours",
                author="Averne Pilots’ Association",
                provider="Chorus",
                text="Nineteen times last year one of us said: I am too tired to "
                "board. Nineteen times we were asked to go. We ask for ten hours "
                "between shifts, and for a no that counts.",
            ),
            h2("The port’s answer"),
            p(
                "Averne Terminals, which runs the container quays, does not "
                "employ the pilots but pays most of the fees that support "
                "them. Its chief executive, Viola Stenmarck, told "
                f'<a href="{PORT_INTERVIEW}">Open '
                "Ledger</a> that she accepted the case for longer rest and "
                "that the port would need 42 pilots to provide it. Training "
                "one takes three years."
            ),
            pull(
                "We cannot print pilots.",
                "Viola Stenmarck, chief executive of Averne Terminals",
            ),
            p(
                "She offered nine hours from next summer and ten once six "
                "trainees qualify. The pilots’ association replied that it "
                "had heard the same promise four years ago, when there were "
                "five trainees and three of them left."
            ),
            h2("What is stuck"),
            p(
                "Port Averne handles 38% of Vesmark’s imports by weight. The "
                f'<a href="{STRIKE_REPORT}">Averne '
                "Courier</a> counted the cargo of the waiting ships from "
                "their papers:"
            ),
            bullets(
                "9,400 containers, about a tenth of them refrigerated;",
                "61,000 tonnes of grain waiting to leave;",
                "1,850 cars, and the blades of four wind turbines.",
            ),
            p(
                "Supermarkets said they had fresh fruit for six days. The "
                "car importers’ federation put the cost of delay at 2m "
                "crowns a day, a figure the port did not dispute. A state "
                "mediator, Judge Amrit Solhaug, will see both sides tomorrow "
                "morning. The pilots have said they will work through the "
                "night if a text is signed."
            ),
        ),
    ),
    Story(
        key="ostwick-ferries-night-timetable",
        category="Business",
        headline="How Ostwick Ferries made its night crossings quieter by 9 decibels",
        standfirst=(
            "Slower approaches and shore power changed what people on "
            "the quay hear after eleven."
        ),
        story_type="sponsored",
        paid_for_by="Ostwick Ferries",
        hashtags=("OstwickFerries", "PublicTransport", "Shipping"),
        sources=(
            Ref(
                url=TIMETABLE,
                title="Night timetable: noise measurements and method",
                published=timedelta(days=45),
                role="document",
            ),
        ),
        picture="night-ferry",
        picture_alt=(
            "A ferry with lit windows and a red funnel crosses dark "
            "water under a large pale moon."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=42),
        body=(
            p(
                "When Ostwick Ferries added four crossings after eleven at "
                "night, 63 households on the quay signed a letter. The "
                "company lent them a sound meter and asked where to put it."
            ),
            p(
                "Over eight weeks the meter stood on a third-floor balcony "
                "in Rope Street, 70 metres from the berth. Three changes "
                "followed:"
            ),
            bullets(
                (
                    "ships slow to five knots at the breakwater, adding four "
                    "minutes to the trip;"
                ),
                (
                    "engines stop at the berth, where a cable now supplies power "
                    "from the town;"
                ),
                "the car ramp lands on rubber blocks instead of steel.",
            ),
            p(
                "The average peak during an arrival fell from 74 to 65 "
                "decibels, according to "
                f'<a href="{TIMETABLE}">the '
                "company’s published measurements</a>. The ramp alone "
                "accounts for about half of that. The cable cost 3.1m crowns "
                "and saves 240 tonnes of fuel a year."
            ),
            quote(
                "I still hear the last boat. I no longer hear the ramp.",
                "Wendel Aske, Rope Street",
                TIMETABLE,
            ),
            p(
                "The night crossings carry 410 passengers on an average "
                "Friday, many of them hospital and bakery staff. The "
                "timetable runs until autumn, when the company and the town "
                "council will decide together whether to keep it."
            ),
        ),
    ),
]
