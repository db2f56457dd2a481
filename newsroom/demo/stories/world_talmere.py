"""World: Talmere's campaign and its polling day, before the count by hand."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    bullets,
    embed,
    facts,
    h2,
    p,
    pull,
    quote,
    related,
    table,
)

CAMPAIGN_REPORT = "https://www.littoralwire.example/2026/talmere-fourteen-seats"
FARES = "https://www.talmere-statistics.example/2026/resident-ferry-fares"
DEBATE_REPORT = "https://www.haven-gazette.example/2026/leaders-debate-one-ferry"
ISLANDS_REPORT = "https://www.haven-gazette.example/2026/polling-day-outer-isles"
TURNOUT_POST = "https://www.chorus.example/2026/talmerevotes/turnout-at-four"

STORIES: list[Story] = [
    Story(
        key="talmere-fourteen-seats",
        category="World",
        headline=(
            "Talmere’s campaign turns on 14 seats and the price of a ferry ticket"
        ),
        standfirst=(
            "Fares for islanders have risen by 61% in two years, in a "
            "republic where a third of voters live on an island with no "
            "hospital."
        ),
        kicker="Talmere votes",
        card_headline="Talmere’s campaign turns on the price of a ferry ticket",
        hashtags=("TalmereVotes", "Elections", "CostOfLiving", "PublicTransport"),
        sources=(
            Ref(
                url=CAMPAIGN_REPORT,
                title="Fourteen seats that decide Talmere",
                author="Jules Okandry",
                published=timedelta(days=12),
            ),
            Ref(
                url=FARES,
                title="Resident ferry fares, monthly",
                published=timedelta(days=20),
                role="data",
            ),
        ),
        authors=("ines-calloway",),
        picture="night-ferry",
        picture_alt=(
            "A white ferry with a red hull and lit windows crosses dark "
            "water under a full moon."
        ),
        picture_caption=(
            "The last boat from Saint Orle to the outer isles leaves at "
            "nine in the evening."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=11, hours=3, minutes=26),
        body=(
            p(
                "Talmere’s governing Harbour List won the last election by "
                "eleven seats, and 14 of the 80 were decided by fewer than 300 "
                "votes each. All 14 are in districts made of islands. That is "
                "why the republic’s campaign, which began with an argument "
                "about pensions, has become one about the price of a boat."
            ),
            p(
                "A resident’s single ticket from Saint Orle to the outer isles "
                "costs 29 shillings, up from 18 two years ago, according to "
                f'<a href="{FARES}">the '
                "statistics office</a>. Wages have risen by 9% in the same "
                "time. A third of the 1.9 million voters live on an island "
                "without a hospital, a secondary school or both."
            ),
            quote(
                "I have had four teeth out and I remember the fares better.",
                "Bartley Noone, crofter on Little Skerrow",
                CAMPAIGN_REPORT,
            ),
            h2("How it came to this"),
            p(
                "The state sold the ferries to a private company, Isle Line, "
                "nine years ago, with a cap on fares for residents. The cap "
                "ended with the contract. The new one, signed by the Harbour "
                "List, lets fares follow the price of fuel, which then doubled. "
                "When fuel came down by a quarter, fares did not: the contract "
                "says they may rise with it, and is silent about falling."
            ),
            pull(
                "The contract says that fares may rise with fuel, and is silent "
                "about falling."
            ),
            h2("What the parties offer"),
            table(
                "Ferry fares in the four programmes",
                ("Party", "Seats now", "Promise", "Cost a year"),
                ("Harbour List", "42", "Cap of 20 shillings for residents", "46m"),
                ("Island Labour Party", "31", "Buy Isle Line back", "210m, once"),
                ("Outer Isles Union", "4", "Free travel to hospital and school", "19m"),
                ("Reform Circle", "3", "Two companies on each route", "Nothing"),
            ),
            p(
                "President Corin Vasseley, whose parliament elected him from "
                "the Harbour List, says that a cap can be had by the end of the "
                "year and a purchase cannot. Maud Ellery-Tane, who leads Island "
                "Labour, answers that a cap is a subsidy to a company that made "
                "31m shillings last year. Economists whom the "
                f'<a href="{CAMPAIGN_REPORT}">Littoral '
                "Wire</a> asked thought the cap dearer after five years and the "
                "purchase riskier in the first."
            ),
            h2("Where it will be decided"),
            p(
                "Seats are shared out by list in eleven districts. In seven of "
                "them the last seat could go either way. The latest poll, taken "
                "before the debate, has the Harbour List on 40% and Island "
                "Labour on 38%, with a margin of error of three points."
            ),
            facts(
                "The vote",
                (
                    "Polling places open at seven and close at midnight, so that "
                    "the last boats can come in."
                ),
                (
                    "Ballots are paper and are read by 902 scanners; no votes are "
                    "cast by machine."
                ),
            ),
            p(
                "Both big parties have asked Isle Line for extra sailings on "
                "polling day. The company has agreed. It will charge the "
                "resident fare."
            ),
        ),
    ),
    Story(
        key="talmere-leaders-debate",
        category="World",
        headline=("Talmere’s leaders debate for 90 minutes and agree about one ferry"),
        standfirst=(
            "On radio, with the clock in the listeners’ hearing, the "
            "hospital boat found two friends."
        ),
        kicker="Talmere votes",
        hashtags=("TalmereVotes", "Elections", "CostOfLiving"),
        sources=(
            Ref(
                url=DEBATE_REPORT,
                title="Ninety minutes, one agreement",
                author="Senan Corr",
                published=timedelta(days=5, hours=11),
            ),
        ),
        picture="radio-microphone",
        picture_alt=(
            "A violet and gold radio microphone sends out red waves to both sides."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=5, hours=3, minutes=34),
        body=(
            p(
                "The two people who may next govern Talmere spoke for 90 "
                "minutes on national radio and agreed once: the boat that takes "
                "patients from the outer isles to hospital should be free, "
                "whoever wins."
            ),
            p(
                "Corin Vasseley, the president, and Maud Ellery-Tane, who leads "
                "the Island Labour Party, each had a chess clock. Hers stopped "
                "with eleven seconds left. He ran out of time in the middle of "
                "a sentence about fuel, and the chair moved on."
            ),
            quote(
                (
                    "You sold the boats, you wrote the contract and now you offer "
                    "us our own money to pay the fare."
                ),
                "Maud Ellery-Tane, Island Labour Party",
                DEBATE_REPORT,
            ),
            p(
                "Mr Vasseley said that buying the ferry company would take two "
                "years in court and that a cap on fares would take ten weeks. "
                "Ms Ellery-Tane would not say what she would do in those two "
                "years. He would not say how long the cap would last."
            ),
            p(
                "About 710,000 people listened, more than a third of the "
                "electorate, the "
                f'<a href="{DEBATE_REPORT}">Haven '
                "Cross Gazette</a> reported. A poll of 900 of them had 44% for "
                "her, 41% for him, and 15% for the clock."
            ),
            related("talmere-fourteen-seats"),
        ),
    ),
    Story(
        key="talmere-ballot-box-by-trawler",
        category="World",
        headline="On Talmere’s outer isles the ballot box arrives by trawler",
        standfirst=(
            "The wind kept the ferries in, so the Patient Ida carried "
            "eleven sealed boxes and one seasick clerk."
        ),
        kicker="Talmere votes",
        hashtags=("TalmereVotes", "Elections", "Fishing"),
        sources=(
            Ref(
                url=ISLANDS_REPORT,
                title="The Patient Ida brings the vote",
                author="Senan Corr",
                published=timedelta(hours=23),
            ),
            Ref(
                url=TURNOUT_POST,
                title="Turnout at four o’clock",
                author="Electoral Commission of Talmere",
                published=timedelta(hours=22),
                role="social",
            ),
        ),
        picture="trawler",
        picture_alt=(
            "A green and red trawler with its net hauled up rides on grey "
            "waves under three gulls."
        ),
        picture_caption="The Patient Ida usually carries mackerel.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=21, minutes=8),
        body=(
            p(
                "Eleven ballot boxes reached the outer isles of Talmere on the "
                "deck of a trawler, five hours late, after a gale kept the "
                "ferries in port on the morning of the parliamentary election. "
                "All 2,640 islanders can still vote: polling places there stay "
                "open until midnight like the rest."
            ),
            p(
                "The Patient Ida left Haven Cross at four in the morning with "
                "the boxes lashed under a net, a policeman and a clerk of the "
                "electoral commission, who was ill for most of the 60 "
                "kilometres and did not let go of the seals."
            ),
            quote(
                "I have carried wetter cargo. None that was saluted.",
                "Nuala Brack, skipper of the Patient Ida",
                ISLANDS_REPORT,
            ),
            embed(
                TURNOUT_POST,
                title="Turnout at four o’clock",
                author="Electoral Commission of Talmere",
                provider="Chorus",
                text=(
                    "58% of voters had voted by four, five points more than last "
                    "time. Outer isles: 12%, and rising with every box that lands."
                ),
            ),
            p(
                "On Little Skerrow, the smallest polling place in the republic, "
                "nine people are registered. Seven were on the jetty when the "
                "boat came in, the "
                f'<a href="{ISLANDS_REPORT}">Haven '
                "Cross Gazette</a> reported. The other two had been told to "
                "stay by the stove and keep the soup warm."
            ),
            bullets(
                "58% had voted by four in the afternoon, up from 53%.",
                "The boxes go back tonight on the same boat.",
            ),
            related("talmere-leaders-debate"),
        ),
    ),
]
