"""What day it is: one clock for citations, files and pages."""

import re
from datetime import UTC, date, datetime

import pytest

from geodata.panels import takeaway
from geodata.words import day
from tests.conftest import ROOT


class _Late(datetime):
    """A clock that stands at half past eleven at night in UTC."""

    @classmethod
    def now(cls, tz=None):
        return datetime(2026, 11, 25, 23, 30, tzinfo=UTC).astimezone(tz)


@pytest.fixture(autouse=True)
def _late(monkeypatch):
    monkeypatch.setattr(day, "datetime", _Late)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (None, 25), ("", 25), ("UTC", 25), ("Europe/Oslo", 26), ("Pacific/Kiritimati", 26),
        ("America/New_York", 25), ("Nowhere/At_All", 25), ("../../etc/passwd", 25), ("Europe", 25),
        ("/etc/localtime", 25), ("\x00", 25), ("Ø" * 5000, 25),
    ],
)  # fmt: skip
def test_the_day_is_that_of_the_readers_zone_and_of_utc_where_it_is_unknown(zone, expected):
    assert day.today(zone) == date(2026, 11, expected)


def test_the_dashboard_cites_by_the_readers_own_day(monkeypatch):
    context = type("Context", (), {"timezone": "Europe/Oslo"})
    monkeypatch.setattr(takeaway.st, "context", context)
    assert takeaway.today() == date(2026, 11, 26)


def test_nothing_else_asks_what_day_it_is():
    asks = re.compile(r"\b(date(time)?\.(today|now|utcnow)|time\.(localtime|strftime|ctime))\(")
    wings = ("words", "drawings", "web", "panels")
    files = [file for wing in wings for file in (ROOT / "geodata" / wing).glob("*.py")]
    files += (ROOT / "pages").glob("*.py")
    assert [f.name for f in files if asks.search(f.read_text(encoding="utf-8"))] == ["day.py"]
