import json

import numpy as np
import pytest
from streamlit_folium import _get_feature_group_string, generate_leaflet_string

from geodata.drawings.map import base_map, crossing_layer, selected
from geodata.drawings.marks import SMALLEST, diameter, marks, not_on_map
from geodata.model.address import Choice
from geodata.model.filters import Filters, positions
from geodata.model.summary import totals
from tests.package import crossing

EVERYTHING = Choice()
SPOT = {"latitude": 69.5, "longitude": 30.5}


def _of(year, **opened):
    return Choice(Filters(years=(year, year)), **opened)


def _sent(dataset, choice):
    """The text that is sent to the browser for a choice."""
    return _get_feature_group_string(crossing_layer(dataset, choice), base_map(dataset))


def _marks(dataset, choice=EVERYTHING):
    return {mark.get("id", f"circle {mark['at']}"): mark for mark in marks(dataset, choice)}


def test_the_base_map_is_the_same_text_every_time(shipped):
    once, again = (generate_leaflet_string(base_map(shipped)) for _ in range(2))
    assert once == again


def test_an_unchanged_selection_sends_the_same_text_and_another_does_not(shipped):
    assert _sent(shipped, _of(2015)) == _sent(shipped, _of(2015))
    assert _sent(shipped, _of(2015)) != _sent(shipped, Choice())
    assert _sent(shipped, _of(2015)) != _sent(shipped, _of(2015, at="storskog"))


def test_the_layer_is_small(shipped):
    assert len(_sent(shipped, Choice())) < 6000


def test_each_location_has_a_symbol_with_its_people_inside(shipped):
    found = _marks(shipped, _of(2015))
    assert found["at:storskog"]["text"] == "5,439"
    assert found["at:pasvik"]["text"] == "–"
    assert found["at:pasvik"]["style"] == "none"
    assert found["at:grense-jakobselv"]["text"] == "1"
    assert "at:elsewhere" not in found


def test_the_area_of_a_symbol_grows_with_its_people():
    assert diameter(400, 1000) / diameter(1000, 1000) == pytest.approx(0.4**0.5, abs=0.01)
    assert diameter(1, 1000) == SMALLEST


def test_a_symbol_keeps_its_meaning_between_years(shipped):
    alone = _marks(shipped, _of(2003))
    assert alone["at:storskog"]["size"] == SMALLEST


def test_uncertainty_is_drawn(small):
    dataset = small(
        crossing("exact", **SPOT, location_precision="exact"),
        crossing("near", latitude=69.6, longitude=30.6, location_precision="locality", radius_km=3),
        crossing(
            "area",
            latitude=69.7,
            longitude=30.7,
            location_precision="area",
            radius_km=25,
            place_id="elsewhere",
        ),
        crossing("unknown", place_id="elsewhere"),
    )
    found = _marks(dataset)
    assert "radius" not in found["crossing:exact"]
    assert (found["crossing:near"]["radius"], found["crossing:near"]["style"]) == (
        3000,
        "spot locality crossed part",
    )
    assert (found["crossing:area"]["radius"], found["crossing:area"]["style"]) == (
        25000,
        "spot area crossed counted",
    )
    assert not any("unknown" in name for name in found)
    assert not_on_map(dataset, np.arange(4)).tolist() == [dataset.row_of("unknown")]


def test_claims_and_stopped_attempts_look_different_from_crossings(small):
    dataset = small(
        crossing("claim", **SPOT, location_precision="exact", status="claimed"),
        crossing(
            "stopped",
            latitude=69.6,
            longitude=30.6,
            location_precision="exact",
            kind="stopped_before_the_line",
        ),
    )
    found = _marks(dataset)
    assert found["crossing:claim"]["style"] == "spot exact claimed"
    assert found["crossing:stopped"]["style"] == "spot exact stopped"
    assert found["at:pasvik"]["style"] == "stopped"


def test_a_spot_within_a_locations_number_says_so(small):
    dataset = small(
        crossing("own", **SPOT, location_precision="exact", locality="Skrøytnes, on a lake"),
        crossing("other"),
        crossing("claim", latitude=69.6, longitude=30.6, location_precision="exact", status="claimed"),
        crossing("away", latitude=69.4, longitude=30.2, location_precision="exact", place_id="elsewhere"),
    )  # fmt: skip
    found = _marks(dataset)
    assert found["at:pasvik"]["text"] == "2"
    own = found["crossing:own"]
    assert own["label"] == "Skrøytnes, on a lake: 1 person in 1 crossing, part of Pasvik’s 2"
    assert own["tip"] == "Skrøytnes: 1 person, part of Pasvik’s 2"
    assert "part of" not in found["crossing:claim"]["label"] + found["crossing:away"]["label"]


def test_every_number_on_the_map_is_counted_once(shipped):
    rows = positions(shipped, Filters())
    numbers = [mark["text"].strip("+?") for mark in _marks(shipped).values() if "text" in mark]
    drawn = sum(int(number.replace(",", "")) for number in numbers if number)
    hidden = totals(shipped, not_on_map(shipped, rows)).people
    assert drawn + hidden == totals(shipped, rows).people


def test_a_spot_has_a_number_only_for_whom_no_location_counts(small):
    dataset = small(
        crossing("own", **SPOT, location_precision="exact"),
        crossing("other", **SPOT, location_precision="exact", place_id="elsewhere", people_best=3, people_high=3),
        crossing("away", latitude=69.4, longitude=30.2, location_precision="exact", place_id="elsewhere"),
        crossing("part", latitude=69.3, longitude=30.1, location_precision="exact"),
        crossing("claim", latitude=69.2, longitude=30, location_precision="exact", place_id="elsewhere", status="claimed"),
    )  # fmt: skip
    found = {
        mark.get("id"): (mark.get("text"), mark["style"].split()[3:])
        for mark in marks(dataset, EVERYTHING)
    }
    [shared] = [found[name] for name in ("crossing:own", "crossing:other") if name in found]
    assert shared == ("3", ["counted"])
    assert found["crossing:away"] == ("1", ["counted"])
    assert found["crossing:part"] == (None, ["part"])
    assert found["crossing:claim"] == (None, [])
    assert found["at:pasvik"][0] == "2"


def test_a_spot_with_several_reports_lists_the_newest_of_them(small):
    dataset = small(
        *(crossing(f"x{year}", **SPOT, location_precision="exact", start=f"{year}", end=f"{year}") for year in range(2010, 2020)),
        crossing("alone", latitude=69.4, longitude=30.2, location_precision="exact"),
    )  # fmt: skip
    found = _marks(dataset)
    assert [one for one, _ in found["crossing:x2019"]["reports"]] == [
        f"x{year}" for year in range(2019, 2011, -1)
    ]
    assert found["crossing:x2019"]["reports"][0][1].startswith("2019: ")
    assert "reports" not in found["crossing:alone"]


def test_a_circle_without_a_symbol_belongs_to_its_location(small):
    dataset = small(crossing("area", **SPOT, location_precision="area", radius_km=25))
    [circle, *_] = marks(dataset, EVERYTHING)
    assert (circle["of"], "id" in circle) == ("at:pasvik", False)


def test_an_area_within_a_location_is_opened_through_the_location(shipped):
    found = _marks(shipped, Choice(crossing="pasvik-swimmer-2012"))
    assert "crossing:pasvik-swimmer-2012" not in found
    assert found["at:pasvik"]["style"].endswith("selected")


def test_a_word_instead_of_a_number_shows_as_unknown(small):
    word = {"people_low": "", "people_best": "", "people_high": "", "people_words": "hundreds"}
    assert _marks(small(crossing("x", **word)))["at:pasvik"]["text"] == "?"
    both = small(crossing("x", **word), crossing("y", people_best=3, people_high=3))
    assert _marks(both)["at:pasvik"]["text"] == "3+"


def test_hostile_text_reaches_the_browser_as_text_in_json(small):
    evil = "</script><img src=x onerror=alert(1)>'\"${alert(1)}{{7*7}}\u2028end"
    dataset = small(crossing("x", **SPOT, location_precision="exact", locality=evil))
    sent = _sent(dataset, Choice())
    assert "<" not in sent.replace("window.feature_group || [];", "")
    assert r"\u007b{7*7}}" in sent
    assert "{{" not in sent  # branca reads what is rendered as a template once more


@pytest.mark.parametrize(
    ("value", "place", "opened"),
    [
        ({"selected": "at:pasvik", "clicks": 1}, "pasvik", ""),
        ({"selected": "crossing:pasvik-swimmer-2012", "clicks": 2}, "", "pasvik-swimmer-2012"),
        ({}, "", ""),
        (None, "", ""),
        ({"selected": "nonsense"}, "", ""),
    ],
)
def test_a_click_names_what_it_selected(value, place, opened):
    assert selected(value) == (place, opened)


def test_the_map_is_told_of_all_spots_of_the_chosen_locations_whatever_the_year(shipped):
    def told(**filters):
        layer = crossing_layer(shipped, Choice(Filters(**filters)))
        return json.loads(layer.selection)["chosen"]

    assert told(years=(2015, 2015)) is None
    (south, west), (north, east) = told(places=("pasvik",), years=(2015, 2015))
    assert told(places=("pasvik",)) == [[south, west], [north, east]]
    rows = shipped.crossings[shipped.crossings["place_id"] == "pasvik"].dropna(subset="latitude")
    assert rows["latitude"].between(south, north).all()
    assert rows["longitude"].between(west, east).all()
