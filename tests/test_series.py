from geodata.model import series
from tests.package import crossing, figure


def test_a_missing_year_breaks_the_line(small):
    figures = [figure(f"f{y}", start=str(y), end=str(y)) for y in (2016, 2017, 2019)]
    table = series.yearly(small(crossing("x"), figures=figures), *("passages", "storskog"))
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
    table = series.yearly(small(crossing("x"), figures=figures), "passages", "storskog")
    assert table["figure_id"].tolist() == ["year"]


def test_a_ceiling_is_a_limit_and_no_point(small):
    dataset = small(crossing("x"), figures=[figure("f", best="", high=15000)])
    row = series.yearly(dataset, "passages", "storskog").iloc[0]
    assert (row["floor"], row["ceiling"], row["limit"]) == (0, 15000, "at most 15,000")
    assert row["best"] != row["best"]


def test_rivals_are_the_other_figures_for_the_same_period(shipped):
    rivals = series.rivals(shipped, "asylum-arrivals-storskog-2014-barentsobserver-october")
    assert {8, 10, 12, 73} <= set(rivals["best"].dropna())


def test_the_weeks_of_2015_are_inside_the_year_and_do_not_reach_it(shipped):
    weeks = series.weekly_arrivals(shipped, 2015)
    assert (
        dict(zip(weeks["start"].dt.strftime("%m-%d"), weeks["best"], strict=True))["10-05"] == 378
    )
    assert weeks["best"].sum() < 5439


def test_passages_show_the_chosen_figures(shipped):
    years = series.yearly(shipped, "passages", "storskog", series.ALL_TRAVELLERS).set_index("start")
    assert years.loc["2013", "best"] == 320042
    assert years.loc["2016", "best"] == 235469
    assert "2020" not in years.index  # not found: a gap, not a zero
    months = series.monthly(shipped, "passages", "storskog", series.ALL_TRAVELLERS)
    assert "2023-01" not in set(months["start"])  # 9,271 against 7,604 is still open
