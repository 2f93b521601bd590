"""The list of cards: crossings first, claims below a heading of their own, a few at a time."""

import pytest
from lxml import html

from geodata.web import server
from tests import package
from tests.package import crossing
from tests.test_pages import _app, _text

CLAIM = {"status": "claimed", "confirmed_by": ""}


def _shown(app):
    """The cards and the heading of the claims, in the order of the page."""
    page = html.fromstring(f"<div>{_text(app)}</div>")
    found = page.xpath("//article[@data-crossing] | //h3[@class='claims']")
    return [each.get("data-crossing") or each.text for each in found]


@pytest.fixture
def served(tmp_path, monkeypatch):
    def serve(*rows, **tables):
        folder = package.write(tmp_path, rows, **tables)
        monkeypatch.setattr(server, "LIVE", server.LiveDataset(folder, look_every=0, patience=60))
        return _app()

    return serve


def _in(year, crossing_id, **values):
    return crossing(crossing_id, start=str(year), end=str(year), **values)


def _turn(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def test_claims_stand_below_all_crossings_and_under_their_own_heading(served):
    app = served(
        _in(2023, "claim-new", **CLAIM), _in(2020, "old"), _in(2022, "new"),
        _in(2019, "claim-old", **CLAIM),
    )  # fmt: skip
    assert _shown(app) == ["new", "old", "2 claims, not counted", "claim-new", "claim-old"]
    assert "Newest first, claims last" in _text(app)


def test_pages_of_cards_leave_none_out_and_repeat_none(served):
    rows = [_in(2000 + number, f"c{number}") for number in range(6)]
    rows += [_in(2010 + number, f"claim{number}", **CLAIM) for number in range(7)]
    app = served(*rows)
    assert _shown(app) == ["c5", "c4", "c3", "c2"]
    heading = "7 claims, not counted"
    assert _shown(_turn(app, "Older")) == ["c1", "c0", heading, "claim6", "claim5"]
    # Where a page begins with claims, it says so again.
    assert _shown(_turn(app, "Older")) == [heading, "claim4", "claim3", "claim2", "claim1"]
    assert _shown(_turn(app, "Older")) == [heading, "claim0"]
    assert "13–13 of 13" in _text(app)
    assert next(button for button in app.button if button.label == "Older").disabled
    assert _shown(_turn(app, "Newer")) == [heading, "claim4", "claim3", "claim2", "claim1"]


def test_without_a_claim_there_is_no_heading_and_with_nothing_else_no_crossing(served):
    assert _shown(served(_in(2020, "a"), _in(2021, "b"))) == ["b", "a"]
    only = served(_in(2020, "a", **CLAIM))
    assert _shown(only) == ["1 claim, not counted", "a"]
    assert "claims last" not in _text(only)
