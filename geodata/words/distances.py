"""How far a crossing was from the line and the checkpoint, in words as fine as its spot is known."""

import math

from geodata.model.border import Border
from geodata.model.geography import km_to_border, km_to_checkpoint
from geodata.words.language import gettext as _
from geodata.words.language import pgettext
from geodata.words.numbers import decimal, number
from geodata.words.sentences import capitalised

AT = 0.5  # kilometres within which a spot is at the checkpoint


def distances(
    border: Border, latitude: float, longitude: float, precision: str, radius_km: float
) -> str:
    """How far a spot is from the line and the checkpoint, no finer than its own uncertainty.

    Blank for a place unknown, and of a line or a checkpoint that the border does not name nothing is
    said. For an area only the checkpoint is named: its line is all around it.
    """
    if precision == "unknown" or math.isnan(latitude) or math.isnan(longitude):
        return ""
    km, exact = km_to_checkpoint(border, latitude, longitude), precision == "exact"
    if border.checkpoint and km < AT:
        return _("At %(checkpoint)s", checkpoint=border.checkpoint.name)
    parts = []
    if border.lines and precision != "area":
        parts.append(_from_line(km_to_border(border, latitude, longitude), exact, radius_km))
    if border.checkpoint:
        far, name = _rounded(km, radius_km), border.checkpoint.name
        parts.append(
            _("%(km)s km from %(checkpoint)s", km=far, checkpoint=name)
            if exact
            else _("about %(km)s km from %(checkpoint)s", km=far, checkpoint=name)
        )
    return capitalised(", ".join(parts))


def _from_line(km: float, exact: bool, radius_km: float) -> str:
    if km < max(0.3, 0 if math.isnan(radius_km) else radius_km):
        return pgettext("spot", "on the line") if exact else pgettext("spot", "on or near the line")
    far = _rounded(km, radius_km)
    return (
        _("%(km)s km from the line", km=far)
        if exact
        else _("about %(km)s km from the line", km=far)
    )


def _rounded(km: float, radius_km: float) -> str:
    if math.isnan(radius_km) or radius_km < 1:
        return number(round(km)) if km >= 10 else decimal(km)
    return number(max(1, round(km)) if radius_km < 5 else max(5, 5 * round(km / 5)))
