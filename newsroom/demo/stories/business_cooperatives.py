"""Business: oven heat, a press and an auction, run by those who work there."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import Ref, Story, bullets, embed, h2, p, pull, quote, table

HEAT_REPORT = "https://www.averne-courier.example/2026/greenhouses-bakery-heat"
HEAT_POST = "https://www.chorus.example/2026/ostwickgrowers/first-tomatoes"
PRESS_REPORT = "https://www.openledger.example/2026/averne-printers-buy-press"
AUCTION_REPORT = "https://www.averne-courier.example/2025/fish-auction-bell"

STORIES: list[Story] = [
    Story(
        key="ostwick-greenhouses-bakery-heat",
        category="Business",
        headline=("Ostwick’s tomato growers heat eleven greenhouses with bakery ovens"),
        standfirst=(
            "A pipe of 380 metres replaced a third of the gas, and the "
            "cooperative has paid for half of it."
        ),
        hashtags=("Cooperatives", "CostOfLiving", "OstwickFerries"),
        sources=(
            Ref(
                url=HEAT_REPORT,
                title="Bread heats tomatoes",
                author="Tilda Ransome",
                published=timedelta(days=134),
            ),
        ),
        picture="greenhouse",
        picture_alt="A lit greenhouse full of tomato plants stands in the dark.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=133, hours=7, minutes=49),
        body=(
            p(
                "Eleven greenhouses on the edge of Ostwick are heated at night "
                "by the ovens of the bakery next door. A pipe of 380 metres "
                "carries hot water from a coil in the bakery’s chimney, and has "
                "replaced 34% of the gas that the growers burned last year, the "
                f'<a href="{HEAT_REPORT}">Averne '
                "Courier</a> reported."
            ),
            p(
                "The hours fit. Bread is baked from eleven to five, when the "
                "glass is coldest. The growers, a cooperative of nine families, "
                "used to start their boilers just as the bakers opened their "
                "flues."
            ),
            quote(
                (
                    "For six years we looked at that steam over the fence and "
                    "complained about the price of gas."
                ),
                "Lisbet Amory, chair of the growers’ cooperative",
                HEAT_REPORT,
            ),
            embed(
                HEAT_POST,
                title="First tomatoes off the bread line",
                author="Ostwick Growers",
                provider="Chorus",
                text=(
                    "Picked at six, on the early ferry at seven. They do not taste "
                    "of bread. We have been asked."
                ),
            ),
            p(
                "The pipe cost 520,000 crowns. The cooperative and the bakery "
                "paid half each and share the saving, about 130,000 crowns a "
                "year, so that it will have paid for itself in four. Two more "
                "bakeries on the coast have asked for the drawings."
            ),
        ),
    ),
    Story(
        key="averne-printers-buy-press",
        category="Business",
        headline=(
            "Averne’s printers buy their press and keep the evening edition alive"
        ),
        standfirst=(
            "Forty-one people put in 30,000 crowns each. They print a "
            "newspaper, every ballot in Vesmark and a great many bus "
            "timetables."
        ),
        kicker="Work",
        card_headline="Averne’s printers buy their own press",
        hashtags=("Cooperatives", "PortAverne", "LocalPress"),
        sources=(
            Ref(
                url=PRESS_REPORT,
                title="The night shift buys the press",
                author="Casimir Oyland",
                published=timedelta(days=249),
            ),
        ),
        original_reporting=True,
        authors=("ruth-abernale",),
        picture="printing-press",
        picture_alt=(
            "Paper runs from a large roll over blue, pink, yellow and grey "
            "press cylinders and comes out as a newspaper."
        ),
        picture_caption="The press was built to last for 25 years and is in its 38th.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=247, hours=3, minutes=36),
        body=(
            p(
                "The last newspaper press on Vesmark’s coast belongs to the "
                "people who run it. Forty-one printers, drivers and one canteen "
                "cook bought the plant in Port Averne for 2.6m crowns on the "
                "day before it was due to close, and printed the evening "
                "edition of the Averne Courier the same night, eleven minutes "
                "late."
            ),
            p(
                "Each put in 30,000 crowns, which makes 1.23m. A cooperative "
                "bank lent the other 1.37m, with the press as security. If it "
                "fails, the bank will own a machine of 90 tonnes that nobody "
                "else wants; its manager, Rutger Sand, said that this had "
                "concentrated minds on both sides."
            ),
            h2("Why it was closing"),
            p(
                "The owner, a holding in Lisk, had lost money on the plant for "
                "six years. Newspapers printed 38,000 copies there a night, "
                "down from 160,000. But it also printed timetables, seed "
                "catalogues and every ballot paper in the country, and those, "
                "the workers found when they were shown the books, made a "
                "profit."
            ),
            table(
                "What the press earned last year, in thousands of crowns",
                ("Work", "Income", "Cost", "Result"),
                ("Newspapers", "3,100", "3,900", "-800"),
                ("Timetables and catalogues", "2,400", "1,900", "+500"),
                ("Ballots and forms", "1,700", "1,150", "+550"),
                ("Head office, Lisk", "0", "690", "-690"),
            ),
            quote(
                (
                    "We looked at the last line and asked what we would lose if we "
                    "lost that."
                ),
                "Marguerite Oyen, press operator and chair of the cooperative",
                PRESS_REPORT,
            ),
            h2("How forty-one people decide"),
            p(
                "Every member has one vote, whatever their wage. They elect a "
                "board of five for two years, and a foreman of each shift for "
                "one. Nobody may earn more than two and a half times what "
                "anybody else does; the widest gap today is 1.9."
            ),
            bullets(
                "Half of any profit repays the bank.",
                "A quarter is kept for the machine.",
                "A quarter is shared equally, the cook’s share included.",
            ),
            pull("Eleven minutes late."),
            h2("What could go wrong"),
            p(
                "The Courier has signed for three years and may leave after "
                "two. The contract for ballots is put out to tender before each "
                "election. And the press is in its 38th year: spare parts come "
                "from two machines of the same make that were broken up "
                "elsewhere, and are stacked, labelled, in what used to be the "
                "manager’s garage."
            ),
            p(
                "Ms Oyen has a list of what would break first. The "
                "cooperative’s first decision, taken by 39 votes to two, was to "
                "buy a gearbox. Its second was to ring the bell at the start of "
                "a run again, which head office had stopped for reasons of "
                "insurance."
            ),
        ),
    ),
    Story(
        key="averne-fish-auction-bell",
        category="Business",
        headline="Averne’s fish auction moves to the phone and retires its bell",
        standfirst=(
            "Buyers may now bid from bed. Eleven of them still come at "
            "five, for the coffee."
        ),
        hashtags=("Fishing", "PortAverne", "Cooperatives"),
        sources=(
            Ref(
                url=AUCTION_REPORT,
                title="Going, going, online",
                author="Edda Corvane",
                published=timedelta(days=412),
            ),
        ),
        picture="trawler",
        picture_alt=(
            "A green and red trawler with its net hauled up rides on grey "
            "waves under three gulls."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=411, hours=5, minutes=53),
        body=(
            p(
                "The fish auction in Port Averne has rung its bell for the last "
                "time. Since last week buyers have bid by phone, from a list "
                "that appears at half past four with the boat, the species, the "
                "weight and a photograph of each box."
            ),
            p(
                "The fishing cooperative, which owns the hall, says that prices "
                "have risen by 6% because 74 buyers took part instead of 30. "
                "Some sat in Aldermoor, an hour inland, and had their boxes "
                "sent by the first train."
            ),
            quote(
                (
                    "You used to buy from a man’s face. Now I buy from a photograph "
                    "of a cod."
                ),
                "Theo Gansvoort, fishmonger",
                AUCTION_REPORT,
            ),
            p(
                "The crews like it. A boat that lands late is no longer sold to "
                "whoever has stayed, and skippers see what their catch fetched "
                "before they have tied up. Two small boats that had given up "
                "landing in Averne have come back."
            ),
            p(
                "The hall stays open, with a screen, since the bell’s rope had "
                "been worn by the same hand for 22 years and its owner, the "
                "auctioneer Wilma Straat, was not ready to go. She makes the "
                "coffee. Eleven buyers came yesterday, the "
                f'<a href="{AUCTION_REPORT}">Averne '
                "Courier</a> reported, looked at the fish and bid on their "
                "phones."
            ),
        ),
    ),
]
