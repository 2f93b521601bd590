import pandas as pd
import pytest

from geodata.model import series
from geodata.model.filters import Filters, select
from geodata.model.summary import per_year
from geodata.views import charts, timeline_charts


def _data(spec):
    return next(iter(spec["datasets"].values()))


def test_bars_show_the_counts_of_the_model(shipped):
    table = per_year(shipped, shipped.crossings)
    spec = charts.crossings_by_year(table, (2015, 2015)).to_dict()
    drawn = {row["year"]: row["crossings"] for row in _data(spec)}
    assert drawn == dict(zip(table["year"], table["crossings"], strict=True))
    assert "datum.year >= 2015 && datum.year <= 2015" in str(spec)


def test_a_specification_is_built_once_for_a_table(shipped):
    table = per_year(shipped, shipped.crossings)
    first = charts.by_year("crossings", table)
    assert charts.by_year("crossings", table.copy()) is first
    other = per_year(shipped, shipped.crossings.head(3))
    assert _data(charts.by_year("crossings", other)) != _data(first)


def test_people_are_labelled_with_their_number_and_with_what_is_unknown(shipped):
    spec = charts.people_by_year(per_year(shipped, shipped.crossings), (1991, 2026)).to_dict()
    said = {row["year"]: row["said"] for row in _data(spec)}
    assert said[2015].startswith("5,4")
    assert said[2022].endswith("+")
    assert said[1999] == ""


def test_derived_points_are_hollow_and_lines_stop_at_gaps(shipped):
    table = series.yearly(shipped, "passages", "storskog", series.ALL_TRAVELLERS)
    spec = timeline_charts.passages_by_year(table, (1991, 2026)).to_dict()
    assert "datum.basis == 'stated'" in str(spec)
    runs = (
        pd.DataFrame(_data(spec))
        .dropna(subset=["best"])
        .groupby("run")["year"]
        .agg(["min", "max", "size"])
    )
    assert ((runs["max"] - runs["min"]).round(6) == runs["size"] - 1).all()


def test_a_chart_of_nothing_is_still_a_chart(shipped):
    empty = select(shipped, Filters(text="zzzz"))
    assert charts.crossings_by_year(per_year(shipped, empty), (1991, 2026)).to_dict()


def test_charts_use_the_palette_alone(shipped):
    table = per_year(shipped, shipped.crossings)
    colours = set()
    for chart in (charts.crossings_by_year, charts.people_by_year):
        text = str(chart(table, (1991, 2026)).to_dict())
        colours |= {
            text[i : i + 7]
            for i in range(len(text))
            if text[i] == "#" and text[i + 1 : i + 7].isalnum()
        }
    from geodata.views import style

    assert colours <= {
        style.CROSSED,
        style.STOPPED,
        style.CLAIMED,
        style.QUIET,
        *style.INK.values(),
    }


@pytest.mark.parametrize(("kind", "start"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_the_charts_are_files_with_their_selection_and_source(shipped, kind, start):
    table = per_year(shipped, shipped.crossings)
    drawn = charts.image(table, (2015, 2015), "Crossings <at> Pasvik", "The source line", kind)
    assert drawn.startswith(start)
    if kind == "svg":
        text = drawn.decode()
        assert "The source line" in text
        assert "Crossings &lt;at&gt; Pasvik" in text
        assert "5,440" in text
