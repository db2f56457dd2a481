"""World: what the count by hand in Talmere can show."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    bullets,
    h2,
    key_points,
    p,
    pull,
    quote,
    related,
    table,
)

BOXES_REPORT = "https://www.littoralwire.example/2026/talmere-first-475-boxes"
BOXES_DATA = "https://www.talmere-elections.example/2026/count/boxes-by-hour"

STORIES: list[Story] = [
    Story(
        key="talmere-count-what-it-settles",
        category="World",
        headline=("Talmere’s hand count can settle the vote, but not who let it lapse"),
        standfirst=(
            "After 475 boxes the arithmetic is simple: the opposition needs "
            "a lead of 2.2 points in two cities that it usually carries by "
            "three."
        ),
        kicker="Talmere votes",
        card_headline="What Talmere’s hand count can settle",
        story_type="analysis",
        hashtags=("TalmereVotes", "Elections", "LittoralUnion", "Transparency"),
        sources=(
            Ref(
                url=BOXES_REPORT,
                title="First 475 boxes counted in Talmere",
                author="Jules Okandry",
                published=timedelta(hours=5),
            ),
            Ref(
                url=BOXES_DATA,
                title="Boxes counted, by hour and hall",
                published=timedelta(hours=5),
                role="data",
            ),
        ),
        authors=("ines-calloway",),
        picture="court-scales",
        picture_alt=(
            "A tall pair of brass scales tips to the right, where two books "
            "outweigh a small green ball."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=4, minutes=26),
        share_text=(
            "14,200 votes, two cities and a date in a calendar: Ines "
            "Calloway on Talmere’s slow count."
        ),
        body=(
            key_points(
                ("475 of about 6,840 boxes have been counted by hand, each one twice."),
                (
                    "The Harbour List leads by 14,200 votes in the nine finished "
                    "districts."
                ),
                (
                    "Eleven boxes had to be started again; the largest error was "
                    "three ballots."
                ),
            ),
            p(
                "Five hours of counting by hand have produced 475 open boxes, "
                "44,500 ballots and one useful fact: people make few mistakes "
                "when somebody else is counting the same pile. Pairs disagreed "
                "on eleven boxes, or 2.3%. No correction was larger than three "
                "ballots, "
                f'<a href="{BOXES_DATA}">the '
                "commission’s hourly table</a> shows."
            ),
            p(
                "That matters because the result will be close enough for a "
                "small error to be asked about. It also shows what the count "
                "can do, and what it cannot."
            ),
            h2("What it can settle"),
            p(
                "Turnout was 71%, which makes about 1.35 million votes. Some "
                "709,000 were read by scanners that worked, and they put the "
                "Harbour List two points ahead. The rest lie in boxes in Saint "
                "Orle and Haven Cross."
            ),
            table(
                "Where the votes are",
                ("", "Nine districts", "Two cities"),
                ("Votes", "709,000", "640,000"),
                ("Counted", "All", "44,500"),
                ("Harbour List", "41%", "Not published"),
                ("Island Labour", "39%", "Not published"),
                ("Seats", "43", "37"),
            ),
            p(
                "Two points of 709,000 is 14,200 votes. To draw level, Island "
                "Labour needs a lead of 2.2 points in the two cities. At the "
                "last election it carried them by three, and lost the country. "
                "It is a fair bet that neither party will be more than a seat "
                "from where it started, and a bad one to say which."
            ),
            related("talmere-hand-count"),
            h2("What it cannot"),
            p(
                "The count will not say who should have renewed the "
                "certificates. That falls to the national audit office, which "
                "reports before the new parliament sits. Nor will it end the "
                "doubts of those who had them before. The losing side will be "
                "told that 318 machines stopped at midnight, and that will go "
                "on being true."
            ),
            pull(
                "People make few mistakes when somebody else is counting the same pile."
            ),
            p(
                "Against this the commission has done two sensible things. It "
                "publishes nothing by party until a hall is finished, so that "
                "no half-full city can be called for anybody. And it lets "
                "anyone with a chair watch."
            ),
            quote(
                (
                    "We have had a queue for the gallery since breakfast. They "
                    "brought the chairs."
                ),
                "Odile Marchane, chair of the electoral commission",
                BOXES_REPORT,
            ),
            h2("What to watch"),
            bullets(
                (
                    "The pace: at 95 boxes an hour the last is opened in just under "
                    "three days."
                ),
                (
                    "The restarts: above 5% the law sends a whole hall back to the "
                    "beginning."
                ),
                (
                    "The tenth day, by which a result must be declared or the vote "
                    "is held again."
                ),
            ),
            p(
                "A slow count that everybody has seen may be trusted longer "
                "than a fast one that nobody could. Talmere did not choose to "
                "find out."
            ),
        ),
    ),
]
