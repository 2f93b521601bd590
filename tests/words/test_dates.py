from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model.dates import earliest, latest, split_alike, split_note
from geodata.words.dates import in_words, period


@pytest.mark.parametrize(
    ("prefix", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-01-13", date(2023, 1, 13), date(2023, 1, 13)),
    ],
)
def test_a_prefix_covers_its_days(prefix, first, last):
    assert (earliest(prefix), latest(prefix)) == (first, last)


@pytest.mark.parametrize("prefix", ["2023-02-30", "2023-13", "0000", "2023-00-10"])
@pytest.mark.parametrize("bound", [earliest, latest])
def test_a_day_that_does_not_exist_is_an_error(prefix, bound):
    with pytest.raises(ValueError, match=r"month|day|year"):
        bound(prefix)


@pytest.mark.parametrize(
    ("start", "end", "note", "words"),
    [
        ("2023-01-13", "2023-01-13", "", "13 January 2023"),
        ("2023-01", "2023-01", "", "January 2023"),
        ("2003", "2003", "", "2003"),
        ("2023-09", "2023-11", "autumn 2023", "autumn 2023"),
        ("2022-09", "2022-09", "late September 2022; a photo caption", "late September 2022"),
        ("2022-03-07", "2022-03-13", "", "7–13 March 2022"),
        ("2015-09", "2015-11", "", "September – November 2015"),
        ("2015-01", "2015-11-29", "", "January 2015 – 29 November 2015"),
        ("2016", "2020", "", "2016 – 2020"),
        ("", "2015-09-14", "", "until 14 September 2015"),
        ("2023-07", "2023-07", "Derived from the address", "July 2023"),
    ],
)
def test_a_period_is_worded_no_finer_than_it_is_known(start, end, note, words):
    assert period(start, end, split_note(note)[0]) == words


def test_a_note_is_split_from_what_it_calls_the_period():
    called = ("autumn 2023", "The article names no day")
    assert split_note("autumn 2023; the article names no day") == called
    assert split_note("autumn 2023") == ("autumn 2023", "")
    assert split_note("the day is not given") == ("", "The day is not given")


def test_a_translated_note_is_split_as_its_original_is():
    assert split_alike("høsten 2023; dagen er ikke oppgitt", "autumn 2023") == (
        "høsten 2023",
        "Dagen er ikke oppgitt",
    )
    assert split_alike("dagen er ikke oppgitt", "") == ("", "Dagen er ikke oppgitt")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_its_own_first_and_last_and_is_worded_with_its_year(day):
    prefix = day.isoformat()
    assert earliest(prefix) == latest(prefix) == day
    assert in_words(prefix).endswith(str(day.year))
    assert earliest(prefix[:7]) <= day <= latest(prefix[:7])
    assert earliest(prefix[:4]) <= day <= latest(prefix[:4])
