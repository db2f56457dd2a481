"""Culture: a curtain comes down, and a column in praise of noise."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Ref,
    Story,
    bullets,
    h2,
    image,
    p,
    pull,
    quote,
)

NOISE_REPORT = "https://www.averne-courier.example/2026/aldermoor-market-noise-limit"

STORIES: list[Story] = [
    Story(
        key="harbour-theatre-curtain",
        category="Culture",
        headline="Harbour Theatre takes down its 1911 painted curtain for repair",
        standfirst=(
            "Eleven people, two winches and a tea break: the last "
            "painted ship in Port Averne leaves its stage for the first "
            "time."
        ),
        kicker="On the stage",
        card_headline="A painted curtain leaves its stage after a century",
        hashtags=("PortAverne", "HarbourTheatre", "Restoration"),
        original_reporting=True,
        authors=("declan-morrowby",),
        picture="theatre",
        picture_alt=(
            "Red curtains are drawn back from a stage on which a painted "
            "ship sails over blue waves."
        ),
        picture_caption=(
            "The curtain shows the harbour as its painter saw it from the roof."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=274),
        body=(
            p(
                "It took eleven people four hours to lower the painted "
                "curtain of the Harbour Theatre in Port Averne, and nobody "
                "spoke for the last two metres. The canvas is twelve metres "
                "wide, weighs 340 kilograms and had hung in the same place "
                "since the house opened in 1911. By lunchtime it lay on the "
                "stage under tissue paper, and the ship at its centre could "
                "be seen up close for the first time by anyone now alive."
            ),
            p(
                "Up close, it is in trouble. The paint is glue and chalk, "
                "which lets go of the cloth when it is damp. Bettina Rask, "
                "who leads the repair, pointed to a patch of sea the size of "
                "a door that had turned to powder."
            ),
            quote(
                (
                    "If we had waited for one more wet autumn, we would have "
                    "been sweeping up the bay."
                ),
                "Bettina Rask, conservator",
            ),
            h2("A harbour from memory"),
            p(
                "The painter was Osric Lund, who did signs for shipping "
                "firms. His invoice survives in the city library: 600 "
                "crowns, <i>including clouds</i>. He drew the bay from the "
                "theatre’s roof and added a ship that never called there. Ms "
                "Rask’s team found a second hull underneath, 30 centimetres "
                "to the left, where he had changed his mind."
            ),
            image(
                "library",
                (
                    "Tall bookshelves stand either side of an arched library "
                    "window with a ladder leaning on one of them."
                ),
                ("Lund’s invoice and two sketches are kept in the city library."),
                "Illustration: Newsclip",
            ),
            h2("What the repair involves"),
            bullets(
                (
                    "The powdered areas are fixed with a mist of seaweed glue, a "
                    "hand’s width at a time."
                ),
                "Tears are closed thread by thread from the back.",
                (
                    "Nothing is repainted. Where the sea is gone, the cloth is "
                    "toned to the nearest blue."
                ),
            ),
            p(
                "The work will take fourteen months and cost 1.2m crowns. "
                "The city pays half. The rest has come from 2,900 people, "
                "most of whom bought one square of the sea for 200 crowns "
                "each; Newsclip counted 61 squares still for sale on the day "
                "the curtain came down."
            ),
            pull("600 crowns, including clouds."),
            p(
                "Until it returns, the theatre will play in front of a plain "
                "grey cloth. The stage manager, Ferdie Quill, has worked "
                'below the ship for 31 years. "I used to check the weather '
                'on it," he said. "I know it doesn\'t change." The first '
                "night with the repaired curtain is planned as a free one, "
                "with no play at all."
            ),
        ),
    ),
    Story(
        key="let-the-market-shout",
        category="Culture",
        headline="Let the market square shout: against Aldermoor’s 70-decibel rule",
        standfirst=(
            "A limit meant for nightclubs would silence fishmongers at "
            "nine in the morning, and it measures the wrong thing."
        ),
        kicker="Markets",
        card_headline="Let the market square shout",
        story_type="opinion",
        hashtags=("StreetMarkets", "Aldermoor", "NoiseRules"),
        sources=(
            Ref(
                url=NOISE_REPORT,
                title="Capital plans 70-decibel ceiling for open markets",
                author="Edda Corvane",
                published=timedelta(days=124),
            ),
        ),
        authors=("oona-fairlight",),
        age=timedelta(days=121),
        body=(
            p(
                "Aldermoor’s council wants to hold its four open markets to "
                "70 decibels, measured ten metres from the nearest stall, "
                "the "
                f'<a href="{NOISE_REPORT}">Averne '
                "Courier</a> reports. Seventy is a vacuum cleaner in the "
                "next room. A woman selling mackerel reaches it with the "
                "word <i>mackerel</i>."
            ),
            p(
                "I sold cheese on Tanners’ Square for eleven years and I "
                "know the complaint. It is not invented. There are 140 flats "
                "around that square, and people who work nights live in some "
                "of them. They were promised a quiet hour in the old rules "
                "and did not get it, because nobody enforced the old rules "
                "either."
            ),
            image(
                "market-stall",
                (
                    "A market stall with a red and cream striped awning is "
                    "stacked with crates of fruit."
                ),
                (
                    "Tanners’ Square has held a market on three mornings a week "
                    "for four centuries."
                ),
                "Illustration: Newsclip",
            ),
            h2("Measure what wakes people"),
            p(
                "Ask the neighbours, as the council’s own survey did, and "
                "voices come fourth on the list. Ahead of them are:"
            ),
            bullets(
                "lorries reversing before six;",
                "metal poles dropped on stone;",
                "generators that run because the square has two sockets.",
            ),
            p(
                "All three happen before a single customer arrives, and none "
                "is touched by a limit that applies from eight to two. The "
                "council has chosen to regulate the one sound that is the "
                "point of the place."
            ),
            quote(
                (
                    "We looked at what could be measured from a fixed post "
                    "during opening hours."
                ),
                "Council noise officer, in the report",
                NOISE_REPORT,
            ),
            p(
                "That is a candid sentence. It describes a rule shaped by "
                "where it was convenient to stand."
            ),
            h2("A cheaper quiet"),
            p(
                "Forty sockets would end the generators; the city’s "
                "electricians priced them at 310,000 crowns, less than two "
                "years of the inspectors the new rule requires. Rubber feet "
                "for the poles cost nothing to speak of. A later start for "
                "lorries costs the traders half an hour, and most of them, "
                "asked last month by their association, said they would give "
                "it."
            ),
            pull("A rule shaped by where it was convenient to stand."),
            p(
                "Then let people shout. A price called across a square is "
                "public: everyone hears it, including the stall next door, "
                "which is why it tends to come down towards noon. A quiet "
                "market is one where you have to ask, and where the answer "
                "depends on your coat. The council votes after the summer. "
                "It should walk through at five in the morning first, and "
                "listen to the poles."
            ),
        ),
    ),
]
