"""Technology: the software that advised Brenholt's judges, and how it was stopped."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import Ref, Story, bullets, facts, h2, p, quote, related

TRIAL_REPORT = "https://www.carrow-chronicle.example/2026/district-court-bail-score"
RULING = "https://www.carrow-courts.example/2026/rulings/appeal-bail-score"
HALT_REPORT = "https://www.carrow-chronicle.example/2026/appeal-court-stops-anchor"
SUPPLIER_POST = "https://www.chorus.example/2026/tarnwick/on-the-appeal-ruling"
REHEARINGS = "https://www.carrow-chronicle.example/2026/bail-rehearings-text-reminders"

STORIES: list[Story] = [
    Story(
        key="brenholt-bail-score-trial",
        category="Technology",
        headline=("Brenholt’s judges will see a computer’s score before they set bail"),
        standfirst=(
            "For a year, every bail hearing in the city will begin with a "
            "number from one to ten."
        ),
        hashtags=("BailAlgorithm", "BrenholtCourts", "AI", "Carrow"),
        sources=(
            Ref(
                url=TRIAL_REPORT,
                title="District court puts a number on flight",
                author="Henrike Stoll",
                published=timedelta(days=301, hours=20),
            ),
        ),
        authors=("priya-venn",),
        age=timedelta(days=301, hours=6, minutes=12),
        body=(
            p(
                "Judges at Brenholt’s district court will see a number from "
                "one to ten before they decide who waits for trial at home, "
                "Carrow’s justice ministry said. The score comes from software "
                "called Anchor and is meant to say how likely somebody is to "
                "miss a hearing. The trial begins on Monday and lasts a year."
            ),
            p(
                "The ministry bought Anchor from Tarnwick Systems for 2.4m "
                "crowns. It reads 14 facts from court and police registers, "
                "among them age, address and earlier missed hearings, the "
                f'<a href="{TRIAL_REPORT}">Carrow Chronicle reported</a>. '
                "A judge may ignore the score, but has to write down why."
            ),
            quote(
                (
                    "A tired judge on a Friday afternoon is a formula, too. This "
                    "one does not get tired."
                ),
                "Aurel Dahlgren, president of the district court",
                TRIAL_REPORT,
            ),
            p(
                "About 5,400 people a year come before the city’s bail judges. "
                "Of those who are released, one in nine misses a hearing."
            ),
            p(
                "The public defenders’ office asked how the 14 facts are "
                "weighed against one another. The ministry replied that the "
                "weights belong to Tarnwick and that it had not seen them "
                "either."
            ),
        ),
    ),
    Story(
        key="brenholt-bail-score-halted",
        category="Technology",
        headline=(
            "Appeal court halts Brenholt’s bail score until its weights are shown"
        ),
        standfirst=(
            "People may not be held on arithmetic that is kept from them, "
            "three judges found. The software may come back if its maker "
            "opens it."
        ),
        kicker="Courts",
        card_headline="Appeal court halts Brenholt’s bail score",
        hashtags=(
            "BailAlgorithm",
            "BrenholtCourts",
            "ArtificialIntelligence",
            "Transparency",
        ),
        sources=(
            Ref(
                url=RULING,
                title="Ruling of the court of appeal on the use of Anchor",
                published=timedelta(days=6, hours=9),
                role="document",
            ),
            Ref(
                url=HALT_REPORT,
                title="Back to paper: appeal judges switch off Anchor",
                author="Henrike Stoll",
                published=timedelta(days=6, hours=7),
            ),
            Ref(
                url=SUPPLIER_POST,
                title="On the ruling of the court of appeal",
                author="Tarnwick Systems",
                published=timedelta(days=6, hours=6),
                role="social",
            ),
        ),
        authors=("priya-venn",),
        picture="library",
        picture_alt=(
            "Tall bookshelves stand either side of an arched library "
            "window with a ladder leaning on one of them."
        ),
        picture_caption=(
            "The defenders will read the weights, if they come, in the court’s library."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=6, hours=4, minutes=25),
        share_text=(
            "Three judges, 31 pages, one sentence that matters: a "
            "conclusion without its reasons is a rumour."
        ),
        body=(
            p(
                "Carrow’s court of appeal has ordered the judges of Brenholt "
                "to stop using a computer’s score in bail hearings until the "
                "firm that makes it shows how it is worked out. Nobody can "
                "answer an accusation whose arithmetic is kept from them, the "
                "three judges held in "
                f'<a href="{RULING}">a unanimous ruling</a> '
                "of 31 pages. Hearings went back to paper the next morning."
            ),
            quote(
                (
                    "A figure from one to ten is not evidence. It is a conclusion, "
                    "and a conclusion without its reasons is a rumour."
                ),
                "Judge Cosima Renwick, court of appeal",
                RULING,
            ),
            p(
                "The case was brought by the public defenders’ office for six "
                "people who had been held after the software, Anchor, rated "
                "them seven or higher. Four of the six come from villages "
                "above the city. A study published last month found that "
                "Anchor had counted hearings missed for want of a bus as if "
                "people had run away."
            ),
            related("brenholt-bail-score-study"),
            h2("Three conditions"),
            p(
                "The court did not forbid software. It said that Anchor, or "
                "anything like it, may be used again when:"
            ),
            bullets(
                (
                    "the points given for each fact reach the defence at least 24 "
                    "hours before the hearing;"
                ),
                (
                    "the reason for a missed hearing is recorded and shown beside "
                    "the score;"
                ),
                (
                    "a statistician whom the maker does not pay tests it every "
                    "year, and publishes the result."
                ),
            ),
            h2("Two arguments that failed"),
            p(
                "Tarnwick Systems argued that the weights are a trade secret. "
                "The court agreed that they were one, and said that a firm "
                "with a secret to keep should not sell it to a court. The "
                "justice ministry argued that judges were free to ignore the "
                "score. They had followed it in 83% of cases, the ruling "
                "notes, and were asked to explain themselves only in the other "
                "17%."
            ),
            h2("Who may be heard again"),
            p(
                "Since the trial began, 1,140 people have been held after a "
                "score of seven or more, and 402 of them are still waiting. "
                "Each of the 402 may ask for a new hearing. The ministry "
                "expects between 200 and 250 to do so, the "
                f'<a href="{HALT_REPORT}">Carrow Chronicle reported</a>, '
                "and has found two retired judges to help."
            ),
            facts(
                "What happens next",
                (
                    "Tarnwick has 30 days to go to the supreme court. In "
                    f'<a href="{SUPPLIER_POST}">a statement on Chorus</a> '
                    "it said that it was studying the ruling and that Anchor had "
                    "been <b>more even-handed than people</b>."
                ),
            ),
            p(
                "The trial had two months left to run. The justice minister, "
                "Edmund Kray, told reporters that he would rather see it end "
                "early than badly, and that he had not yet decided which of "
                "the two this was."
            ),
        ),
    ),
    Story(
        key="brenholt-bail-rehearings",
        category="Technology",
        headline=("Brenholt will rehear 214 bail cases and text people about the bus"),
        standfirst=(
            "A reminder that names the room and the connection did more in "
            "a month than the halted software did in ten."
        ),
        kicker="Courts",
        hashtags=("BailAlgorithm", "BrenholtCourts", "AI", "PublicTransport"),
        sources=(
            Ref(
                url=REHEARINGS,
                title="214 to be heard again as court turns to text messages",
                author="Henrike Stoll",
                published=timedelta(hours=9),
            ),
        ),
        authors=("priya-venn",),
        picture="server-hall",
        picture_alt=(
            "An aisle between tall racks of servers with small lights "
            "leads to a bright door, where somebody stands."
        ),
        picture_caption=(
            "The machine that ran the score is in the justice ministry’s "
            "cellar, switched off."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=5, minutes=12),
        share_text="Anchor cost 2.4m crowns. The text messages cost 11,000.",
        body=(
            p(
                "Brenholt’s district court will hear 214 people again who were "
                "held after software rated them likely to run, the "
                f'<a href="{REHEARINGS}">Carrow Chronicle reported</a>. '
                "The hearings begin on Monday, 27 a day. All 214 applied after "
                "the court of appeal halted the software last week."
            ),
            p(
                "The court will also try something cheaper. Everybody who is "
                "released gets a text message two days before a hearing and "
                "another on the evening before it, with the time, the room and "
                "the bus that arrives for it. Where there is no such bus, the "
                "hearing moves to noon."
            ),
            quote(
                (
                    "The best way to know whether people will come turns out to be "
                    "telling them when."
                ),
                "Mireille Okonta, chief public defender",
                REHEARINGS,
            ),
            p(
                "Among 300 people who were sent such messages in a first test, "
                "4% missed a hearing; among those who were not, 8% did. The "
                "month of messages cost 11,000 crowns. The software, called "
                "Anchor, cost 2.4m."
            ),
            p(
                "Its maker, Tarnwick Systems, has not said whether it will "
                "open its weights. It has 24 days left in which to appeal."
            ),
            related("brenholt-bail-score-halted"),
        ),
    ),
]
