"""The invented news world the demo stories report on.

Every outlet lives at a ``.example`` address, which can never belong to anybody, so
that no real newsroom is credited with something it did not write.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """A publisher stories link to; ``domain`` is kept without ``www.``."""

    domain: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Author:
    """Somebody who writes for the demo newsroom; ``portrait`` is a PICTURES key."""

    slug: str
    name: str
    role: str
    bio: str
    links: dict[str, str] = field(default_factory=dict)
    email: str = ""
    portrait: str = ""


OUTLETS: tuple[Outlet, ...] = (
    Outlet(domain="averne-courier.example", name="The Averne Courier"),
    Outlet(domain="aldermoor-dispatch.example", name="Aldermoor Dispatch"),
    Outlet(domain="littoralwire.example", name="Littoral Wire"),
    Outlet(domain="openledger.example", name="Open Ledger"),
    Outlet(domain="lanternfish.example", name="Lanternfish"),
    Outlet(domain="al-mina.example", name="الميناء"),
    Outlet(domain="shione-shimpo.example", name="汐音新報"),
    Outlet(domain="chorus.example", name="Chorus"),
    Outlet(domain="vesmark-assembly.example", name="National Assembly of Vesmark"),
    Outlet(domain="vesmark-statistics.example", name="Statistics Vesmark"),
    Outlet(domain="sorrel-commission.example", name="Sorrel River Commission"),
    Outlet(domain="ostwickferries.example", name="Ostwick Ferries"),
)

AUTHORS: tuple[Author, ...] = (
    Author(
        slug="ines-calloway",
        name="Ines Calloway",
        role="Foreign affairs editor",
        bio=(
            "Ines Calloway has followed the river talks since the flood at Sallow "
            "Bridge. She reads treaties from the annexes forward."
        ),
        links={"Chorus": "https://www.chorus.example/@inescalloway"},
        email="ines.calloway@newsclip.example",
        portrait="portrait-calloway",
    ),
    Author(
        slug="joren-tak",
        name="Joren Tak",
        role="Political correspondent",
        bio=(
            "Joren Tak sits in the third row of the National Assembly's press "
            "gallery and keeps his own tally of every vote."
        ),
        links={
            "Chorus": "https://www.chorus.example/@jorentak",
            "Vote tallies": "https://www.jorentak.example/votes",
        },
        email="joren.tak@newsclip.example",
        portrait="portrait-tak",
    ),
    Author(
        slug="oona-fairlight",
        name="Oona Fairlight",
        role="Columnist",
        bio=(
            "Oona Fairlight writes about how towns sound, smell and are paid for. "
            "She ran a cheese stall for eleven years before she ran a column."
        ),
        links={"Website": "https://www.oonafairlight.example"},
        portrait="portrait-fairlight",
    ),
    Author(
        slug="ruth-abernale",
        name="Ruth Abernale",
        role="Business and ports reporter",
        bio="Ruth Abernale covers shipping, wages and anything that moves in a box.",
        links={"Chorus": "https://www.chorus.example/@ruthabernale"},
        email="ruth.abernale@newsclip.example",
    ),
    Author(
        slug="samir-qandouri",
        name="Samir Qandouri",
        role="Arabic desk editor",
        bio=(
            "Samir Qandouri edits the Arabic desk and reports on water and energy "
            "along the Marjan coast."
        ),
        email="samir.qandouri@newsclip.example",
    ),
    Author(
        slug="emiko-tazawa",
        name="Emiko Tazawa",
        role="Hoshima correspondent",
        bio=(
            "Emiko Tazawa writes from Shione in Japanese and English, mostly about "
            "how small cities keep running."
        ),
        links={"Chorus": "https://www.chorus.example/@emikotazawa"},
    ),
    Author(
        slug="priya-venn",
        name="Priya Venn",
        role="Science and technology editor",
        bio=(
            "Priya Venn trained as a hydrologist. She explains instruments to "
            "readers and readers to instrument makers."
        ),
        links={
            "Chorus": "https://www.chorus.example/@priyavenn",
            "Website": "https://www.priyavenn.example",
        },
        email="priya.venn@newsclip.example",
    ),
    Author(
        slug="declan-morrowby",
        name="Declan Morrowby",
        role="Sport and culture reporter",
        bio=(
            "Declan Morrowby reports from football grounds at weekends and from "
            "theatres on the nights in between."
        ),
        email="declan.morrowby@newsclip.example",
    ),
)
