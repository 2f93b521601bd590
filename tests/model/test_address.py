import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model.address import Choice, Rejected, decode, encode
from geodata.model.filters import Filters


@pytest.mark.parametrize(
    ("choice", "parameters"),
    [
        (Choice(), {}),
        (Choice(Filters(years=(2012, 2023), places=("pasvik",))), {"years": ["2012", "2023"], "place": ["pasvik"]}),
        (Choice(Filters(years=(2015, 2015)), "year"), {"years": ["2015"]}),
        (Choice(Filters(years=(1991, 2015)), "until"), {"until": ["2015"]}),
        (Choice(Filters(text="wagner", statuses=("confirmed", "claimed"))), {"status": ["confirmed", "claimed"], "q": ["wagner"]}),
        (Choice(at="pasvik"), {"at": ["pasvik"]}),
        (Choice(crossing="pasvik-swimmer-2012"), {"crossing": ["pasvik-swimmer-2012"]}),
    ],
)  # fmt: skip
def test_a_choice_becomes_an_address_and_back(shipped, choice, parameters):
    assert encode(choice, shipped) == parameters
    assert decode(parameters, shipped) == (choice, [])


@pytest.mark.parametrize(
    ("parameters", "rejected"),
    [
        ({"years": ["abc"]}, Rejected("years", "abc", "a year from 1991 to 2026")),
        ({"years": ["1066"]}, Rejected("years", "1066", "a year from 1991 to 2026")),
        ({"place": ["atlantis"]}, Rejected("place", "atlantis", "storskog, grense-jakobselv, pasvik, elsewhere")),
        ({"crossing": ["gone"]}, Rejected("crossing", "gone", "a known crossing ID")),
        ({"utm_source": ["mail"]}, Rejected("utm_source", "mail", "a known parameter")),
        ({"q": ["x" * 201]}, Rejected("q", "201 characters", "at most 200 characters")),
    ],
)  # fmt: skip
def test_what_means_nothing_is_dropped_and_named(shipped, parameters, rejected):
    choice, found = decode(parameters, shipped)
    assert found == [rejected]
    assert choice.filters.without("text") == Filters()


def test_years_in_the_wrong_order_are_put_right(shipped):
    choice, rejected = decode({"years": ["2023", "2012"]}, shipped)
    assert (choice.filters.years, rejected) == ((2012, 2023), [])


VALUES = st.text(max_size=20) | st.sampled_from(
    ["2015", "pasvik", "storskog", "confirmed", "to_norway"]
)
KEYS = st.sampled_from(
    ["years", "until", "place", "kind", "direction", "status", "q", "at", "crossing", "x"]
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS, st.lists(VALUES, max_size=4)))
def test_any_address_has_a_meaning_that_its_own_address_keeps(shipped, parameters):
    choice, _ = decode(parameters, shipped)
    again, rejected = decode(encode(choice, shipped), shipped)
    assert rejected == []
    assert encode(again, shipped) == encode(choice, shipped)
