"""The one clock that tells what day it is: where the reader is, or in UTC."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def today(zone: str | None = None) -> date:
    """The day it is in a zone such as Europe/Oslo; in UTC where none or an unknown one is named."""
    try:
        return datetime.now(ZoneInfo(zone) if zone else UTC).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a browser may name anything
        return datetime.now(UTC).date()
