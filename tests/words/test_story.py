"""What the headline tells: numbers with what people did, and nothing counted that is not."""

import pytest

from geodata.model.dataset import load
from geodata.model.summary import totals
from geodata.words import story
from tests import package
from tests.package import crossing

MANY = {"people_low": 40, "people_best": 40, "people_high": 40}
BARE = {"people_low": "", "people_best": "", "people_high": ""}
CLAIM = {"status": "claimed", "confirmed_by": ""}


@pytest.fixture
def told(tmp_path):
    """The story of some crossings and their counts, in words that the test gives to a kind."""

    def tell(*rows, verb="", field="verb"):
        folder = package.write(tmp_path / "told", rows)
        package.redescribe(folder, lambda found: _give(found, field, verb) if verb else None)
        dataset = load(folder)
        total = totals(dataset, dataset.crossings)
        sentence = story.in_one_sentence(dataset, dataset.crossings)
        return sentence, story.counts(total)

    return tell


def _give(found, key, words):
    for table in found["resources"]:
        for field in table["schema"]["fields"]:
            if table["name"] == "crossings" and field["name"] == "kind":
                for category in field["categories"]:
                    category.pop("verb", None)
                field["categories"][1][key] = words
    return found


def test_the_story_says_who_did_what_in_the_words_of_the_package(told):
    rows = (crossing("a", **MANY), crossing("b"), crossing("c", kind="border_violation"))
    said, _ = told(*rows, verb="slipped through")
    assert said == "41 slipped through, 1 stepped over the line"
    said, _ = told(*rows, verb="Went around the gate", field="label")  # a kind without a verb
    assert said == "41 went around the gate, 1 stepped over the line"


def test_what_has_no_number_is_told_in_the_words_of_its_source(told):
    said, counts = told(crossing("a", people_words="hundreds", **BARE), verb="came")
    assert said == "“hundreds” came"
    assert counts == "1 crossing, told in 1 article"
    assert told(crossing("a", **BARE), verb="came")[0] == "a number not given came"
    assert told(crossing("a", **BARE), crossing("b"), verb="came")[0] == "1+ came"


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        ([crossing("a"), crossing("b")], "2 crossings, told in 1 article"),
        ([crossing("a", start="2020-01", end="2020-03", **MANY)], "1 season of arrivals, told in 1 article"),
        ([crossing("a", **MANY), crossing("b")], "1 season of arrivals and 1 crossing, told in 1 article"),
        ([crossing("a", **CLAIM)], "1 claim, not counted"),
        ([crossing("a", **CLAIM), crossing("b", **CLAIM)], "2 claims, not counted"),
        ([crossing("a", **CLAIM), crossing("b", kind="stopped_before_the_line")], "1 stopped before the line, 1 only claimed: not counted"),
    ],
)  # fmt: skip
def test_the_counts_name_seasons_and_claims_for_what_they_are(told, rows, counts):
    assert told(*rows)[1] == counts


def test_nothing_selected_is_not_called_a_count(shipped):
    nothing = shipped.crossings.iloc[:0]
    assert story.counts(totals(shipped, nothing)) == ""
    assert story.story(shipped, nothing) == []


def test_in_how_many_crossings_is_said_only_where_there_are_several_kinds(shipped):
    rows = shipped.crossings[shipped.crossings["counted"]]
    assert all(one.note for one in story.story(shipped, rows))
    alone = rows[rows["kind"] == "border_violation"]
    assert [one.note for one in story.story(shipped, alone)] == [""]
