"""Science: nets, salt, and a lighthouse keeper's notes on fog."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    bullets,
    embed,
    facts,
    h2,
    numbers,
    p,
    quote,
)

NET_REPORT = "https://www.lanternfish.example/2026/cod-leave-lit-nets"
NET_FILM = "https://www.reelhouse.example/w/inside-the-net"
WHEAT_REPORT = "https://www.littoralwire.example/2026/salt-wheat-ormany"
FOG_REPORT = "https://www.averne-courier.example/2026/ostwick-fog-log"
FOG_DATA = "https://www.aldermoor-university.example/2026/data/ostwick-fog"

STORIES: list[Story] = [
    Story(
        key="camera-in-the-net",
        category="Science",
        headline=("A camera inside a trawl shows why young cod never find the exit"),
        standfirst=(
            "Ten green lamps, 140 hours of film and a hole in the right "
            "place let four in five young fish swim free."
        ),
        kicker="At sea",
        hashtags=("Fishing", "PortAverne", "OpenData"),
        sources=(
            Ref(
                url=NET_REPORT,
                title="Young cod leave by the lit door",
                author="Sunniva Arkwell",
                published=timedelta(days=13),
            ),
            Ref(
                url=NET_FILM,
                title="Inside the net: four minutes at 80 metres",
                author="Averne Fishing Cooperative",
                published=timedelta(days=14),
                role="social",
            ),
        ),
        authors=("priya-venn",),
        picture="trawler",
        picture_alt=(
            "A green and red trawler rides a grey swell, with gulls about its full net."
        ),
        picture_caption=(
            "Three boats from Port Averne took part, at their usual speed "
            "and on their usual grounds."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=12, hours=9, minutes=3),
        body=(
            p(
                "Nets off Port Averne have had an emergency exit for young cod "
                "for eleven years: a panel of wide mesh in the roof, "
                "prescribed by law. Hardly any fish used it. A camera that "
                "rode inside a trawl for 140 hours has now shown why, and ten "
                "green lamps have changed it, "
                f'<a href="{NET_REPORT}">Lanternfish reported</a>.'
            ),
            p(
                "The film, made by marine biologists in Aldermoor with three "
                "boats of the fishing cooperative, shows cod that enter the "
                "net and turn round. They swim along with it, facing forward, "
                "for up to twenty minutes. When they tire they drop back low "
                "and to the sides. The exit is above them, in the dark."
            ),
            embed(
                NET_FILM,
                still="night-ferry",
                title="Inside the net: four minutes at 80 metres",
                author="Averne Fishing Cooperative",
                provider="Reelhouse",
                text=(
                    "Cod swim along with a trawl until they tire. Watch the lower "
                    "left corner when the green lamps come on."
                ),
            ),
            h2("Move the door, light the way"),
            p("The team tried four things, a week each:"),
            numbers(
                "The panel where the law puts it: 9% of young cod got out.",
                "The same panel with lamps around it: 24%.",
                "The panel in the lower sides, without lamps: 38%.",
                "In the lower sides, with ten green lamps: 81%.",
            ),
            p(
                "Green is the colour that carries furthest in that water. "
                "White lamps did worse than none, because they drew in small "
                "shrimp, and the cod stayed to eat."
            ),
            h2("What the crews lost"),
            p(
                "A net that lets out small fish may let out large ones too. "
                "The boats lost 3% of the cod they could have sold, and with "
                "it about 700 crowns a week each. They saved more than that in "
                "sorting: the crew of the Ann Sorrel were in their bunks 50 "
                "minutes earlier after each haul."
            ),
            quote(
                (
                    "I was against it until I saw my own net from inside. I had "
                    "been paying for a door in the ceiling."
                ),
                "Corrie Maddoway, skipper of the Ann Sorrel",
                NET_REPORT,
            ),
            facts(
                "The law as it stands",
                (
                    "Vesmark’s fishing act prescribes a panel three metres long "
                    "<b>in the upper half</b> of the net. A boat that moves it to "
                    "the lower half may be fined 8,000 crowns. The three boats had "
                    "a permit for the trial."
                ),
            ),
            h2("What is open"),
            bullets(
                (
                    "Do fish that get out survive? Of 60 kept in a cage for a "
                    "week, 56 did."
                ),
                "Does it work in muddy water? The trial had clear days only.",
                "Who pays for the lamps, at 2,300 crowns a net?",
            ),
            p(
                "The cooperative has asked the fisheries ministry to let any "
                "boat move its panel from next season. The ministry said that "
                "it would watch the film."
            ),
        ),
    ),
    Story(
        key="old-wheat-salt-land",
        category="Science",
        headline="A forgotten Ormany wheat keeps its yield on salted flood land",
        standfirst=(
            "Seed from a church loft gave 4.1 tonnes a hectare where "
            "modern kinds gave barely two."
        ),
        hashtags=("Ormany", "Climate", "SorrelRiver"),
        sources=(
            Ref(
                url=WHEAT_REPORT,
                title="Loft seed thrives on salted fields",
                author="Jules Okandry",
                published=timedelta(days=97, hours=2),
            ),
        ),
        picture="wheat-field",
        picture_alt=(
            "Three ripe ears of wheat stand before a golden field that "
            "runs to blue hills."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=96, hours=7, minutes=52),
        body=(
            p(
                "A wheat that nobody had sown for seventy years grows almost "
                "as well on salty soil as on good, plant breeders in Ormany "
                "have found. On fields near the river mouth that the sea "
                "flooded two winters ago it gave 4.1 tonnes a hectare; three "
                "modern kinds beside it gave 1.9 to 2.2, the "
                f'<a href="{WHEAT_REPORT}">Littoral Wire reported</a>.'
            ),
            p(
                "The seed came out of a church loft in the village of Dorn, "
                "eleven sacks in all, of which two still sprouted. The priest "
                "had kept them, labelled <i>red, for the wet side</i>."
            ),
            quote(
                "The label was the best piece of science in the building.",
                "Tamsin Orvell, plant breeder",
                WHEAT_REPORT,
            ),
            p(
                "On land without salt the old wheat loses, with 5.0 tonnes to "
                "the others’ 7.4, and its long straw falls over in a wind. The "
                "breeders want to cross it rather than sell it. It seems to "
                "hold salt back in its roots; they have narrowed the cause "
                "down to nine genes."
            ),
            p(
                "About 31,000 hectares in Ormany are too salty for ordinary "
                "wheat. Crossed seed could be ready in six years. Until then "
                "40 farmers have been given a bag of the red."
            ),
        ),
    ),
    Story(
        key="ostwick-fog-log",
        category="Science",
        headline="A lighthouse’s fog log gives weather science 96 missing years",
        standfirst=(
            "Volunteers typed in 70,128 entries from Ostwick, two a day, "
            "in the handwriting of nine keepers."
        ),
        hashtags=("Ostwick", "Volunteers", "Climate", "OpenData"),
        sources=(
            Ref(
                url=FOG_REPORT,
                title="Nine keepers, 96 years of fog",
                author="Tilda Ransome",
                published=timedelta(days=188),
            ),
            Ref(
                url=FOG_DATA,
                title="Ostwick light: visibility twice a day, 96 years",
                published=timedelta(days=189),
                role="data",
            ),
        ),
        authors=("priya-venn",),
        picture="lighthouse",
        picture_alt=(
            "A banded lighthouse on its rock throws two beams over a "
            "purple sea, a cottage beside it."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=187, hours=10, minutes=28),
        body=(
            p(
                "For 96 years the keepers of the Ostwick light wrote down "
                "twice a day how far they could see. Their log, 70,128 entries "
                "in 31 books, has now been typed in by 214 volunteers and is "
                "the longest record of fog on the coast by half a century, the "
                f'<a href="{FOG_REPORT}">Averne Courier reported</a>.'
            ),
            p(
                "It shows that foggy mornings have become rarer: 61 a year in "
                "the first twenty years and 38 in the last. The change comes "
                "in two steps, when the town’s coal stoves went and when the "
                "sea began to warm."
            ),
            quote(
                (
                    "Keeper number four could not spell visibility. He spelled it "
                    "the same way for 22 years, so we always knew that it was him."
                ),
                "Hedda Noyce, who typed in 4,900 entries",
                FOG_REPORT,
            ),
            p(
                "Each entry was read by two people. They disagreed on 3% of "
                "them, most of those by keeper six, who wrote with a "
                "carpenter’s pencil. The university in Aldermoor has put "
                f'<a href="{FOG_DATA}">the figures</a> '
                "online, with a picture of every page."
            ),
            p(
                "The log ends on the day the light was made automatic. Its "
                "last line reads: <i>Clear. Nothing further.</i>"
            ),
        ),
    ),
]
