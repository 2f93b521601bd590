import pytest

from geodata.editing.change import Change, RowChange
from geodata.editing.trial import trial
from geodata.model.schema import DESCRIPTION
from tests.editing.rows import altered, another, article, excerpt


def _bytes(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_change_that_keeps_all_rules_gives_the_data_and_leaves_the_folder_alone(copied):
    before = _bytes(copied)
    found = trial(copied, another())
    assert found.problems == []
    assert found.dataset is not None
    assert len(found.dataset.evidence_for("pasvik-swimmer-2012")) == 3
    assert _bytes(copied) == before


def test_every_problem_stands_beside_its_field(copied):
    rows = (
        *altered(people_low="7", start="2012-13", latitude="").rows,
        article(published=""),
        excerpt(article_id="nobody", text="word " * 61 + "end", form="quote"),
    )
    found = trial(copied, Change(rows, "Why"))
    report = ("crossings", "pasvik-swimmer-2012")
    assert found.dataset is None
    assert found.of(*report, "start") == [
        "'2012-13' is not a date: 2023, 2023-01 or 2023-01-13, from 1800"
    ]
    assert found.of(*report, "headline") == []
    assert found.of("articles", "example-2026-new", "date_basis") == [
        "is stated, but published is blank: then it is unknown"
    ]
    new = ("excerpts", "pasvik-swimmer-2012-example")
    assert found.of(*new, "article_id") == ["'nobody' is not in articles.csv"]
    assert found.of(*new, "text") == ["a quote of 62 words is above the maximum 60"]


def test_what_a_change_breaks_elsewhere_is_listed_too(copied):
    gone = "pasvik-swimmer-2012-hibiny-com", "pasvik-swimmer-2012-barentsobserver"
    found = trial(copied, Change(tuple(RowChange("excerpts", key, None) for key in gone), "Why"))
    assert [str(problem) for problem in found.problems] == [
        "crossings.csv row 8, crossing_id: pasvik-swimmer-2012 has no row in excerpts.csv"
    ]
    assert not found.touched


def test_rows_are_found_by_their_number_whatever_lines_they_span(copied):
    path = copied / "crossings.csv"
    path.write_bytes(
        path.read_bytes().replace(b"Asylum seekers at Storskog in 2003,", b'"Asylum\nseekers",')
    )
    found = trial(copied, altered(kind="unheard"))
    assert found.of("crossings", "pasvik-swimmer-2012", "kind")


def test_what_does_not_fit_stands_beside_its_row(copied):
    row = article("vg-2021-hadde-venstre-haand-russergrensen")
    found = trial(copied, Change((row,), "Why"))
    assert found.of("articles", row.key, "article_id") == [f"'{row.key}' is there already"]


@pytest.mark.parametrize("text", ["", "not JSON"])
def test_a_package_that_cannot_be_read_is_said_to_be_so(copied, text):
    (copied / DESCRIPTION).write_text(text)
    assert trial(copied, altered()).problems


def test_the_change_is_tried_on_another_border_too(other, tmp_path):
    import shutil

    from tests.conftest import OTHER

    folder = shutil.copytree(OTHER, tmp_path / "data")
    row = RowChange("crossings", other.crossings["crossing_id"].iloc[0], {"headline": "Новое"})
    found = trial(folder, Change((row,), "Почему"))
    assert found.dataset is not None
    assert "Новое" in found.dataset.crossings["headline"].tolist()
