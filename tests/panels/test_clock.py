"""The years have one home: what counts as an act of the reader, and what as an echo."""

from types import SimpleNamespace

import pytest
import streamlit as st

from geodata.model.address import Choice
from geodata.panels import address_bar, chosen, clock

SPAN = (1991, 2026)


class Address(dict):
    """Stands in for the query of the address, and counts how often it is written."""

    written = 0

    def get_all(self, key):
        return list(self.get(key, []))

    def from_dict(self, parameters):
        self.written += 1
        self.clear()
        self.update(parameters)


@pytest.fixture
def state(monkeypatch):
    held = {}
    monkeypatch.setattr(st, "session_state", held)
    monkeypatch.setattr(st, "query_params", Address())
    chosen.restore(Choice(), SimpleNamespace(years=SPAN, opening=SPAN))
    return held


def _message(act, *years, mode="range"):
    return {"act": act, "mode": mode, "years": list(years)}


def test_a_new_act_is_taken_and_its_echo_is_not(state):
    assert clock.take(_message(1, 2012, 2015))
    assert state["years"] == ("range", 2012, 2015)
    chosen.set_years("year", 2003, 2003)  # the script's own word, after the act
    assert not clock.take(_message(1, 2012, 2015))
    assert state["years"] == ("year", 2003, 2003)


def test_the_same_years_are_an_act_again_if_the_reader_chose_them_again(state):
    clock.take(_message(1, 2015, 2015, mode="year"))
    chosen.set_years("year", 2003, 2003)
    clock.take(_message(2, 2015, 2015, mode="year"))
    assert state["years"] == ("year", 2015, 2015)


@pytest.mark.parametrize(
    "message",
    [
        None, 7, "x", {}, {"act": 9}, {"act": "9", "mode": "year", "years": [2015, 2015]},
        _message(9, 1990, 2015), _message(9, 2015, 2027), _message(9, 2016, 2015), _message(9, 2015),
        _message(9, 2015, 2015, mode="<script>"), _message(9, "2015", "2015"), _message(9, 2015.5, 2016.5),
    ],
)  # fmt: skip
def test_a_message_that_makes_no_sense_changes_nothing(state, message):
    clock.take(message)
    assert state["years"] == ("range", *SPAN)


def test_the_address_is_told_again_where_the_request_knew_an_older_one(state, shipped):
    old, new = {"years": ["2020"]}, {"years": ["2019"]}
    st.query_params.update(old)
    address_bar.write(new)
    st.query_params.clear()
    st.query_params.update(old)  # a request that was under way when the address changed
    address_bar.write(old)
    assert st.query_params.written == 2
    address_bar.write(old)
    assert st.query_params.written == 2


def test_an_arrival_takes_the_address_and_says_what_meant_nothing(state, shipped):
    st.query_params.update({"years": ["2015"], "place": ["oslo"]})
    address_bar.follow(shipped)
    assert state["years"] == ("year", 2015, 2015)
    assert address_bar.left_out() == "place=oslo"


def test_of_much_that_meant_nothing_some_is_repeated_and_how_much_more_there_was(state, shipped):
    st.query_params.update({name: ["1"] for name in "abcd"})
    address_bar.follow(shipped)
    assert address_bar.left_out() == "a=1, b=1, c=1 (+1)"


@pytest.fixture
def back(monkeypatch):
    """Makes the next requests those of Back and Forward."""
    return lambda: monkeypatch.setattr(address_bar, "_through_history", lambda: True)


def test_back_is_followed_and_an_act_is_not_taken_for_it(state, shipped, back):
    st.query_params.update({"years": ["2015"]})
    address_bar.follow(shipped)
    address_bar.write({"years": ["2015"]})
    clock.take(_message(1, 2016, 2016, mode="year"))
    address_bar.follow(shipped)  # the address is still the old one
    assert state["years"] == ("year", 2016, 2016)
    address_bar.write({"years": ["2016"]})
    st.query_params.from_dict({"years": ["2015"]})
    back()
    address_bar.follow(shipped)
    assert state["years"] == ("year", 2015, 2015)


def test_back_to_an_address_without_parameters_is_back_to_the_whole(state, shipped, back):
    st.query_params.update({"years": ["2015"]})
    address_bar.follow(shipped)
    address_bar.write({"years": ["2015"]})
    st.query_params.clear()
    back()
    address_bar.follow(shipped)
    assert state["years"] == ("range", *SPAN)


def test_what_was_chosen_stays_on_the_way_to_another_page(state, shipped):
    st.query_params.update({"years": ["2015"], "place": ["pasvik"]})
    address_bar.follow(shipped)
    address_bar.write({"years": ["2015"], "place": ["pasvik"]})
    st.query_params.clear()  # the navigation drops the parameters
    for key in ("q", "place"):
        del state[key]  # and Streamlit what a widget held, if the run ended early
    address_bar.follow(shipped)
    assert state["years"] == ("year", 2015, 2015)
    assert state["place"] == ["pasvik"]


def test_what_is_opened_a_second_time_has_another_name(state):
    chosen.open_crossing("a")
    first = chosen.opening()
    chosen.open_crossing("a")
    assert first
    assert chosen.opening() != first
    chosen.open_location("")
    assert chosen.opening() == ""
