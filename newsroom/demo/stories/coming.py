"""What the newsroom holds back: one story for a time, one under an embargo."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import Ref, Story, bullets, h2, p, quote

STORIES: list[Story] = [
    Story(
        key="ostwick-night-ferry-returns",
        category="Business",
        headline="The Ostwick night ferry returns after eleven years",
        standfirst=(
            "One crossing a night, 140 berths and a fare that undercuts the "
            "coast road: the first sailing is on Friday."
        ),
        kicker="Ferries",
        hashtags=("OstwickFerries", "PortAverne"),
        sources=(
            Ref(
                url="https://www.ostwickferries.example/news/night-service",
                title="Night service between Averne and Ostwick",
                published=timedelta(hours=20),
            ),
        ),
        authors=("ruth-abernale",),
        state="scheduled",
        ahead=timedelta(days=2),
        body=(
            p(
                "From Friday a ferry leaves Port Averne for Ostwick at a quarter "
                "to midnight, every night but Sunday. It is the first night "
                "crossing since the old one was withdrawn eleven years ago, when "
                "the coast road opened and half of its passengers went with it."
            ),
            h2("What it costs"),
            bullets(
                "A seat: 19 crowns each way",
                "A berth in a cabin of four: 34 crowns",
                "A car of up to five metres: 41 crowns, driver included",
            ),
            p(
                "Ostwick Ferries says that lorry drivers asked for it: the "
                "crossing takes seven hours, and counts as their rest."
            ),
            quote(
                "They sleep, we sail, and at seven they are ninety kilometres "
                "closer to their first delivery.",
                by="Ostwick Ferries, in its announcement",
                url="https://www.ostwickferries.example/news/night-service",
            ),
        ),
    ),
    Story(
        key="sorrel-flood-maps-redrawn",
        category="Science",
        headline="New flood maps move 6,200 homes into the Sorrel's reach",
        standfirst=(
            "The river commission has measured its banks again, street by "
            "street. Its report is under embargo until it is presented."
        ),
        kicker="River survey",
        hashtags=("SorrelRiver", "FloodWarning"),
        sources=(
            Ref(
                url="https://www.sorrel-commission.example/reports/flood-maps",
                title="Flood maps of the lower Sorrel, third edition",
                role="document",
            ),
        ),
        authors=("priya-venn",),
        state="embargoed",
        ahead=timedelta(days=1),
        body=(
            p(
                "Some 6,200 homes that were thought to stand clear of a "
                "hundred-year flood of the Sorrel do not, according to maps that "
                "the river commission has drawn anew. Another 1,900, most of "
                "them behind the levee at Sallow Bridge, no longer count as at "
                "risk."
            ),
            h2("Why the line moved"),
            p(
                "The river has not risen; the measuring has. The second edition "
                "took heights from the air, every five metres. The third has "
                "walked them, and found culverts that no map had."
            ),
            p(
                "Insurers use the maps from the first of the year. The "
                "commission has put a table of streets beside its report, so "
                "that nobody need wait for a letter."
            ),
        ),
    ),
]
