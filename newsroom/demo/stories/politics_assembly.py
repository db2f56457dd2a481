"""Politics: what led to the budget vote, and the minister named after it."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Correction,
    Ref,
    Story,
    bullets,
    p,
    quote,
    related,
    table,
)

MINISTER_REPORT = "https://www.aldermoor-dispatch.example/2026/dunmore-rail-minister"
CREDIT_REPORT = "https://www.aldermoor-dispatch.example/2026/heating-credit-91-88"
CREDIT_ROLL_CALL = "https://www.vesmark-assembly.example/2026/roll-calls/heating-credit"
GRAIN_INTERVIEW = "https://www.openledger.example/2026/broderis-grain-fee-interview"
OFFICE_REPORT = "https://www.aldermoor-dispatch.example/2026/nine-independents-one-door"

STORIES: list[Story] = [
    Story(
        key="vesmark-names-rail-minister",
        category="Politics",
        headline="Varrow names a signalling engineer as Vesmark’s rail minister",
        standfirst=(
            "Marit Dunmore ran the timetable at Kestrel Rail for nine "
            "years; the fund she inherits is frozen until March."
        ),
        kicker="Government",
        hashtags=("RailReform", "KestrelRail", "NationalAssembly", "VesmarkBudget"),
        sources=(
            Ref(
                url=MINISTER_REPORT,
                title="Dunmore takes the rail brief",
                author="Leonie Astrand-Pell",
                published=timedelta(hours=8),
            ),
        ),
        authors=("joren-tak",),
        picture="locomotive",
        picture_alt=(
            "A blue and yellow electric train comes head-on along a track "
            "between green hills."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=6, minutes=22),
        body=(
            p(
                "Elspeth Varrow named Marit Dunmore, a signalling engineer who "
                "has never sat in the Assembly, as Vesmark’s rail minister, "
                "filling the post that Anouk Tellier left six days ago over a "
                "frozen fund. Ms Dunmore, 51, drew up the timetable at Kestrel "
                "Rail for nine years."
            ),
            p(
                "She takes over 48,000 passengers a day on the eastern line, 18 "
                "new trains that are too long for half of its platforms, and "
                "4.2bn crowns that she may not spend before a cost review "
                "reports in March."
            ),
            quote(
                (
                    "I asked one question before I said yes: whether the review "
                    "will have engineers on it. It will."
                ),
                "Marit Dunmore, rail minister",
                MINISTER_REPORT,
            ),
            p(
                "Ms Tellier wished her luck and a larger desk. Daniel Oskerry, "
                "who leads Labour Front, said that the prime minister had found "
                "the one person in the country who could explain why the trains "
                "were late, and had given her no money to do anything about it."
            ),
            p(
                "Ministers in Vesmark need not be members, but must answer "
                "questions in the chamber. Her first hour there is in nine "
                "days, the "
                f'<a href="{MINISTER_REPORT}">Aldermoor '
                "Dispatch</a> reported."
            ),
            related("vesmark-rail-minister-quits"),
        ),
    ),
    Story(
        key="heating-credit-three-votes",
        category="Politics",
        headline="Assembly refuses a full-year heating credit by three votes",
        standfirst=(
            "One Green Coast member abstained, and the credit will end on "
            "31 March with two other disputes still open."
        ),
        kicker="Budget",
        hashtags=("VesmarkBudget", "NationalAssembly", "CostOfLiving"),
        sources=(
            Ref(
                url=CREDIT_REPORT,
                title="Heating credit: 88 for, 91 against",
                author="Leonie Astrand-Pell",
                published=timedelta(hours=44),
            ),
            Ref(
                url=CREDIT_ROLL_CALL,
                title="Roll call, amendment 31 to the budget bill",
                published=timedelta(hours=45),
                role="document",
            ),
        ),
        authors=("joren-tak",),
        picture="coins",
        picture_alt=(
            "Two stacks of gold coins, one taller than the other, beside a "
            "large coin stamped with a sailing ship."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=41, minutes=47),
        body=(
            p(
                "The National Assembly turned down a heating credit for the "
                "whole of next year by 91 votes to 88, on the eve of its final "
                "vote on the budget. Households will keep the 60 crowns a month "
                "that they have now, but only until 31 March."
            ),
            p(
                "Labour Front had moved the amendment, which would have cost "
                "another 1.9bn crowns. It needed every opposition member. Two "
                "were missing: Bram Oestler, an independent, who is in hospital "
                "with a broken ankle, and Signe Aldous of Green Coast, who "
                "stayed in her seat and abstained."
            ),
            quote(
                (
                    "I will not vote to burn more gas in the week in which we stop "
                    "a railway."
                ),
                "Signe Aldous, Green Coast",
                CREDIT_ROLL_CALL,
            ),
            table(
                "Amendment 31, by group",
                ("Group", "For", "Against", "Abstained"),
                ("Government", "0", "91", "0"),
                ("Labour Front", "62", "0", "0"),
                ("Green Coast", "18", "0", "1"),
                ("Independents", "8", "0", "0"),
            ),
            p(
                "The finance minister, Tobias Renn, said that prices would have "
                "fallen by spring. Nobody on his own benches spoke for the "
                "credit and nobody spoke against it, the "
                f'<a href="{CREDIT_REPORT}">Aldermoor '
                "Dispatch</a> noted. The third reading of the whole bill is "
                "expected to run past midnight."
            ),
        ),
    ),
    Story(
        key="rural-bench-grain-fee",
        category="Politics",
        headline="Rural Bench names its price for the budget: cheaper grain fees",
        standfirst=(
            "Seventeen members want three crowns a tonne off what Port "
            "Averne charges for grain."
        ),
        kicker="Budget",
        hashtags=("VesmarkBudget", "NationalAssembly", "PortAverne"),
        sources=(
            Ref(
                url=GRAIN_INTERVIEW,
                title="‘Three crowns a tonne’: Hanne Broderis on the budget",
                author="Casimir Oyland",
                published=timedelta(days=13),
                role="interview",
            ),
        ),
        picture="wheat-field",
        picture_alt=(
            "Three ripe ears of wheat stand taller than a golden field "
            "under a pale sun."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=12, hours=7, minutes=33),
        body=(
            p(
                "The Rural Bench will not vote for Vesmark’s budget unless the "
                "harbour fee on grain is cut from eleven crowns a tonne to "
                "eight, its leader said. Without its 17 members the government "
                "has 74 of 181 seats."
            ),
            p(
                "Hanne Broderis set out the demand in "
                f'<a href="{GRAIN_INTERVIEW}">an '
                "interview with Open Ledger</a>. Farmers ship about 2.4 million "
                "tonnes a year through Port Averne, so the cut would be worth "
                "7.2m crowns, roughly what the port spends on dredging."
            ),
            quote(
                (
                    "Our people do not ask for a bypass or a museum. They ask for "
                    "three crowns a tonne, and they can count."
                ),
                "Hanne Broderis, leader of the Rural Bench",
                GRAIN_INTERVIEW,
            ),
            p(
                "The port authority said that it could not lower one fee "
                "without raising another. Its fee on containers, the only one "
                "large enough, was put up last year."
            ),
            p(
                "Government members expect the two sides to meet somewhere "
                "short of three crowns. The options on paper are:"
            ),
            bullets(
                "the full cut, paid from the general budget;",
                "a cut of one crown a year for three years;",
                ("a study of what grain costs the port, with a promise to follow it."),
            ),
        ),
    ),
    Story(
        key="nine-independents-one-office",
        category="Politics",
        headline=("Nine independents share one office and five clerks in the Assembly"),
        standfirst=(
            "Each will go on voting alone. Together they can afford "
            "somebody who reads the annexes."
        ),
        hashtags=("NationalAssembly", "Transparency", "Aldermoor"),
        sources=(
            Ref(
                url=OFFICE_REPORT,
                title="Nine independents, one door",
                author="Leonie Astrand-Pell",
                published=timedelta(days=98),
            ),
        ),
        authors=("joren-tak",),
        picture="library",
        picture_alt=(
            "Tall bookshelves stand on both sides of an arched window, with "
            "a ladder leaning on the right."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=97, hours=6, minutes=57),
        corrections=(
            Correction(
                text=(
                    "An earlier version said that the nine had formed a group. They "
                    "share staff and an office; under the Assembly’s rules a group "
                    "needs ten members, and each of them votes alone."
                ),
                kind="clarification",
                age=timedelta(days=96, hours=20),
            ),
        ),
        body=(
            p(
                "The nine members of Vesmark’s Assembly who belong to no party "
                "have moved into one corridor and pooled the money that each is "
                "given for staff. Instead of nine part-time assistants they now "
                "employ five clerks, one of them a lawyer and one an "
                "accountant."
            ),
            p(
                "The rules give a group time to speak, seats on committees and "
                "a researcher for every six members. A group needs ten. The "
                "nine are one short, and say that they would not agree on "
                "anything if they were not."
            ),
            quote(
                "We have a rota for the coffee and none for the votes.",
                "Bram Oestler, independent member for Port Averne North",
                OFFICE_REPORT,
            ),
            p(
                "Their accountant’s first job was the annex to the roads bill, "
                "212 pages long. She found a bridge in it that had been paid "
                "for twice, at 3.4m crowns a time, the "
                f'<a href="{OFFICE_REPORT}">Aldermoor '
                "Dispatch</a> reported. The transport ministry thanked her and "
                "withdrew the page."
            ),
            p(
                "The arrangement ends with this Assembly. Until then any of the "
                "nine may leave with a month’s notice and a ninth of the "
                "furniture."
            ),
        ),
    ),
]
