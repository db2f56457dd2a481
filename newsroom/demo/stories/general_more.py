"""General: a column about sitting down, and bees on the line."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import Ref, Story, bullets, facts, h2, p, pull, quote

BENCH_REPORT = "https://www.aldermoor-dispatch.example/2026/benches-removed-repair-list"
BENCH_LIST = "https://www.aldermoor-council.example/2026/street-furniture-register"
BEES_REPORT = "https://www.averne-courier.example/2026/tannock-signal-box-swarm"

STORIES: list[Story] = [
    Story(
        key="a-bench-is-public-transport",
        category="General",
        headline="A bench is public transport for everybody who walks slowly",
        standfirst=(
            "Aldermoor has taken away 140 benches to save on repairs, and "
            "shortened the city for its oldest residents."
        ),
        kicker="Streets",
        story_type="opinion",
        hashtags=("Aldermoor", "PublicTransport", "LocalDemocracy"),
        sources=(
            Ref(
                url=BENCH_REPORT,
                title="City unbolts 140 benches rather than mend them",
                author="Edda Corvane",
                published=timedelta(days=93),
            ),
            Ref(
                url=BENCH_LIST,
                title="Register of street furniture",
                published=timedelta(days=120),
                role="data",
            ),
        ),
        authors=("oona-fairlight",),
        age=timedelta(days=88, hours=4, minutes=38),
        body=(
            p(
                "My neighbour Agathe is 84 and walks to her doctor, which is "
                "900 metres away and uphill. She does it in three stages. There "
                "was a bench outside the chemist and another by the post "
                "office. Last month there was a bench outside the chemist and "
                "four bolts by the post office, so she now takes a taxi and the "
                "health office pays for it."
            ),
            p(
                "Aldermoor has removed 140 of its 1,120 benches this year, the "
                f'<a href="{BENCH_REPORT}">Aldermoor '
                "Dispatch</a> found, chosen for what they would have cost to "
                "mend. I do not think anybody meant harm. Somebody sorted a "
                "list by its last column and worked down from the top."
            ),
            h2("What the list leaves out"),
            p(
                "The city’s "
                f'<a href="{BENCH_LIST}">register</a> '
                "is a careful document. It has the make of each bench, the "
                "wood, the year, the price of new slats. It has no column for "
                "who sits there. So I took a notebook and spent a day on each "
                "of six benches that are still on the list for removal, and "
                "counted."
            ),
            bullets(
                "412 people sat down; the median stay was seven minutes.",
                "Just over half of them had a stick, a pram or two heavy bags.",
                ("Nobody slept on any of them, which is the reason I am always given."),
            ),
            p(
                "Seven minutes is not lingering. It is a stop on a journey, "
                "like the minute a tram waits at Tanners’ Square. We publish "
                "maps of tram stops and hold hearings before one is moved. A "
                "bench goes in a van before breakfast."
            ),
            pull(
                "Somebody sorted a list by its last column and worked down from "
                "the top."
            ),
            h2("A timetable for sitting"),
            p(
                "A doctor at the district hospital, Pia Lundqvale, has a rule "
                "that she gives to patients after a hip operation: walk as far "
                "as the next seat, then decide."
            ),
            quote(
                (
                    "When I ask why they have stopped going out, they do not say "
                    "pain. They say there is nowhere to stop."
                ),
                "Dr Pia Lundqvale, Aldermoor district hospital",
                BENCH_REPORT,
            ),
            p(
                "She would like a seat every 200 metres on the way to a "
                "surgery, a chemist, a tram stop or a shop that sells bread. By "
                "my map that takes 96 benches, of which 61 stood there until "
                "this year."
            ),
            facts(
                "What a bench costs",
                (
                    "New slats: 640 crowns. A year’s upkeep: 45 crowns. A taxi from "
                    "Agathe’s door to her doctor and back: 38 crowns, twice a "
                    "month."
                ),
            ),
            p(
                "The council could put back the 61 for 39,000 crowns, by its "
                "own price list. It spent 52,000 on taking the 140 away. I "
                "would not call that saving. I would call it moving the cost to "
                "people who will not send an invoice, because they have stopped "
                "going out."
            ),
        ),
    ),
    Story(
        key="bees-signal-box-tannock",
        category="General",
        headline=("Bees in a signal box hold up fourteen Kestrel trains for two hours"),
        standfirst=(
            "The signaller left by the window, and a retired teacher in a "
            "veil reopened the eastern line."
        ),
        kicker="On the line",
        hashtags=("KestrelRail", "PublicTransport", "SallowBridge"),
        sources=(
            Ref(
                url=BEES_REPORT,
                title="Swarm stops the 7.52, and thirteen others",
                author="Edda Corvane",
                published=timedelta(days=163, hours=14),
            ),
        ),
        picture="beehive",
        picture_alt=(
            "Four bees fly around a straw beehive that stands between "
            "bushes of lavender."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(days=163, hours=8, minutes=9),
        body=(
            p(
                "Fourteen trains stood still on the eastern line for two hours "
                "and four minutes after a swarm of bees moved into the signal "
                "box at Tannock, west of Sallow Bridge. About 5,200 passengers "
                "were late for work, Kestrel Rail said."
            ),
            p(
                "The bees came in by a ventilator and settled on the lever "
                "frame, which dates from the timber trains and has to be worked "
                "by hand. The signaller, Jorun Epping, set every signal to "
                "stop, as the rule book requires, and left by the window."
            ),
            quote(
                (
                    "There is a page for fire, a page for flood and a page for "
                    "cattle. I used cattle."
                ),
                "Jorun Epping, signaller",
                BEES_REPORT,
            ),
            p(
                "The railway rang the beekeepers’ union, which sent Thea "
                "Marrable, 70, by taxi. She put a box under the frame, brushed "
                "in the queen and waited for the rest to follow. She counted "
                "roughly 12,000 and was stung once."
            ),
            p(
                "Trains ran again at five to ten. The swarm now lives in her "
                "orchard, the "
                f'<a href="{BEES_REPORT}">Averne '
                "Courier</a> reported. Kestrel has covered the ventilator with "
                "mesh and paid Ms Marrable in the way she asked: a free pass on "
                "the eastern line for a year."
            ),
        ),
    ),
]
