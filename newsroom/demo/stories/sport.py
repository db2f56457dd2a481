"""Sport: the cup final, reported from the ground."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Story,
    divider,
    facts,
    h2,
    h3,
    key_points,
    numbers,
    p,
    pull,
    quote,
    table,
)

STORIES: list[Story] = [
    Story(
        key="mariners-win-littoral-cup",
        category="Sport",
        headline="Mariners win the Littoral Cup after 14 penalties and a power cut",
        standfirst=(
            "Averne drew 2-2 with Brenholt Athletic, waited 47 minutes "
            "in the dark and won 6-5 when the lights came back."
        ),
        kicker="Cup final",
        card_headline="Mariners win the cup after a power cut and 14 penalties",
        hashtags=("LittoralCup", "AverneMariners", "PortAverne"),
        original_reporting=True,
        authors=("declan-morrowby",),
        picture="stadium",
        picture_alt=(
            "A football lies on the pitch in front of a goal and a full "
            "stand under floodlights."
        ),
        picture_caption="The east stand was lit by phones for most of the wait.",
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=30),
        share_text=(
            "2-2, then darkness, then 14 penalties. Our report from the "
            "Littoral Cup final."
        ),
        body=(
            key_points(
                "Averne Mariners 2, Brenholt Athletic 2; Averne won 6-5 on penalties.",
                "A failed transformer stopped play for 47 minutes in extra time.",
                "It is Averne’s first Littoral Cup in 38 years.",
            ),
            p(
                "Averne Mariners won the Littoral Cup for the first time in "
                "38 years when Temi Okonjar saved the fourteenth penalty of "
                "a final that had already outlasted its own floodlights. "
                "They drew 2-2 with Brenholt Athletic over two hours of "
                "football, split by 47 minutes of darkness, and won the "
                "shoot-out 6-5. It ended at eleven minutes to one in the "
                "morning. Most of the 41,200 people in Lisk were still there."
            ),
            h2("Brenholt led twice"),
            p(
                "Athletic were the better side for an hour. Their passing "
                "kept Averne’s midfield turning, and their first goal came "
                "from it: eleven touches, the last a tap by Matti Sorvane "
                "from four metres after 18 minutes. Averne’s reply had one "
                "touch. Callum Idris-Vey met a long throw with the outside "
                "of his boot, closer to the corner flag than to the goal, "
                "and it went in off both posts."
            ),
            p(
                "Sorvane scored again just after half-time, with a header "
                "from a corner that Averne’s defenders left to one another. "
                "For 25 minutes it looked enough. Then Athletic’s captain, "
                "Ruben Halv, went off with a torn muscle, the line in front "
                "of their area came apart, and in the 79th minute Averne’s "
                "substitute Lio Farrant ran through the gap and lifted the "
                "ball over the goalkeeper."
            ),
            quote(
                (
                    "I had been on for three minutes. I had not touched it. I "
                    "thought, well, that is one way to start."
                ),
                "Lio Farrant, Averne Mariners",
            ),
            h2("Then the lights went out"),
            p(
                "The stadium went dark in the 104th minute with the ball in "
                "the air. It came down among players who had stopped where "
                "they stood. The referee, Agneta Bruhl, blew for as long as "
                "her breath lasted and walked both teams to the centre "
                "circle."
            ),
            p(
                "A transformer behind the north stand had overheated, the "
                "stadium operator said. The rules of the cup allow an hour’s "
                "wait, after which the match would have been replayed from "
                "the start three days later. Supporters held up their "
                "phones. Somebody in the Averne end began to sing the "
                "harbour song, all eleven verses of it. They had reached the "
                "ninth verse for the second time when the first mast "
                "flickered."
            ),
            pull(
                "They had reached the ninth verse for the second time when "
                "the first mast flickered."
            ),
            h3("What the break changed"),
            p(
                "Athletic had been on top when the lights failed. After the "
                "break they did not have another shot. Their "
                "coach, Ilse Marenk, said her players had stiffened in the "
                "cold; Averne’s had been made to jog the length of the "
                "tunnel every five minutes by a fitness trainer with a torch."
            ),
            divider(),
            h2("Fourteen kicks"),
            p(
                "Averne went first. Each side missed once in the first five: "
                "Idris-Vey hit the bar with his team’s third, and Athletic’s "
                "fourth, from Jonah Pell-Aster, went wide."
            ),
            table(
                "The shoot-out, kick by kick",
                ("Round", "Averne", "Brenholt", "Score"),
                ("1", "Scored", "Scored", "1-1"),
                ("2", "Scored", "Scored", "2-2"),
                ("3", "Hit the bar", "Scored", "2-3"),
                ("4", "Scored", "Wide", "3-3"),
                ("5", "Scored", "Scored", "4-4"),
                ("6", "Scored", "Scored", "5-5"),
                ("7", "Scored", "Saved", "6-5"),
            ),
            p(
                "Farrant took the thirteenth and sent it down the middle. "
                "The last kick fell to Sorvane, who had scored both of "
                "Athletic’s goals and had asked to go seventh because he was "
                "cramping. Okonjar waited, dived left and held it."
            ),
            quote(
                (
                    "He looked at the corner and then he looked at me so that I "
                    "would not think it was the corner."
                ),
                "Temi Okonjar, Averne Mariners goalkeeper",
            ),
            h2("What comes next"),
            p(
                "The win carries a prize of 8m crowns and a place in next "
                "season’s Union Shield. Before that there are three smaller "
                "matters:"
            ),
            numbers(
                (
                    "The organisers will hear from the stadium operator about "
                    "the transformer, which was last inspected 14 months ago."
                ),
                (
                    "Halv will have a scan; Athletic fear that he will be out "
                    "until spring."
                ),
                (
                    "Port Averne has to decide how to hold a parade while half "
                    "its harbour is on strike."
                ),
            ),
            p(
                "The club said the cup would come home by sea whatever "
                "happened. It had already asked the striking pilots, who "
                "said they would make an exception for one ship."
            ),
            facts(
                "Littoral Cup final, Lisk",
                (
                    "<b>Averne Mariners 2</b> (Idris-Vey 33, Farrant 79), "
                    "<b>Brenholt Athletic 2</b> (Sorvane 18, 51), after extra "
                    "time. Averne won 6-5 on penalties."
                ),
                "Attendance: 41,200. Referee: Agneta Bruhl.",
            ),
        ),
    ),
]
