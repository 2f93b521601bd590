"""What the written walks say of the data that they walk on: all that differs between two packages."""

from dataclasses import dataclass
from pathlib import Path

from geodata.model.schema import FOLDER
from tests.conftest import OTHER


@dataclass(frozen=True)
class Land:
    """One package, by what a reader would look for in it.

    `first`, `second` and `third` are locations, ID and name. In the year `busy` the first one has a
    report with a spot, and in `late` some location has one. `common` is a word of more reports of the
    others than one page of the list holds, `rare` one of fewer, `alias` a place in another script,
    `reports` are opened from their own pages, and `status` is the label of one.
    """

    folder: Path
    first: tuple[str, str]
    second: tuple[str, str]
    third: tuple[str, str]
    busy: int
    late: int
    common: str
    rare: str
    alias: str
    reports: tuple[str, ...]
    status: str


SHIPPED = Land(
    folder=FOLDER,
    first=("storskog", "Storskog"),
    second=("grense-jakobselv", "Grense Jakobselv"),
    third=("pasvik", "Pasvik"),
    busy=2015,
    late=2023,
    common="police",
    rare="fence",
    alias="Бугаёво",
    reports=("pasvik-swimmer-2012", "grense-jakobselv-soldier-2025-08-22"),
    status="Reported",
)
INVENTED = Land(
    folder=OTHER,
    first=("porto-lua", "Porto Lua"),
    second=("lanse-kap-dor", "L'Anse / Kap d'Or"),
    third=("tuzluova", "Tuzluova"),
    busy=2014,
    late=2023,
    common="invented",
    rare="mule",
    alias="المنارة القديمة",
    reports=("kumluk-mule-2017",),
    status="Told",
)
