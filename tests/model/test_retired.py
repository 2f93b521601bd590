"""Reports that were retired: kept apart, and never lost from sight."""

import logging
from datetime import date, timedelta

import pytest

from geodata.model.address import Retired, decode, opening
from geodata.model.dataset import load
from geodata.model.live import LiveDataset
from geodata.model.retired import documents, living
from geodata.model.summary import totals
from geodata.model.translated import in_language
from tests import package
from tests.package import article, crossing, retired

BAD = "retired.csv row 2, "
LOST = "is retired too, and does not lead on to a report that is still there"
TOMORROW = (date.today() + timedelta(days=2)).isoformat()

FAULTS = {
    "sound": ([retired("gone")], []),
    "moved": ([retired("gone", moved_to="one")], []),
    "moved on": ([retired("gone", moved_to="then"), retired("then", moved_to="one")], []),
    "both": ([retired("one")], [f"{BAD}crossing_id: one is in crossings.csv too: take it out of one"]),
    "to itself": ([retired("gone", moved_to="gone")], [f"{BAD}moved_to: 'gone' is the report itself"]),
    "to nowhere": ([retired("gone", moved_to="nobody")], [f"{BAD}moved_to: 'nobody' is neither among the crossings nor retired"]),
    "to one that ends": ([retired("gone", moved_to="then"), retired("then")], [f"{BAD}moved_to: 'then' {LOST}"]),
    "in a circle": (
        [retired("gone", moved_to="then"), retired("then", moved_to="gone")],
        [f"{BAD}moved_to: 'then' {LOST}", f"retired.csv row 3, moved_to: 'gone' {LOST}"],
    ),
    "no reason": ([retired("gone", reason="")], [f"{BAD}reason: is blank, but a value is required"]),
    "a month": ([retired("gone", retired="2021-03")], [f"{BAD}retired: '2021-03' is not a day, such as 2026-11-25"]),
    "not yet": ([retired("gone", retired=TOMORROW)], [f"{BAD}retired: {TOMORROW} is after today"]),
    "no such place": ([retired("gone", place_id="oslo")], [f"{BAD}place_id: 'oslo' is not in places.csv"]),
    "no such document": ([retired("gone", articles="article-a;nobody")], [f"{BAD}articles: 'nobody' is not in articles.csv"]),
    "ends before it starts": ([retired("gone", end="2019")], [f"{BAD}end: 2019 is before the start 2020"]),
    "twice": ([retired("gone"), retired("gone")], ["retired.csv row 3, crossing_id: 'gone' stands in row 2 too"]),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_retired_report_leads_somewhere_and_says_why(tmp_path, name):
    rows, said = FAULTS[name]
    assert package.said(package.write(tmp_path, [crossing("one")], retired=rows)) == said


def _without(described):
    kept = [each for each in described["resources"] if each["name"] != "retired"]
    described["resources"] = kept


def test_a_package_may_do_without_the_table(tmp_path, shipped):
    folder = package.write(tmp_path, [crossing("one")])
    (folder / "retired.csv").unlink()
    package.redescribe(folder, _without)
    dataset = load(folder)
    assert dataset.retired.empty
    assert list(dataset.retired.columns) == list(shipped.retired.columns)


def test_a_report_is_followed_to_the_one_that_is_still_there(small):
    rows = [
        retired("first", moved_to="second"),
        retired("second", moved_to="one"),
        retired("last", articles="b;article-a"),
    ]
    listed = [article("article-a"), article("b")]
    dataset = small(crossing("one"), retired=rows, articles=listed)
    assert [living(dataset, name) for name in ("first", "second", "last")] == ["one", "one", ""]
    assert documents(dataset, "last")["article_id"].tolist() == ["b", "article-a"]


def test_it_is_neither_counted_nor_found(small):
    gone = retired("gone", headline="A zebra", summary="A zebra walked over.")
    with_it = small(crossing("one"), retired=[gone])
    assert totals(with_it, with_it.crossings).crossings == 1
    assert "zebra" not in " ".join(with_it.search_text)
    assert with_it.crossing_ids == {"one"}


def test_its_words_are_translated_as_all_others_are(other):
    told = in_language(other, "fi").retired.set_index("crossing_id")
    assert told["headline"]["lua-cake-2010"] == "Kakku ylittää rajan"
    assert told["reason"]["tuz-camel-2015"].startswith("Radio perui juttunsa")
    assert "kakun" in told["summary"]["lua-cake-2010"]


def test_an_address_that_asks_for_it_is_told_that_it_was_retired(small):
    dataset = small(crossing("one"), retired=[retired("gone")])
    choice, rejected = decode({"crossing": ["gone"]}, dataset)
    assert choice == opening(dataset)
    said = "a crossing ID; this one was retired on 2021-03-04, see /crossing/gone"
    assert rejected == [Retired("crossing", "gone", said)]


def test_only_what_is_nowhere_any_more_is_said_to_be_lost(tmp_path, caplog):
    many = [crossing(f"c{number}") for number in range(4)]
    live = LiveDataset(package.write(tmp_path, many), look_every=0, patience=60)
    live.current()
    package.write(tmp_path, many[:2], retired=[retired("c2", moved_to="c1"), retired("c3")])
    with caplog.at_level(logging.WARNING):
        assert len(live.current()[0].retired) == 2
        assert "readers may have cited" not in caplog.text
        assert "crossings has" not in caplog.text
        package.write(tmp_path, many[:2], retired=[retired("c3")])
        assert len(live.current()[0].retired) == 1
    assert "crossing_id c2: readers may have cited them" in caplog.text
