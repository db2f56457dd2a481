"""Culture: a station piano, a library without fines, a play in a small language."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import Ref, Story, bullets, embed, p, quote

PIANO_REPORT = "https://www.aldermoor-dispatch.example/2026/station-piano-hours"
PIANO_FILM = "https://www.reelhouse.example/w/platform-two-0610"
LIBRARY_REPORT = "https://www.averne-courier.example/2025/city-library-ends-fines"
PLAY_REPORT = "https://www.littoralwire.example/2025/orlese-radio-play"

STORIES: list[Story] = [
    Story(
        key="aldermoor-station-piano",
        category="Culture",
        headline=("Aldermoor’s station piano gets a timetable after 1,100 complaints"),
        standfirst=(
            "Most of the letters were about one tune. Nobody asked for the piano to go."
        ),
        hashtags=("Music", "Aldermoor", "PublicTransport", "NoiseRules"),
        sources=(
            Ref(
                url=PIANO_REPORT,
                title="Platform two to play by the clock",
                author="Edda Corvane",
                published=timedelta(days=34),
            ),
            Ref(
                url=PIANO_FILM,
                title="Platform two, ten past six",
                author="Aldermoor Central",
                published=timedelta(days=60),
                role="social",
            ),
        ),
        authors=("oona-fairlight",),
        picture="piano",
        picture_alt=(
            "A grand piano with its lid up stands alone in a spotlight, a "
            "red stool beside it."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=33, hours=4, minutes=19),
        body=(
            p(
                "The piano on platform two of Aldermoor’s central station may "
                "be played from seven to ten in the morning and from four to "
                "nine in the evening, and by one person for at most fifteen "
                "minutes. Kestrel Rail wrote the timetable after 1,100 "
                "complaints in a year, the "
                f'<a href="{PIANO_REPORT}">Aldermoor Dispatch reported</a>.'
            ),
            p(
                "It has counted them. Of the letters, 640 were about one tune, "
                "the slow one that everybody learns first; 210 were about the "
                "hour; 31 were about wrong notes. None asked for the piano to "
                "be taken away."
            ),
            embed(
                PIANO_FILM,
                still="locomotive",
                title="Platform two, ten past six",
                author="Aldermoor Central",
                provider="Reelhouse",
                text=(
                    "A night nurse plays for four minutes until her train comes "
                    "in. Seen 2.1 million times."
                ),
            ),
            p(
                "The film that made the piano known, of a night nurse waiting "
                "for the ten past six, would have broken the new rules by "
                "fifty minutes. The station manager has granted her an "
                "exception in writing."
            ),
            quote(
                (
                    "She may play whenever she likes. She has never once played "
                    "that tune."
                ),
                "Joost Ebering, station manager",
                PIANO_REPORT,
            ),
            p(
                "A tuner will now come every two weeks instead of every eight. "
                "That was not in any letter, Mr Ebering said, apart from the "
                "31."
            ),
        ),
    ),
    Story(
        key="averne-library-ends-fines",
        category="Culture",
        headline=("Averne’s library drops its fines and gets 4,300 lost books back"),
        standfirst=(
            "The oldest was 51 years late. Its borrower had calculated "
            "what he owed every New Year."
        ),
        hashtags=("PortAverne", "CostOfLiving", "LocalDemocracy"),
        sources=(
            Ref(
                url=LIBRARY_REPORT,
                title="What came back when the fines went",
                author="Tilda Ransome",
                published=timedelta(days=349),
            ),
        ),
        authors=("oona-fairlight",),
        picture="library",
        picture_alt=(
            "Tall bookshelves stand either side of an arched library "
            "window with a ladder leaning on one of them."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=348, hours=8, minutes=46),
        body=(
            p(
                "In the three months since Port Averne’s city library stopped "
                "charging for late books, 4,300 that it had written off have "
                "come back, the "
                f'<a href="{LIBRARY_REPORT}">Averne Courier reported</a>. '
                "Fines used to bring in 96,000 crowns a year. Collecting them "
                "cost 71,000."
            ),
            p(
                "The oldest return was a manual on knots, 51 years late. Its "
                "borrower, a retired tug captain, had worked out every New "
                "Year what he owed, and stopped coming in when it passed the "
                "price of a bicycle."
            ),
            quote(
                (
                    "He knew all the knots by then. He wanted to come in and read "
                    "the newspaper."
                ),
                "Solveig Arnt, city librarian",
                LIBRARY_REPORT,
            ),
            p("The library compared the returns with its register:"),
            bullets(
                "1,900 were children’s books;",
                "about 2,600 people who had been barred have borrowed again;",
                "new loans are up by 14%, and late ones by 2%.",
            ),
            p(
                "A book that is six weeks late must now be paid for, at its "
                "price. If it is brought back the money is returned, without a "
                "question and without a stamp. Four other towns have asked for "
                "the rules."
            ),
        ),
    ),
    Story(
        key="orlese-radio-play",
        category="Culture",
        headline=("A radio play in a dialect of 900 speakers finds 60,000 listeners"),
        standfirst=(
            "Talmere’s broadcaster put it out without a translation, at "
            "eleven at night, and had to repeat it."
        ),
        hashtags=("Talmere", "Volunteers", "LittoralUnion"),
        sources=(
            Ref(
                url=PLAY_REPORT,
                title="Sixty thousand tune in to a language few understand",
                author="Jules Okandry",
                published=timedelta(days=424, hours=20),
            ),
        ),
        authors=("declan-morrowby",),
        picture="radio-microphone",
        picture_alt=(
            "A studio microphone stands on a desk, with red waves of sound "
            "to both sides of it."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=424, hours=3, minutes=27),
        body=(
            p(
                "About 900 people on Talmere’s outer isles speak Orlese, most "
                "of them over sixty. Some 60,000 listened to a play in it on "
                "Tuesday night, the island republic’s broadcaster said, which "
                "is more than its news had at the same hour. There was no "
                "translation. It was repeated on Thursday, for 74,000."
            ),
            p(
                "The play, <i>The Long Tide</i>, has four characters, a kettle "
                "and a storm. It was recorded in a school kitchen by 23 "
                "volunteers, the youngest of whom learned the language for it, "
                "the "
                f'<a href="{PLAY_REPORT}">Littoral Wire reported</a>.'
            ),
            quote(
                (
                    "You hear that she is asking and that he is not answering. For "
                    "that you need no dictionary."
                ),
                "Perrine Daw, who wrote the play and did the kettle",
                PLAY_REPORT,
            ),
            p(
                "The author had offered a version with a narrator. The head of "
                "drama turned it down after he played both to his mother, who "
                "speaks no Orlese and cried only at the one without."
            ),
            p(
                "Three schools on the isles have since asked for lessons, and "
                "140 people have joined a course by post. A second play is "
                "being written. It will have no storm; the kettle stays."
            ),
        ),
    ),
]
