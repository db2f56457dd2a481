"""World: what lies behind Ormany's largest dam."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    bullets,
    facts,
    h2,
    h3,
    image,
    key_points,
    numbers,
    p,
    pull,
    quote,
    table,
)

LAKE_ARCHIVE = "https://www.lanternfish.example/2026/open-archive-lake-areas"
DAM_HANDBOOK = "https://www.sorrel-commission.example/archive/kest-operating-rules"
INQUIRY = "https://www.vesmark-assembly.example/2025/inquiries/sallow-bridge"

STORIES: list[Story] = [
    Story(
        key="kest-dam-from-orbit",
        category="World",
        headline="Satellites show what Ormany’s Kest dam held before the flood",
        standfirst=(
            "Ormany calls the level of its largest reservoir a commercial "
            "secret. Radar images put it at 96% nine days before nine "
            "people drowned downstream."
        ),
        kicker="Investigation",
        story_type="news",
        hashtags=(
            "SorrelRiver",
            "WaterDiplomacy",
            "OpenData",
            "SallowBridge",
            "Transparency",
        ),
        sources=(
            Ref(
                url=LAKE_ARCHIVE,
                title="Open archive of lake areas, Sorrel basin",
                author="Nils Averhoef",
                published=timedelta(days=60),
                role="data",
            ),
            Ref(
                url=DAM_HANDBOOK,
                title="Operating rules of the Kest dam, scanned from the first print",
                role="document",
            ),
            Ref(
                url=INQUIRY,
                title="Inquiry into the flood at Sallow Bridge: evidence",
                published=timedelta(days=570),
                role="document",
            ),
        ),
        original_reporting=True,
        authors=(
            "ines-calloway",
            "priya-venn",
            "samir-qandouri",
            "ruth-abernale",
            "joren-tak",
        ),
        picture="satellite",
        picture_alt=(
            "A satellite with two blue solar panels beams red waves down on "
            "a round Earth against a night sky."
        ),
        picture_caption="The satellite passes over the Kest valley every 27 days.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=23, hours=5, minutes=52),
        share_text=(
            "How full was the Kest dam nine days before the Sorrel flooded? "
            "Ormany will not say. Five reporters and a satellite did the "
            "sum."
        ),
        body=(
            key_points(
                (
                    "The Kest reservoir was about 96% full nine days before the "
                    "flood at Sallow Bridge."
                ),
                ("The dam’s own rules ask for 8% to be kept empty in the wet months."),
                (
                    "Hydrologists disagree about how much difference it would have "
                    "made downstream."
                ),
            ),
            p(
                "Behind the Kest dam in Ormany lies a lake 31 kilometres long. "
                "How much water is in it on any day is known to the state "
                "company that runs the turbines and, by law, to nobody else. "
                "Vesmark has asked for the figure since a flood killed nine "
                "people at Sallow Bridge two years ago. It has been offered a "
                "seasonal average."
            ),
            p(
                "The lake can be seen from above. Newsclip took six radar "
                "images of it from "
                f'<a href="{LAKE_ARCHIVE}">an '
                "open archive</a>, measured its shore and compared the area "
                "with maps that engineers drew before the valley was filled. "
                "The result is an estimate, good to about 3%. It says that nine "
                "days before the flood the reservoir was very nearly full."
            ),
            h2("What six passes show"),
            table(
                "The Kest reservoir, from radar images",
                ("Pass", "Area, sq km", "Volume, million cu m", "Share of full"),
                ("Nine weeks before", "38.1", "1,140", "87%"),
                ("Five weeks before", "40.2", "1,205", "92%"),
                ("Nine days before", "41.9", "1,258", "96%"),
                ("Eighteen days after", "42.6", "1,297", "99%"),
                ("A year later", "39.0", "1,166", "89%"),
                ("Last month", "41.0", "1,232", "94%"),
            ),
            p(
                "A full lake holds 1,310 million cubic metres. Nine days before "
                "the flood it had room for 52 million more. Water was entering "
                "at a peak of 1,900 cubic metres a second on the night itself, "
                "according to "
                f'<a href="{INQUIRY}">evidence '
                "given to the inquiry</a>. At that rate the room lasts for "
                "seven and a half hours."
            ),
            h2("The rule in the archive"),
            image(
                "glacier",
                (
                    "A pale glacier descends between purple mountains into a lake "
                    "with small icebergs."
                ),
                (
                    "The Sorrel begins under the Hallin glacier, 230 kilometres "
                    "above the dam."
                ),
                "Illustration: Newsclip",
            ),
            p(
                "The dam was built with money from three countries, and its "
                f'<a href="{DAM_HANDBOOK}">operating '
                "rules</a> were printed in an edition of 40. One copy is in the "
                "river commission’s archive, which for fifty years has been "
                "kept by a single archivist. Rule 14 is two lines long. In the "
                "wet months, it says, the lake shall be held at or below 92% of "
                "its capacity, so that a night’s rain may be stored."
            ),
            p(
                "Eight per cent is 105 million cubic metres, or fifteen hours "
                "at the peak of that night. The rule has never been repealed. "
                "Kest Power, the state company, says that it has never applied "
                "either."
            ),
            quote(
                (
                    "The rules of the first filling are a historical document. We "
                    "operate the plant under the energy act, which does not mention "
                    "them."
                ),
                "Kest Power, in a written answer to Newsclip",
            ),
            pull("Rule 14 is two lines long, and has never been repealed."),
            h2("Would it have helped?"),
            p(
                "We showed the figures to three hydrologists who have no part "
                "in the talks. They agree about the lake and differ about the "
                "town, 270 kilometres below it."
            ),
            bullets(
                (
                    "Two thought that the missing room would have lowered the crest "
                    "at Sallow Bridge by 30 to 50 centimetres."
                ),
                ("The third thought ten, because half of the rain fell below the dam."),
                "All three said that the warning mattered more than the water.",
            ),
            p("The levee at Sallow Bridge was overtopped by 35 centimetres."),
            h3("Why a number is a secret"),
            p(
                "Kest supplies a third of Ormany’s electricity. Traders who "
                "knew how full it was could tell when it would have to sell, "
                "Kest Power says, and would bid lower; it puts the loss at 40m "
                "crowns a year. Two traders whom we asked, in Port Averne and "
                "in Mina al-Nour, said that they already buy such estimates "
                "from a private firm. It uses the same satellite."
            ),
            quote(
                (
                    "The market knows, we know and now you know. The people it is "
                    "kept from are the ones who live below it."
                ),
                "A power trader in Port Averne, who asked not to be named",
            ),
            h2("What Ormany says now"),
            p(
                "The water ministry did not dispute our figures and would not "
                "confirm them. A spokesman, Lorant Besk, said that Ormany would "
                '"bring what is useful" to the talks in Lisk. Vesmark\'s foreign '
                "ministry asked for a copy of the table."
            ),
            facts(
                "How we did it",
                (
                    "We took every pass from ten weeks before the flood to three "
                    "weeks after it, and two later ones to compare."
                ),
                (
                    "Two reporters traced each shore without seeing the other’s "
                    "line. Their areas differed by 0.4 sq km at most."
                ),
            ),
            p("Anyone can repeat it. The steps are these:"),
            numbers(
                "Fetch the images; they are free and need no account.",
                "Trace the shore.",
                (
                    "Read the volume for that area from the curve on page 61 of the "
                    "rules."
                ),
            ),
        ),
    ),
]
