"""The shipped rows themselves."""

import re

import pytest

from geodata.model import geography
from geodata.model.dates import earliest, latest

# Sources of crossings as read and published; an ID once in this list is never taken out of it.
ANSWERS = {
    "storskog-arctic-route-2015": 5439,
    "skroytnes-medvedev-2023-01-13": 1,
    "grense-jakobselv-soldier-2025-08-22": 1,
    "pasvik-swimmer-2012": 1,
}


def test_the_package_passes_every_check(shipped):
    assert len(shipped.crossings) >= 56
    assert len(shipped.excerpts) >= 184
    assert len(shipped.figures) >= 300


@pytest.mark.parametrize(("crossing_id", "people"), ANSWERS.items())
def test_the_best_known_crossings_are_there_with_their_number(shipped, crossing_id, people):
    row = shipped.crossings.set_index("crossing_id").loc[crossing_id]
    assert (row["people_best"], row["status"]) == (people, "confirmed")
    assert row["confirmed_by"]


def test_quotes_come_only_from_the_five_articles_that_were_read_in_full(shipped):
    quotes = shipped.excerpts[shipped.excerpts["form"] == "quote"]
    assert quotes["article_id"].nunique() == 5
    assert len(quotes) >= 20


def test_the_quotes_that_the_dashboard_must_show_are_there_to_the_letter(shipped):
    quotes = " ".join(shipped.excerpts.loc[shipped.excerpts["form"] == "quote", "text"])
    for words in (
        "Only during the last week 378 refugees crossed the border",
        "In 2014 the total number was 20.",
        "Hundreds of military-age men fleeing mobilization entered Norway at Storskog",
        "up from 13 in 2021 to 294 in 2022",
        "Pasviko Valley", "Three more individuals crossed at Pasvikas", "Grens Jakobselv port",
        "at least the fifth reported case",
    ):  # fmt: skip
        assert words in quotes.replace("\xa0", " "), words


def test_every_document_is_used(shipped):
    tables = (
        shipped.excerpts,
        shipped.figures,
        shipped.context,
        shipped.disputes,
        shipped.articles,
    )
    used = {article for table in tables[:4] for article in table["article_id"]}
    used |= set(shipped.articles["copy_of"])
    assert set(shipped.articles["article_id"]) <= used


def test_a_document_without_a_date_says_so(shipped):
    undated = shipped.articles["published"] == ""
    assert (shipped.articles.loc[undated, "date_basis"] == "unknown").all()
    assert (shipped.articles.loc[~undated, "date_basis"] != "unknown").all()


def test_events_elsewhere_are_never_put_on_the_three_locations(shipped):
    places = shipped.places.set_index("place_id")
    elsewhere = shipped.crossings[
        (shipped.crossings["place_id"] == "elsewhere") & shipped.crossings["latitude"].notna()
    ]
    for row in elsewhere.itertuples():
        for place_id in ("storskog", "grense-jakobselv"):
            place = places.loc[place_id]
            off = abs(place["latitude"] - row.latitude) + abs(place["longitude"] - row.longitude)
            assert off > 0.01, row.crossing_id


def test_spots_lie_near_the_border_they_are_said_to_be_on(shipped):
    located = shipped.crossings[
        shipped.crossings["latitude"].notna() & (shipped.crossings["place_id"] != "elsewhere")
    ]
    for row in located.itertuples():
        reach = 1.0 if row.location_precision == "exact" else row.radius_km
        assert geography.km_to_border(shipped.border, row.latitude, row.longitude) <= max(
            1.0, reach
        ), row.crossing_id


def test_parts_lie_within_the_time_of_their_whole(shipped):
    rows = shipped.crossings.set_index("crossing_id")
    for row in rows[rows["part_of"] != ""].itertuples():
        whole = rows.loc[row.part_of]
        assert (
            earliest(whole["start"])
            <= earliest(row.start)
            <= latest(row.end)
            <= latest(whole["end"])
        )


def test_open_questions_have_no_answer_and_others_at_most_one_for_each_field(shipped):
    used = shipped.disputes[shipped.disputes["used"]]
    assert not used.duplicated(["dispute_id", "field"]).any()
    values = shipped.disputes.groupby("dispute_id")["value"].nunique()
    assert (values >= 2).all()


def test_preferred_figures_of_2015_are_those_of_the_police(shipped):
    figures = shipped.figures
    year = figures[
        (figures["measure"] == "asylum_arrivals")
        & (figures["start"] == "2015")
        & (figures["end"] == "2015")
    ]
    chosen = year[year["preferred"]]
    assert 5439 in set(chosen["best"])
    assert {5445, 5464, 5465, 5473} <= set(year["best"].dropna())
    forecast = year[year["basis"] == "forecast"]
    assert 5000 in set(forecast["best"])
    assert not forecast["preferred"].any()


def test_wording_is_neutral_and_speaks_of_the_data_alone(shipped):
    ours = [
        shipped.crossings[["headline", "summary", "disagreement", "date_note"]],
        shipped.excerpts.loc[shipped.excerpts["form"] == "summary", ["text"]],
        shipped.context[["title", "summary"]], shipped.figures[["note"]], shipped.places[["note"]],
        shipped.articles[["note"]], shipped.disputes[["question", "value", "reason"]],
    ]  # fmt: skip
    text = "\n".join("\n".join(table.astype(str).stack()) for table in ours)
    assert not re.search(
        r"\billegals?\b|\baliens?\b|\bshared/|article 00\d|\bTODO\b", text, re.IGNORECASE
    )
