import pytest

from geodata.editing import changes
from geodata.editing.saving import save, undo
from geodata.editing.trial import trial
from geodata.model.dataset import load
from geodata.model.tables import digest
from geodata.model.translated import in_language


def _tried(folder, change):
    found = trial(folder, change)
    assert found.problems == []
    return found.dataset


def _of(change, table):
    return {row.key: row.values for row in change.rows if row.table == table}


def test_a_new_question_gets_the_value_that_is_used_and_its_rival(copied, shipped):
    about = {"crossing_id": "pasvik-swimmer-2012", "field": "how", "question": "How did he cross?"}
    used = {"value": "swam", "article_id": "hibiny-2012-pasvik-swimmer", "origin": "Police", "reason": "An authority."}  # fmt: skip
    value = {**about, "value": "by boat", "article_id": "vg-2021-hadde-venstre-haand-russergrensen", "origin": "VG"}  # fmt: skip
    change = changes.rival(shipped, value, used, "VG differs")
    rows = _of(change, "disputes")
    assert list(rows) == ["pasvik-swimmer-2012-how-swam", "pasvik-swimmer-2012-how-by-boat"]
    assert [row["used"] for row in rows.values()] == ["true", "false"]
    _tried(copied, change)
    alone = changes.rival(shipped, value, None, "VG differs")
    assert trial(copied, alone).of("disputes", "pasvik-swimmer-2012-how-by-boat", "value")


def test_one_more_value_joins_its_question_and_may_take_the_place_of_the_used_one(copied, shipped):
    value = {
        "dispute_id": "storskog-2015-total", "value": "5,511", "origin": "VG",
        "article_id": "vg-2021-hadde-venstre-haand-russergrensen",
    }  # fmt: skip
    change = changes.rival(shipped, value, None, "VG too")
    rows = _of(change, "disputes")
    assert list(rows) == ["storskog-2015-total-5511"]
    assert rows["storskog-2015-total-5511"]["question"] == (
        "How many people sought asylum at Storskog in 2015?"
    )
    _tried(copied, change)
    instead = changes.rival(shipped, {**value, "used": "true", "reason": "Newer."}, None, "VG")
    assert _of(instead, "disputes")["storskog-2015-total-5439"] == {"used": "false"}
    _tried(copied, instead)


def test_what_is_copied_from_the_data_is_as_it_was_written(shipped):
    value = {"dispute_id": "storskog-2015-total", "value": "5,500"}
    translated = in_language(shipped, "nb")
    assert changes.rival(translated, value) == changes.rival(shipped, value)
    told = (changes.retired(each, "pasvik-swimmer-2012", "Why") for each in (translated, shipped))
    assert len({str(change) for change in told}) == 1


def test_a_retired_report_takes_along_what_told_of_it(copied):
    dataset = load(copied)
    change = changes.retired(dataset, "pasvik-swimmer-2012", "It was\nanother", day="2026-11-26")
    assert _of(change, "crossings") == {"pasvik-swimmer-2012": None}
    row = _of(change, "retired")["pasvik-swimmer-2012"]
    assert row["reason"] == "It was another"
    assert row["headline"] == "Man swam the Pasvik river and sought protection"
    assert set(row["articles"].split(";")) == {
        "barentsobserver-2014-18-months-jail-attempt", "hibiny-2012-pasvik-swimmer",
    }  # fmt: skip
    assert set(_of(change, "excerpts").values()) == {None}
    assert set(_of(change, "disputes").values()) == {None}
    after = _tried(copied, change)
    assert "pasvik-swimmer-2012" not in after.crossing_ids


def test_whoever_was_sent_to_a_report_that_is_retired_too_is_told_why(copied):
    first = changes.retired(
        load(copied), "pasvik-swimmer-2012", "x", "skroytnes-medvedev-2023-01-13"
    )
    save(copied, first, digest(copied))
    change = changes.retired(load(copied), "skroytnes-medvedev-2023-01-13", "y")
    assert _of(change, "retired")["pasvik-swimmer-2012"] == {"moved_to": ""}
    assert set(_tried(copied, change).retired["moved_to"]) == {""}
    assert (
        changes.ids.crossing_id(load(copied), "pasvik", "", "2012", "swimmer")
        == "pasvik-swimmer-2012-2"
    )


@pytest.mark.parametrize(
    ("gone", "moved_to"),
    [
        ("storskog-arctic-route-2015", ""),  # with parts, figures and disputes
        ("storskog-arctic-route-2015", "storskog-week-41-2015"),  # into its own part
        ("storskog-week-41-2015", "storskog-arctic-route-2015"),
        ("grense-jakobselv-soldier-2025-08-22", "grense-jakobselv-autumn-2023-claimed"),
        ("korpfjell-three-2022-08", "korpfjell-man-2022-06-23"),
    ],
)
def test_every_check_passes_after_a_report_is_retired_and_undo_brings_it_back(
    copied, gone, moved_to
):
    dataset = load(copied)
    before = {path.name: path.read_bytes() for path in copied.glob("*.csv")}
    saved = save(
        copied,
        changes.retired(dataset, gone, "It is the other one", moved_to),
        digest(copied),
    )
    after = load(copied)
    assert gone not in after.crossing_ids
    for table in ("excerpts", "figures", "disputes"):
        assert gone not in set(getattr(after, table)["crossing_id"])
    if moved_to:
        there = set(dataset.evidence_for(moved_to)["article_id"])
        told = set(dataset.evidence_for(gone)["article_id"])
        assert set(after.evidence_for(moved_to)["article_id"]) == there | told
    undo(copied, saved.id, "No, it is not", "", digest(copied))
    assert {path.name: path.read_bytes() for path in copied.glob("*.csv")} == before
