"""Politics: residents who decide a budget, and a microphone in committee."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    bullets,
    divider,
    facts,
    h2,
    numbers,
    p,
    pull,
    quote,
    table,
)

BUDGET_REPORT = "https://www.aldermoor-dispatch.example/2026/residents-budget-vote"
BUDGET_RESULTS = "https://www.aldermoor-council.example/2026/residents-budget-trial"
RADIO_REPORT = "https://www.littoralwire.example/2026/vesmark-committees-on-air"
RADIO_RULE = "https://www.vesmark-assembly.example/2026/standing-orders/order-71"

STORIES: list[Story] = [
    Story(
        key="aldermoor-residents-budget",
        category="Politics",
        headline=(
            "Aldermoor lets everyone over sixteen decide how a tenth of its "
            "building budget is spent, after two years of trials"
        ),
        standfirst=(
            "The sum is 46m crowns a year. The trial built 27 things people "
            "asked for and four that they did not use."
        ),
        kicker="City hall",
        card_headline=(
            "Aldermoor’s residents will decide a tenth of its building budget"
        ),
        hashtags=("Aldermoor", "LocalDemocracy", "OpenData"),
        sources=(
            Ref(
                url=BUDGET_REPORT,
                title="Council votes to let residents spend 46m crowns",
                author="Edda Corvane",
                published=timedelta(days=317),
            ),
            Ref(
                url=BUDGET_RESULTS,
                title="Residents’ budget: results of the trial, by project",
                published=timedelta(days=330),
                role="data",
            ),
        ),
        authors=("joren-tak", "oona-fairlight"),
        picture="market-stall",
        picture_alt=(
            "A market stall with a red and cream awning is laid out with "
            "crates of fruit between two green plants."
        ),
        picture_caption=(
            "Power for the stalls on Tanners’ Square came third in the trial."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=316, hours=5, minutes=19),
        body=(
            p(
                "From next year anybody over sixteen who lives in Aldermoor may "
                "propose something for the city to build and vote on what "
                "others have proposed. The council agreed by 38 votes to 21 to "
                "set aside 46m crowns a year for it, a tenth of what it spends "
                "on streets, parks and buildings, the "
                f'<a href="{BUDGET_REPORT}">Aldermoor '
                "Dispatch</a> reported."
            ),
            p(
                "A passport is not required, nor a place on the electoral roll. "
                "A library card will do."
            ),
            h2("What two districts built"),
            p(
                "The decision follows a trial in Tanners’ Quarter and Hillfoot, "
                "home to 51,000 people. They had 9m crowns a year. Turnout rose "
                "from 14% in the first year to 23% in the second, when 11,800 "
                "people voted. Of 31 projects that won, "
                f'<a href="{BUDGET_RESULTS}">27 '
                "were finished in time</a>."
            ),
            table(
                "The five projects with most votes, second year",
                ("Project", "Votes", "Cost, crowns"),
                ("Lights on the canal path", "4,120", "1.9m"),
                ("A roof for the school yard", "3,870", "1.1m"),
                ("Power for market stalls", "3,060", "0.3m"),
                ("Public toilets, Hillfoot", "2,940", "0.8m"),
                ("A slide into the river pool", "2,510", "0.2m"),
            ),
            p(
                "Four things were built and hardly used, among them a chess "
                "terrace in the shade and an app for reporting puddles. The "
                "council’s review names all four, and says what each cost."
            ),
            quote(
                "We have wasted larger sums without asking anybody.",
                "Ottilie Brandt, head of the city’s finance office",
                BUDGET_REPORT,
            ),
            h2("Who turned up"),
            p(
                "Those who voted were not quite the city. Owners of houses were "
                "over-represented by a third. Young people were not: 29% of "
                "those between 16 and 24 took part, more than in the last "
                "council election, largely because ballots were handed out in "
                "schools."
            ),
            pull("A passport is not required. A library card will do."),
            divider(),
            h2("How it will work"),
            numbers(
                ("Proposals are made until spring, in writing or at a library desk."),
                (
                    "City engineers price each one and say in public why if they "
                    "refuse it."
                ),
                (
                    "The vote lasts two weeks; each person has five votes and may "
                    "not give two to the same project."
                ),
                "Winners are built in order until the money has gone.",
            ),
            p(
                "Opponents called it a lottery with plans. Their amendment to "
                "keep the money with the district councils failed. They did win "
                "a limit: no project may cost more than 2m crowns, so that no "
                "single one can eat the year."
            ),
            p(
                "The first proposals are due in four months. The finance office "
                "has already received one, in pencil, for a bench."
            ),
        ),
    ),
    Story(
        key="committee-rooms-on-air",
        category="Politics",
        headline=(
            "Vesmark’s Assembly lets radio into its committee rooms after 43 years"
        ),
        standfirst=(
            "Every public hearing will be broadcast whole, coughs included, "
            "and kept for anyone to search."
        ),
        kicker="Assembly",
        card_headline="Assembly lets radio into its committee rooms",
        hashtags=("NationalAssembly", "Transparency", "OpenData"),
        sources=(
            Ref(
                url=RADIO_REPORT,
                title="Vesmark’s committees go on air",
                author="Maren Holt-Ivers",
                published=timedelta(days=211),
            ),
            Ref(
                url=RADIO_RULE,
                title="Standing order 71, as amended",
                published=timedelta(days=212),
                role="document",
            ),
        ),
        authors=("joren-tak",),
        picture="radio-microphone",
        picture_alt=(
            "A violet and gold radio microphone sends out red waves to both sides."
        ),
        picture_caption="There are 14 committee rooms; eleven have been wired so far.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=210, hours=9, minutes=28),
        body=(
            p(
                "Hearings in the committees of Vesmark’s National Assembly will "
                "be broadcast from next month, ending a ban that was meant to "
                "last for one session and has lasted for 43 years. The chamber "
                "voted 133 to 41 to change "
                f'<a href="{RADIO_RULE}">standing '
                "order 71</a>; seven members abstained."
            ),
            p(
                "The chamber itself has been on air for decades. Its "
                "committees, where bills are written, have been open to anyone "
                "who could find one of the twelve public chairs."
            ),
            h2("Why the ban began"),
            p(
                "In its first week on air, 43 years ago, a committee on "
                "fisheries was heard to spend an hour on where to have lunch. "
                "The presiding committee suspended broadcasts until rules could "
                "be drawn up. It never drew them up, and each new Assembly "
                "renewed the suspension on its first day, without a debate, "
                "between the oath and the photograph."
            ),
            quote(
                (
                    "I have been in rooms where a witness changed a law, and I was "
                    "the only person who could say so."
                ),
                "Anouk Tellier, rail minister and former committee chair",
                RADIO_REPORT,
            ),
            h2("What listeners will get"),
            bullets(
                "Sound from every public hearing, live, with no commentary.",
                (
                    "The whole recording within an hour, and a transcript within "
                    "two days."
                ),
                "A search across all of them, by word and by speaker.",
            ),
            p(
                "Nothing may be cut. Members had asked for pauses to be taken "
                "out, and for the right to withdraw a remark within the day. "
                "Both were refused, on the ground that the minutes never "
                "allowed it either."
            ),
            pull("Between the oath and the photograph."),
            h2("What stays shut"),
            p(
                "Meetings in which a committee agrees its report will remain "
                "private, as will evidence that a court has restricted. "
                "Witnesses can ask to be heard without being broadcast if they "
                "would be in danger; the chair has to give the reason in "
                "public, though not the name."
            ),
            facts(
                "In figures",
                (
                    "14 committee rooms, eleven of them wired so far, at a cost of "
                    "2.7m crowns."
                ),
                "About 1,150 hours of public hearings a year.",
                "Twelve public chairs in the largest room.",
            ),
            p(
                "Those who voted no feared speeches made for the microphone. "
                "The clerk of the Assembly, Ragna Holm, told the "
                f'<a href="{RADIO_REPORT}">Littoral '
                "Wire</a> that she had read the minutes of the last 43 years "
                "and that the speeches were already there. A review is due "
                "after two sessions. The presiding committee has put it in the "
                "calendar, with a name beside it."
            ),
        ),
    ),
]
