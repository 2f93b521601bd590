import pandas as pd
import pytest

from geodata.model.filters import Filters, select
from geodata.model.summary import (
    Merge,
    counted_by_article,
    coverage,
    merge,
    per_kind,
    per_place,
    per_year,
    totals,
)
from tests.package import article, crossing, excerpt, figure


def _totals(dataset, **filters):
    return totals(dataset, select(dataset, Filters(**filters)))


def test_one_event_in_many_articles_is_one_crossing(small):
    articles = [article(f"article-{letter}") for letter in "abcde"]
    excerpts = [excerpt(f"e-{row['article_id']}", "x", row["article_id"]) for row in articles]
    total = _totals(small(crossing("x"), articles=articles, excerpts=excerpts))
    assert (total.articles, total.crossings, total.people) == (5, 1, 1)


def test_a_claim_is_shown_and_never_counted(small):
    dataset = small(
        crossing("sure"), crossing("claim", status="claimed", people_best=50, people_high=50)
    )
    total = _totals(dataset)
    assert len(select(dataset, Filters())) == 2
    assert (total.crossings, total.people, total.people_high, total.claimed) == (1, 1, 1, 1)


@pytest.mark.parametrize("kind", ["stopped_before_the_line", "object_over_the_line"])
def test_nobody_crossed_in_an_attempt_that_was_stopped_or_with_an_object(small, kind):
    dataset = small(crossing("sure"), crossing("other", kind=kind, people_best=4, people_high=4))
    total = _totals(dataset)
    assert (total.crossings, total.people) == (1, 1)
    assert total.stopped + total.objects == total.not_counted == 1


def test_a_part_is_never_added_to_its_whole(small):
    whole = crossing("year", people_low=90, people_best=100, people_high=110)
    week = crossing("week", part_of="year", people_low=30, people_best=30, people_high=30)
    total = _totals(small(whole, week))
    assert (total.crossings, total.people, total.people_low, total.people_high) == (1, 100, 90, 110)
    assert total.parts == 1


def test_a_blank_number_stays_blank(small):
    word = crossing(
        "hundreds", people_low="", people_best="", people_high="", people_words="hundreds"
    )
    alone = _totals(small(word))
    assert (alone.crossings, alone.people, alone.unnumbered) == (1, None, 1)


def test_a_blank_number_beside_a_number_is_not_zero_but_unknown(small):
    word = crossing(
        "hundreds", people_low="", people_best="", people_high="", people_words="hundreds"
    )
    total = _totals(small(word, crossing("one")))
    assert (total.crossings, total.people, total.unnumbered) == (2, 1, 1)


def test_a_crossing_over_several_years_is_counted_once_and_in_no_single_year(small):
    dataset = small(
        crossing("vague", start="2022-02", end="2023-08"),
        crossing("sure", start="2023", end="2023"),
    )
    table = per_year(dataset, dataset.crossings).set_index("year")
    assert _totals(dataset).crossings == 2
    assert table["crossings"].to_dict() == {2022: 0, 2023: 1}
    assert table["spanning"].to_dict() == {2022: 1, 2023: 1}


def test_coverage_counts_documents_by_the_years_they_are_about(small):
    dataset = small(
        crossing("x", start="2019", end="2019"), figures=[figure("f", start="2021", end="2021")]
    )
    assert coverage(dataset) == {2019: 1, 2020: 0, 2021: 1}


def test_the_shipped_headline_obeys_every_rule(shipped):
    total, rows = totals(shipped, shipped.crossings), shipped.crossings
    counted = rows[rows["counted"]]
    assert total.people == counted["people_best"].sum()
    assert "claimed" not in set(counted["status"])
    assert not set(counted["kind"]) & {"stopped_before_the_line", "object_over_the_line"}
    assert (counted["part_of"] == "").all()
    assert total.crossings + total.not_counted == len(rows)


def test_places_and_kinds_add_up_to_the_whole(shipped):
    total = totals(shipped, shipped.crossings)
    places = per_place(shipped, shipped.crossings).values()
    assert sum(place.crossings for place in places) == total.crossings
    assert sum(place.people or 0 for place in places) == total.people
    kinds = per_kind(shipped, shipped.crossings).values()
    assert sum(kind.crossings for kind in kinds) == total.crossings
    assert sum(kind.seasons for kind in kinds) == total.seasons
    assert sum(kind.people or 0 for kind in kinds) == total.people


def test_the_week_of_378_is_inside_the_year_and_not_added_to_it(shipped):
    filters = Filters(years=(2015, 2015), places=("storskog",))
    rows = select(shipped, filters)
    assert {"storskog-week-41-2015", "storskog-arctic-route-2015"} <= set(rows["crossing_id"])
    total = totals(shipped, rows)
    assert (total.people, total.people_low, total.people_high) == (5439, 5439, 5473)


def test_pasvik_since_2012_is_two_people_outside_the_checkpoint(shipped):
    filters = Filters(
        years=(2012, 2026),
        places=("pasvik",),
        kinds=("outside_checkpoint",),
        statuses=("confirmed",),
    )
    rows = select(shipped, filters)
    assert totals(shipped, rows).people == 2
    assert set(rows["crossing_id"]) == {"pasvik-swimmer-2012", "skroytnes-medvedev-2023-01-13"}


def test_measures_are_never_summed_into_people(small):
    figures = [
        figure("a", best=1000), figure("b", measure="asylum_arrivals", best=500),
        figure("c", measure="applications", scope="norway", best=300),
        figure("d", measure="asylum_arrivals", basis="forecast", start="2021", end="2021", best=9000),
    ]  # fmt: skip
    with_figures = _totals(small(crossing("x"), figures=figures))
    assert with_figures.people == 1


def test_per_year_adds_up_to_the_totals_less_the_vague(shipped):
    table, rows = per_year(shipped, shipped.crossings), shipped.crossings
    counted = rows[rows["counted"]]
    dated = counted[counted["first_year"] == counted["last_year"]]
    assert table["crossings"].sum() == len(dated)
    assert table["people"].sum() == dated["people_best"].sum()
    assert isinstance(table, pd.DataFrame)
    assert list(table["year"]) == list(range(shipped.years[0], shipped.years[1] + 1))


def test_counting_by_article_is_worked_out_beside_the_counts_and_not_in_them(small):
    articles = [article(f"article-{letter}") for letter in "abc"]
    excerpts = [excerpt(f"e-{row['article_id']}", "x", row["article_id"]) for row in articles]
    excerpts += [excerpt("again", "x"), excerpt("y", "y")]
    dataset = small(
        crossing("x", people_best=4, people_high=4),
        crossing("y", status="claimed"),
        articles=articles,
        excerpts=excerpts,
    )
    assert counted_by_article(dataset, dataset.crossings) == (3, 12)
    assert totals(dataset, dataset.crossings).people == 4


def test_a_merge_says_what_the_articles_share_and_who_copies_whom(small):
    articles = [
        article("article-a"),
        article("article-b", copy_of="article-a"),
        article("article-c"),
    ]
    excerpts = [
        excerpt("1", "x", "article-a", supports="when;where"), excerpt("2", "x", "article-b", supports="when"),
        excerpt("3", "x", "article-c", supports="how_many"), excerpt("4", "x", "article-c", supports="when"),
    ]  # fmt: skip
    dataset = small(crossing("x"), articles=articles, excerpts=excerpts)
    assert merge(dataset.evidence_for("x")) == Merge(
        articles=3, copies=1, when=3, where=1, how_many=1
    )


def test_claims_stand_apart_in_every_year_they_may_be_of(small):
    dataset = small(crossing("claim", status="claimed", start="2020", end="2021"), crossing("sure"))
    table = per_year(dataset, dataset.crossings).set_index("year")
    assert table["claimed"].to_dict() == {2020: 1, 2021: 1}
    assert table["crossings"].to_dict() == {2020: 1, 2021: 0}


@pytest.mark.parametrize(
    ("start", "end", "people", "seasons"),
    [
        ("2015-01", "2015-11-29", 5439, 1), ("2003", "2003", 56, 1), ("2003-05-01", "2003-06-01", 10, 1),
        ("2003-05-01", "2003-05-31", 5439, 0),  # within a month it may be one event
        ("2003-05", "2004-06", 9, 0),  # few people: it is the day that nobody knows
        ("2003-05", "2004-06", "", 0),
    ],
)  # fmt: skip
def test_many_people_over_more_than_a_month_are_a_season(small, start, end, people, seasons):
    given = {"people_low": people, "people_best": people, "people_high": people}
    dataset = small(crossing("x", start=start, end=end, **given), crossing("y"))
    total = totals(dataset, dataset.crossings)
    assert (total.crossings, total.seasons) == (2, seasons)


def test_a_season_that_is_not_counted_is_in_no_count(small):
    many = {"people_low": 50, "people_best": 50, "people_high": 50}
    dataset = small(crossing("x", status="claimed", confirmed_by="", **many))
    assert totals(dataset, dataset.crossings).seasons == 0
    assert per_kind(dataset, dataset.crossings) == {}


def test_a_kind_without_numbers_keeps_the_words_of_its_sources(small):
    bare = {"people_low": "", "people_best": "", "people_high": ""}
    dataset = small(crossing("x", people_words="hundreds", **bare), crossing("y", **bare))
    [kind] = per_kind(dataset, dataset.crossings).values()
    assert (kind.people, kind.unnumbered, kind.words) == (None, 2, ("hundreds",))
