from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model.address import Choice, Rejected, decode, encode, opening
from geodata.model.dataset import load
from geodata.model.filters import Filters, select
from tests.package import crossing, figure, write

# The shipped data open on 1991; five reports are earlier.
FROM_1991 = Filters(years=(1991, 2026))


@pytest.mark.parametrize(
    ("choice", "parameters"),
    [
        (Choice(FROM_1991), {}),
        (Choice(), {"years": ["1953", "2026"]}),
        (Choice(Filters(years=(1953, 1960)), "until"), {"until": ["1960"]}),
        (Choice(Filters(years=(2012, 2023), places=("pasvik",))), {"years": ["2012", "2023"], "place": ["pasvik"]}),
        (Choice(Filters(years=(2015, 2015)), "year"), {"years": ["2015"]}),
        (Choice(Filters(years=(1991, 2015)), "until"), {"until": ["2015"]}),
        (Choice(replace(FROM_1991, text="wagner", statuses=("confirmed", "claimed"))), {"status": ["confirmed", "claimed"], "q": ["wagner"]}),
        (Choice(FROM_1991, at="pasvik"), {"at": ["pasvik"]}),
        (Choice(FROM_1991, crossing="pasvik-swimmer-2012"), {"crossing": ["pasvik-swimmer-2012"]}),
    ],
)  # fmt: skip
def test_a_choice_becomes_an_address_and_back(shipped, choice, parameters):
    assert encode(choice, shipped) == parameters
    assert decode(parameters, shipped) == (choice, [])


@pytest.mark.parametrize(
    ("parameters", "rejected"),
    [
        ({"years": ["abc"]}, Rejected("years", "abc", "a year from 1953 to 2026")),
        ({"years": ["1066"]}, Rejected("years", "1066", "a year from 1953 to 2026")),
        ({"place": ["atlantis"]}, Rejected("place", "atlantis", "storskog, grense-jakobselv, pasvik, elsewhere")),
        ({"crossing": ["gone"]}, Rejected("crossing", "gone", "a known crossing ID")),
        ({"utm_source": ["mail"]}, Rejected("utm_source", "mail", "a known parameter")),
        ({"q": ["x" * 201]}, Rejected("q", "201 characters", "at most 200 characters")),
    ],
)  # fmt: skip
def test_what_means_nothing_is_dropped_and_named(shipped, parameters, rejected):
    choice, found = decode(parameters, shipped)
    assert found == [rejected]
    assert choice.filters.without("text") == opening(shipped).filters


def test_a_package_that_opens_later_than_it_begins_is_shown_whole_by_its_years(shipped):
    choice, _ = decode({}, shipped)
    assert choice == opening(shipped)
    assert shipped.opening == (1991, shipped.years[1])
    whole, _ = decode({"years": [str(year) for year in shipped.years]}, shipped)
    earlier = set(select(shipped, whole.filters)["crossing_id"]) - set(
        select(shipped, choice.filters)["crossing_id"]
    )
    assert earlier == set(
        shipped.crossings.loc[shipped.crossings["last_year"] < 1991, "crossing_id"]
    )
    assert len(earlier) >= 5


def test_a_package_that_opens_after_its_last_year_opens_on_that(tmp_path):
    folder = write(
        tmp_path,
        [crossing("one", start="1970", end="1970")],
        figures=[figure("f", start="1975", end="1975")],
    )
    assert load(folder).opening == (1975, 1975)


def test_years_in_the_wrong_order_are_put_right(shipped):
    choice, rejected = decode({"years": ["2023", "2012"]}, shipped)
    assert (choice.filters.years, rejected) == ((2012, 2023), [])


VALUES = st.text(max_size=20) | st.sampled_from(
    ["2015", "pasvik", "storskog", "confirmed", "to_norway"]
)
KEYS = st.sampled_from(
    ["years", "until", "place", "kind", "direction", "status", "q", "at", "crossing", "x"]
)


@settings(max_examples=150)
@given(st.dictionaries(KEYS, st.lists(VALUES, max_size=4)))
def test_any_address_has_a_meaning_that_its_own_address_keeps(shipped, parameters):
    choice, _ = decode(parameters, shipped)
    again, rejected = decode(encode(choice, shipped), shipped)
    assert rejected == []
    assert encode(again, shipped) == encode(choice, shipped)
