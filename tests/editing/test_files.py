import os
import shutil
import subprocess

import pytest

from geodata.editing.change import Change, RowChange
from geodata.editing.files import changed, differences
from geodata.model.dataset import load
from geodata.model.schema import DataError
from tests.editing.rows import altered, another, article, excerpt


def _written(folder, change):
    for file, content in changed(folder, change).items():
        (folder / file).write_bytes(content)


def _said(folder, *rows):
    with pytest.raises(DataError) as refused:
        changed(folder, Change(rows, "Why"))
    return [str(problem) for problem in refused.value.problems]


def _diff(folder, change):
    """What version control says that a change added and took away, by file."""

    def git(*words):
        command = ["git", "-c", "core.autocrlf=false", "-c", "user.name=x", "-c", "user.email=x@x"]
        done = subprocess.run([*command, *words], cwd=folder, capture_output=True, check=True)
        return done.stdout.decode()

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "before")
    _written(folder, change)
    return {
        file: (int(added), int(taken))
        for added, taken, file in (line.split("\t") for line in git("diff", "--numstat").splitlines())
    }  # fmt: skip


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_version_control_sees_only_the_lines_that_a_hand_would_change(copied, end):
    for path in [*copied.glob("*.csv"), copied / "CHANGELOG.md"]:
        path.write_bytes(path.read_bytes().replace(b"\n", end))
    rows = (*altered(headline='With "quotes", and a comma').rows, *another().rows)
    assert _diff(copied, Change(rows, "Why")) == {
        "articles.csv": (1, 0),
        "crossings.csv": (1, 1),
        "excerpts.csv": (1, 0),
        "CHANGELOG.md": (4, 0),  # the heading, the line, and a blank one after each
    }
    assert all(
        path.read_bytes().count(b"\n") == path.read_bytes().count(end)
        for path in copied.glob("*.csv")
    )
    assert _diff_again(copied) == {"articles.csv": (1, 1), "CHANGELOG.md": (1, 0)}
    load(copied)


def _diff_again(folder):
    shutil.rmtree(folder / ".git")
    change = Change((RowChange("articles", "example-2026-new", {"title": "Another"}),), "Again")
    return _diff(folder, change)


def test_the_lines_that_differ_are_shown_with_one_on_either_side(copied):
    found = {each.file: each.lines for each in differences(copied, altered(people_words="one man"))}
    assert list(found) == ["crossings.csv", "CHANGELOG.md"]
    signs = "".join(sign for sign, _ in found["crossings.csv"])
    assert signs == " -+ "
    before, after = found["crossings.csv"][1:3]
    assert after[1] == before[1].replace(",1,1,1,,", ",1,1,1,one man,")


def test_a_byte_order_mark_a_missing_last_line_end_and_blank_lines_stay(copied):
    articles, crossings = copied / "articles.csv", copied / "crossings.csv"
    articles.write_bytes(b"\xef\xbb\xbf" + articles.read_bytes().rstrip(b"\n"))
    crossings.write_bytes(crossings.read_bytes() + b"\n\n")
    before = articles.read_bytes()
    new = changed(copied, Change((article(), *altered().rows), "Why"))
    assert new["articles.csv"].startswith(before + b"\nexample-2026-new,")
    assert not new["articles.csv"].endswith(b"\n")
    assert new["crossings.csv"].endswith(b"\n\n\n")


def test_a_new_row_goes_where_the_order_of_the_file_puts_it(copied):
    def ids(file):
        return [line.split(b",")[0].decode() for line in changed(copied, change)[file].split(b"\n")]

    change = another()
    excerpts = ids("excerpts.csv")
    at = excerpts.index("pasvik-swimmer-2012-example")
    assert excerpts[at - 1] == "pasvik-swimmer-2012-barentsobserver"
    assert ids("articles.csv")[-2] == "example-2026-new"  # no order: at the end
    path = copied / "articles.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, *sorted(rows, key=lambda row: row.split(",")[0])]) + "\n")
    articles = ids("articles.csv")
    assert articles[1:-1] == sorted(articles[1:-1])


def test_new_excerpts_of_a_new_report_stand_together_at_the_end(copied):
    rows = [excerpt(f"new-{number}", crossing_id="new") for number in (2, 1)]
    lines = changed(copied, Change((article(), *rows), "Why"))["excerpts.csv"].splitlines()
    assert [line.split(b",")[0] for line in lines[-2:]] == [b"new-2", b"new-1"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (RowChange("nowhere", "a", {}), "datapackage.json: there is no table 'nowhere'"),
        (RowChange("translations", "a", {}), "translations.csv: has no column of IDs"),
        (article("vg-2021-hadde-venstre-haand-russergrensen"), "'vg-2021-hadde-venstre-haand-russergrensen' is there already"),
        (RowChange("crossings", "gone", {"headline": "x"}), "crossings.csv, crossing_id: 'gone' is not there: it may have been taken out since"),
        (RowChange("excerpts", "gone", None), "excerpts.csv, excerpt_id: 'gone' is not there: it may have been taken out since"),
        (RowChange("crossings", "pasvik-swimmer-2012", {"colour": "x"}), "crossings.csv row 8, colour: crossings.csv has no column 'colour'"),
        (RowChange("crossings", "pasvik-swimmer-2012", {"crossing_id": "other"}), "crossings.csv row 8, crossing_id: 'pasvik-swimmer-2012' is an address that others may have cited: it stays"),
        (RowChange("crossings", "pasvik-swimmer-2012", None), "crossings.csv row 8, crossing_id: 'pasvik-swimmer-2012' may have been cited: retire it instead of taking it out"),
        (RowChange("crossings", "pasvik-swimmer-2012", {"summary": "\ud800"}), r"crossings.csv row 8, summary: '\ud800' is no text that a file can hold"),
        (RowChange("articles", "", {"article_id": ""}), "articles.csv, article_id: is blank, but a value is required"),
    ],
)  # fmt: skip
def test_a_change_that_does_not_fit_is_refused_with_its_place(copied, row, said):
    assert said in "\n".join(_said(copied, row))


def test_a_row_changes_once_in_a_change(copied):
    rows = (*altered().rows, *altered(summary="x").rows)
    assert "changes twice" in _said(copied, *rows)[0]


def test_a_table_that_is_a_link_out_of_the_folder_is_refused(copied, tmp_path):
    shutil.move(copied / "articles.csv", tmp_path / "articles.csv")
    os.symlink(tmp_path / "articles.csv", copied / "articles.csv")
    assert _said(copied, article()) == ["articles.csv: is a link out of the folder"]


@pytest.mark.parametrize(
    "text",
    ["Грань — «щука»", "Čáhppes áibbas ŋu", "مرحبا بالعالم", "=cmd|' /C calc'!A0", "+1", "a\tb"],
)
def test_text_of_any_script_and_a_formula_stay_as_they_are(copied, text):
    _written(copied, altered(people_words=text))
    found = load(copied).crossings.set_index("crossing_id").loc["pasvik-swimmer-2012"]
    assert found["people_words"] == text


def test_a_summary_of_five_megabytes_is_written_and_shown(copied):
    text = "word " * 1_000_000 + "end"
    _written(copied, altered(summary=text))
    assert load(copied).crossings["summary"].str.len().max() == len(text)
