import pandas as pd
import pytest
from lxml import html

from geodata.drawings import charts, timeline_charts
from geodata.model import series
from geodata.model.address import Choice
from geodata.model.filters import Filters, select
from geodata.model.summary import per_year
from geodata.panels import timeline
from geodata.panels.view import View
from geodata.words.figures import LEVELS


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
    passages = _of(shipped, "passages")
    table = series.yearly(shipped, passages)
    spec = timeline_charts.by_year(passages, table, (1991, 2026)).to_dict()
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


def _table(**columns):
    zero = dict.fromkeys(
        ("crossings", "spanning", "claimed", "people", "people_low", "people_high", "unnumbered"), 0
    )
    first, last = columns.pop("years", (2020, 2021))
    rows = [{"year": year} | zero for year in range(first, last + 1)]
    rows[0] |= columns
    return pd.DataFrame(rows).astype("int64")


def _layers(spec):
    for layer in spec.get("layer", [spec]):
        yield from _layers(layer) if "layer" in layer else [layer]


def _axes(spec, channel):
    return [
        layer["encoding"][channel]["axis"]
        for layer in _layers(spec)
        if layer["encoding"].get(channel, {}).get("axis")
    ]


@pytest.mark.parametrize("highest", [0, 1, 3, 4, 5, 56, 5440])
def test_an_axis_counts_in_whole_numbers_and_reaches_the_highest_bar(highest):
    (axis,) = _axes(charts.crossings_by_year(_table(crossings=highest), None).to_dict(), "y")
    steps = {b - a for a, b in zip(axis["values"], axis["values"][1:], strict=False)}
    assert all(isinstance(value, int) for value in axis["values"])
    assert len(steps) <= 1
    assert axis["tickCount"] == len(axis["values"]) <= 5
    assert highest - axis["values"][-1] < max([1, *steps])


@pytest.mark.parametrize(
    ("years", "ticks"),
    [((2021, 2021), [2021]), ((2020, 2023), [2020, 2021, 2022, 2023]), ((1991, 2026), list(range(1995, 2026, 5))),
     ((1826, 2099), [1850, 1900, 1950, 2000, 2050])],
)  # fmt: skip
def test_years_are_named_as_often_as_they_fit(years, ticks):
    (axis, *_) = _axes(charts.people_by_year(_table(years=years), None).to_dict(), "x")
    assert axis["values"] == ticks


def test_the_axis_of_people_says_that_it_is_logarithmic_and_no_bar_stands_on_it():
    spec = charts.people_by_year(_table(people=5, people_low=5, people_high=9), None).to_dict()
    assert "People (log scale)" in str(spec)
    # A bar half as long would be taken for half as many.
    counted = [layer for layer in _layers(spec) if layer.get("name") == "people_counted"]
    assert [layer["mark"]["type"] for layer in counted] == ["point"]


def test_a_year_of_nobody_has_no_dot_and_a_scale_of_powers_is_never_asked_for_zero():
    spec = charts.people_by_year(_table(people=5, people_high=9), None).to_dict()
    assert [row["at"] > 0 for row in _data(spec)] == [True, True]
    (dots,) = [layer for layer in _layers(spec) if layer.get("name") == "people_counted"]
    assert "datum.people > 0" in str(dots["encoding"]["fillOpacity"]["condition"])


def test_a_file_marks_the_chosen_years_and_says_so():
    table = _table(crossings=1, people=5)
    words = "Pale: outside the chosen years"
    assert words in charts.notes("crossings", table, (2020, 2020))
    assert words not in charts.notes("crossings", table, (2020, 2021))
    assert words in charts.image(table, (2020, 2020), "One year", "Source", "svg").decode()


def test_a_file_of_nothing_says_so_instead_of_drawing_axes():
    drawn = charts.image(_table(), (2020, 2021), "Nothing", "Source", "svg").decode()
    assert "Crossings: Nothing to draw in this selection." in drawn
    assert "People (log scale)" not in drawn


def test_no_type_in_a_chart_is_smaller_than_what_a_projector_shows_legibly(shipped):
    for chart in _drawn(shipped):
        spec = chart.to_dict()
        sizes = [
            layer["mark"]["fontSize"] for layer in _layers(spec) if layer["mark"]["type"] == "text"
        ]
        axis = spec["config"]["axis"]
        assert min([*sizes, axis["labelFontSize"], axis["titleFontSize"]]) >= charts.TYPE


@pytest.mark.parametrize(
    ("name", "columns", "said"),
    [
        ("crossings", {"crossings": 1}, []),
        ("crossings", {"spanning": 1, "claimed": 2}, ["Dotted: may be of any of several years", "Dashed: only claimed, not counted"]),
        ("crossings", {}, ["Nothing to draw in this selection."]),
        ("people", {"people": 1, "people_low": 1, "people_high": 1}, ["Each line up is ten times as many people"]),
        ("people", {"people": 2, "people_low": 1, "people_high": 2}, ["Each line up is ten times as many people", "Grey line: from the lowest to the highest number"]),
        ("people", {"unnumbered": 1}, ["+ or ?: a crossing without a number"]),
        ("people", {"people": 1, "people_low": 1, "people_high": 1, "spanning": 1}, ["Each line up is ten times as many people", "Crossings dated over several years have no dot"]),
        ("people", {"crossings": 1, "spanning": 1}, ["Nothing to draw in this selection: every crossing in it may be of any of several years."]),
    ],
)  # fmt: skip
def test_the_signs_that_are_drawn_are_explained_and_no_others(name, columns, said):
    table = _table(**columns)
    assert charts.notes(name, table) == said
    spec = charts.by_year(name, table)
    assert spec.get("title", {}).get("text", []) == said
    dashed = [
        layer["mark"]["strokeDash"] for layer in _layers(spec) if layer["mark"].get("strokeDash")
    ]
    assert len(dashed) == sum(note.startswith(("Dotted", "Dashed")) for note in said)


def test_the_chosen_years_are_marked_by_the_place_of_their_bars():
    said = charts.years_style((1991, 2026), (2015, 2016))
    assert "path:not(:nth-child(n+25):nth-child(-n+26)){opacity:" in said
    assert "[class*=_years_marks] path:nth-child(n+25):nth-child(-n+26){fill-opacity:" in said
    assert "_years_marks" not in charts.years_style((1991, 2026), (1991, 2026))
    # A dotted outline as pale as a bar would not be seen on a dark page.
    assert (
        f"[class*=claimed_counted_marks] path:not(:nth-child(n+25):nth-child(-n+26)){{opacity:{charts.FAINT}}}"
        in said
    )


def test_every_year_has_a_bar_in_its_place_whatever_the_selection_holds():
    for name in ("crossings", "people"):
        spec = charts.by_year(name, _table(crossings=1, spanning=1, claimed=1, people=1))
        marked = [
            layer
            for layer in _layers(spec)
            if layer.get("name", "").endswith(("_counted", "_years"))
        ]
        assert len(marked) == (4 if name == "crossings" else 2)
        assert not any("transform" in layer for layer in marked)
        # Without a tooltip a mark gets no click.
        assert all("tooltip" in layer["encoding"] for layer in marked)


def test_two_charts_in_one_file_keep_their_own_marks():
    names = [
        layer["name"]
        for name in ("crossings", "people")
        for layer in _layers(charts.by_year(name, _table(crossings=1, spanning=1, people=1)))
        if "name" in layer
    ]
    assert len(names) == len(set(names))


def _of(dataset, name):
    return next(chart for chart in dataset.border.charts if chart.name == name)


def _drawn(dataset):
    table, years = per_year(dataset, dataset.crossings), dataset.years
    passages = _of(dataset, "passages")
    yield charts.crossings_by_year(table, years)
    yield charts.people_by_year(table, years)
    yield timeline_charts.by_year(passages, series.yearly(dataset, passages), years)
    yield _events(dataset)


def _events(dataset, **filters):
    view = View(dataset, Choice(Filters(**filters)))
    return timeline_charts.events(timeline._events(view), timeline._context(view), view.years)


def test_no_text_in_a_chart_has_a_colour_of_its_own(shipped):
    # Ink that is fixed when the script runs stays when the theme turns.
    marks = [layer["mark"] for chart in _drawn(shipped) for layer in _layers(chart.to_dict())]
    texts = [mark for mark in marks if mark["type"] == "text"]
    assert len(texts) == 3
    assert {mark.get("color") for mark in texts} == {None}


def _rows(spec, column):
    return [row for rows in spec["datasets"].values() for row in rows if column in row]


def test_lanes_stand_in_the_order_of_the_locations_and_marks_in_one_do_not_hide_each_other(shipped):
    spec = _events(shipped).to_dict()
    names = [row["name"] for row in _rows(spec, "name")]
    assert names == [*shipped.locations.values(), timeline_charts.CONTEXT]
    marks = pd.DataFrame(_rows(spec, "crossing_id"))
    assert len(marks) == len(shipped.crossings)
    for number, place in enumerate(shipped.locations.values()):
        assert marks.loc[marks["place"] == place, "lane"].between(number, number + 1).all()
    days = pd.to_datetime(marks["middle"])
    gaps = days.sort_values().groupby(marks["lane"]).diff().dropna()
    assert (gaps > pd.Timedelta(days=100)).mean() > 0.8


def test_milestones_of_the_chosen_years_are_numbered_in_the_order_of_time(shipped):
    named = shipped.package["milestones"]
    context = timeline._context(View(shipped, Choice()))
    assert context.loc[context["number"] > 0, "context_id"].tolist() == sorted(named)
    assert context.loc[context["number"] > 0, "number"].tolist() == list(range(1, len(named) + 1))
    later = timeline._context(View(shipped, Choice(Filters(years=(2020, 2026)))))
    assert later.loc[later["number"] == 1, "context_id"].tolist()[0].startswith("2020-")


def test_counts_inside_counts_are_as_long_as_their_number_and_forecasts_are_words(shipped):
    chart = _of(shipped, "arrivals")
    page = html.fromstring(timeline.contained_html(shipped, chart))
    said = {
        row.findtext("span"): (row.findtext("b"), float(row.find("i").get("style")[6:-1]))
        for row in page.iter("summary")
    }
    assert said["2015"] == ("5,439", 100)
    assert said["2–8 November 2015"] == ("1,113", pytest.approx(100 * 1113 / 5439, abs=0.01))
    (forecasts,) = page.find_class("forecasts")
    assert "5,000" in forecasts.text_content()
    assert "5,000" not in {number for number, _ in said.values()}
    assert [heading.text for heading in page.iter("h3")] == list(LEVELS.values())
    # The source of each stands behind its line.
    assert all(detail.find_class("source") for detail in page.iter("details"))


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
    from geodata.words import style

    assert colours <= {
        style.CROSSED,
        style.STOPPED,
        style.CLAIMED,
        style.QUIET,
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
