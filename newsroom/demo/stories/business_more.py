"""Business: a mediator at the port, and insurers who leave the river."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    bullets,
    facts,
    h2,
    p,
    pull,
    quote,
    related,
    table,
)
from newsroom.demo.world import DEAD_SOURCE

TALKS_REPORT = "https://www.averne-courier.example/2026/pilots-port-mediator-fourth-day"
COVER_REPORT = "https://www.openledger.example/2026/flood-cover-lower-sorrel"

STORIES: list[Story] = [
    Story(
        key="pilots-meet-mediator",
        category="Business",
        headline=("Averne pilots and port meet a mediator as two more ships turn away"),
        standfirst=(
            "Both sides have seven pages in front of them, and six of the "
            "seven are about sleep."
        ),
        kicker="Port strike",
        card_headline="Averne pilots and port meet a mediator",
        hashtags=("PortAverne", "PilotsStrike", "Shipping"),
        sources=(
            Ref(
                url=TALKS_REPORT,
                title="Pilots and port at one table",
                author="Tilda Ransome",
                published=timedelta(hours=2, minutes=40),
            ),
        ),
        authors=("ruth-abernale",),
        age=timedelta(hours=1, minutes=52),
        body=(
            p(
                "The pilots of Port Averne and the company that runs its "
                "container quays sat down with a state mediator on the fourth "
                "day of the strike, while two more ships gave up waiting and "
                "turned for other harbours. Five have now left; nine are still "
                "at anchor."
            ),
            p(
                "Judge Amrit Solhaug put a draft of seven pages before both "
                "sides, the "
                f'<a href="{TALKS_REPORT}">Averne '
                "Courier</a> reported. According to two people who have read "
                "it, it would:"
            ),
            bullets(
                (
                    "raise the rest between shifts from seven hours to nine at "
                    "once, and to ten within two years;"
                ),
                (
                    "let a pilot refuse a ship without giving a reason, four times "
                    "a year;"
                ),
                (
                    "have the port pay for eight trainees, and pay back those who "
                    "stay for five years."
                ),
            ),
            quote(
                (
                    "We came with a number and so did they. It is a better morning "
                    "than the last three."
                ),
                "Ebba Lindqvaard, Averne Pilots’ Association",
                TALKS_REPORT,
            ),
            p(
                "The sticking point is the second. The port wants a doctor to "
                "confirm each refusal. The pilots say that the nearest doctor "
                "is asleep at four in the morning, and ought to be."
            ),
            p(
                "If a text is signed today, pilots will board the first ships "
                "tonight. The ones with fruit go first."
            ),
            related("port-averne-pilots-strike"),
        ),
    ),
    Story(
        key="insurers-leave-lower-sorrel",
        category="Business",
        headline=("Three insurers stop writing new flood cover along the lower Sorrel"),
        standfirst=(
            "Owners of 8,400 houses keep the policies they have. Whoever "
            "buys one of those houses will have to look elsewhere."
        ),
        kicker="Insurance",
        hashtags=("SallowBridge", "SorrelRiver", "CostOfLiving", "FloodWarning"),
        sources=(
            Ref(
                url=COVER_REPORT,
                title="Insurers close the book on the lower Sorrel",
                author="Casimir Oyland",
                published=timedelta(days=48),
            ),
            Ref(
                url=DEAD_SOURCE,
                title="Notice to brokers: postcodes closed to new flood cover",
                author="Halvard Mutual",
                published=timedelta(days=50),
                role="document",
            ),
        ),
        authors=("ruth-abernale",),
        picture="coins",
        picture_alt=(
            "Two stacks of gold coins, one taller than the other, beside a "
            "large coin stamped with a sailing ship."
        ),
        picture_caption="The average premium near the levee has doubled in two years.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=47, hours=6, minutes=14),
        body=(
            p(
                "Three of the five companies that insure houses against flood "
                "in Vesmark have stopped selling new policies between Sallow "
                "Bridge and the sea. Those who have one may keep it. Those who "
                "buy a house there will find two firms left to ask, "
                f'<a href="{COVER_REPORT}">Open '
                "Ledger</a> reported."
            ),
            p(
                "Halvard Mutual, the largest of the three, told brokers in "
                f'<a href="{DEAD_SOURCE}">a '
                "notice</a> to accept no business from eleven postcodes. The "
                "other two, Coastal and Vale and Bright Anchor, followed within "
                "nine days. None made an announcement. Mayors learned of it "
                "when house sales began to fall through."
            ),
            h2("What it means for a sale"),
            p(
                "Banks in Vesmark lend on a house in a flood zone only if it is "
                "insured. No cover means no mortgage, and no mortgage means a "
                "buyer with cash. Four estate agents in Sallow Bridge said that "
                "asking prices had dropped by about 12% in a month."
            ),
            table(
                "Flood policies on houses, lower Sorrel",
                ("Insurer", "Policies", "New ones"),
                ("Halvard Mutual", "4,900", "No"),
                ("Coastal and Vale", "2,300", "No"),
                ("Bright Anchor", "1,200", "No"),
                ("Valley Farmers", "1,700", "Yes"),
                ("Port Mutual", "600", "Yes"),
            ),
            quote(
                (
                    "I have paid them for 31 years. Now I own something that I can "
                    "live in and cannot sell."
                ),
                "Gudrun Stroom, Sallow Bridge",
                COVER_REPORT,
            ),
            h2("Why now"),
            p(
                "The flood two years ago cost the five firms 1.1bn crowns, four "
                "times what they had taken in premiums there since records "
                "began. Their own insurers have since raised prices by half. A "
                "new edition of the river’s flood maps is being drawn, and the "
                "firms say that they cannot price a house until they know on "
                "which side of the line it lies."
            ),
            pull("Something that I can live in and cannot sell."),
            p(
                "That answer did not please the regulator, which asked why they "
                "had priced houses on the old maps for twenty years. It has "
                "given them a month to reply."
            ),
            h2("What could replace it"),
            p(
                "Two plans are on the table at the finance ministry. One would "
                "put a charge of 14 crowns a year on every house policy in the "
                "country and pay floods out of it. The other would have the "
                "state insure the insurers above 600m crowns. Builders prefer "
                "the first, insurers the second."
            ),
            facts(
                "What owners can do",
                "A policy that lapses cannot be renewed, so pay on time.",
                (
                    "A raised door sill or a sealed cellar must still be taken into "
                    "account by the firm that holds the policy."
                ),
            ),
            p(
                "The ministry promised a choice within the year. Valley "
                "Farmers, meanwhile, has hired four people to answer the phone."
            ),
        ),
    ),
]
