"""What the static maps are of: all that names this part of the world, in one place."""

from dataclasses import dataclass
from pathlib import Path

from geodata.drawings.assets import BOUNDS
from geodata.model.schema import FOLDER

ATTRIBUTION = "Base map © OpenStreetMap contributors (ODbL), GeoNames"


@dataclass(frozen=True)
class Region:
    """A part of the world with its base map, and what stands out on it."""

    name: str
    basemap: Path  # the folder of its layers
    bounds: tuple[
        tuple[float, ...], ...
    ]  # south and west, north and east; shown on every whole map
    home: str  # the country whose land is drawn lighter
    border: str  # the pair of countries whose border is drawn strong
    countries: tuple[
        tuple[str, str], ...
    ]  # codes and names, in the order in which names are placed
    km_per_degree: float  # of latitude


REGION = Region(
    name="the Norway–Russia border",
    basemap=FOLDER / "basemap",
    bounds=tuple(map(tuple, BOUNDS)),
    home="NOR",
    border="NOR-RUS",
    countries=(("NOR", "Norway"), ("RUS", "Russia"), ("FIN", "Finland")),
    km_per_degree=111.5,  # at 69° north
)
