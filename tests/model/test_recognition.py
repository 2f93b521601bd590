"""What marks a kind, a way and a side of the border is checked as all else of a description."""

import pytest

from geodata.model.recognition import ACTS
from tests import package
from tests.package import crossing


def _set(field, value, key, given):
    def change(found):
        table = next(each for each in found["resources"] if each["name"] == "crossings")
        described = next(each for each in table["schema"]["fields"] if each["name"] == field)
        category = next(each for each in described["categories"] if each["value"] == value)
        category[key] = given

    return change


def _country(key, given):
    def change(found):
        found["border"]["countries"][0][key] = given

    return change


KIND = "crossings, kind, category asylum_at_checkpoint"
LISTED = f"must be a list of any of {', '.join(ACTS)}"
CASES = [
    (_set("kind", "asylum_at_checkpoint", "acts", ["asylum", "arrived"]), []),
    (_set("kind", "asylum_at_checkpoint", "acts", []), [f"{KIND}, acts: {LISTED}"]),
    (_set("kind", "asylum_at_checkpoint", "acts", "asylum"), [f"{KIND}, acts: {LISTED}"]),
    (_set("kind", "asylum_at_checkpoint", "acts", [["x"]]), [f"{KIND}, acts: {LISTED}"]),
    (_set("kind", "asylum_at_checkpoint", "at", "gate"), [f"{KIND}, at: must be one of checkpoint, outside, not 'gate'"]),
    (_set("kind", "asylum_at_checkpoint", "at", ["outside"]), [f"{KIND}, at: must be one of checkpoint, outside, not '['outside']'"]),
    (_set("kind", "asylum_at_checkpoint", "direction", "up"), [f"{KIND}, direction: must be one of to_norway, to_russia, unknown, not 'up'"]),
    (_set("direction", "to_norway", "to", "sweden"), ["crossings, direction, category to_norway, to: must be one of norway, russia, not 'sweden'"]),
    (_country("names", ["Noreg*", "Norge"]), []),
    (_country("names", "Noreg"), ["border, countries 1, names: must be a list of words"]),
    (_country("side", ["-"]), ["border, countries 1, side 1: must be words, the last of which may end in a star, not '-'"]),
    (_country("side", ["po*liti"]), ["border, countries 1, side 1: 'po*liti' has a star that is not at its end"]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), CASES)
def test_what_articles_are_recognised_by_is_checked(tmp_path, change, said):
    folder = package.write(tmp_path / "package", [crossing("a")])
    package.redescribe(folder, change)
    assert package.said(folder) == [f"datapackage.json, {each}" for each in said]
