"""Pictures for the demo stories, drawn in code so that none has to be licensed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from . import (
    athletes,
    civic,
    coast,
    field,
    machines,
    nature,
    portraits,
    stage,
    still_life,
    town,
    vehicles,
    venues,
    water,
)


@dataclass(frozen=True)
class Scene:
    """A picture to be drawn, and the part of it that every crop must keep."""

    draw: Callable[[], Image.Image]
    # The subject's centre, width and height, in fractions of the picture's.
    focus: tuple[float, float, float, float] = (0.5, 0.5, 0.3, 0.3)


# Keys are stable: stories and authors name their pictures by them.
PICTURES: dict[str, Scene] = {
    "harbour-crane": Scene(coast.harbour_crane, (0.3, 0.45, 0.5, 0.7)),
    "night-ferry": Scene(coast.night_ferry, (0.5, 0.5, 0.6, 0.5)),
    "wind-turbines": Scene(coast.wind_turbines, (0.6, 0.4, 0.4, 0.6)),
    "solar-coast": Scene(coast.solar_coast, (0.5, 0.5, 0.5, 0.7)),
    "storm-map": Scene(coast.storm_map, (0.48, 0.45, 0.6, 0.7)),
    "flag-bridge": Scene(civic.flag_bridge, (0.55, 0.4, 0.6, 0.6)),
    "ballot-box": Scene(civic.ballot_box, (0.52, 0.5, 0.5, 0.8)),
    "parliament": Scene(civic.parliament, (0.5, 0.5, 0.6, 0.8)),
    "court-scales": Scene(civic.court_scales, (0.5, 0.5, 0.6, 0.7)),
    "library": Scene(venues.library, (0.5, 0.5, 0.5, 0.7)),
    "satellite": Scene(nature.satellite, (0.37, 0.38, 0.6, 0.5)),
    "phone-mast": Scene(nature.phone_mast, (0.55, 0.45, 0.6, 0.7)),
    "glacier": Scene(nature.glacier, (0.48, 0.5, 0.5, 0.7)),
    "microscope": Scene(nature.microscope, (0.5, 0.5, 0.6, 0.8)),
    "tram": Scene(town.tram, (0.5, 0.55, 0.6, 0.5)),
    "theatre": Scene(venues.theatre, (0.5, 0.5, 0.4, 0.6)),
    "market-stall": Scene(town.market_stall, (0.5, 0.5, 0.6, 0.7)),
    "stadium": Scene(venues.stadium, (0.5, 0.7, 0.4, 0.5)),
    "lighthouse": Scene(water.lighthouse, (0.53, 0.45, 0.3, 0.8)),
    "violin": Scene(stage.violin, (0.5, 0.5, 0.6, 0.7)),
    "chess": Scene(still_life.chess, (0.48, 0.52, 0.5, 0.8)),
    "coins": Scene(still_life.coins, (0.5, 0.55, 0.6, 0.7)),
    "vaccine": Scene(still_life.vaccine, (0.5, 0.52, 0.6, 0.8)),
    "server-hall": Scene(machines.server_hall, (0.5, 0.45, 0.4, 0.6)),
    "printing-press": Scene(machines.printing_press, (0.54, 0.5, 0.7, 0.8)),
    "robot-arm": Scene(machines.robot_arm, (0.52, 0.5, 0.6, 0.8)),
    "locomotive": Scene(vehicles.locomotive, (0.52, 0.5, 0.5, 0.8)),
    "fire-engine": Scene(vehicles.fire_engine, (0.5, 0.55, 0.7, 0.7)),
    "piano": Scene(stage.piano, (0.5, 0.55, 0.6, 0.8)),
    "cinema": Scene(stage.cinema, (0.5, 0.42, 0.6, 0.7)),
    "radio-microphone": Scene(stage.radio_microphone, (0.5, 0.45, 0.5, 0.74)),
    "runner": Scene(athletes.runner, (0.49, 0.48, 0.5, 0.77)),
    "cyclist": Scene(athletes.cyclist, (0.48, 0.48, 0.6, 0.78)),
    "swimmer": Scene(athletes.swimmer, (0.55, 0.45, 0.6, 0.6)),
    "wheat-field": Scene(field.wheat_field, (0.5, 0.45, 0.5, 0.8)),
    "greenhouse": Scene(field.greenhouse, (0.5, 0.5, 0.64, 0.75)),
    "beehive": Scene(field.beehive, (0.5, 0.5, 0.5, 0.75)),
    "observatory": Scene(field.observatory, (0.55, 0.5, 0.5, 0.8)),
    "trawler": Scene(water.trawler, (0.52, 0.5, 0.64, 0.8)),
    "lock-gate": Scene(water.lock_gate, (0.5, 0.6, 0.6, 0.7)),
    "portrait-calloway": Scene(portraits.calloway),
    "portrait-tak": Scene(portraits.tak),
    "portrait-fairlight": Scene(portraits.fairlight),
}
