"""Politics: the budget vote and the resignation that came before it."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    divider,
    facts,
    h2,
    h3,
    image,
    key_points,
    p,
    pull,
    quote,
    related,
    table,
)

VOTE_REPORT = "https://www.aldermoor-dispatch.example/2026/budget-passes-91-89"
ROLL_CALL = "https://www.vesmark-assembly.example/2026/roll-calls/budget-third-reading"
PRICES = "https://www.vesmark-statistics.example/2026/household-energy-prices"
RESIGNATION = "https://www.aldermoor-dispatch.example/2026/tellier-resigns-rail-fund"

STORIES: list[Story] = [
    Story(
        key="vesmark-budget-two-votes",
        category="Politics",
        headline="Vesmark’s budget passes by two votes and defers its hardest bills",
        standfirst=(
            "The government won 91 to 89 by moving three disputes to "
            "spring, when the heating credit, the rail fund and a court "
            "ruling all fall due."
        ),
        kicker="Budget",
        card_headline="Budget passes by two votes, with its hardest bills deferred",
        story_type="analysis",
        hashtags=("VesmarkBudget", "NationalAssembly", "RailReform", "CostOfLiving"),
        sources=(
            Ref(
                url=VOTE_REPORT,
                title="Budget scrapes through, 91 to 89",
                author="Leonie Astrand-Pell",
                published=timedelta(days=1, hours=4),
            ),
            Ref(
                url=ROLL_CALL,
                title="Roll call, third reading of the budget bill",
                published=timedelta(days=1, hours=5),
                role="document",
            ),
            Ref(
                url=PRICES,
                title="Household energy prices, quarterly series",
                published=timedelta(days=16),
                role="data",
            ),
        ),
        authors=("joren-tak",),
        picture="parliament",
        picture_alt=(
            "A domed parliament with lit windows and a red flag stands "
            "against a dark blue night sky."
        ),
        picture_caption=(
            "The National Assembly sat until twenty past two in the morning."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=22),
        share_text=(
            "91 to 89. Joren Tak on the three bills Vesmark’s government "
            "has just posted to itself."
        ),
        body=(
            key_points(
                "The budget passed 91 to 89, with one member absent.",
                (
                    "The heating credit, the rail fund and a review of harbour "
                    "fees all come back by 31 March."
                ),
                (
                    "The constitutional court will rule on a clause that lets "
                    "the finance minister move money without a vote."
                ),
            ),
            p(
                "Elspeth Varrow’s government has its budget, by two votes, "
                "at twenty past two in the morning. It has also given itself "
                "a spring in which three of the promises that bought those "
                "votes come due at once. The "
                f'<a href="{VOTE_REPORT}">Aldermoor '
                "Dispatch</a> called the night an escape. The roll call "
                "suggests something closer to a loan."
            ),
            p(
                "The bill spends 212bn crowns and leaves a deficit of 3.1% "
                "of national income, a little above the 3% the finance "
                "minister, Tobias Renn, set himself a year ago. Most of it "
                "was never in doubt. The argument was about less than 4% of "
                "the total, and about who would be blamed for it."
            ),
            h2("How the numbers fell"),
            p(
                "Ms Varrow’s Civic Alliance has 74 of the 181 seats and "
                "governs with the 17 members of the Rural Bench. That makes "
                "91, the smallest number that can pass anything. Every one "
                "of them had to be in the room, including Anouk Tellier, who "
                "resigned as rail minister five days earlier and voted for a "
                "budget she had called dishonest."
            ),
            table(
                "Third reading of the budget bill, by group",
                ("Group", "For", "Against", "Absent"),
                ("Civic Alliance", "74", "0", "0"),
                ("Rural Bench", "17", "0", "0"),
                ("Labour Front", "0", "62", "0"),
                ("Green Coast", "0", "19", "0"),
                ("Independents", "0", "8", "1"),
                ("Total", "91", "89", "1"),
            ),
            p(
                "The absent independent, Bram Oestler, had said he would "
                "oppose the bill. He was in hospital in Port Averne with a "
                "broken ankle. With him the margin would have been one."
            ),
            related("vesmark-rail-minister-quits"),
            h2("Three bills for the spring"),
            h3("The heating credit"),
            p(
                "Households have had 60 crowns a month off their heating "
                "since last winter. The budget extends the credit for six "
                "months, to 31 March, at a cost of 1.9bn crowns, and says "
                "nothing about April. Mr Renn expects prices to have fallen "
                "by then. <b>They have risen in each of the past three "
                "quarters</b>, by 7.4% in total, according to "
                f'<a href="{PRICES}">Statistics '
                "Vesmark</a>."
            ),
            h3("The rail fund"),
            p(
                "The 4.2bn crowns set aside to rebuild the line from "
                "Aldermoor to the eastern valleys are neither spent nor "
                "cancelled. They are <i>held</i>, a word that appears "
                "nowhere else in the budget act, until a cost review reports "
                "in March. Builders’ offers for the first section lapse at "
                "the end of that month. If the review is late, the work has "
                "to be tendered again, which took 14 months last time."
            ),
            h3("The harbour fee"),
            p(
                "The Rural Bench wanted lower fees for grain leaving Port "
                "Averne. It got a study, and a promise in writing that fees "
                "will fall if the study says they can. Its leader, Hanne "
                "Broderis, told her members before the vote that the study "
                "had better say so."
            ),
            pull(
                "The argument was about less than 4% of the total, and about "
                "who would be blamed for it."
            ),
            h2("A clause the court will read"),
            image(
                "court-scales",
                ("A brass pair of scales tips to the right, weighed down by a book."),
                "The court has five months to rule on the transfer clause.",
                "Illustration: Newsclip",
            ),
            p(
                "Section 88 lets the finance minister move up to 2% of a "
                "ministry’s money to another ministry without asking the "
                "Assembly. Labour Front lodged a challenge within an hour of "
                'the vote. The constitution gives the Assembly "the power of '
                'the purse" in one sentence, which the court last '
                "interpreted 26 years ago, against the government."
            ),
            quote(
                (
                    "A budget that can be rewritten on a minister’s desk is a "
                    "press release with tables."
                ),
                "Daniel Oskerry, leader of Labour Front",
                ROLL_CALL,
            ),
            p(
                "If section 88 falls, so does the plan for paying for the "
                "heating credit, since the first 600m crowns of it are to "
                "come from what other ministries leave unspent. The finance "
                "ministry says it has other means and declined to name them."
            ),
            divider(),
            h2("What to watch"),
            p(
                "Ms Varrow can survive losing any one of the three. The "
                "Rural Bench would stay for the grain fee, and Ms Tellier "
                "for the railway. What she cannot do is lose two in one "
                "week. The cost review and the end of the heating credit are "
                "both due in the last week of March, and the court has told "
                "the parties to keep the same week free."
            ),
        ),
    ),
    Story(
        key="vesmark-rail-minister-quits",
        category="Politics",
        headline="Vesmark’s rail minister quits over a frozen 4.2bn-crown line fund",
        standfirst=(
            "Anouk Tellier keeps her seat and says she will still vote "
            "for the budget, which passes only if all 91 government "
            "members do."
        ),
        hashtags=("VesmarkBudget", "RailReform", "NationalAssembly", "PublicTransport"),
        sources=(
            Ref(
                url=RESIGNATION,
                title="Tellier walks out over ‘held’ rail money",
                author="Leonie Astrand-Pell",
                published=timedelta(days=6, hours=5),
            ),
        ),
        authors=("joren-tak",),
        age=timedelta(days=6),
        body=(
            p(
                "Anouk Tellier resigned as Vesmark’s rail minister after the "
                "finance ministry froze the 4.2bn crowns meant to rebuild "
                "the railway from Aldermoor to the eastern valleys. She "
                "learned of the decision from a printed draft of the budget, "
                "she told the "
                f'<a href="{RESIGNATION}">Aldermoor '
                "Dispatch</a>, two hours before it went to members."
            ),
            quote(
                (
                    "I have spent two years telling people on those platforms "
                    "that the money was real. I was not going to tell them it "
                    "was being held."
                ),
                "Anouk Tellier, former rail minister",
                RESIGNATION,
            ),
            p(
                "The finance minister, Tobias Renn, said the project’s cost "
                "had risen by 31% since it was approved and that no "
                "responsible government would sign contracts before an "
                'independent review. The review is to report in March. "Held '
                'does not mean gone," he said.'
            ),
            h2("A line built for another century"),
            p(
                "The eastern line carries 48,000 passengers a day on a "
                "single track laid for timber trains. Speed limits cover 62 "
                "of its 140 kilometres. The plan was to double the track as "
                "far as Sallow Bridge within four years and to the border "
                "with Ormany within nine. Kestrel Rail, which runs the "
                "trains, has already ordered 18 new ones; the first is due "
                "in 16 months, and half of the platforms are too short for "
                "it."
            ),
            p(
                "Ms Tellier said the higher cost came mainly from the two "
                "years lost to earlier reviews. A report to her ministry, "
                "seen by the newspaper, puts the price of each further year "
                "of delay at 190m crowns."
            ),
            facts(
                "The eastern line in figures",
                "<b>140 km</b> of route, of which 118 km are single track.",
                ("<b>48,000</b> passengers a day, up from 39,000 five years ago."),
                (
                    "<b>71%</b> of trains arrived within five minutes of the "
                    "timetable last year."
                ),
            ),
            h2("Arithmetic in the Assembly"),
            p(
                "The resignation leaves the budget hanging on her. The "
                "government has 91 of 181 seats and the vote is days away. "
                "Ms Tellier said she would support the bill, because without "
                "a budget the railway would have no money at all, but that "
                "she considered it <i>dishonest</i> and would say so in the "
                "debate."
            ),
            p(
                "Labour Front asked for the vote to be put off until the "
                "review is published. The Assembly’s presiding committee "
                "rejected that by five votes to four. The prime minister, "
                "Elspeth Varrow, thanked Ms Tellier in two sentences and "
                "gave the rail brief to Mr Renn until a successor is named, "
                "which her office said would be after the vote."
            ),
        ),
    ),
]
