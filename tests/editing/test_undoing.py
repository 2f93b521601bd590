import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.editing import disk, saving
from geodata.editing.change import Change, RowChange
from geodata.editing.files import made
from geodata.editing.history import FOLDER, Record, content
from geodata.editing.rows import BOM, cell_of
from geodata.editing.saving import history, save, undo, undoing
from geodata.editing.trial import trial
from geodata.model.schema import DataError
from geodata.model.tables import digest
from tests import package
from tests.editing.rows import altered, another, article

CHANGE = Change((*another().rows, *altered().rows), "Another source")


def _tables(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


def test_undo_puts_every_byte_of_the_tables_back_as_a_new_save(copied):
    before = _tables(copied)
    saved = save(copied, CHANGE, digest(copied))
    undone = undo(copied, saved.id, "Not what it says", "Ola", digest(copied))
    assert _tables(copied) == before
    assert [(each.id, each.reason, each.undone) for each in history(copied)] == [
        (undone.id, "Not what it says", ""),
        (saved.id, "Another source", undone.id),
    ]
    lines = (copied / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if "pasvik-swimmer-2012-example" in line]) == 2


def test_undo_of_an_undo_brings_the_change_back(copied):
    first = save(copied, CHANGE, digest(copied))
    after = _tables(copied)
    second = undo(copied, first.id, "No", "", digest(copied))
    undo(copied, second.id, "Yes after all", "", digest(copied))
    assert _tables(copied) == after
    assert [each.undone for each in history(copied)] == ["", "000003", ""]


def test_rows_that_others_changed_meanwhile_stay_as_they_are(copied):
    saved = save(copied, altered(headline="A, new headline"), digest(copied))
    save(copied, altered(people_words="one man"), digest(copied))
    with_words = (copied / "crossings.csv").read_bytes()
    undo(copied, saved.id, "No", "", digest(copied))
    now = (copied / "crossings.csv").read_bytes()
    old = "Man swam the Pasvik river and sought protection"
    assert now == with_words.replace(b'"A, new headline"', old.encode())


def test_undo_is_refused_where_the_same_cell_was_changed_since(copied):
    saved = save(copied, altered(), digest(copied))
    save(copied, altered(headline="A third headline"), digest(copied))
    before = _tables(copied)
    with pytest.raises(DataError) as refused:
        undo(copied, saved.id, "No", "", digest(copied))
    assert [str(problem) for problem in refused.value.problems] == [
        "crossings.csv row 8, headline: was changed since: it is 'A third headline', not 'A new headline'"
    ]
    assert _tables(copied) == before


def test_undo_is_refused_where_an_added_row_was_changed_or_is_used_since(copied):
    saved = save(copied, Change((article(),), "New"), digest(copied))
    later = save(copied, Change((RowChange("articles", "example-2026-new", {"note": "x"}),), "Note"), digest(copied))  # fmt: skip
    with pytest.raises(DataError, match="note: was changed since: it is 'x', not ''"):
        undo(copied, saved.id, "No", "", digest(copied))
    undo(copied, later.id, "No", "", digest(copied))
    save(copied, Change(another().rows[1:], "Used"), digest(copied))
    with pytest.raises(DataError, match=r"'example-2026-new' is not in articles\.csv"):
        undo(copied, saved.id, "No", "", digest(copied))


def test_undo_twice_is_refused(copied):
    saved = save(copied, CHANGE, digest(copied))
    undo(copied, saved.id, "No", "", digest(copied))
    with pytest.raises(DataError, match="'example-2026-new' is not there any more"):
        undo(copied, saved.id, "No", "", digest(copied))


def test_a_new_report_may_be_taken_back_by_the_save_that_brought_it_alone(copied):
    report = package.crossing("new-one", people_low="1", people_best="1", people_high="1")
    rows = (
        article(),
        RowChange("crossings", "new-one", {key: str(text) for key, text in report.items()}),
        RowChange("excerpts", "new-one-a", {
            "excerpt_id": "new-one-a", "crossing_id": "new-one", "article_id": "example-2026-new",
            "form": "summary", "text": "It says so.",
        }),
    )  # fmt: skip
    before = _tables(copied)
    saved = save(copied, Change(rows, "New"), digest(copied))
    change = undoing(copied, saved.id, "No")
    assert trial(copied, change).problems == []
    assert trial(copied, Change(change.rows, "No")).problems  # without saying what it takes back
    undo(copied, saved.id, "No", "", digest(copied))
    assert _tables(copied) == before


@pytest.mark.parametrize("name", ["000009", "../history/000001", "", "x"])
def test_a_save_that_is_not_there_cannot_be_taken_back(copied, name):
    save(copied, altered(), digest(copied))
    with pytest.raises(FileNotFoundError):
        undo(copied, name, "No", "", digest(copied))


def test_a_damaged_record_is_left_out_of_the_history_and_not_written_over(copied, caplog):
    save(copied, altered(), digest(copied))
    damaged = copied / FOLDER / "000001.json"
    damaged.write_text("{")
    save(copied, altered(headline="Another"), digest(copied))
    assert [each.id for each in history(copied)] == ["000002"]
    assert damaged.read_text() == "{"
    assert "000001" in caplog.text


CELLS = st.builds(
    lambda text, quoted: cell_of(text, quoted=quoted),
    st.text(st.sampled_from('a,"\r\nЖ='), max_size=4),
    st.booleans(),
)


@st.composite
def _tables_and_changes(draw):
    """A table of any quoting and line ends, and a change of some of its rows."""
    keys = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6))
    lines = [b"article_id,title", *(key.encode() + b"," + draw(CELLS) for key in keys)]
    ends = [draw(st.sampled_from([b"\n", b"\r\n"])) for _ in lines]
    ends[-1] = draw(st.sampled_from([b"", b"\n", b"\n\n\r\n"]))
    content = draw(st.sampled_from([b"", BOM])) + b"".join(
        line + end for line, end in zip(lines, ends, strict=True)
    )
    texts = st.text(st.sampled_from('a,"\nЖ'), max_size=3)
    rows = []
    for key in draw(st.lists(st.sampled_from("abcdefghxyz"), unique=True, min_size=1, max_size=6)):
        if key not in keys:
            rows.append(RowChange("articles", key, {"article_id": key, "title": draw(texts)}))
        else:
            values = None if draw(st.booleans()) else {"title": draw(texts)}
            rows.append(RowChange("articles", key, values))
    return content, Change(tuple(rows), "Why")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_tables_and_changes())
def test_any_change_of_any_table_is_undone_byte_for_byte(tmp_path, drawn):
    content_before, change = drawn
    folder = tmp_path / "package"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    fields = [{"name": name, "type": "string"} for name in ("article_id", "title")]
    (folder / "datapackage.json").write_text(
        '{"version": "1", "resources": [{"name": "articles", "path": "articles.csv", '
        f'"schema": {{"fields": {fields}}}}}]}}'.replace("'", '"')
    )
    (folder / "articles.csv").write_bytes(content_before)

    def write(name, done):
        new, traces = made(folder, done)
        (folder / "articles.csv").write_bytes(new["articles.csv"])
        (folder / FOLDER / f"{name}.json").write_bytes(content(Record(name, "", done, traces)))
        return new["articles.csv"]

    disk.desk(folder, "history")
    after = write("1", change)
    assert write("2", undoing(folder, "1", "No")) == content_before
    assert write("3", undoing(folder, "2", "Yes")) == after


def test_an_undo_that_is_outdated_is_refused_as_a_save_is(copied):
    seen = digest(copied)
    saved = save(copied, altered(), seen)
    with pytest.raises(saving.Outdated):
        undo(copied, saved.id, "No", "", seen)
