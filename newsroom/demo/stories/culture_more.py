"""Culture: a violin from fallen spruce, and a cinema bought by the seat."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import Ref, Story, bullets, facts, h2, p, pull, quote, table

VIOLIN_REPORT = "https://www.carrow-chronicle.example/2026/storm-spruce-violin"
CINEMA_REPORT = "https://www.averne-courier.example/2026/ostwick-regent-reopens"
CINEMA_BOOKS = "https://www.ostwickregent.example/accounts/first-year"

STORIES: list[Story] = [
    Story(
        key="storm-spruce-violin",
        category="Culture",
        headline=("A violin made from storm-felled spruce is heard for the first time"),
        standfirst=(
            "A gale took 300,000 trees above Brenholt in one night. A "
            "maker went up with a hammer and knocked on 900 of them."
        ),
        kicker="First hearing",
        card_headline="A violin from storm-felled spruce",
        hashtags=("Music", "Brenholt", "Carrow", "Restoration"),
        sources=(
            Ref(
                url=VIOLIN_REPORT,
                title="The tree that answered",
                author="Henrike Stoll",
                published=timedelta(hours=23),
            ),
        ),
        original_reporting=True,
        authors=("declan-morrowby",),
        picture="violin",
        picture_alt="A violin and its bow lie across five flowing lines.",
        picture_caption=(
            "Five months in the making, after nine years of waiting for the wood."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=17, minutes=44),
        share_text="He knocked on 900 trees. Eleven answered.",
        body=(
            p(
                "The first note was an open G, held for as long as the bow "
                "lasted. Then the violinist, Marit Solvane, laughed, and so "
                "did the 240 people in the town hall of Brenholt, most of whom "
                "had known the tree. The violin she was holding was cut from a "
                "spruce that fell with some 300,000 others in a single night "
                "nine years ago."
            ),
            p(
                "Its maker, Konrad Teyle, went up after the storm with a "
                "hammer and a stethoscope. Good spruce rings when it is "
                "struck, even lying down. Over three weeks he knocked on about "
                "900 trunks and marked eleven with chalk. The forest office, "
                "which was selling the rest for pallets, let him have them at "
                "the price of pallets."
            ),
            quote(
                (
                    "Nine hundred of them went thud. You begin to think that it is "
                    "your ears. And then one says its name."
                ),
                "Konrad Teyle, violin maker",
            ),
            h2("Nine years in a loft"),
            p(
                "The wood then had to dry. Makers count a year for every three "
                "millimetres, and most buy it from somebody’s grandfather. Mr "
                "Teyle stacked his in the loft of the fire station, where "
                "hoses are hung and the air is never still. He moved each "
                "plank once a month."
            ),
            table(
                "From a tree to a violin",
                ("Stage", "What was left"),
                ("Trunks struck", "900"),
                ("Trunks kept", "11"),
                ("Planks after drying", "64"),
                ("Planks without a flaw", "23"),
                ("Violins so far", "1"),
            ),
            pull("And then one says its name.", "Konrad Teyle"),
            h2("What it sounds like"),
            p(
                "Ms Solvane, who leads the Littoral Union’s chamber orchestra, "
                "usually plays an instrument some two centuries older. She "
                "said that the new one is loud in the wrong places and will be "
                "for a year. What struck her was how quickly it speaks: <i>you "
                "think of the note and it is already there</i>. She played for "
                "50 minutes, a sonata, four dances from the valley and, at the "
                "end, a slow tune that foresters sing when a cart is stuck."
            ),
            facts(
                "Where the wood will go",
                (
                    "Mr Teyle expects to make fourteen violins, five violas and "
                    "two cellos from the 23 planks and those yet to be cut from "
                    "the last two trunks. <b>One violin stays in Brenholt</b>, on "
                    "loan to whichever pupil of the music school needs it."
                ),
            ),
            h2("What the slope sounds like"),
            p(
                "The hillside has been planted again, with beech and maple "
                "among the spruce, so that the next gale finds something to "
                "hold on to. It will be 150 years before anybody can knock on "
                "it. The "
                f'<a href="{VIOLIN_REPORT}">Carrow Chronicle</a> '
                "asked Mr Teyle whether that troubled him. He said that "
                "somebody had planted the first lot without asking whether he "
                "would be there."
            ),
        ),
    ),
    Story(
        key="ostwick-regent-cinema",
        category="Culture",
        headline=("Ostwick buys back its cinema, one seat at a time, for 1.1m crowns"),
        standfirst=(
            "The Regent had been shut for six years and was to become "
            "flats. Now 812 people own it, and nobody owns more than two "
            "seats."
        ),
        kicker="On the screen",
        hashtags=("Ostwick", "Cooperatives", "Volunteers", "Restoration"),
        sources=(
            Ref(
                url=CINEMA_REPORT,
                title="Full house for the Regent’s second first night",
                author="Tilda Ransome",
                published=timedelta(days=237, hours=3),
            ),
            Ref(
                url=CINEMA_BOOKS,
                title="The Regent: plan and accounts of the first year",
                published=timedelta(days=260),
                role="document",
            ),
        ),
        authors=("declan-morrowby",),
        picture="cinema",
        picture_alt=(
            "Two faces meet on a cinema screen in front of rows of dark "
            "heads and red seats."
        ),
        picture_caption="Row F was the last to be sold. It is behind a pillar.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=236, hours=5, minutes=33),
        body=(
            p(
                "The lights went down in Ostwick’s only cinema on Saturday for "
                "the first time in six years, and 430 people applauded the "
                "dark. The Regent was to be turned into flats. It belongs "
                "instead to 812 residents, who paid 1,350 crowns for each "
                "seat, the "
                f'<a href="{CINEMA_REPORT}">Averne Courier reported</a>.'
            ),
            p(
                "The sum is easy to check. The house has 430 seats. Each was "
                "sold twice, for odd and for even weeks, except 45 with a poor "
                "view, which were sold once: 815 in all, which makes 1.1m "
                "crowns. That was the price of the building. Three people "
                "bought two."
            ),
            h2("Nobody owns the middle"),
            p(
                "A share comes with a seat number but not with the seat. Its "
                "owner may sit there on the first night of a film, if he or "
                "she books by Wednesday, and has one vote like everybody else. "
                "Shares can be left to a child, given back for what they cost, "
                "or passed to a neighbour. They cannot be sold for more."
            ),
            quote(
                (
                    "I was proposed to in M12. It had gone by the time I came, so "
                    "I bought half of N12, and I can see the back of it."
                ),
                "Pia Lorrimer, owner of half of N12",
                CINEMA_REPORT,
            ),
            h2("What had to be mended"),
            bullets(
                ("the roof, over the screen, through which gulls had come and gone;"),
                (
                    "the projector, which was sold, and has been replaced by one "
                    "from a closed house in Lisk;"
                ),
                ("211 seats, by an evening class that had signed up for cushions."),
            ),
            p(
                "The work cost another 640,000 crowns, half of it from the "
                "county’s fund for old buildings. Sixty volunteers gave 9,000 "
                "hours between them, which is not in the "
                f'<a href="{CINEMA_BOOKS}">accounts</a>, '
                "though the biscuits are."
            ),
            h2("Whether it pays"),
            p(
                "The Regent needs 41,000 visitors a year to break even. In its "
                "last full year as a private house it had 38,000. The "
                "cooperative has two paid staff where there were seven, and "
                "shows films on five days rather than seven, so that the stage "
                "behind the screen can be let to the town’s two choirs and its "
                "one magician."
            ),
            facts(
                "The first month",
                (
                    "Four new films, one old one chosen by vote, and on Sundays at "
                    "eleven a showing <b>with the lights half up and the sound "
                    "half down</b>, for babies and for anybody who prefers it."
                ),
            ),
            p(
                "The film on the first night was the one that had been showing "
                "when the house closed. The old manager, Bertil Anso, was "
                "asked to start it. He began, he said, at the reel where they "
                "had stopped, and then thought better of it and went back to "
                "the beginning."
            ),
        ),
    ),
]
