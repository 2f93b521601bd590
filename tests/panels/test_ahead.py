"""The words that a browser shows before the script has drawn them are those that the script draws."""

import json

import pytest

from geodata.model.address import decode
from geodata.panels import ahead
from tests.test_pages import _app


def _asked(dataset, **parameters):
    choice, rejected = decode({key: [value] for key, value in parameters.items()}, dataset)
    assert not rejected
    return json.loads(ahead.words(dataset, choice))


@pytest.mark.parametrize(
    "parameters", [{"years": "2015"}, {"until": "2012"}, {"years": "2023", "q": "claimed"}, {"years": "1994"}]
)  # fmt: skip
def test_they_are_what_the_script_draws_in_its_order(shipped, parameters):
    words = _asked(shipped, **parameters)
    app = _app(parameters)
    drawn = [element.proto.body for element in app.get("html")]
    begin = drawn.index(words["headline"].strip())
    html = [part["html"].strip() for part in words["parts"] if "html" in part]
    assert drawn[begin + 1 : begin + 1 + len(html)] == html
    buttons = [button for button in app.button if (button.key or "").startswith("open-")]
    assert [(f"open-{part['opens']}", part["label"]) for part in words["parts"] if "opens" in part] == [
        (button.key, button.label) for button in buttons
    ]  # fmt: skip


def test_where_one_crossing_is_open_there_is_no_list(shipped):
    crossing_id = shipped.crossings["crossing_id"].iloc[0]
    assert _asked(shipped, years="2015", crossing=crossing_id)["parts"] is None
