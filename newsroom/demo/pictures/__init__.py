"""Pictures for the demo stories, drawn in code so that none has to be licensed."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from . import civic, coast, nature, portraits, town, venues

# Keys are stable: stories and authors name their pictures by them.
PICTURES: dict[str, Callable[[], Image.Image]] = {
    "harbour-crane": coast.harbour_crane,
    "night-ferry": coast.night_ferry,
    "wind-turbines": coast.wind_turbines,
    "solar-coast": coast.solar_coast,
    "storm-map": coast.storm_map,
    "flag-bridge": civic.flag_bridge,
    "ballot-box": civic.ballot_box,
    "parliament": civic.parliament,
    "court-scales": civic.court_scales,
    "library": civic.library,
    "satellite": nature.satellite,
    "phone-mast": nature.phone_mast,
    "glacier": nature.glacier,
    "microscope": nature.microscope,
    "tram": town.tram,
    "theatre": venues.theatre,
    "market-stall": town.market_stall,
    "stadium": venues.stadium,
    "portrait-calloway": portraits.calloway,
    "portrait-tak": portraits.tak,
    "portrait-fairlight": portraits.fairlight,
}
