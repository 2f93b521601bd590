import pandas as pd
import pytest

from geodata.model.summary import Totals
from geodata.words import style

NA = pd.NA


@pytest.mark.parametrize(
    ("low", "best", "high", "words", "said"),
    [
        (1, 1, 1, "", "1 person"),
        (5439, 5439, 5473, "", "5,439 to 5,473 people"),
        (50, 56, 60, "", "56 people (50 to 60 people)"),
        (NA, 3, NA, "", "3 people"),
        (NA, NA, NA, "hundreds", "“hundreds”"),
        (NA, NA, NA, "", "number not given"),
    ],
)
def test_people_are_worded_as_exactly_as_they_are_known(low, best, high, words, said):
    assert style.people(low, best, high, words) == said


@pytest.mark.parametrize(
    ("low", "best", "high", "said"),
    [(None, 5439, None, "5,439"), (1200, None, None, "at least 1,200"), (None, None, 15000, "at most 15,000"),
     (1, None, 9, "1 to 9"), (None, None, None, "no number")],
)  # fmt: skip
def test_a_figure_is_given_as_its_source_gives_it(low, best, high, said):
    assert style.amount({"low": low, "best": best, "high": high}) == said


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", [style.CROSSED, style.STOPPED, style.CLAIMED, style.QUIET])
@pytest.mark.parametrize("page", ["#fcfbf8", "#141c23"])
def test_every_mark_stands_out_from_the_page_in_both_themes(colour, page):
    light, dark = sorted((_luminance(colour), _luminance(page)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


@pytest.mark.parametrize(
    ("counts", "short"),
    [
        ({"stopped": 2}, "0"), ({}, "0"), ({"claimed": 1}, "?"), ({"parts": 1}, "?"), ({"others": 1}, "?"),
        ({"claimed": 1, "stopped": 1}, "?"), ({"crossings": 1, "unnumbered": 1}, "?"),
        ({"crossings": 2, "people": 6, "unnumbered": 1}, "6+"), ({"crossings": 1, "people": 0}, "0"),
    ],
)  # fmt: skip
def test_a_symbol_says_nobody_only_where_nobody_is_claimed(counts, short):
    assert style.short_people(_totals(**counts)) == short


def _totals(**counts):
    none = dict.fromkeys(("people", "people_low", "people_high"))
    zero = ("articles", "crossings", "unnumbered", "stopped", "objects", "claimed", "parts")
    return Totals(**(none | dict.fromkeys(zero, 0) | counts))


@pytest.mark.parametrize(
    ("crossings", "seasons", "words"),
    [(0, 0, "0 crossings"), (1, 0, "1 crossing"), (1, 1, "1 season of arrivals"),
     (3, 2, "2 seasons of arrivals and 1 crossing"), (24, 1, "1 season of arrivals and 23 crossings")],
)  # fmt: skip
def test_a_season_is_not_called_one_crossing(crossings, seasons, words):
    assert style.crossings(crossings, seasons) == words
