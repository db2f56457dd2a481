"""Sport: an analysis of a thrifty club, and a chess title won by drawing."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    bullets,
    facts,
    h2,
    key_points,
    p,
    pull,
    quote,
    table,
)

WAGES_REPORT = "https://www.openledger.example/2026/first-division-wage-bills"
LEAGUE_DATA = "https://www.sidelines.example/2026/first-division/round-19"
CHESS_REPORT = "https://www.littoralwire.example/2026/chess-title-haven-cross"
CHESS_TABLE = "https://www.sidelines.example/2026/union-chess/final-table"

STORIES: list[Story] = [
    Story(
        key="mariners-ninth-wage-bill",
        category="Sport",
        headline=("How Averne Mariners came fourth at half-way on the ninth wage bill"),
        standfirst=(
            "They buy nobody over 26, throw the ball in like a corner and "
            "let in fewer goals than anyone. Only one of these can be "
            "copied."
        ),
        kicker="First Division",
        card_headline="How Averne Mariners get by on the ninth wage bill",
        story_type="analysis",
        hashtags=("AverneMariners", "PortAverne", "LittoralCup"),
        sources=(
            Ref(
                url=WAGES_REPORT,
                title="What First Division clubs pay, and what they get",
                author="Casimir Oyland",
                published=timedelta(days=15),
            ),
            Ref(
                url=LEAGUE_DATA,
                title="First Division after 19 rounds",
                published=timedelta(days=10),
                role="data",
            ),
        ),
        authors=("declan-morrowby",),
        picture="coins",
        picture_alt=(
            "Two stacks of gold coins, one taller than the other, beside a coin "
            "stood on its edge."
        ),
        picture_caption=(
            "Averne pay 71m crowns a year in wages. Aldermoor City pay 240m."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=9, hours=8, minutes=14),
        share_text=(
            "36 points for 71m crowns: Declan Morrowby on the thriftiest "
            "club in the First Division."
        ),
        body=(
            key_points(
                (
                    "Averne have conceded 15 goals in 19 matches, the fewest in "
                    "the league."
                ),
                (
                    "A point has cost them about 1m crowns in wages; Aldermoor "
                    "City pay almost three times that."
                ),
                "Twelve of their 29 goals began with a throw-in.",
            ),
            p(
                "Half of the First Division’s season is over and Averne "
                "Mariners are fourth, eight days before they play a cup final. "
                "Eight clubs pay their players more, according to "
                f'<a href="{WAGES_REPORT}">Open Ledger\'s survey</a>. '
                "Aldermoor City, who lead, pay more than three times as much. "
                "They have six more points."
            ),
            table(
                "First Division, the top six after 19 rounds",
                ("Club", "Played", "Won", "Drawn", "Lost", "Goals", "Points"),
                ("Aldermoor City", "19", "13", "3", "3", "38-17", "42"),
                ("Ostwick Town", "19", "12", "4", "3", "35-18", "40"),
                ("Kestrel Aldermoor", "19", "11", "4", "4", "31-20", "37"),
                ("Averne Mariners", "19", "10", "6", "3", "29-15", "36"),
                ("Sallow Bridge", "19", "9", "5", "5", "26-22", "32"),
                ("Mell Rovers", "19", "8", "6", "5", "24-21", "30"),
            ),
            h2("Nobody over 26"),
            p(
                "In four years Averne have signed 17 players, none older than "
                "26 and none for more than 4m crowns. They have sold nine for "
                "61m. That is the part that other clubs admire and copy, and "
                "it explains least: half of the league now shops by the same "
                "spreadsheet."
            ),
            h2("The throw"),
            p(
                "What is theirs is the throw-in. Jos Karrick can reach the "
                "penalty spot with one, and Averne treat it as a corner that "
                "comes forty times a match. Twelve of their 29 goals this "
                "season began with a throw; no other club has more than four."
            ),
            quote(
                "A corner has to be won. The ball goes out by itself all day.",
                "Sefa Lindqvar, Averne Mariners coach",
                WAGES_REPORT,
            ),
            p(
                "It has a defensive side. While Averne walk to the line and "
                "dry the ball, eight players get back into position. Opponents "
                "have scored once this season within a minute of an Averne "
                "throw."
            ),
            pull("The ball goes out by itself all day."),
            h2("Why it may not last"),
            bullets(
                "Karrick is 24 and his contract ends in eighteen months.",
                (
                    "The referees’ association wants a limit of twenty seconds for "
                    "each throw."
                ),
                (
                    "Temi Okonjar has saved 81% of the shots on his goal; nobody "
                    "has kept that up for a season."
                ),
            ),
            p(
                "The last point is the large one. With an average goalkeeper "
                "Averne would have let in 22, and by the usual arithmetic be "
                "seventh. Wages explain most of a league table. Patience at "
                "the touchline explains a place or two, and the rest is a "
                "goalkeeper of 31 who was bought, against the rule, as a "
                "favour to the coach."
            ),
        ),
    ),
    Story(
        key="union-chess-haven-cross",
        category="Sport",
        headline="A 16-year-old from Talmere wins the Union chess title unbeaten",
        standfirst=(
            "Isaure Bellamy-Ott won three games and drew four in Lisk. The "
            "favourite won four and finished behind her."
        ),
        kicker="Chess",
        hashtags=("LittoralUnion", "Talmere", "Records"),
        sources=(
            Ref(
                url=CHESS_REPORT,
                title="Haven Cross pupil takes Union title by half a point",
                author="Jules Okandry",
                published=timedelta(hours=15),
            ),
            Ref(
                url=CHESS_TABLE,
                title="Union championship: final table",
                published=timedelta(hours=16),
                role="data",
            ),
        ),
        authors=("declan-morrowby",),
        picture="chess",
        picture_alt="An ivory knight faces a dark king across a chessboard.",
        picture_caption="The last game turned on a knight that went home again.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=11, minutes=31),
        share_text=(
            "She is 16, she did not lose, and she has a physics test on Monday."
        ),
        body=(
            p(
                "Isaure Bellamy-Ott, a 16-year-old from Haven Cross in "
                "Talmere, has won the Littoral Union’s chess championship with "
                "five points from seven games. She lost none of them. She "
                "needed a draw in the last round in Lisk and got it after six "
                "hours and 94 moves, against a man who was champion before she "
                "was born."
            ),
            quote(
                "I was not calm. I was slow, and it looks the same.",
                "Isaure Bellamy-Ott",
                CHESS_REPORT,
            ),
            table(
                "Union chess championship, final table",
                ("Player", "Age", "From", "Won", "Drawn", "Lost", "Points"),
                ("Isaure Bellamy-Ott", "16", "Talmere", "3", "4", "0", "5"),
                ("Radek Holm", "29", "Vesmark", "4", "1", "2", "4.5"),
                ("Teodora Quist", "35", "Carrow", "3", "3", "1", "4.5"),
                ("Lauri Brandt", "41", "Carrow", "2", "4", "1", "4"),
                ("Nadim Azari", "22", "Marjan", "2", "3", "2", "3.5"),
                ("Osk Trevallion", "57", "Vesmark", "2", "2", "3", "3"),
                ("Hanako Iwase", "19", "Hoshima", "1", "2", "4", "2"),
                ("Pavel Dorning", "33", "Ormany", "1", "1", "5", "1.5"),
            ),
            h2("Four wins are not enough"),
            p(
                "Radek Holm, who had won the title three times, took risks "
                "from the first round. They brought him four wins, more than "
                "anybody, and two defeats: one to the champion in round two, "
                "when his attack arrived a move late, and one on Thursday to "
                'Teodora Quist. "I played for the crowd," he said. "The crowd '
                'is not in the table."'
            ),
            h2("A knight goes home"),
            p(
                "In the last game Osk Trevallion, 57, offered a pawn at move "
                "31 that would have cost her the draw. She thought for 48 "
                "minutes. Then she put her knight back on the square where it "
                "had begun the game, and left the pawn where it was. The "
                "commentators called it a mistake until one of them tried to "
                "find something better."
            ),
            p(
                "Mr Trevallion went on for another 63 moves. He told "
                f'<a href="{CHESS_REPORT}">the Littoral Wire</a> '
                "that he had wanted to see whether a child could sit still."
            ),
            facts(
                "The championship",
                (
                    "Eight players are invited each year and each meets every "
                    "other once: 28 games in all, of which <b>ten were drawn</b>. "
                    "The winner gets 200,000 crowns and a place among the "
                    "candidates for the world title."
                ),
            ),
            h2("Monday"),
            p(
                "She learned the game at nine on a ferry, from a deckhand who "
                "had a set with one bishop missing; a cork stood in for it. "
                "The deckhand, Ruud Fenner, was in the hall. She will be the "
                "youngest candidate on record. Before that comes a physics "
                "test, from which her school in Haven Cross, closed this week "
                "for the count of the election, has not excused her."
            ),
        ),
    ),
]
