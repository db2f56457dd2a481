"""The invented news world the demo stories report on.

Every outlet lives at a ``.example`` address, which can never belong to anybody, so
that no real newsroom is credited with something it did not write.
"""

from __future__ import annotations

# Registered domain, without "www.", to the name readers know the outlet by.
OUTLETS: dict[str, str] = {
    "averne-courier.example": "The Averne Courier",
    "aldermoor-dispatch.example": "Aldermoor Dispatch",
    "littoralwire.example": "Littoral Wire",
    "openledger.example": "Open Ledger",
    "lanternfish.example": "Lanternfish",
    "al-mina.example": "الميناء",
    "shione-shimpo.example": "汐音新報",
    "chorus.example": "Chorus",
    "vesmark-assembly.example": "National Assembly of Vesmark",
    "vesmark-statistics.example": "Statistics Vesmark",
    "sorrel-commission.example": "Sorrel River Commission",
    "vesmark-weather.example": "Weather Service of Vesmark",
    "aldermoor-council.example": "Aldermoor City Council",
    "haven-gazette.example": "Haven Cross Gazette",
    "talmere-statistics.example": "Statistics Talmere",
    "talmere-elections.example": "Electoral Commission of Talmere",
    "severny-mayak.example": "Северный маяк",
    "halvardmutual.example": "Halvard Mutual",
    "ostwickferries.example": "Ostwick Ferries",
    "carrow-chronicle.example": "Carrow Chronicle",
    "carrow-courts.example": "Courts of Carrow",
    "aldermoor-university.example": "University of Aldermoor",
    "hallinridge.example": "Hallin Ridge Observatory",
    "reelhouse.example": "Reelhouse",
    "ostwickregent.example": "The Regent, Ostwick",
    "sidelines.example": "Sidelines",
}

# A page that was taken down after a story had cited it: its link is dead.
DEAD_SOURCE = "https://www.halvardmutual.example/brokers/2026/closed-postcodes"
ARCHIVED_COPY = "https://www.openledger.example/kept/halvardmutual-closed-postcodes"

# Fields of the newsroom's author model; ``photo`` is a key of PICTURES.
AUTHORS: tuple[dict[str, str], ...] = (
    {
        "slug": "ines-calloway",
        "name": "Ines Calloway",
        "role": "Foreign affairs editor",
        "bio": (
            "Ines Calloway has followed the river talks since the flood at "
            "Sallow Bridge. She reads treaties from the annexes forward."
        ),
        "email": "ines.calloway@newsclip.example",
        "mastodon": "https://www.chorus.example/@inescalloway",
        "photo": "portrait-calloway",
    },
    {
        "slug": "joren-tak",
        "name": "Joren Tak",
        "role": "Political correspondent",
        "bio": (
            "Joren Tak sits in the third row of the National Assembly’s press "
            "gallery and keeps his own tally of every vote."
        ),
        "email": "joren.tak@newsclip.example",
        "mastodon": "https://www.chorus.example/@jorentak",
        "website": "https://www.jorentak.example/votes",
        "photo": "portrait-tak",
    },
    {
        "slug": "oona-fairlight",
        "name": "Oona Fairlight",
        "role": "Columnist",
        "bio": (
            "Oona Fairlight writes about how towns sound, smell and are paid "
            "for. She ran a cheese stall for eleven years before she ran a "
            "column."
        ),
        "website": "https://www.oonafairlight.example",
        "photo": "portrait-fairlight",
    },
    {
        "slug": "ruth-abernale",
        "name": "Ruth Abernale",
        "role": "Business and ports reporter",
        "bio": (
            "Ruth Abernale covers shipping, wages and anything that moves in a box."
        ),
        "email": "ruth.abernale@newsclip.example",
        "mastodon": "https://www.chorus.example/@ruthabernale",
    },
    {
        "slug": "samir-qandouri",
        "name": "Samir Qandouri",
        "role": "Arabic desk editor",
        "bio": (
            "Samir Qandouri edits the Arabic desk and reports on water and "
            "energy along the Marjan coast."
        ),
        "email": "samir.qandouri@newsclip.example",
    },
    {
        "slug": "emiko-tazawa",
        "name": "Emiko Tazawa",
        "role": "Hoshima correspondent",
        "bio": (
            "Emiko Tazawa writes from Shione in Japanese and English, mostly "
            "about how small cities keep running."
        ),
        "mastodon": "https://www.chorus.example/@emikotazawa",
    },
    {
        "slug": "priya-venn",
        "name": "Priya Venn",
        "role": "Science and technology editor",
        "bio": (
            "Priya Venn trained as a hydrologist. She explains instruments to "
            "readers and readers to instrument makers."
        ),
        "email": "priya.venn@newsclip.example",
        "mastodon": "https://www.chorus.example/@priyavenn",
        "website": "https://www.priyavenn.example",
    },
    {
        "slug": "declan-morrowby",
        "name": "Declan Morrowby",
        "role": "Sport and culture reporter",
        "bio": (
            "Declan Morrowby reports from football grounds at weekends and "
            "from theatres on the nights in between."
        ),
        "email": "declan.morrowby@newsclip.example",
    },
)
