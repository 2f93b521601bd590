import pytest

from geodata.model import series
from geodata.model.border import Chart
from tests.package import crossing, figure

_HEAD = {"heading": "", "explanation": "", "noun": "", "scope": "storskog"}
PASSAGES = Chart("passages", "series", **_HEAD, measure="passages", by=("year", "month"))
OF_ALL = Chart(
    "all", "series", **_HEAD, measure="passages", population="all travellers, both directions"
)
ARRIVALS = Chart("arrivals", "nested", **_HEAD, measure="asylum_arrivals", year=2015)


def test_a_missing_year_breaks_the_line(small):
    figures = [figure(f"f{y}", start=str(y), end=str(y)) for y in (2016, 2017, 2019)]
    table = series.yearly(small(crossing("x"), figures=figures), PASSAGES)
    runs = table.set_index("start")["run"]
    assert runs["2016"] == runs["2017"] != runs["2019"]


def test_running_totals_forecasts_rivals_and_other_periods_stay_out_of_the_line(small):
    figures = [
        figure("year", best=10), figure("rival", best=99, preferred="false"),
        figure("so-far", start="2020-01", end="2020-06", cumulative="true", best=5),
        figure("half", start="2020-01", end="2020-06", population="half a year", best=5),
        figure("guess", basis="forecast", start="2021", end="2021", best=12),
        figure("national", measure="applications", scope="norway", best=7),
    ]  # fmt: skip
    table = series.yearly(small(crossing("x"), figures=figures), PASSAGES)
    assert table["figure_id"].tolist() == ["year"]


def test_a_ceiling_is_a_limit_and_no_point(small):
    dataset = small(crossing("x"), figures=[figure("f", best="", high=15000)])
    row = series.yearly(dataset, PASSAGES).iloc[0]
    assert (row["floor"], row["ceiling"]) == (0, 15000)
    assert row["best"] != row["best"]


def test_rivals_are_the_other_figures_for_the_same_period(shipped):
    rivals = series.rivals(shipped, "asylum-arrivals-storskog-2014-barentsobserver-october")
    assert {8, 10, 12, 73} <= set(rivals["best"].dropna())


def test_weeks_are_inside_months_inside_the_year_and_do_not_reach_it(shipped):
    table = series.containment(shipped, ARRIVALS)
    levels = {level: rows["best"].sum() for level, rows in table.groupby("level")}
    assert dict(zip(table["start"], table["best"], strict=True))["2015-10-05"] == 378
    assert levels[series.WEEKS] < levels[series.THE_YEAR] == 5439
    assert levels[series.MONTHS] < levels[series.THE_YEAR]
    october = table[(table["level"] == series.WEEKS) & table["start"].str.startswith("2015-10")]
    assert october["best"].sum() < 2018


def _total(figure_id, **values):
    given = {"measure": "asylum_arrivals", "population": "arrivals", "start": "2015", "end": "2015"}
    return figure(figure_id, **given | values)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([], []),
        ([_total("a")], []),
        ([_total("a"), _total("b", preferred="false")], []),
        ([_total("a", preferred="false"), _total("b", preferred="false")], ["a", "b"]),
        ([_total("a", preferred="false", basis="forecast")], []),
        ([_total("a", preferred="false", start="2015-10", end="2015-10")], []),
    ],
)
def test_a_total_is_open_where_sources_give_some_and_none_is_preferred(small, figures, said):
    dataset = small(crossing("x"), figures=figures)
    assert series.open_totals(dataset, ARRIVALS)["figure_id"].tolist() == said


def test_running_totals_of_2015_only_rise(shipped):
    table = series.containment(shipped, ARRIVALS)
    so_far = table[table["level"] == series.SO_FAR].sort_values("finish")
    assert so_far["best"].fillna(so_far["low"]).is_monotonic_increasing
    assert (so_far["best"].dropna() < 5439).all()


def test_a_forecast_is_beside_what_came_and_not_among_it(shipped):
    table = series.containment(shipped, ARRIVALS)
    forecast = table[table["level"].str.startswith(series.FORECAST)]
    assert 5000 in set(forecast["best"])
    assert not forecast["preferred"].any()


def test_passages_show_the_chosen_figures(shipped):
    years = series.yearly(shipped, OF_ALL).set_index("start")
    assert years.loc["2013", "best"] == 320042
    assert years.loc["2016", "best"] == 235469
    assert "2020" not in years.index  # not found: a gap, not a zero
    months = series.monthly(shipped, OF_ALL)
    assert "2023-01" not in set(months["start"])  # 9,271 against 7,604 is still open
