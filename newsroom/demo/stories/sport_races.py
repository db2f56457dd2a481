"""Sport: four races, on water and on land."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import Ref, Story, bullets, p, quote, table

TOUR_REPORT = "https://www.sidelines.example/2026/sorrel-tour/last-stage"
SWIM_REPORT = "https://www.averne-courier.example/2026/mell-bay-both-ways"
MARATHON_REPORT = "https://www.carrow-chronicle.example/2026/brenholt-marathon"
REGATTA_REPORT = "https://www.averne-courier.example/2025/averne-regatta"

STORIES: list[Story] = [
    Story(
        key="sorrel-tour-four-seconds",
        category="Sport",
        headline="The Sorrel Tour is won by four seconds after 611 kilometres",
        standfirst=(
            "Mila Stroud lost the jersey with a puncture in Ormany and "
            "took it back on the quay at Port Averne."
        ),
        hashtags=("SorrelRiver", "Carrow", "Ormany", "Records"),
        sources=(
            Ref(
                url=TOUR_REPORT,
                title="Stroud by four seconds",
                author="Bea Lindholt",
                published=timedelta(days=151, hours=15),
            ),
        ),
        authors=("declan-morrowby",),
        picture="cyclist",
        picture_alt=(
            "A racing cyclist in a pink jersey and a white helmet climbs a "
            "green hillside."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=151, hours=5, minutes=2),
        body=(
            p(
                "Mila Stroud of Carrow has won the Sorrel Tour, five stages "
                "down the river from the glacier to the sea, by four seconds "
                "from Anke Vossler of Vesmark. It is the smallest margin in "
                "the 22 years of the race, "
                f'<a href="{TOUR_REPORT}">Sidelines reported</a>.'
            ),
            table(
                "Stroud against Vossler, stage by stage",
                ("Stage", "Km", "Gap", "Stroud overall"),
                ("1 Hallin to Brenholt", "96", "+21 s", "21 s ahead"),
                ("2 Brenholt to Kest", "134", "+9 s", "30 s ahead"),
                ("3 Kest to Lisk", "142", "-48 s", "18 s behind"),
                ("4 Lisk to Sallow Bridge", "128", "+7 s", "11 s behind"),
                ("5 To Port Averne", "111", "+15 s", "4 s ahead"),
            ),
            p(
                "The 48 seconds were a puncture on the Ormany plain. Stroud "
                "waited for her car, which was behind a hay cart. On the last "
                "stage she attacked where nobody does, on the flat, eleven "
                "kilometres out and into the wind."
            ),
            quote(
                "Everybody rests there. So I knew that it would be quiet.",
                "Mila Stroud",
                TOUR_REPORT,
            ),
            p(
                "Vossler led the chase herself and was given no help. On the "
                "quay she waited for Stroud’s time to be called, counted on "
                "her fingers and went across to shake her hand."
            ),
        ),
    ),
    Story(
        key="mell-bay-swum-both-ways",
        category="Sport",
        headline="An Ostwick nurse is the first to swim Mell Bay there and back",
        standfirst=(
            "Jorunn Pike took nine hours and 12 minutes, was stung twice "
            "and turned round without touching land."
        ),
        hashtags=("Ostwick", "Records", "Volunteers"),
        sources=(
            Ref(
                url=SWIM_REPORT,
                title="Both ways across the bay",
                author="Tilda Ransome",
                published=timedelta(days=210),
            ),
        ),
        authors=("declan-morrowby",),
        picture="swimmer",
        picture_alt=("A swimmer in a yellow cap, seen from above, is alone in a lane."),
        picture_caption="She trained for two years in lane four of Ostwick’s pool.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=209, hours=7, minutes=58),
        body=(
            p(
                "Jorunn Pike, a nurse at Ostwick’s hospital, has swum across "
                "Mell Bay and back, 27 kilometres in nine hours and 12 "
                "minutes. Some 70 people have swum it one way. Nobody had "
                "turned round, the "
                f'<a href="{SWIM_REPORT}">Averne Courier reported</a>.'
            ),
            p(
                "She started at four in the morning after a late shift. The "
                "way out, with the tide, took four hours and five minutes. The "
                "way back took five hours and seven. The rules let her stop in "
                "the water but not stand, so she trod water off the Mell side "
                "for two minutes, ate a banana from a pole and went."
            ),
            quote(
                (
                    "From the far side you can see the hospital. I thought, well, "
                    "I have to be there on Monday anyway."
                ),
                "Jorunn Pike",
                SWIM_REPORT,
            ),
            p(
                "The water was at 14 degrees. She was stung twice by jellyfish "
                "and sang, the crew of her boat said, from the seventh hour "
                "on, with her face in the water. They did not recognise the "
                "tune."
            ),
            p(
                "Four volunteers took turns to row beside her. The swim raised "
                "83,000 crowns for a second lifeboat at Mell Cross. Next "
                "summer she would like to go round the lighthouse."
            ),
        ),
    ),
    Story(
        key="brenholt-marathon-postwoman",
        category="Sport",
        headline="A postwoman wins the Brenholt marathon along her own round",
        standfirst=(
            "Greta Ollenby ran it in 2:31:47, a record for the course, and "
            "greeted eleven letter boxes by number."
        ),
        hashtags=("Carrow", "Records", "Brenholt"),
        sources=(
            Ref(
                url=MARATHON_REPORT,
                title="Ollenby delivers",
                author="Henrike Stoll",
                published=timedelta(days=330, hours=12),
            ),
        ),
        authors=("declan-morrowby",),
        picture="runner",
        picture_alt="A runner with a red headband is in full stride on a red track.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=330, hours=4, minutes=51),
        body=(
            p(
                "Greta Ollenby won the Brenholt marathon in two hours, 31 "
                "minutes and 47 seconds, 68 seconds faster than any woman had "
                "run its hills before. For nine of the 42 kilometres the "
                "course follows the round on which she brings the post, the "
                f'<a href="{MARATHON_REPORT}">Carrow Chronicle reported</a>.'
            ),
            p(
                "She was fourth at half-way and a minute and a half behind. "
                "Then came Tanner Hill, 88 metres of climb in two kilometres, "
                "which she walks six days a week with a bag of eleven "
                "kilograms."
            ),
            quote(
                (
                    "The others looked at the hill. I looked at number 40, because "
                    "of the dog."
                ),
                "Greta Ollenby",
                MARATHON_REPORT,
            ),
            p(
                "She passed all three there and won by 52 seconds. Second was "
                "Ida Ferrand of Talmere, who had led since the fifth kilometre "
                "and said that she would train with parcels."
            ),
            bullets(
                "2,914 runners started and 2,655 finished.",
                (
                    "The last came in after six hours and 40 minutes, with the "
                    "sweeping machine behind him."
                ),
                "The post was delivered by a colleague, an hour late.",
            ),
            p(
                "Ms Ollenby has run for four years. The prize is 60,000 "
                "crowns, which is about what she earns in two months. She was "
                "back on her round on Monday, downhill first."
            ),
        ),
    ),
    Story(
        key="averne-regatta-borrowed-boat",
        category="Sport",
        headline=("Five sailors from Shione win Averne’s regatta in a borrowed boat"),
        standfirst=(
            "Theirs was still at sea in a container. The harbour’s sailing "
            "school lent them one with patched sails."
        ),
        hashtags=("PortAverne", "Shione", "Shipping"),
        sources=(
            Ref(
                url=REGATTA_REPORT,
                title="Visitors win with the school boat",
                author="Tilda Ransome",
                published=timedelta(days=391, hours=16),
            ),
        ),
        authors=("emiko-tazawa", "declan-morrowby"),
        age=timedelta(days=391, hours=3, minutes=16),
        body=(
            p(
                "A crew of five from Shione in Hoshima has won the Averne "
                "regatta in a boat that they first saw on the morning of the "
                "race. Their own was in a container that missed its ship. The "
                "city’s sailing school lent them <i>Patience</i>, which is 26 "
                "years old and used for teaching knots, the "
                f'<a href="{REGATTA_REPORT}">Averne Courier reported</a>.'
            ),
            table(
                "Averne regatta, the first four after five races",
                ("Boat", "From", "Race places", "Points"),
                ("Patience", "Shione", "6, 3, 1, 1, 2", "13"),
                ("Sea Rent", "Port Averne", "1, 2, 4, 5, 3", "15"),
                ("Marguerite", "Ostwick", "2, 5, 3, 2, 4", "16"),
                ("Ninth Verse", "Port Averne", "4, 1, 5, 4, 5", "19"),
            ),
            p(
                "The lowest score wins. The visitors were sixth in the first "
                "race, when they could not find the winch handle. A pupil of "
                "the school, Nell Abiodun, who is twelve, drew them a plan of "
                "the boat overnight."
            ),
            quote(
                (
                    "We taped her drawing to the boom. It was better than our own "
                    "manual."
                ),
                "Sho Minakata, helmsman",
                REGATTA_REPORT,
            ),
            p(
                "They gave the prize, 40,000 crowns, back to the school for "
                "new sails. Their own boat arrived two days later and was sent "
                "home unopened."
            ),
        ),
    ),
]
