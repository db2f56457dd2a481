"""Technology: a long explainer of the bail score, from a form to a figure."""

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
    related,
    table,
)

CONTRACT = "https://www.carrow-courts.example/2026/contracts/anchor-released"
COURTROOM = (
    "https://www.carrow-chronicle.example/2026/eleven-minutes-in-courtroom-three"
)
JUDGE = "https://www.carrow-chronicle.example/2026/interview-judge-asch"
STUDY = "https://www.lanternfish.example/2026/bail-score-village-buses"

STORIES: list[Story] = [
    Story(
        key="brenholt-bail-score-explained",
        category="Technology",
        headline=(
            "What a number from one to ten knows: Brenholt’s bail score, explained"
        ),
        standfirst=(
            "Fourteen facts go in and one figure comes out. We followed a "
            "single case through the software and back to the courtroom."
        ),
        kicker="Bail score",
        card_headline="Brenholt’s bail score, explained",
        story_type="explainer",
        hashtags=("BailAlgorithm", "BrenholtCourts", "AI", "Transparency"),
        sources=(
            Ref(
                url=CONTRACT,
                title="Contract for the supply of Anchor, as released",
                published=timedelta(days=40),
                role="document",
            ),
            Ref(
                url=COURTROOM,
                title="Eleven minutes in courtroom three",
                author="Henrike Stoll",
                published=timedelta(days=31),
            ),
            Ref(
                url=JUDGE,
                title="‘When I disagree, I write half a page’: Judge Petronel Asch",
                author="Henrike Stoll",
                published=timedelta(days=30),
                role="interview",
            ),
        ),
        authors=("priya-venn", "joren-tak"),
        picture="court-scales",
        picture_alt=(
            "Brass scales tip to the right, where two books outweigh a "
            "small green ball."
        ),
        picture_caption=(
            "The scales above the door of courtroom three were a gift of "
            "the city’s grocers."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=27, hours=3, minutes=34),
        share_text=("How a man who sells mushrooms became a seven in eleven minutes."),
        body=(
            key_points(
                (
                    "Brenholt’s bail software adds up points for 14 facts; nothing "
                    "in it listens, reads or learns."
                ),
                (
                    "The heaviest fact is a missed hearing. Why it was missed is "
                    "not recorded."
                ),
                (
                    "Fewer hearings are missed since it came, and 21% more people "
                    "wait in a cell."
                ),
            ),
            p(
                "At eight minutes to nine on a Tuesday a clerk in Brenholt’s "
                "courtroom three pressed a key, and a man who sells mushrooms "
                "became a seven. He is 34 and lives in Upper Tarrow, 39 "
                "kilometres up the valley. He was accused of breaking a "
                "rival’s window. The judge, who could send him home or to a "
                "cell until his trial, had six pages, the number and eleven "
                "minutes. We asked where the number came from."
            ),
            h2("Fourteen facts and no others"),
            p(
                "The software is called Anchor. Carrow’s justice ministry "
                "bought it from Tarnwick Systems for 2.4m crowns, and the "
                "district court has used it for nine months. It does not hear "
                "what is said in the room, see a face or read a word of the "
                "file. It fetches 14 fields from two registers. "
                f'<a href="{CONTRACT}">The contract</a>, '
                "which the ministry has released with four pages blacked out, "
                "names them."
            ),
            facts(
                "What goes in",
                (
                    "<b>Four fields about the person</b>: age, years at the "
                    "present address, distance from the court, steady work."
                ),
                (
                    "<b>Six about earlier cases</b>: arrests, convictions, age at "
                    "the first, time since the last, hearings missed, bail broken."
                ),
                (
                    "<b>Four about this one</b>: kind of charge, highest sentence, "
                    "number of charges, others accused."
                ),
            ),
            h2("From a form to a figure"),
            p(
                "People expect something stranger than what follows. Each "
                "morning’s cases go through five steps:"
            ),
            numbers(
                (
                    "The clerk types the number of a file. Anchor fetches the "
                    "fields; an empty one counts as average."
                ),
                (
                    "Each field earns points, from minus 8 to plus 10 for most, "
                    "and up to plus 22 for one."
                ),
                "The points are added up. There is no more to it than addition.",
                (
                    "The sum is ranked among those of 61,000 closed cases. The "
                    "lowest tenth of them is a one, the highest a ten."
                ),
                (
                    "The figure appears on the judge’s screen: green up to three, "
                    "amber up to six, red from seven."
                ),
            ),
            p(
                "The part that needed a computer was done before the software "
                "was sold. Tarnwick chose the points so that they fitted the "
                "61,000 cases, which were closed over twelve years, as well as "
                "possible. What those years did to people, the points repeat."
            ),
            table(
                ("The mushroom seller’s seven, as worked out by outside researchers"),
                ("Field", "In his file", "Points"),
                ("Age", "34", "-2"),
                ("Years at the address", "19", "-6"),
                ("Steady work", "Empty", "0"),
                ("Hearings missed", "2", "+17"),
                ("Kind of charge", "Damage", "+3"),
                ("Nine other fields", "", "+4"),
                ("Sum", "", "+16"),
            ),
            h3("The seventeen points"),
            p(
                "Without the two missed hearings his sum would be minus one, "
                "which is a four. Both have a story. The first was in February "
                "four years ago, when snow closed the valley road for three "
                "days. The second was moved forward by a week, and the letter "
                "that said so was posted to a house he had left as a child."
            ),
            p(
                "The register has a code for absent. It has none for why. A "
                f'<a href="{STUDY}">study of 2,688 hearings</a> '
                "has found that the software turns the timetable of the valley "
                "buses into a habit of running away."
            ),
            related("brenholt-bail-score-study"),
            image(
                "tram",
                "A tram passes a hillside town with blossom overhead.",
                (
                    "The first connection from the valley stops outside the court "
                    "at ten to nine, twenty minutes after it sits."
                ),
                "Illustration: Newsclip",
            ),
            h2("What the judge sees"),
            p(
                "She sees a red seven, and under it one line: <i>higher than "
                "60% of past cases</i>. Nothing on the screen says which of "
                "the 14 facts made it so. She may ignore it, if she writes "
                "down why."
            ),
            quote(
                (
                    "When I agree with it, I sign. When I disagree, I write half a "
                    "page, and there are nineteen people in the corridor."
                ),
                "Judge Petronel Asch, Brenholt district court",
                JUDGE,
            ),
            h2("What nobody outside can see"),
            p(
                "The points in our table are a reconstruction. The real ones "
                "are a trade secret, which even the ministry has not seen. "
                "Leander Voss, who runs Tarnwick, says that people would "
                "otherwise <i>dress for the score</i>. The chief public "
                "defender, Mireille Okonta, replies that nobody can put on a "
                "different age for the occasion. She has asked two questions "
                "that the contract leaves open:"
            ),
            bullets(
                "Who checks whether a field was typed in correctly?",
                "Who has to notice if the points stop fitting the people?",
            ),
            pull("The register has a code for absent. It has none for why."),
            image(
                "market-stall",
                (
                    "A market stall with a red and cream striped awning is stacked "
                    "with crates of fruit."
                ),
                "The window that was broken stood behind a stall like this one.",
                "Illustration: Newsclip",
            ),
            h2("Does it work?"),
            p(
                "It beats a guess, though not by much. Of the people it rated "
                "one to three and who were released, 4% missed a hearing; of "
                "those rated seven or more, 14% did. The researchers tried "
                "ranking the same cases by the thickness of the file, and got "
                "5% and 12%."
            ),
            p(
                "What the ministry wanted was fewer empty chairs. It has them: "
                "one released person in twelve misses a hearing now, where it "
                "used to be one in nine. Over the same months the number held "
                "until trial rose by 21%. Both figures are partly the same "
                "fact, since a person in a cell does not miss a hearing."
            ),
            h2("How it ended for a seven"),
            p(
                "The judge looked at the six pages for longer than at the "
                "screen. Then she wrote her half page, and the mushroom seller "
                f'<a href="{COURTROOM}">went home</a> '
                "on the quarter past nine. His trial is on a day with a bus. "
                "The software’s own year ends in three months. Before that, in "
                "three weeks, the court of appeal will hear the defenders, who "
                "want to know what everybody else’s seven was made of."
            ),
        ),
    ),
]
